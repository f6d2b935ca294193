#!/usr/bin/env bash
# structlog 26.1.0 beside rich 15.0.0, 2026-11-29.
# One would guess: a service that logs JSON pays for rich only if it asks for rich's tracebacks.
# What happens: "import structlog" imports rich's console, its tracebacks and pygments wherever rich is installed, and it is wherever
#   typer is: about 80 modules more than without it.
# Why it matters to a support desk: each process that serves holds some 5 MB for pictures of tracebacks that it never draws.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check structlog==26.1.0
count() { "$dir/venv/bin/python" -c 'import sys, structlog; print(len(sys.modules), "rich.traceback" in sys.modules, "pygments" in sys.modules)'; }
alone=$(count)
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check rich==15.0.0
beside=$(count)
echo "modules, rich's tracebacks, pygments: without rich installed $alone"
echo "                                      with it              $beside"
[[ $alone == *"False False" && $beside == *"True True" ]] || { echo "structlog no longer loads rich: _import_structlog may go"; exit 1; }
