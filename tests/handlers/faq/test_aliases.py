"""What a chosen wording may do: move its entry up for the same words; answer by itself only once it is trusted."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.wiring import Bot
from handlers.answers.published_answers import HEADING as FAQ_HEADING
from handlers.faq.acts import FaqActor
from handlers.faq.aliases import decide_alias, list_aliases
from handlers.runtime.published_cache import PublishedFaqCache
from storage import retention
from storage.errors import Refused
from storage.faq_aliases import Alias, AliasState
from tests.fakes.slack import CUSTOMER, DM, OTHER_CUSTOMER, STAFF, TEAM, FakeSlack, Json, deleted, edited
from tests.handlers.faq.offered import ASKED, choose, offered
from tests.slack.handoff.people import rate
from tests.stored import Clock, everything_stored, last, say
from workflows.faq.questions_in_messages import questions_in

QUESTION = "How long does my parcel take?"
SAME = "HOW long does my parcels take??"
ENTRY, OTHER = "How long does delivery take?", "How long do islands and mountain villages take?"
ANSWER = "Standard delivery takes two to four working days within the country."
OTHER_ANSWER = "Islands and mountain villages take one or two days longer."
PEOPLE = ("U0PERSON1", "U0PERSON2", "U0PERSON3", "U0PERSON4")  # of the support channel
ADA = FaqActor(TEAM, STAFF, is_staff=True)


pytestmark = pytest.mark.usefixtures("three_published")


@pytest.fixture(autouse=True)
def _people(slack: FakeSlack) -> None:
    people = slack.workspace.users
    people |= {user: replace(people[CUSTOMER], id=user) for user in PEOPLE}


async def aliases(bot: Bot) -> list[Alias]:
    return await bot.db.read(lambda tx: list_aliases(tx, ADA))


async def decide(bot: Bot, state: AliasState) -> None:
    [alias] = await aliases(bot)
    await bot.db.write(lambda tx: decide_alias(tx, ADA, alias.id, state))


async def asks_and_chooses(slack: FakeSlack, bot: Bot, user: str, entry: str = OTHER, question: str = QUESTION) -> Json:
    event = await say(slack, bot, question, user=user)
    await choose(slack, bot, event, entry, user)
    return event


async def test_the_wording_is_kept_masked_as_a_proposal(bot: Bot, slack: FakeSlack) -> None:
    card = "4111 1111 1111 1111"

    await asks_and_chooses(slack, bot, CUSTOMER, OTHER, f"How long would my parcel {card} take to the islands?")

    [alias] = await aliases(bot)
    assert (alias.question, alias.state, alias.people, alias.answers) == (OTHER, "proposed", 1, False)
    assert alias.wording.startswith("How long would my parcel")
    assert card not in await everything_stored(bot)


async def test_it_moves_the_entry_up_for_the_same_words_and_answers_nobody(bot: Bot, slack: FakeSlack) -> None:
    before = await say(slack, bot, QUESTION, user=OTHER_CUSTOMER)
    await asks_and_chooses(slack, bot, CUSTOMER)

    after = await say(slack, bot, SAME, user=OTHER_CUSTOMER)

    assert next(iter(offered(slack.replies_to(before)[0]))) == ENTRY
    assert next(iter(offered(slack.replies_to(after)[0]))) == OTHER
    assert OTHER_ANSWER not in last(slack, after)


async def test_once_staff_approve_it_the_entry_answers_the_same_words(bot: Bot, slack: FakeSlack) -> None:
    await asks_and_chooses(slack, bot, CUSTOMER)
    await decide(bot, "approved")

    event = await say(slack, bot, SAME, user=OTHER_CUSTOMER)

    assert f"{FAQ_HEADING}: {OTHER}" in last(slack, event)
    assert OTHER_ANSWER in last(slack, event)


async def test_three_different_people_whom_it_helped_make_it_answer(bot: Bot, slack: FakeSlack) -> None:
    for user in PEOPLE[:2]:
        await asks_and_chooses(slack, bot, user)
    two = await say(slack, bot, QUESTION, user=PEOPLE[3])
    await asks_and_chooses(slack, bot, PEOPLE[2])

    three = await say(slack, bot, QUESTION, user=PEOPLE[3])

    assert OTHER_ANSWER not in last(slack, two)
    assert OTHER_ANSWER in last(slack, three)


async def test_one_of_them_whom_it_did_not_help_keeps_it_a_proposal(bot: Bot, slack: FakeSlack) -> None:
    for user in PEOPLE[:3]:
        event = await asks_and_chooses(slack, bot, user)
    await rate(slack, bot, event, -1, user=PEOPLE[2])

    after = await say(slack, bot, QUESTION, user=PEOPLE[3])

    assert OTHER_ANSWER not in last(slack, after)
    assert [one.unhelpful for one in await aliases(bot)] == [1]


async def test_one_person_s_presses_count_once_and_change_no_other_customer_s_answer(
    bot: Bot, slack: FakeSlack
) -> None:
    wordings = [question for question, _ in ASKED]
    before = await answers(bot, wordings)
    for _ in range(4):
        await asks_and_chooses(slack, bot, CUSTOMER)
    for question in wordings:
        event = await say(slack, bot, question, user=CUSTOMER)
        for label in list(offered(slack.replies_to(event)[0]))[:1]:
            await choose(slack, bot, event, label, CUSTOMER)

    assert await answers(bot, [QUESTION, SAME, *wordings]) == [None, None, *before]
    assert {one.people for one in await aliases(bot)} == {1}


async def answers(bot: Bot, texts: list[str]) -> list[int | None]:
    """Return which entry answers each of these questions of anybody."""
    faqs = await bot.db.read(lambda tx: PublishedFaqCache().faqs_of(tx, TEAM))
    found = [[faqs.answer_to(one) for one in questions_in(text)] for text in texts]
    return [next((entry.id for entry in entries if entry is not None), None) for entries in found]


async def test_what_staff_reject_neither_goes_first_nor_answers_however_many_choose_it(
    bot: Bot, slack: FakeSlack
) -> None:
    await asks_and_chooses(slack, bot, CUSTOMER)
    await decide(bot, "rejected")
    for user in PEOPLE[:3]:
        await asks_and_chooses(slack, bot, user)

    event = await say(slack, bot, QUESTION, user=OTHER_CUSTOMER)

    assert next(iter(offered(slack.replies_to(event)[0]))) == ENTRY
    assert OTHER_ANSWER not in last(slack, event)


async def test_two_entries_that_are_trusted_for_the_same_words_are_offered_and_neither_answers(
    bot: Bot, slack: FakeSlack
) -> None:
    await asks_and_chooses(slack, bot, CUSTOMER, OTHER)
    await decide(bot, "approved")
    [first] = await aliases(bot)
    await bot.db.write(lambda tx: decide_alias(tx, ADA, first.id, "proposed"))
    await asks_and_chooses(slack, bot, OTHER_CUSTOMER, ENTRY)
    for one in await aliases(bot):
        await bot.db.write(lambda tx, one=one: decide_alias(tx, ADA, one.id, "approved"))  # type: ignore[misc]

    event = await say(slack, bot, QUESTION, user=PEOPLE[0])

    assert {ENTRY, OTHER} <= set(offered(slack.replies_to(event)[0]))


async def test_only_staff_see_and_decide(bot: Bot, slack: FakeSlack) -> None:
    await asks_and_chooses(slack, bot, CUSTOMER)
    customer = FaqActor(TEAM, CUSTOMER, is_staff=False)

    with pytest.raises(Refused, match="only support staff"):
        await bot.db.read(lambda tx: list_aliases(tx, customer))
    with pytest.raises(Refused, match="only support staff"):
        await bot.db.write(lambda tx: decide_alias(tx, customer, 1, "approved"))
    with pytest.raises(Refused, match="no wording"):
        await bot.db.write(lambda tx: decide_alias(tx, FaqActor("T2", STAFF, is_staff=True), 1, "approved"))


async def test_a_forgotten_person_takes_their_words_along_even_approved_ones(bot: Bot, slack: FakeSlack) -> None:
    await asks_and_chooses(slack, bot, CUSTOMER, question="how long would my parcel take to the islands of Zanzibar?")
    await decide(bot, "approved")

    await bot.db.write(lambda tx: retention.forget(tx, TEAM, CUSTOMER, datetime.now(UTC)))

    assert await aliases(bot) == []
    assert "anzibar" not in await everything_stored(bot)


async def test_what_somebody_else_wrote_as_well_stays_in_their_words(bot: Bot, slack: FakeSlack) -> None:
    await asks_and_chooses(slack, bot, CUSTOMER)
    await asks_and_chooses(slack, bot, OTHER_CUSTOMER, question=SAME)

    await bot.db.write(lambda tx: retention.forget(tx, TEAM, OTHER_CUSTOMER, datetime.now(UTC)))

    [alias] = await aliases(bot)
    assert (alias.wording, alias.people) == (QUESTION, 1)


async def test_retention_drops_proposals_and_keeps_what_staff_approved(
    bot: Bot, slack: FakeSlack, clock: Clock
) -> None:
    await asks_and_chooses(slack, bot, CUSTOMER)
    await decide(bot, "approved")
    await asks_and_chooses(slack, bot, OTHER_CUSTOMER, ENTRY, "how long would my parcel take to Zanzibar?")
    await bot.db.write(lambda tx: tx.exec_driver_sql("UPDATE cases SET status = 'resolved'"))
    clock.forward(days=1)

    await bot.db.write(lambda tx: retention.retain(tx, clock(), clock()))

    assert [(one.wording, one.people) for one in await aliases(bot)] == [(QUESTION, 0)]
    assert "anzibar" not in await everything_stored(bot)


@pytest.mark.parametrize("change", [deleted, lambda event: edited(event, "Something else")])
async def test_a_question_that_is_deleted_or_edited_takes_its_wording_along(
    bot: Bot, slack: FakeSlack, change: object
) -> None:
    event = await asks_and_chooses(slack, bot, CUSTOMER)
    assert callable(change)

    await slack.deliver(change(event))
    await bot.idle()

    assert await aliases(bot) == []


async def test_a_question_edited_before_the_press_leaves_no_wording(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, QUESTION, channel=DM)
    on = slack.replies_to(event)[0]
    [question, *_], blocks = offered(on), list(on.blocks)
    await slack.deliver(edited(event, f"{QUESTION} My name is Zed."))
    await bot.idle()
    on.blocks = blocks  # what is still seen when the press comes

    await choose(slack, bot, event, question, CUSTOMER)

    assert await aliases(bot) == []


async def test_a_desk_that_runs_elsewhere_sees_the_decision(bot: Bot, slack: FakeSlack) -> None:
    await asks_and_chooses(slack, bot, CUSTOMER)
    elsewhere = PublishedFaqCache()
    before = await bot.db.read(lambda tx: elsewhere.faqs_of(tx, TEAM))
    await decide(bot, "approved")

    faqs = await bot.db.read(lambda tx: elsewhere.faqs_of(tx, TEAM))

    assert before.answer_to(SAME) is None

    assert [one.question for one in filter(None, [faqs.answer_to(SAME)])] == [OTHER]
