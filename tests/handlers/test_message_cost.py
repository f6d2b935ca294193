"""What a message costs the database: transactions and statements, from its event to the noted reply, by kind."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.wiring import Bot, open_bot
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


@pytest.fixture(params=["rules", "model"])
async def either(
    request: pytest.FixtureRequest,
    cost: Cost,  # noqa: ARG001 - what is opened here is counted
    slack: FakeSlack,
    settings_for: SettingsFor,
    model: FakeModel,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Bot]:
    """The bot without a model, and with one whose answers are stored with what follows, however slow the machine is."""
    monkeypatch.setattr(journal, "KEEP_WITHIN_S", 600.0)
    known: dict[str, Any] = {"openai_api_key": KEY, "openai_base_url": model.base_url}
    async with open_bot(settings_for(**known if request.param == "model" else {})) as running:
        slack.delivery.bot_url = running.url
        yield running


# Kept, read, what the tasks produced, progress, the reply planned, and noted as sent with what it means.
@pytest.mark.parametrize(
    ("text", "transactions", "statements"),
    [("thanks a lot!", 4, 31), (TROUBLE, 4, 31), (ORDER, 5, 37), (SAMPLE, 6, 48)],
    ids=["small talk", "a question", "an order", "three parts"],
)
async def test_a_first_message_takes_so_few_transactions_and_statements(
    either: Bot, slack: FakeSlack, cost: Cost, text: str, transactions: int, statements: int
) -> None:
    cost.begin()

    await say(slack, either, text)

    assert (cost.transactions <= transactions, cost.statements <= statements) == (True, True), cost


async def test_a_follow_up_takes_no_more_than_a_first_message(either: Bot, slack: FakeSlack, cost: Cost) -> None:
    root = await say(slack, either, ORDER)
    cost.begin()

    await say(slack, either, "Where do I see the carrier?", under=root)

    assert (cost.transactions <= 4, cost.statements <= 33) == (True, True), cost


async def test_sqlite_keeps_every_statement_of_ours_as_it_has_read_it(
    either: Bot, slack: FakeSlack, cost: Cost
) -> None:
    root = await say(slack, either, SAMPLE)
    await say(slack, either, "I want to talk to a human", under=root)
    await say(slack, either, TROUBLE)

    assert 20 < len(cost.texts) < STATEMENTS / 2
