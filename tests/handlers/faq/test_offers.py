"""What "did you mean" promises: near questions are offered, one choice answers from the text; nobody else's, once."""

from copy import deepcopy

import pytest

from bot.wiring import Bot, open_bot
from handlers.answers.choices import CHOSEN, NOT_YOURS, TAKEN_OVER
from handlers.answers.offers import HEADING
from handlers.answers.published_answers import HEADING as FAQ_HEADING
from handlers.conversation.standing_offers import GONE
from handlers.desk import Desk
from storage import faqs
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, OTHER_CUSTOMER, STAFF, TEAM, FakeSlack, Json
from tests.fakes.slack.payloads import block_action
from tests.handlers.faq.offered import DELIVERY, GUIDE, UNRELATED, choose, offered, publish_each, value_of
from tests.handlers.faq.published import publish_one, withdraw
from tests.slack.handoff.people import labels, press, told
from tests.stored import Clock, case_of, last, say, tasks_of, timeline_of

QUESTION = "How long does my parcel take?"
ENTRY = "How long does delivery take?"
ANSWER = "Standard delivery takes two to four working days within the country."
SECTION = "Bicycles and prams"
SECTION_ASKED = "where can I put the pram?"
SECTION_TEXT = "Bicycles belong into the bicycle cellar, prams may stand under the stairs on the ground floor."
NOT_SURE = "I am not sure about that. Did you mean"
PERSON = "Talk to a person"


@pytest.fixture
async def asked(three_published: None, bot: Bot, slack: FakeSlack) -> Json:  # noqa: ARG001 - its databases are there then
    """A question that no entry answers for sure: three are offered."""
    return await say(slack, bot, QUESTION)


async def test_what_may_be_meant_is_offered_with_buttons_and_a_person(slack: FakeSlack, asked: Json) -> None:
    reply = slack.replies_to(asked)[0]

    assert NOT_SURE in reply.shown
    assert next(iter(offered(reply))) == ENTRY
    assert 1 <= len(offered(reply)) <= 3
    assert labels(reply)[-1] == PERSON
    assert f"1. {ENTRY}" in reply.text  # who sees no buttons can answer by the number


@pytest.mark.usefixtures("three_published")
@pytest.mark.parametrize("question", UNRELATED[::6])
async def test_for_an_unrelated_question_nothing_is_offered(bot: Bot, slack: FakeSlack, question: str) -> None:
    event = await say(slack, bot, question)

    assert offered(slack.replies_to(event)[0]) == {}


async def test_one_press_answers_with_quote_and_source_as_a_direct_answer_does(
    bot: Bot, slack: FakeSlack, asked: Json
) -> None:
    await choose(slack, bot, asked, ENTRY, CUSTOMER)

    direct = await say(slack, bot, ENTRY, user=OTHER_CUSTOMER)
    assert last(slack, asked) == last(slack, direct).replace("CASE-1002\n", "")  # the small print stands once a case
    assert f"{FAQ_HEADING}: {ENTRY}" in last(slack, asked)
    assert ANSWER in last(slack, asked)
    assert "Delivery and returns, word for word (FAQ set 2)" in last(slack, asked)
    assert f"You chose: {ENTRY}" in slack.replies_to(asked)[0].shown
    assert labels(slack.replies_to(asked)[0]) == [PERSON]
    case = await case_of(bot)
    assert (case.status, case.awaiting) == ("answered", None)
    assert ("replied", "answered, from FAQ set 2, question 1") in await timeline_of(bot)


async def test_a_section_of_a_published_document_is_offered_by_its_heading_and_answers_word_for_word(
    bot: Bot, slack: FakeSlack
) -> None:
    await publish_each(bot, GUIDE)
    event = await say(slack, bot, SECTION_ASKED)

    await choose(slack, bot, event, SECTION, CUSTOMER)

    assert f"{HEADING}: {SECTION}" in last(slack, event)
    assert SECTION_TEXT in last(slack, event)
    assert "What stands in the hall is removed after one warning." in last(slack, event)
    assert "Residents' guide, word for word (FAQ set 1)" in last(slack, event)


@pytest.mark.parametrize("typed", ["1", "1.", "#1", "number 1", "the first one", ENTRY, ENTRY.lower().rstrip("?")])
async def test_the_number_or_the_question_in_words_chooses_as_well(
    bot: Bot, slack: FakeSlack, asked: Json, typed: str
) -> None:
    await say(slack, bot, typed, under=asked)

    assert ANSWER in last(slack, asked)


async def test_a_heading_in_words_chooses_its_section(bot: Bot, slack: FakeSlack) -> None:
    await publish_each(bot, GUIDE)
    event = await say(slack, bot, SECTION_ASKED)

    await say(slack, bot, "bicycles and prams", under=event)

    assert SECTION_TEXT in last(slack, event)


async def test_a_number_that_was_not_offered_or_answers_another_question_chooses_nothing(
    bot: Bot, slack: FakeSlack, asked: Json
) -> None:
    await say(slack, bot, "9", under=asked)
    await say(slack, bot, "I want to return something", under=asked)
    await say(slack, bot, "1", under=asked)

    assert not any(ANSWER in reply.shown for reply in slack.replies_to(asked))


async def test_nobody_else_chooses_for_the_one_who_asked(bot: Bot, slack: FakeSlack, asked: Json) -> None:
    await choose(slack, bot, asked, ENTRY, OTHER_CUSTOMER)

    assert told(slack, OTHER_CUSTOMER) == [NOT_YOURS]
    assert len(slack.replies_to(asked)) == 1


@pytest.mark.parametrize("value", ["", "x", "1", "1:9", "1:0", "1:-1", "0:1", "999:1", "1:1:1", "1" * 16, "\u0661:1"])
async def test_a_forged_press_answers_nothing_and_is_told_so(
    bot: Bot, slack: FakeSlack, asked: Json, value: str
) -> None:
    await choose(slack, bot, asked, ENTRY, CUSTOMER, value=value)

    assert len(told(slack, CUSTOMER)) == 1
    assert len(slack.replies_to(asked)) == 1


async def test_the_second_press_is_told_that_the_answer_stands_there(bot: Bot, slack: FakeSlack, asked: Json) -> None:
    as_it_was = deepcopy(slack.replies_to(asked)[0])
    await choose(slack, bot, asked, ENTRY, CUSTOMER)

    await press(slack, bot, offered(as_it_was)[ENTRY], as_it_was, user=CUSTOMER, value=value_of(as_it_was, ENTRY))

    assert told(slack, CUSTOMER) == [CHOSEN]
    assert sum(ANSWER in reply.shown for reply in slack.replies_to(asked)) == 1


async def test_a_press_that_slack_delivers_twice_is_answered_once(bot: Bot, slack: FakeSlack, asked: Json) -> None:
    on = slack.replies_to(asked)[0]
    pressed = block_action(slack.site, offered(on)[ENTRY], on, user=CUSTOMER, value=value_of(on, ENTRY))

    for _ in range(2):
        await slack.delivery.form("interactive", pressed)
        await bot.idle()

    assert sum(ANSWER in reply.shown for reply in slack.replies_to(asked)) == 1


async def test_another_of_the_offers_may_be_chosen_later(bot: Bot, slack: FakeSlack, asked: Json) -> None:
    as_it_was = deepcopy(slack.replies_to(asked)[0])
    other = list(offered(as_it_was))[1]
    await choose(slack, bot, asked, ENTRY, CUSTOMER)

    await press(slack, bot, offered(as_it_was)[other], as_it_was, user=CUSTOMER, value=value_of(as_it_was, other))

    assert other in last(slack, asked)
    assert len(slack.replies_to(asked)) == 3


async def test_what_is_withdrawn_since_is_not_answered_and_the_press_is_told_so(
    bot: Bot, slack: FakeSlack, asked: Json
) -> None:
    await withdraw(bot, 2)

    await choose(slack, bot, asked, ENTRY, CUSTOMER)

    assert told(slack, CUSTOMER) == [GONE]
    assert len(slack.replies_to(asked)) == 1


async def test_a_number_typed_for_what_is_withdrawn_since_is_told_so(bot: Bot, slack: FakeSlack, asked: Json) -> None:
    await withdraw(bot, 2)

    await say(slack, bot, "1", under=asked)

    assert GONE in last(slack, asked)


async def test_an_entry_that_asks_something_else_by_now_is_not_answered(
    bot: Bot, slack: FakeSlack, asked: Json
) -> None:
    await ask_otherwise(bot, 2, 1, "How long does express delivery take?")

    await choose(slack, bot, asked, ENTRY, CUSTOMER)

    assert told(slack, CUSTOMER) == [GONE]


async def test_after_a_person_took_over_a_press_says_who_answers(bot: Bot, slack: FakeSlack, asked: Json) -> None:
    await say(slack, bot, "I take this.", user=STAFF, under=asked)

    await choose(slack, bot, asked, ENTRY, CUSTOMER, reply=0)

    assert told(slack, CUSTOMER) == [TAKEN_OVER]


async def test_offers_survive_a_restart(slack: FakeSlack, settings_for: SettingsFor, clock: Clock) -> None:
    async with open_bot(settings_for(), clock) as before:
        slack.delivery.bot_url = before.url
        await publish_each(before, DELIVERY)
        event = await say(slack, before, QUESTION)

    async with open_bot(settings_for(), clock) as after:
        slack.delivery.bot_url = after.url
        await choose(slack, after, event, ENTRY, CUSTOMER)

    assert ANSWER in last(slack, event)


async def test_a_question_beside_a_request_is_offered_in_its_part(bot: Bot, slack: FakeSlack) -> None:
    await publish_each(bot, GUIDE)

    event = await say(slack, bot, f"Where is my order A-12345? And {SECTION_ASKED}")

    reply = slack.replies_to(event)[0]
    assert "Tracking number" in reply.shown
    assert SECTION in offered(reply)
    assert len(await tasks_of(bot)) == 1


async def test_a_press_is_no_answer_to_what_else_is_asked_for(bot: Bot, slack: FakeSlack) -> None:
    await publish_each(bot, GUIDE)
    event = await say(slack, bot, SECTION_ASKED)
    await say(slack, bot, "I want to return something", under=event)
    assert (await case_of(bot)).awaiting == "task:1"

    await choose(slack, bot, event, SECTION, CUSTOMER, reply=0)

    assert SECTION_TEXT in last(slack, event)
    assert [(task.product_name, task.state) for task in await tasks_of(bot)] == [(None, "pending")]
    assert (await case_of(bot)).awaiting == "task:1"


async def test_own_records_are_looked_up_and_no_policy_is_offered_for_them(bot: Bot, slack: FakeSlack) -> None:
    await publish_each(bot, DELIVERY)

    event = await say(slack, bot, "Where is my parcel?")

    assert offered(slack.replies_to(event)[0]) == {}
    assert FAQ_HEADING not in last(slack, event)


async def test_a_rule_is_answered_though_the_parcel_is_mine(bot: Bot, slack: FakeSlack) -> None:
    text = "A parcel takes three working days."
    await publish_one(bot, "How long does a parcel take?", text, text)

    event = await say(slack, bot, "Hello, how long does my parcel take?")

    assert f"{FAQ_HEADING}: How long does a parcel take?" in last(slack, event)
    assert text in last(slack, event)


async def test_a_technical_question_gets_first_help_and_the_offers(bot: Bot, slack: FakeSlack) -> None:
    await publish_each(bot, GUIDE)

    event = await say(slack, bot, "The washing machine shows error E18, how do I fix that?")

    reply = slack.replies_to(event)[0]
    assert "Faults" in offered(reply)
    assert "in our help texts" in reply.shown
    assert "what you have already tried" in reply.shown


async def test_no_offer_is_made_while_a_person_is_waited_for(bot: Bot, slack: FakeSlack) -> None:
    await publish_each(bot, DELIVERY)
    event = await say(slack, bot, "I want to talk to a human being please")

    await say(slack, bot, QUESTION, under=event)

    assert offered(slack.replies_to(event)[-1]) == {}


async def ask_otherwise(bot: Bot, number: int, position: int, question: str) -> None:
    """Let a published entry ask something else."""
    desk = Desk(bot.db, bot.model, Clock())
    faq = await desk.db.read(lambda tx: faqs.find_set(tx, TEAM, number))
    assert faq is not None
    entry = await desk.db.read(lambda tx: faqs.entry_at(tx, faq.id, position))
    assert entry is not None
    new = {"question": question, "answer": entry.answer, "sources": entry.sources, "quotes": entry.quotes}
    await desk.db.write(lambda tx: faqs.replace_entry(tx, TEAM, entry, new, keep_published=True))
