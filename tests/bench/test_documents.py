"""Promises of the bench of documents: what reading costs is measured for each build by its own Python."""

from pathlib import Path

import pytest

from tests.bench.bench import BenchError
from tests.bench.documents import Cost, costs, files
from tests.bench.processes import THIS, Build


def test_what_a_build_reads_is_measured_and_what_it_refuses_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A widget is a small device that folds paper. " * 100)
    (tmp_path / "b.txt").write_bytes(b"\x89PNG\x00\x01\x02")

    found = costs(THIS, tmp_path)

    assert list(found) == ["a.txt"]
    assert found["a.txt"].chars == 4499
    assert found["a.txt"].reading >= 0


def test_a_build_that_cannot_be_run_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.")

    with pytest.raises(BenchError, match="another build could not read the files"):
        costs(Build("another build", "/bin/false", tmp_path), tmp_path)


def test_of_several_runs_the_least_is_kept_and_shown_for_so_many_characters() -> None:
    least = Cost(50_000, 0.3, 0.01).least(Cost(50_000, 0.2, 0.02))

    assert str(least).split() == ["400", "+", "20", "ms"]


def test_the_handbook_is_as_long_as_a_set_may_be_in_every_format() -> None:
    assert {name.rpartition(".")[2] for name in files()} == {"txt", "md", "html", "docx", "pdf"}
