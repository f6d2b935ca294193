"""Rows that the desk is judged on are those that were committed before it was run on them."""

import hashlib
from pathlib import Path

import pytest

from tests.paths import ROOT

DATA = ROOT / "tests" / "data"
SUMS = sorted(DATA.rglob("SHA256SUMS"))


@pytest.mark.parametrize("sums", SUMS, ids=lambda sums: str(sums.parent.relative_to(DATA)))
def test_what_is_judged_on_is_as_it_was_written(sums: Path) -> None:
    told = (line.split(maxsplit=1) for line in sums.read_text("utf-8").splitlines())

    changed = [name for wanted, name in told if hashlib.sha256((sums.parent / name).read_bytes()).hexdigest() != wanted]

    assert changed == []
