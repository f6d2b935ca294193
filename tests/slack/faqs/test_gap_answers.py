"""A question without an answer becomes an entry in one press: staff's words, or a draft from a resolved case."""

import json

from bot.wiring import Bot
from handlers.cases import acts
from handlers.cases.acts import Actor
from storage.retention import forget
from tests.fakes.slack import CUSTOMER, OTHER_CUSTOMER, STAFF, TEAM, FakeSlack, Json, View, deleted
from tests.slack.cases.people import forge, press, shown
from tests.slack.faqs.people import opened_set, set_of
from tests.slack.faqs.test_entry_form import filled_in
from tests.stored import Clock, everything_stored, last, say

CARDS = "Do you sell gift cards?"
YES = "Yes: in every shop, from 10 to 500 euros."


async def gaps_of(slack: FakeSlack, bot: Bot) -> View:
    await slack.command("/faq", "gaps", user=STAFF)
    await bot.idle()
    return await slack.view_of(STAFF)


async def form_of_gap(slack: FakeSlack, bot: Bot, gaps: View, user: str = STAFF) -> View:
    await press(slack, bot, gaps, "faq_gap_answer")
    return await slack.view_of(user)


async def answer(slack: FakeSlack, bot: Bot, form: View, question: str = CARDS, text: str = YES) -> Json:
    ack = await slack.submit(form, {"question": question, "answer": text})
    await bot.idle()
    return ack.json


async def test_a_gap_becomes_an_entry_in_one_press_and_the_next_same_question_is_answered(
    bot: Bot, slack: FakeSlack
) -> None:
    asked = await say(slack, bot, CARDS)
    gaps = await gaps_of(slack, bot)
    form = await form_of_gap(slack, bot, gaps)
    before = filled_in(form)

    await answer(slack, bot, form)
    again = await say(slack, bot, CARDS, user=OTHER_CUSTOMER)

    assert before == [CARDS, ""]
    assert "I am not sure" in last(slack, asked)
    assert YES in last(slack, again)
    assert "answered by our team (FAQ set 1)" in last(slack, again)
    assert "None: every question so far got an answer." in shown(gaps)
    assert "Who asks this from now on gets your answer." in shown(gaps)


async def test_answers_to_gaps_stand_in_one_set_that_staff_open_like_any_other(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, CARDS)
    await say(slack, bot, "Is there a cantina?")
    gaps = await gaps_of(slack, bot)
    await answer(slack, bot, await form_of_gap(slack, bot, gaps), "Is there a cantina?", "Yes.")
    await answer(slack, bot, await form_of_gap(slack, bot, gaps))

    view = await opened_set(slack, bot)

    faq, entries = await set_of(bot)
    assert (faq.title, faq.published, len(entries)) == ("Answers by our team", True, 2)
    assert "Answers in the words of our team." in shown(view)
    assert f"Written by <@{STAFF}>" in shown(view)


async def test_a_technical_question_that_staff_answered_gets_that_instead_of_first_help(
    bot: Bot, slack: FakeSlack
) -> None:
    asked = "How do I reset my router?"
    await say(slack, bot, asked)
    await answer(
        slack, bot, await form_of_gap(slack, bot, await gaps_of(slack, bot)), asked, "Hold it for ten seconds."
    )

    event = await say(slack, bot, asked)

    assert "Hold it for ten seconds." in last(slack, event)


async def test_what_staff_wrote_in_a_case_that_is_resolved_is_the_draft_and_marked_as_one(
    bot: Bot, slack: FakeSlack, clock: Clock
) -> None:
    root = await say(slack, bot, CARDS)
    await say(slack, bot, "Let me look.", user=STAFF, under=root)
    await say(slack, bot, YES, user=STAFF, under=root)
    gaps = await gaps_of(slack, bot)
    open_one = filled_in(await form_of_gap(slack, bot, gaps))
    await bot.db.write(lambda tx: acts.resolve(tx, Actor(TEAM, STAFF, is_staff=True), "CASE-1001", clock()))

    form = await form_of_gap(slack, bot, await gaps_of(slack, bot))

    assert open_one == [CARDS, ""]
    assert filled_in(form) == [CARDS, YES]
    assert "*Draft* from CASE-1001" in shown(form)


async def test_of_two_staff_who_answer_the_same_gap_the_second_is_told_at_the_field(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, CARDS)
    first = await form_of_gap(slack, bot, await gaps_of(slack, bot))
    second = await form_of_gap(slack, bot, await gaps_of(slack, bot))
    await answer(slack, bot, first)

    told = await answer(slack, bot, second, "Are gift cards sold?", "No.")

    assert "answered or deleted meanwhile" in told["errors"]["answer"]
    assert [entry.answer for entry in (await set_of(bot))[1]] == [YES]


async def test_a_gap_whose_writer_deleted_it_meanwhile_is_not_published(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, CARDS)
    gaps = await gaps_of(slack, bot)
    form = await form_of_gap(slack, bot, gaps)
    await slack.deliver(deleted(event))
    await bot.idle()

    told = await answer(slack, bot, form)

    assert "deleted meanwhile" in told["errors"]["answer"]
    assert "gift cards" not in await everything_stored(bot)


async def test_a_gap_that_is_answered_already_says_so_instead_of_a_form(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, CARDS)
    stale = await gaps_of(slack, bot)
    await answer(slack, bot, await form_of_gap(slack, bot, await gaps_of(slack, bot)))

    form = await form_of_gap(slack, bot, stale)

    assert "answered or deleted meanwhile" in shown(form)


async def test_a_question_that_is_written_too_differently_says_that_it_is_not_found(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, CARDS)
    gaps = await gaps_of(slack, bot)

    await answer(slack, bot, await form_of_gap(slack, bot, gaps), "What vouchers are there?", "Some.")

    assert "does not lead to it" in shown(gaps)
    assert CARDS in shown(gaps)


async def test_nobody_else_sees_or_answers_a_gap(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, CARDS)
    form = await form_of_gap(slack, bot, await gaps_of(slack, bot))
    await slack.command("/faq", "list", user=CUSTOMER)
    await bot.idle()
    theirs = await slack.view_of(CUSTOMER)

    await forge(slack, theirs, {"type": "button", "action_id": "faq_gap_answer", "block_id": "x", "value": "1"})
    ack = await slack.submit(form, {"question": CARDS, "answer": YES}, user=CUSTOMER)
    await bot.idle()

    assert "Only support staff can answer questions for everybody" in json.dumps(
        [view.view for view in slack.views_of(CUSTOMER)]
    )
    assert "not yours" in ack.json["errors"]["answer"]


async def test_who_asked_is_forgotten_and_the_draft_of_their_case_is_gone_with_them(
    bot: Bot, slack: FakeSlack, clock: Clock
) -> None:
    root = await say(slack, bot, CARDS)
    await say(slack, bot, YES, user=STAFF, under=root)
    await say(slack, bot, CARDS, user=OTHER_CUSTOMER)
    await bot.db.write(lambda tx: acts.resolve(tx, Actor(TEAM, STAFF, is_staff=True), "CASE-1001", clock()))
    await bot.db.write(lambda tx: forget(tx, TEAM, CUSTOMER, clock()))

    form = await form_of_gap(slack, bot, await gaps_of(slack, bot))

    assert filled_in(form) == [CARDS, ""]
