"""What is measured in turns: the bare app, the earlier build and this one, each running at the same time."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.bench.bench import Bench, bare_app
from tests.bench.design.builds import earlier_build
from tests.bench.processes import THIS, Build, Child, serve


@dataclass(frozen=True)
class Run:
    """One run of the whole table."""

    bench: Bench

    @cached_property
    def earlier(self) -> Build:
        """The build that stands beside this one; set up if a row asks for it."""
        return earlier_build(sys.executable)

    @property
    def builds(self) -> tuple[Build, Build]:
        """Both builds, the earlier one first."""
        return self.earlier, THIS


@dataclass(frozen=True)
class Sides:
    """The three, and the folders of the two that keep something."""

    floor: Child
    earlier: Child
    ours: Child
    folders: tuple[Path, Path]

    @property
    def desks(self) -> tuple[Child, Child]:
        """The two desks, the earlier build's first."""
        return self.earlier, self.ours


@contextmanager
def three(run: Run, name: str, model_url: str | None = None) -> Iterator[Sides]:
    """Run the bare app and a desk of each build, on new databases."""
    folders = (run.bench.folder / name / "earlier", run.bench.folder / name / "ours")
    url = run.bench.slack.url
    with (
        bare_app(run.bench) as floor,
        serve(folders[0], url, model_url, run.earlier) as (earlier, _),
        serve(folders[1], url, model_url) as (ours, _),
    ):
        yield Sides(floor, earlier, ours, folders)
