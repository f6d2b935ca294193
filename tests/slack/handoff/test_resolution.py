"""What the requester sees of a case that a person has resolved: a sentence, how it is opened again, and a question."""

from bot.slack.answer_buttons import RATE_RESOLUTION
from bot.wiring import Bot
from handlers.cases.closing import OPEN_AGAIN
from storage import posts
from storage.retention import forget
from tests.fakes.slack import CUSTOMER, OTHER_CUSTOMER, STAFF, TEAM, FakeSlack, Json, Message
from tests.slack.cases.people import cases_of
from tests.slack.cases.people import press as press_in
from tests.slack.handoff.people import PLEASE, cards, press, told
from tests.stored import Clock, case_of, everything_stored, last, say, timeline_of

SAYS = "Our support team has resolved case CASE-1001. If anything is still open, write here: that reopens it."


async def resolved(slack: FakeSlack, desk: Bot) -> tuple[Json, Message]:
    """Let a case be resolved on its card; return the customer's message and what they are told."""
    event = await say(slack, desk, PLEASE)
    await press(slack, desk, "card_resolve", cards(slack)[0], user=STAFF)
    return event, slack.replies_to(event)[-1]


async def rate(slack: FakeSlack, desk: Bot, word: Message, thumb: int, user: str = CUSTOMER) -> None:
    [thumbs] = [one for block in word.blocks for one in block.get("elements", [])]
    value = thumbs["positive_button" if thumb > 0 else "negative_button"]["value"]
    await press(slack, desk, RATE_RESOLUTION, word, user=user, value=value)


async def test_who_asked_learns_once_that_a_person_resolved_their_case_and_how_it_is_reopened(
    desk: Bot, slack: FakeSlack
) -> None:
    event, word = await resolved(slack, desk)

    await press(slack, desk, "case_open", cards(slack)[0], user=STAFF)
    await desk.intake.sweep()
    await desk.idle()

    assert word.text == SAYS
    assert [post.text for post in slack.replies_to(event)].count(SAYS) == 1


async def test_a_case_that_is_resolved_in_its_modal_is_said_to_be_too(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, "Where is my order A-12345?")

    await press_in(slack, desk, await cases_of(slack, desk, "1001"), "case_resolve")

    assert slack.replies_to(event)[-1].text == SAYS


async def test_silence_resolves_a_case_without_a_word(desk: Bot, slack: FakeSlack, clock: Clock) -> None:
    event = await say(slack, desk, "Where is my order A-12345?")

    clock.forward(hours=73)
    await desk.chores.ring()
    await desk.idle()

    assert (await case_of(desk)).status == "resolved"
    assert len(slack.replies_to(event)) == 1


async def test_what_they_write_then_opens_the_case_and_the_word_says_so(desk: Bot, slack: FakeSlack) -> None:
    event, word = await resolved(slack, desk)

    await say(slack, desk, "Where is my order A-12345?", under=event)

    assert (await case_of(desk)).status == "answered"
    assert word.shown == "Case CASE-1001 was resolved, and then opened again."


async def handled_by_staff(slack: FakeSlack, desk: Bot) -> Json:
    """Let a person answer a case and resolve it."""
    event = await say(slack, desk, PLEASE)
    await say(slack, desk, "I have sent you a new toaster.", user=STAFF, under=event)
    await press(slack, desk, "card_resolve", cards(slack)[0], user=STAFF)
    return event


async def test_who_says_that_it_is_not_solved_is_told_below_that_the_person_will_read_it(
    desk: Bot, slack: FakeSlack
) -> None:
    event = await handled_by_staff(slack, desk)

    await say(slack, desk, "no it is not solved, the new one is broken too", under=event)
    await say(slack, desk, "it smells of smoke", under=event)

    assert (await case_of(desk)).status == "escalated"
    assert last(slack, event) == OPEN_AGAIN.format("CASE-1001")
    assert [post.text for post in slack.replies_to(event)].count(OPEN_AGAIN.format("CASE-1001")) == 1


async def test_thanks_after_a_resolution_are_told_nothing(desk: Bot, slack: FakeSlack) -> None:
    event = await handled_by_staff(slack, desk)

    await say(slack, desk, "thank you!", under=event)

    assert "open again" not in last(slack, event)


async def test_a_resolve_that_is_taken_back_is_taken_back_in_the_thread_too(desk: Bot, slack: FakeSlack) -> None:
    _, word = await resolved(slack, desk)

    await press(slack, desk, "case_reopen", cards(slack)[0], user=STAFF)

    assert word.shown == "Case CASE-1001 was resolved, and then opened again."
    assert (await case_of(desk)).remind_at is not None


async def test_a_resolve_that_is_taken_back_before_anybody_was_told_is_not_told(desk: Bot, slack: FakeSlack) -> None:
    event = await say(slack, desk, PLEASE)
    before = last(slack, event)
    down = slack.fault("chat.postMessage", status=503, times=None)
    await slack.action("card_resolve", cards(slack)[0], user=STAFF)
    await down.reached()
    await slack.wait_for(lambda: "case_reopen" in str(cards(slack)[0].blocks))

    await slack.action("case_reopen", cards(slack)[0], user=STAFF, value="CASE-1001")
    down.times = down.used
    await desk.idle()

    assert last(slack, event) == before
    assert (await case_of(desk)).status == "escalated"


async def test_a_good_rating_of_a_person_s_help_is_kept_thanked_for_and_stands_on_the_card(
    desk: Bot, slack: FakeSlack
) -> None:
    _, word = await resolved(slack, desk)

    await rate(slack, desk, word, 1)

    assert (await case_of(desk)).rating == 1
    assert told(slack, CUSTOMER)[-1] == "Thank you for telling me."
    assert ("rated", "the resolution, good") in await timeline_of(desk)
    assert "*Their rating:* helpful" in cards(slack)[0].shown


async def test_a_bad_rating_asks_what_was_wrong_and_the_card_shows_the_words_until_they_are_forgotten(
    desk: Bot, slack: FakeSlack
) -> None:
    _, word = await resolved(slack, desk)
    await rate(slack, desk, word, -1)

    await slack.submit(await slack.view_of(CUSTOMER), {"words": "Nobody <!here> called, 4111 1111 1111 1111"})
    await desk.idle()
    shown = cards(slack)[0].shown
    await desk.db.write(lambda tx: forget(tx, TEAM, CUSTOMER, desk.intake.desk.now()))

    assert "*Their rating:* not helpful: “Nobody &lt;!here&gt; called" in shown
    assert "4111 1111" not in shown
    assert "Nobody" not in await everything_stored(desk)


async def test_nobody_else_rates_a_resolution(desk: Bot, slack: FakeSlack) -> None:
    _, word = await resolved(slack, desk)

    await rate(slack, desk, word, -1, user=OTHER_CUSTOMER)

    case = await case_of(desk)
    assert case.rating is None
    assert told(slack, OTHER_CUSTOMER)[-1] == "I find no such case of yours."
    assert all(post.rating is None for post in await desk.db.read(lambda tx: posts.posts_of_case(tx, case.id)))
