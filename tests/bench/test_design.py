"""Promises of the table of numbers: what a row compares, and what is said when the earlier build cannot be had."""

from pathlib import Path

import pytest

from tests.bench.bench import BenchError
from tests.bench.design import builds
from tests.bench.design.rows import Goal, Row


def test_a_row_compares_run_by_run_with_what_its_goal_names() -> None:
    over_floor = Row("ack", "ms", Goal(2, "floor"), [3, 4], [9, 9], [2, 4])
    over_earlier = Row("messages", "/s", Goal(2, "earlier", at_least=True), [30, 30], [20, 10], [100, 100])
    by_itself = Row("memory", "MB", Goal(110), [109, 112, 108], [134, 134, 134])

    assert (over_floor.ratios, over_floor.met) == ([1.5, 1.0], True)
    assert (over_earlier.ratios, over_earlier.met) == ([1.5, 3.0], True)
    assert (by_itself.ratios, by_itself.met) == ([], True)


def test_a_row_that_was_not_measured_is_neither_met_nor_missed() -> None:
    assert Row("two processes", "x", Goal(1.8, at_least=True), note="needs PostgreSQL").met is None


def test_a_build_that_git_does_not_know_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="cannot be taken from git: it is measured from a clone with its history"):
        builds.earlier_build("python3", tmp_path, commit="0000000")


def test_without_git_the_sentence_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(BenchError, match="There is no git here"):
        builds.earlier_build("python3", tmp_path)


def test_a_build_that_was_set_up_once_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "63ce1dd").mkdir()
    (tmp_path / "63ce1dd" / builds.READY).touch()

    build = builds.earlier_build("python3", tmp_path)

    assert build.python == str(tmp_path / "63ce1dd" / ".venv" / "bin" / "python")
