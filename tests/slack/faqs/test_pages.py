"""Promises about web pages in Slack: named in the form, read while it shows what, and read again each day."""

from collections.abc import Iterator

import pytest

from bot.slack.handoff.posting import CasePostJobs
from bot.wiring import Bot
from storage import faqs
from tests.fakes.slack import CUSTOMER, DM, STAFF, STAFF_CHANNEL, TEAM, FakeSlack
from tests.fakes.web import FakeInternet, page, proxied_internet
from tests.slack.faqs.people import form_of, opened_set, sent, set_of
from tests.stored import Clock

SITE = "http://help.example.com"
RETURNS = "Unopened items can be sent back within 30 days of the day of delivery."
QUESTION = "How long can I send items back?"


@pytest.fixture
def internet(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeInternet]:
    """A made-up internet behind the proxy of the environment."""
    with proxied_internet(monkeypatch) as running:
        yield running


@pytest.fixture(autouse=True)
def _patient(slack: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message of a set names its owner, on purpose; a busy machine may take its time."""
    slack.allow(f"live <@{CUSTOMER}>")
    monkeypatch.setattr("bot.slack.faqs.form_listeners.ANSWER_WITHIN_S", 50.0)


def put(internet: FakeInternet, text: str, heading: str = QUESTION) -> str:
    """Let a help page stand there; return its address."""
    internet.pages[f"{SITE}/returns"] = page("Returns", text, heading=heading)
    return f"{SITE}/returns"


async def a_set(desk: Bot, slack: FakeSlack, address: str) -> None:
    """Make a set of a page, and publish it as staff."""
    await sent(slack, await form_of(slack), {"pages": address, "count": "2"})
    await desk.idle()
    await slack.action("faq_publish", await opened_set(slack, desk), user=STAFF)
    await desk.idle()


async def test_addresses_behind_the_command_stand_in_the_form_and_become_a_set(
    desk: Bot, slack: FakeSlack, internet: FakeInternet
) -> None:
    address = put(internet, RETURNS)
    view = await form_of(slack, address)
    shown = next(block for block in view.view["blocks"] if block.get("block_id") == "pages")

    await sent(slack, view, {"pages": shown["element"]["initial_value"], "count": "2"})
    await desk.idle()

    faq, [entry] = await set_of(desk)
    [row] = await desk.db.read(lambda tx: faqs.documents_of(tx, faq.id))
    assert (row.title, row.address) == ("Returns", address)
    assert (entry.question, entry.answer) == (QUESTION, RETURNS)


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        ("http://127.0.0.1:3000/", "no host of the public internet"),
        ("returns.html", "no address of a web page"),
        (f"{SITE}/nowhere", "is not there: the server says 404"),
        ("\n".join(f"{SITE}/{at}" for at in range(11)), "more than 10 documents"),
    ],
)
async def test_what_cannot_be_read_is_said_at_the_addresses(
    desk: Bot, slack: FakeSlack, internet: FakeInternet, pages: str, words: str
) -> None:
    view = await form_of(slack)

    ack = await slack.submit(view, {"pages": pages, "count": "2"})

    assert words in ack.json["errors"]["pages"]
    assert await desk.db.read(lambda tx: faqs.owed_sets(tx, TEAM)) == []
    assert len(internet.asked) <= 2


async def test_while_pages_are_read_the_form_shows_which(
    desk: Bot, slack: FakeSlack, internet: FakeInternet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.faqs.form_listeners.ANSWER_WITHIN_S", 0.0)
    monkeypatch.setattr("bot.slack.faqs.fill_modal.SHOWN_EVERY_S", 0.01)
    address = put(internet, RETURNS)
    held = internet.hold(address)
    view = await form_of(slack)

    ack = await slack.submit(view, {"pages": address, "count": "2"})
    await slack.wait_for(lambda: any(address in str(shown.view) for shown in slack.views_of(CUSTOMER)))
    held.set()
    await desk.idle()

    assert ack.json["response_action"] == "update"
    assert "the result comes as a message" in str((await slack.view_of(CUSTOMER)).view)


async def test_what_a_page_says_no_more_is_withdrawn_by_the_daily_chore_and_staff_hear_of_it(
    desk: Bot, slack: FakeSlack, internet: FakeInternet, clock: Clock
) -> None:
    await a_set(desk, slack, put(internet, RETURNS))
    put(internet, "Whoever wants to give something back calls us on the phone, day and night.", "Phone")

    clock.forward(hours=25)
    await desk.chores.ring()
    await desk.idle()

    _, [entry] = await set_of(desk)
    assert (entry.state, entry.published) == ("rejected", False)
    told = slack.posts_in(STAFF_CHANNEL)[-1]
    assert "its sources have changed" in told.text
    assert QUESTION in told.text


async def test_what_a_page_says_otherwise_stands_beside_what_it_said_and_waits(
    desk: Bot, slack: FakeSlack, internet: FakeInternet, clock: Clock
) -> None:
    await a_set(desk, slack, put(internet, RETURNS))
    put(internet, RETURNS.replace("30 days", "14 days"))

    clock.forward(hours=25)
    await desk.chores.ring()
    await desk.idle()
    view = await opened_set(slack, desk)

    shown = str(view.view)
    assert "Before its source changed" in shown
    assert "within 14 days" in shown
    assert "within 30 days" in shown


async def test_a_page_that_is_down_is_told_to_staff_once_after_some_days(
    desk: Bot, slack: FakeSlack, internet: FakeInternet, clock: Clock
) -> None:
    await a_set(desk, slack, address := put(internet, RETURNS))
    del internet.pages[address]
    told = []

    for _ in range(6):
        clock.forward(hours=25)
        await desk.chores.ring()
        await desk.idle()
        told.append(len(slack.posts_in(STAFF_CHANNEL)))

    assert told == [0, 0, 0, 1, 1, 1]
    assert "cannot be read since" in slack.posts_in(STAFF_CHANNEL)[0].text
    assert (await set_of(desk))[1][0].published


async def days_later(desk: Bot, clock: Clock, **later: float) -> None:
    """Let time pass, and what is due then be done."""
    clock.forward(**later)
    await desk.chores.ring()
    await desk.idle()


async def lost(_jobs: CasePostJobs, *_: object) -> int:
    """As far as a process comes that dies before the post is queued."""
    return 0


async def test_word_of_what_was_withdrawn_is_not_lost_with_the_process_that_withdrew_it(
    desk: Bot, slack: FakeSlack, internet: FakeInternet, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_set(desk, slack, put(internet, RETURNS))
    put(internet, "Whoever wants to give something back calls us on the phone, day and night.", "Phone")

    with monkeypatch.context() as dying:
        dying.setattr(CasePostJobs, "sweep", lost)
        await days_later(desk, clock, hours=25)
    before = slack.posts_in(STAFF_CHANNEL)
    await days_later(desk, clock, minutes=1)

    assert before == []
    [told] = slack.posts_in(STAFF_CHANNEL)
    assert QUESTION in told.text


async def test_word_of_what_was_withdrawn_comes_to_the_owner_where_the_staff_channel_is_closed(
    desk: Bot, slack: FakeSlack, internet: FakeInternet, clock: Clock
) -> None:
    await a_set(desk, slack, put(internet, RETURNS))
    put(internet, "Whoever wants to give something back calls us on the phone, day and night.", "Phone")
    slack.fault("chat.postMessage", error="is_archived")

    await days_later(desk, clock, hours=25)
    await days_later(desk, clock, minutes=1)

    assert slack.posts_in(STAFF_CHANNEL) == []
    assert QUESTION in slack.posts_in(DM)[-1].text


async def test_word_of_what_was_withdrawn_that_waits_for_an_operator_holds_no_chore(
    desk: Bot, slack: FakeSlack, internet: FakeInternet, clock: Clock
) -> None:
    await a_set(desk, slack, put(internet, RETURNS))
    put(internet, "Whoever wants to give something back calls us on the phone, day and night.", "Phone")
    refused = slack.fault("chat.postMessage", error="missing_scope", times=None)

    await days_later(desk, clock, hours=25)
    refused.times = refused.used
    await days_later(desk, clock, minutes=1)

    [told] = slack.posts_in(STAFF_CHANNEL)
    assert QUESTION in told.text
