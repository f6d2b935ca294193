"""Promises of masking, place by place: wherever people's words are stored, cards and secrets are not among them."""

import json

import pytest

from bot.desk import open_desk
from bot.wiring import Bot
from handlers.cases import acts
from handlers.cases.acts import Actor
from handlers.cases.staff_reply import plan_staff_reply
from handlers.conversation.reading import MAX_TEXT
from handlers.faq.made import read_faq
from handlers.faq.order import open_faq
from handlers.intake.keep import Edit, keep, masked
from storage import faqs
from storage.database import Database
from tests.fakes.model import FakeModel
from tests.fakes.slack import CUSTOMER, GENERAL, OTHER_CUSTOMER, SUPPORT, FakeSlack, edited
from tests.handlers.faq.desk import DOCUMENTS, made, order, settings_to
from tests.storage.fixtures import NOW, TEAM, kept, said
from tests.stored import case_of, everything_stored, message_of, numbers_from, say
from tests.terminal.command_line import frontdesk, stored
from workflows.faq.documents import Document

CARD = "Visa4111\u202f1111\u202f1111\u202f1111"
SETTING = "DB_PASSWORD=taxidermy1"
BOTH = f"My {CARD} and {SETTING} do not work"
MASKED = "My Visa[card number removed] and DB_PASSWORD=[secret removed] do not work"
ADA = Actor(TEAM, "UADA", is_staff=True)


async def test_a_message_an_edit_and_a_subject_are_kept_masked(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, BOTH)
    subject = (await case_of(bot)).subject
    await slack.deliver(edited(event, f"{BOTH}!"))
    await bot.idle()

    message = await message_of(bot, event)
    assert message is not None
    assert (subject, message.text) == (MASKED, f"{MASKED}!")
    left = await everything_stored(bot)
    assert not numbers_from("1111", left)
    assert "taxidermy" not in left


async def test_a_question_that_nothing_answers_is_listed_masked(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, f"What are the opening hours of the museum for {CARD}, password: taxidermy1?")

    left = await everything_stored(bot)
    assert "museum" in left
    assert not numbers_from("1111", left)
    assert "taxidermy" not in left


async def test_a_message_of_many_thousand_characters_is_masked_to_its_end(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, "a lamp " * 1_600 + BOTH)

    left = await everything_stored(bot)
    assert MASKED in left
    assert "taxidermy" not in left


async def test_keeping_writes_what_it_is_given_for_masking_is_done_before_the_transaction(db: Database) -> None:
    change = masked(said(BOTH))

    as_given = await db.write(lambda tx: keep(tx, said(BOTH), frozenset(), NOW))
    as_masked = await db.write(lambda tx: keep(tx, Edit(change.key, MASKED, "2.0"), frozenset(), NOW))

    assert as_given is not None
    assert as_given.text == BOTH
    assert as_masked is not None
    assert as_masked.text == getattr(change, "text", "")


@pytest.mark.parametrize("before", [MAX_TEXT - 8, 2 * MAX_TEXT - 8, 4 * MAX_TEXT - 8])
def test_no_card_is_cut_in_half_where_a_text_is_too_long(before: int) -> None:
    change = masked(said(f"{'password: abcdefgh12345678 ' * 400}{'x' * before} 4111 1111 1111 1111"))

    assert "4111" not in getattr(change, "text", "")


def test_what_is_asked_in_the_terminal_is_kept_and_printed_masked() -> None:
    ended = frontdesk("ask", "--json", BOTH)

    assert ended.json["message"] == MASKED
    assert "taxidermy" not in ended.out + ended.err


async def test_a_note_and_a_staff_reply_are_kept_masked(db: Database) -> None:
    case = await db.write(lambda tx: acts.see(tx, ADA, str(kept(tx, "lamp").case_id + 1000)))
    await db.write(lambda tx: acts.note(tx, ADA, case.number, BOTH, NOW))
    post = await db.write(lambda tx: plan_staff_reply(tx, case, "UADA", BOTH, "staff_reply:V1", NOW))

    noted = await db.read(lambda tx: tx.exec_driver_sql("SELECT text FROM notes").scalar_one())
    assert (noted, post.body["text"]) == (MASKED, MASKED)


async def test_documents_and_titles_lose_cards_and_tokens_and_keep_what_they_say_about_passwords(
    model: FakeModel,
) -> None:
    told = (
        "Your password: at least 8 characters. The test card is 4242 4242 4242 4242, the key sk-abcdefghijklmnop1234."
    )
    given = order(2, (*DOCUMENTS[:1], Document("Card 4242424242424242", told)))
    async with open_desk(settings_to(model)) as desk:
        opened = await open_faq(desk, given)
        documents = await desk.db.read(lambda tx: faqs.documents_of(tx, opened.id))

    assert documents[1].title == "Card [card number removed]"
    assert documents[1].text == (
        "Your password: at least 8 characters. The test card is [card number removed], the key [secret removed]."
    )


async def test_a_set_of_masked_documents_is_made_and_proved(model: FakeModel) -> None:
    first = DOCUMENTS[0]
    given = order(3, (Document(first.title, f"{first.text}\n\nPay with 4242 4242 4242 4242."),))
    async with open_desk(settings_to(model)) as desk:
        found = await made(desk, given)
        again = await desk.db.read(lambda tx: read_faq(tx, found.faq.id))

    assert len(again.entries) == 3
    assert "4242" not in again.documents[0].text


async def test_people_s_words_come_into_the_form_of_faqs_masked(bot: Bot, slack: FakeSlack) -> None:
    event = slack.says(OTHER_CUSTOMER, GENERAL, BOTH)

    await slack.shortcut("faq_from_message", message=slack.workspace.find(GENERAL, event["ts"]))
    await bot.idle()

    shown = json.dumps((await slack.view_of(CUSTOMER)).view)
    assert shown.count(MASKED) == 2  # its title and its text
    assert "taxidermy" not in shown


def test_what_was_stored_by_the_terminal_holds_no_secret() -> None:
    frontdesk("ask", f"{BOTH}. Where is my order A-12345?")

    left = stored(lambda tx: "".join(str(row) for row in tx.exec_driver_sql("SELECT * FROM step_runs")))
    assert "A-12345" in left
    assert "taxidermy" not in left


async def test_a_hostile_long_message_and_a_short_one_behind_it_are_both_taken_and_masked(
    bot: Bot, slack: FakeSlack
) -> None:
    long = slack.says(CUSTOMER, SUPPORT, "4 " * 19_000 + BOTH)
    short = slack.says(OTHER_CUSTOMER, SUPPORT, "Where is my order A-12345?")

    assert await slack.deliver(long) == [200]
    assert await slack.deliver(short) == [200]
    await bot.idle()

    assert len(slack.replies_to(short)) == 1
    assert "taxidermy" not in await everything_stored(bot)
