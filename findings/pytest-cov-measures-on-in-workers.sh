#!/usr/bin/env bash
# pytest-cov 7.1.0 with pytest-xdist 3.8.0, pytest 9.2.0 and coverage 7.17.3, Python 3.11, 2026-12-01.
# One would guess: a test marked no_cover runs without a trace function, also in a worker of xdist.
# What happens: it does in a run by itself. In a worker pytest-cov has begun to measure before it knows that it is in one, and then once
#   more: the marker ends the second, and coverage lets the first go on. What is marked is traced, and slow, as if it were not.
# Why it matters to a support desk: its tests of hostile texts measure times and cut calls off, and its checks must end whatever they find.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check pytest==9.2.0 pytest-cov==7.1.0 pytest-xdist==3.8.0 coverage==7.17.3
cat > "$dir/test_traced.py" <<'P'
import pathlib, sys
import pytest

@pytest.mark.no_cover
def test_traced():
    pathlib.Path("traced").write_text(type(sys.gettrace()).__name__)
P
cd "$dir"
traced() { "$dir/venv/bin/python" -m pytest -q --cov=. --cov-report= "$@" test_traced.py >/dev/null; cat traced; }
alone=$(traced); worker=$(traced -n 1)
echo "what traces a test marked no_cover: by itself $alone, in a worker $worker"
[[ $alone == NoneType && $worker == CTracer ]] || { echo "the marker holds in workers now: tests/untraced.py may go"; exit 1; }
