"""What a message costs the database: transactions and statements, from its event to the noted reply, by kind."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.settings import Settings
from bot.slack import sessions
from bot.slack.waiting_turns import WaitingTurns
from bot.wiring import Bot, open_bot
from storage.migrate import migrate
from storage.records import Turn
from storage.sqlite import STATEMENTS
from tests.bench.wire import SAMPLE
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel
from tests.fakes.slack import FakeSlack
from tests.stored import say
from workflows import journal

ORDER = "Where is my order A-12345?"
TROUBLE = "The app crashes each time I open the settings, on Android 14."
RUNS_IT = {"SAVEPOINT", "RELEASE", "ROLLBACK"}  # what makes a transaction, beside its BEGIN, and is no statement of it


@dataclass
class Cost:
    """What is asked of SQLite. Changes that are committed together are transactions all the same, each undone alone."""

    transactions: int = 0
    statements: int = 0
    texts: set[str] = field(default_factory=set)
    _has_savepoint: bool = True

    def note(self, text: str) -> None:
        """Count a statement."""
        word = text.split(maxsplit=1)[0]
        is_another = word == "SAVEPOINT" and self._has_savepoint
        if word == "BEGIN" or is_another:
            self.transactions += 1
        elif word not in RUNS_IT:
            self.statements += 1
            self.texts.add(text)
        if text == "BEGIN IMMEDIATE" or word == "SAVEPOINT":
            self._has_savepoint = word == "SAVEPOINT"

    def begin(self) -> None:
        """Count from here on."""
        self.transactions = self.statements = 0


@pytest.fixture
def cost() -> Iterator[Cost]:
    """What is asked of every database that is opened from here on."""
    counted = Cost()

    def executed(_connection: object, _cursor: object, text: str, *_: object) -> None:
        counted.note(text)

    event.listen(Engine, "before_cursor_execute", executed)
    yield counted
    event.remove(Engine, "before_cursor_execute", executed)


@pytest.fixture
async def desk(
    with_model: bool,
    cost: Cost,  # noqa: ARG001 - what is opened here is counted
    slack: FakeSlack,
    settings_for: SettingsFor,
    model: FakeModel,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Bot]:
    """The bot without a model, or with one whose answers are stored with what follows, however slow the machine is."""
    monkeypatch.setattr(journal, "KEEP_WITHIN_S", 600.0)
    monkeypatch.setattr(sessions, "AFTER_S", 600.0)
    known: dict[str, Any] = {"openai_api_key": KEY, "openai_base_url": model.base_url}
    async with open_bot(settings_for(**known if with_model else {})) as running:
        slack.delivery.bot_url = running.url
        await running.chores.idle()  # what is read of the time before is no cost of a message
        yield running


# Kept, read, what the tasks produced, progress, the reply planned, and noted as sent with what it means for its case.
# What a model answered is stored before the next is asked.
@pytest.mark.parametrize(
    ("text", "with_model", "transactions", "statements"),
    [
        pytest.param("thanks a lot!", False, 4, 29, id="small talk"),
        pytest.param(TROUBLE, False, 4, 29, id="a question"),
        pytest.param(ORDER, False, 5, 34, id="an order"),
        pytest.param(SAMPLE, False, 6, 45, id="three parts"),
        pytest.param("thanks a lot!", True, 4, 29, id="small talk, model"),
        pytest.param(TROUBLE, True, 5, 31, id="a question, model"),
        pytest.param(ORDER, True, 6, 36, id="an order, model"),
        pytest.param(SAMPLE, True, 8, 49, id="three parts, model"),
    ],
)
async def test_a_first_message_takes_no_more_transactions_and_statements(
    desk: Bot, slack: FakeSlack, cost: Cost, text: str, transactions: int, statements: int
) -> None:
    cost.begin()

    await say(slack, desk, text)

    assert cost.transactions <= transactions
    assert cost.statements <= statements


async def cost_of(
    cost: Cost, slack: FakeSlack, settings: Settings, text: str, monkeypatch: pytest.MonkeyPatch
) -> tuple[int, int, list[str], int]:
    """Return what a message costs a desk of these settings: transactions, statements, calls of Slack, and waits."""
    waits: list[Turn] = []
    with monkeypatch.context() as patch:
        patch.setattr(sessions, "AFTER_S", 600.0)
        patch.setattr(WaitingTurns, "wait_for", lambda _, turn: waits.append(turn))
        async with open_bot(settings) as running:
            slack.delivery.bot_url = running.url
            await running.chores.idle()
            cost.begin()
            before = len(slack.calls)
            await say(slack, running, text)
            methods = sorted({call.method for call in slack.calls[before:]})  # how often progress is shown goes by time
            return cost.transactions, cost.statements, methods, len(waits)


@pytest.mark.parametrize("text", [TROUBLE, ORDER, SAMPLE, "What can you do?"])
async def test_a_complete_message_pays_nothing_for_the_lines_that_might_follow(
    cost: Cost, slack: FakeSlack, settings_for: SettingsFor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    migrate(other := f"sqlite:///{tmp_path / 'other.db'}")
    without = await cost_of(cost, slack, settings_for(database_url=other), text, monkeypatch)
    waiting = settings_for(gather_s=4, gather_at_most_s=12, join_s=120)

    assert await cost_of(cost, slack, waiting, text, monkeypatch) == without
    assert without[-1] == 0


async def test_what_is_not_complete_waits(
    cost: Cost, slack: FakeSlack, settings_for: SettingsFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    *_, waits = await cost_of(cost, slack, settings_for(gather_s=4), "my order, please", monkeypatch)

    assert waits == 1


@pytest.mark.parametrize("with_model", [False])
@pytest.mark.parametrize(("text", "transactions"), [("Where do I see your hours?", 4), ("Which carrier has it?", 5)])
async def test_a_follow_up_takes_no_more_than_a_first_message_and_one_trip_for_the_records(
    desk: Bot, slack: FakeSlack, cost: Cost, text: str, transactions: int
) -> None:
    root = await say(slack, desk, ORDER)
    cost.begin()

    await say(slack, desk, text, under=root)

    assert cost.transactions <= transactions
    assert cost.statements <= 33


@pytest.mark.parametrize("with_model", [True])
async def test_sqlite_keeps_every_statement_of_ours_as_it_has_read_it(desk: Bot, slack: FakeSlack, cost: Cost) -> None:
    root = await say(slack, desk, SAMPLE)
    await say(slack, desk, "I want to talk to a human", under=root)
    await say(slack, desk, TROUBLE)

    assert 20 < len(cost.texts) < STATEMENTS / 2
