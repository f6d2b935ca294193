"""Promises of the soak's own counting: what is lost, doubled and grows is found, and a good desk passes a short one."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.trial.workspace.workspace import BOT_ID, Message
from tests.bench.soak.counts import Counts, answers, growth_mb_per_h, lost_and_doubled
from tests.bench.soak.soak import Plan, Soak
from tests.fakes.model import FakeModel
from tests.fakes.slack import FakeSlack
from tests.process.served import Desk

REPLY = {"event_type": "frontdesk_post", "event_payload": {"key": "reply:1"}}
PROGRESS = {"event_type": "frontdesk_progress", "event_payload": {}}


def _said(ts: str, thread: str, metadata: Mapping[str, object]) -> Message:
    return Message("C1", ts, "U0", "words", thread_ts=thread, bot_id=BOT_ID, metadata=dict(metadata))


def test_a_message_without_a_reply_is_lost_and_one_with_two_is_doubled() -> None:
    stands = [
        _said("10.1", "1.0", REPLY),
        _said("10.2", "2.0", REPLY),
        _said("10.3", "2.0", REPLY),
        _said("10.4", "3.0", PROGRESS),
    ]

    lost, doubled = lost_and_doubled(["C1:1.0", "C1:2.0", "C1:3.0", "C1:4.0"], answers(stands))

    assert lost == ("C1:3.0", "C1:4.0")
    assert doubled == ("C1:2.0",)


def test_memory_that_grows_by_a_megabyte_a_minute_grows_by_sixty_an_hour() -> None:
    samples = [(second, 100 + second / 60) for second in range(0, 300, 10)]

    assert growth_mb_per_h(samples) == pytest.approx(60)
    assert growth_mb_per_h(samples[:1]) is None


def test_each_missed_target_is_said() -> None:
    assert Counts(10, (), (), 1.9, 1, 1).missed == []
    assert Counts(10, ("C1:3.0",), ("C1:2.0",), 2.1, 1, 1).missed == [
        "1 lost, e.g. C1:3.0",
        "1 answered twice, e.g. C1:2.0",
        "memory grows by 2.1 MB/h, not 2",
    ]


async def test_a_short_soak_with_faults_and_kills_loses_nothing_and_doubles_nothing(
    desk_folder: Path, slack: FakeSlack
) -> None:
    plan = Plan(24, per_s=0, kill_every=6, kills_until=12, measured_from=12, fault_every=4, again_every=5)
    async with FakeModel() as model:
        desk = Desk(desk_folder, slack, {"FRONTDESK_SLACK_TIMEOUT_S": "1", "FRONTDESK_MODEL_TIMEOUT_S": "1"})
        counts = await Soak(plan, slack, model, desk).run()
        await desk.close()

    assert (counts.messages, counts.kills, counts.faults) == (24, 2, 6)
    assert (counts.lost, counts.doubled) == ((), ())
