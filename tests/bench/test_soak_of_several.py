"""Promises of the soak of several processes: what metrics and database say differently is said; a short one passes."""

from pathlib import Path

import pytest

from tests.bench.soak import several
from tests.bench.soak.agreement import COUNTED, SHOWN_BY_EACH, Shown, disagreements, is_quiet, of_pages
from tests.bench.soak.soak import Plan
from tests.fakes.model import FakeModel
from tests.fakes.slack import FakeSlack
from tests.telemetry.page import Page

PAGE = Page('frontdesk_messages_kept_total 4.0\nfrontdesk_owed{kind="answer"} 1.0\n')


def test_what_is_counted_is_the_sum_of_all_processes() -> None:
    assert of_pages([PAGE, PAGE])["messages kept"] == 8


def test_each_figure_that_differs_is_said() -> None:
    counted = dict.fromkeys(COUNTED, 3.0)
    added = Shown({**counted, **dict.fromkeys(SHOWN_BY_EACH, 1.0), "suspects": 0.0}, counted | {"messages kept": 2.0})

    assert disagreements(added, [PAGE, Page("")]) == (
        "messages kept: 2 counted, 3 in the database",
        "answers owed: [1, 0] shown, 1 in the database",
        "posts owed: [0, 0] shown, 1 in the database",
    )


def test_nobody_is_quiet_whose_lanes_are_under_way() -> None:
    quiet = dict.fromkeys(SHOWN_BY_EACH, 0.0)

    assert is_quiet(quiet, [Page("frontdesk_lanes_under_way 0.0\n")])
    assert not is_quiet(quiet, [Page("frontdesk_lanes_under_way 0.0\n"), Page("frontdesk_lanes_under_way 1.0\n")])
    assert not is_quiet(quiet, [PAGE])


async def test_a_short_soak_of_two_processes_loses_nothing_and_their_metrics_are_what_the_database_holds(
    slack: FakeSlack, desk_on_postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(several, "LOOK_S", 0.1)
    plan = Plan(20, per_s=20, kill_every=8, kills_until=8, measured_from=8, fault_every=7, again_every=5)
    async with FakeModel() as model:
        found = await several.soak(plan, ["one", "two"], desk_on_postgres, tmp_path, slack, model, forked=True)

    assert (found.messages, found.kills, found.faults) == (20, 1, 2)
    assert found.missed == []
