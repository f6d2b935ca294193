"""Who does not answer a question is reminded of it once, and their case is closed with a word; never what we owe."""

from collections.abc import AsyncIterator

import pytest

from bot.wiring import Bot
from handlers.cases.closing import resolve
from storage import cases
from tests.conftest import SettingsFor
from tests.fakes.slack import DM, OTHER_CUSTOMER, STAFF, FakeSlack, Json, deleted
from tests.slack.cases.people import cases_of, shown
from tests.slack.handoff.people import ORDER, PLEASE, SAM, cards, labels, press, staffed
from tests.stored import Clock, case_of, last, say, timeline_of

TUE, THU, FRI, SAT, MON = 1, 3, 4, 5, 0
OFFICE = {"time_zone": "UTC", "working_hours": "Mon-Fri 09:00-17:00"}
WHERE = "Where is my order?"
NUDGE = (
    "A short reminder: to go on with case CASE-1001 I still need the order number. Just write it in this thread. "
    "If nothing comes within 4 days, I will close the case; writing here opens it again at any time."
)
CLOSED = (
    "I have closed case CASE-1001, as no answer came. "
    "If you still need help, write in this thread: that opens it again."
)


@pytest.fixture
async def office(slack: FakeSlack, settings_for: SettingsFor, clock: Clock) -> AsyncIterator[Bot]:
    """A desk whose staff are there from nine to five."""
    async with staffed(slack, settings_for, clock, **OFFICE) as running:
        yield running


async def minute_passes(desk: Bot) -> None:
    await desk.chores.ring()
    await desk.idle()


async def days_pass(desk: Bot, clock: Clock, *days: float) -> None:
    """Let these days pass, one stretch after the other, and at each end the timer look."""
    for stretch in days:
        clock.forward(days=stretch)
        await minute_passes(desk)


async def asked_by_staff(slack: FakeSlack, desk: Bot, words: str) -> Json:
    """Let a case go to a person, who writes in its thread."""
    event = await say(slack, desk, PLEASE)
    await say(slack, desk, words, user=STAFF, under=event)
    return event


async def test_a_question_nobody_answers_is_reminded_of_once_and_the_case_then_closed_with_a_word(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    event = await say(slack, desk, WHERE)

    counts = []
    for days in (2.9, 0.2, 1, 2.8, 0.3, 9):
        await days_pass(desk, clock, days)
        counts.append(len(slack.replies_to(event)) - 1)

    assert counts == [0, 1, 1, 1, 2, 2]
    assert [post.text for post in slack.replies_to(event)[1:]] == [NUDGE, CLOSED]
    assert (await case_of(desk)).status == "resolved"
    assert [name for name, _ in await timeline_of(desk)][-2:] == ["nudged", "resolved"]


async def test_what_they_write_after_the_nudge_is_answered_and_nothing_is_closed(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    event = await say(slack, desk, WHERE)
    await days_pass(desk, clock, 3.1)

    await say(slack, desk, "A-12345", under=event)
    await days_pass(desk, clock, 2.9)

    assert (await case_of(desk)).status == "answered"
    assert CLOSED not in [post.text for post in slack.replies_to(event)]


async def test_another_question_is_another_one_to_be_reminded_of(desk: Bot, slack: FakeSlack, clock: Clock) -> None:
    event = await say(slack, desk, WHERE)
    await days_pass(desk, clock, 3.1)

    await say(slack, desk, "hmm, which number?", under=event)
    assert (await case_of(desk)).status == "waiting"
    await days_pass(desk, clock, 2.9, 0.2, 3.8)

    assert [post.text for post in slack.replies_to(event)].count(NUDGE) == 2
    assert (await case_of(desk)).status == "waiting"


@pytest.mark.parametrize("words", ["thanks, that helped!", "it works now", "Great, that solved it, thank you"])
async def test_who_says_that_the_first_aid_helped_owes_nothing_and_is_not_reminded(
    desk: Bot, slack: FakeSlack, clock: Clock, words: str
) -> None:
    event = await say(slack, desk, "The app crashes when I log in")
    assert (await case_of(desk)).status == "waiting"

    await say(slack, desk, words, under=event)
    answers = len(slack.replies_to(event))
    await days_pass(desk, clock, 2.9, 0.2)

    assert (await case_of(desk)).status != "waiting"
    assert len(slack.replies_to(event)) == answers


@pytest.mark.parametrize(
    ("asked", "words"), [("The app crashes when I log in", "thanks, will do"), (WHERE, "it works now")]
)
async def test_thanks_that_settle_nothing_leave_the_question_open(
    desk: Bot, slack: FakeSlack, asked: str, words: str
) -> None:
    event = await say(slack, desk, asked)

    await say(slack, desk, words, under=event)

    assert (await case_of(desk)).status == "waiting"


async def test_a_closed_case_is_open_again_when_they_write_and_the_word_says_so(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    event = await say(slack, desk, WHERE)
    await days_pass(desk, clock, 3.1, 4.1)
    word = slack.replies_to(event)[-1]

    await say(slack, desk, "A-12345", under=event)

    assert (await case_of(desk)).status == "answered"
    assert word.shown == "Case CASE-1001 was closed, and then opened again."
    assert "shipped" in last(slack, event).lower() or "A-12345" in last(slack, event)


async def test_a_person_s_question_is_reminded_of_too(desk: Bot, slack: FakeSlack, clock: Clock) -> None:
    event = await asked_by_staff(slack, desk, "Hi Ana! Which lamp is it? A photo would help.")

    await days_pass(desk, clock, 3.1, 4.1)

    nudge, closed = slack.replies_to(event)[-2:]
    assert nudge.text.startswith("A short reminder: our support team still waits for your answer in case CASE-1001.")
    assert closed.text == CLOSED
    assert "Reopen" in labels(cards(slack)[0])


@pytest.mark.parametrize("words", ["It left the house.", "See https://example.com/?id=7", "Why twice? I will see."])
async def test_a_person_who_asked_nothing_waits_for_nobody(
    desk: Bot, slack: FakeSlack, clock: Clock, words: str
) -> None:
    event = await asked_by_staff(slack, desk, words)
    before = len(slack.replies_to(event))

    await days_pass(desk, clock, 8, 8)

    assert len(slack.replies_to(event)) == before
    assert (await case_of(desk)).status == "escalated"


async def test_a_case_a_person_owes_an_answer_to_is_never_nudged_or_closed(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    event = await asked_by_staff(slack, desk, "Which lamp is it?")
    await say(slack, desk, "The green one, and it is getting hot", under=event)
    before = len(slack.replies_to(event))

    await days_pass(desk, clock, 8, 8)

    assert len(slack.replies_to(event)) == before
    assert (await case_of(desk)).status == "escalated"


async def test_a_short_word_of_thanks_is_an_answer_to_a_person(desk: Bot, slack: FakeSlack, clock: Clock) -> None:
    event = await asked_by_staff(slack, desk, "Anything else I can do?")
    await say(slack, desk, "thanks!", under=event)
    before = len(slack.replies_to(event))

    await days_pass(desk, clock, 8, 8)

    assert len(slack.replies_to(event)) == before


async def test_a_question_that_its_author_takes_back_is_not_reminded_of(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    event = await say(slack, desk, PLEASE)
    question = await say(slack, desk, "Which lamp is it?", user=STAFF, under=event)
    await slack.deliver(deleted(question))
    before = len(slack.replies_to(event))

    await days_pass(desk, clock, 8)

    assert len(slack.replies_to(event)) == before


async def test_a_colleague_s_words_in_the_thread_put_it_off(desk: Bot, slack: FakeSlack, clock: Clock) -> None:
    event = await say(slack, desk, WHERE)
    clock.forward(days=2)
    await say(slack, desk, "Ana is looking for it", user=OTHER_CUSTOMER, under=event)

    await days_pass(desk, clock, 1.5)
    early = len(slack.replies_to(event))
    await days_pass(desk, clock, 1.6)

    assert (early, last(slack, event)) == (1, NUDGE)


async def test_nobody_is_nudged_while_nobody_is_there(office: Bot, slack: FakeSlack, clock: Clock) -> None:
    clock.to(TUE, 18)
    event = await say(slack, office, WHERE)

    counts = []
    for day, hour in ((FRI, 18), (SAT, 12), (MON, 8)):
        clock.to(day, hour)
        await minute_passes(office)
        counts.append(len(slack.replies_to(event)))
    clock.to(MON, 9, 1)
    await minute_passes(office)

    assert counts == [1, 1, 1]
    assert last(slack, event) == NUDGE


async def test_a_nudge_that_slack_takes_only_at_night_waits_for_the_morning(
    office: Bot, slack: FakeSlack, clock: Clock
) -> None:
    clock.to(MON, 16)
    event = await say(slack, office, WHERE)
    clock.to(THU, 16, 30)
    down = slack.fault("chat.postMessage", status=503, times=None)
    await office.chores.ring()
    await down.reached()

    clock.to(THU, 22)
    down.times = down.used
    await minute_passes(office)
    at_night = len(slack.replies_to(event))
    clock.to(FRI, 9, 1)
    await minute_passes(office)

    assert (at_night, len(slack.replies_to(event))) == (1, 2)
    assert [name for name, _ in await timeline_of(office)].count("nudged") == 1


async def test_an_answer_that_comes_while_the_nudge_is_held_up_stops_it(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    event = await say(slack, desk, WHERE)
    clock.forward(days=3.1)
    down = slack.fault("chat.postMessage", status=503, times=None)
    await desk.chores.ring()
    await down.reached()

    await slack.deliver(slack.says(event["user"], event["channel"], "A-12345", event["ts"]))
    down.times = down.used
    await desk.idle()

    assert NUDGE not in [post.text for post in slack.replies_to(event)]
    assert (await case_of(desk)).status == "answered"


async def test_a_nudge_that_was_planned_when_the_process_died_is_posted_once_after_the_next_start(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def died(*_: object) -> None:
        """As far as a process comes that dies between the commit and the queue."""

    with monkeypatch.context() as dying:
        async with staffed(slack, settings_for, clock) as desk:
            event = await say(slack, desk, WHERE)
            dying.setattr("bot.slack.handoff.posting.CasePostJobs.changed", died)
            dying.setattr("bot.slack.handoff.posting.CasePostJobs.sweep", died)
            await days_pass(desk, clock, 3.1)
    nothing_yet = len(slack.replies_to(event)) == 1

    async with staffed(slack, settings_for, clock) as desk:
        await minute_passes(desk)
        await minute_passes(desk)

    assert nothing_yet
    assert [post.text for post in slack.replies_to(event)].count(NUDGE) == 1


async def test_a_case_is_not_closed_before_its_nudge_has_reached_its_customer(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    event = await say(slack, desk, WHERE)
    clock.forward(days=3.1)
    down = slack.fault("chat.postMessage", status=503, times=None)
    await desk.chores.ring()
    await down.reached()

    clock.forward(days=9)
    await desk.chores.ring()
    still = (await case_of(desk)).status
    down.times = down.used
    await minute_passes(desk)

    assert still == "waiting"
    assert [post.text for post in slack.replies_to(event)[1:]] == [NUDGE]


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"nudge_after_days": 0, "close_after_days": 0}, []),
        ({"nudge_after_days": 0}, [CLOSED]),
        ({"close_after_days": 0}, [NUDGE.partition(" If nothing")[0]]),
        ({"close_after_days": 1}, [NUDGE.replace("4 days", "a day"), CLOSED]),
    ],
    ids=["both off", "no nudge", "no closing", "a day"],
)
async def test_each_of_the_two_can_be_turned_off(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock, more: dict[str, int], says: list[str]
) -> None:
    async with staffed(slack, settings_for, clock, **more) as desk:
        event = await say(slack, desk, WHERE)
        await days_pass(desk, clock, 3.5, 4.5, 9)

    assert [post.text for post in slack.replies_to(event)[1:]] == says


async def test_in_a_direct_message_the_word_stands_in_the_thread_of_the_question(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    event = await say(slack, desk, WHERE, channel=DM)

    await days_pass(desk, clock, 3.1, 4.1)

    assert [post.text for post in slack.replies_to(event)[1:]] == [NUDGE, CLOSED]


async def test_who_wrote_in_german_is_nudged_and_told_in_german(desk: Bot, slack: FakeSlack, clock: Clock) -> None:
    event = await say(slack, desk, WHERE)
    case = await case_of(desk)
    await desk.db.write(lambda tx: cases.update_case(tx, case.id, clock(), language="de"))

    await days_pass(desk, clock, 3.1, 4.1)

    nudge, closed = slack.replies_to(event)[-2:]
    assert nudge.text.startswith("Eine kurze Erinnerung: Zum Fall CASE-1001 fehlt uns noch Ihre Antwort.")
    assert "innerhalb von 4 Tagen" in nudge.text
    assert closed.text.startswith("Wir haben den Fall CASE-1001 geschlossen")


async def test_a_case_that_was_closed_so_was_not_answered_by_the_bot_alone_and_its_modal_says_why(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    await say(slack, desk, WHERE)
    await days_pass(desk, clock, 3.1, 4.1)

    modal = shown(await cases_of(slack, desk, "1001"))

    assert "its customer did not answer" in modal


async def test_who_asks_for_a_person_instead_of_answering_is_not_nudged(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    event = await say(slack, desk, WHERE)
    await press(slack, desk, "reply_person", slack.replies_to(event)[-1], user=event["user"])
    await press(slack, desk, "card_claim", cards(slack)[0], user=STAFF)
    before = len(slack.replies_to(event))

    await days_pass(desk, clock, 8)

    assert len(slack.replies_to(event)) == before  # they asked for a person, who owes them a word
    assert (await case_of(desk)).waits_since is not None


async def test_an_answered_case_that_falls_silent_is_closed_without_a_word(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    event = await say(slack, desk, ORDER)

    await days_pass(desk, clock, 3.5, 4.5)

    assert len(slack.replies_to(event)) == 1
    assert (await case_of(desk)).status == "resolved"


async def test_a_resolved_case_is_not_reminded_of_nor_closed_again_for_what_staff_ask_in_it(
    desk: Bot, slack: FakeSlack, clock: Clock
) -> None:
    event = await say(slack, desk, ORDER)
    await desk.db.write(lambda tx: resolve(tx, SAM, "CASE-1001", desk.intake.desk.now()))
    await desk.idle()
    resolved_at = (await case_of(desk)).resolved_at

    await say(slack, desk, "It is on its way. Anything else I can do for you?", user=STAFF, under=event)
    before = len(slack.replies_to(event))
    await days_pass(desk, clock, 3.1, 4.1)

    case = await case_of(desk)
    assert (case.status, case.asked_at, case.resolved_at) == ("resolved", None, resolved_at)
    assert len(slack.replies_to(event)) == before
    assert [name for name, _ in await timeline_of(desk)].count("resolved") == 1
