"""What is published by itself, what waits for a look, and what needs a decision: entry by entry (issue 19)."""

from dataclasses import replace

import pytest

from bot.desk import open_desk
from bot.formats.documents import read_text
from bot.settings import Settings
from handlers.faq.order import FaqOrder
from handlers.faq.publishing import Looked, is_for_a_look, may_answer, outcome, waits, why_waiting
from storage.faq_records import EntryEngine, FaqEntry
from tests.handlers.faq.desk import made
from tests.slack.faqs.test_trouble import SET
from tests.stored import Clock
from workflows.faq.kept_back import KEPT_BACK

PRICE = "How much does the Basic plan cost? $4 a month."
AFFAIR = "Bumps and scrapes are the club's affair."


def entry(question: str, answer: str, section: str = "") -> FaqEntry:
    quote = {"document": 0, "title": "Club", "start": 0, "end": len(answer), "text": answer, "section": section}
    return FaqEntry(
        1, 1, 1, question, answer, ["Club"], [quote], "rules", published=False, version=0, removed_by=None
    )  # fmt: skip


SURE = entry("How much does the Basic plan cost?", PRICE)
WORDED = entry("What are bumps and scrapes?", AFFAIR)
OWN = entry("What are bumps and scrapes?", AFFAIR, "Rowing \u203a What are bumps and scrapes?")
UNFIT = entry("How do I find and recording?", AFFAIR)


@pytest.mark.parametrize(
    "sound", [SURE, OWN, replace(WORDED, engine="model"), replace(WORDED, state="approved")], ids=range(4)
)
def test_what_is_sure_the_documents_own_a_models_or_approved_is_published_with_its_set(sound: FaqEntry) -> None:
    assert (may_answer(sound), waits(sound), is_for_a_look(sound)) == (True, False, False)


def test_what_rules_worded_otherwise_waits_for_nothing_but_a_look() -> None:
    assert (may_answer(WORDED), waits(WORDED), is_for_a_look(WORDED)) == (False, True, True)
    assert why_waiting(WORDED) == "Frontdesk worded the question"


def test_a_true_quote_that_has_nothing_to_do_with_a_models_question_waits_for_a_look() -> None:
    booking = "You can book online or at the counter, up to six months ahead."
    unrelated = replace(entry("What is the deposit for a boat?", booking, "Boats \u203a Booking"), engine="model")

    assert (may_answer(unrelated), waits(unrelated), is_for_a_look(unrelated)) == (False, True, True)
    assert why_waiting(unrelated) == "few words of the question are in the answer"
    assert outcome(SET, [unrelated]).to_look_at == (
        "1 waits for a look, as few words of the question are in its answer: entry 1."
    )


def test_a_models_question_with_its_words_in_the_heading_or_that_is_the_documents_own_waits_for_nobody() -> None:
    free = "Members pay nothing."
    headed = replace(
        entry("What is the deposit for a boat?", "It is 40 euros.", "Boats \u203a Deposit for boats"), engine="model"
    )
    own = replace(entry("Do you charge students?", free, "Do you charge students?"), engine="model")

    assert [may_answer(one) for one in (headed, own)] == [True, True]


@pytest.mark.parametrize(
    "flawed", [UNFIT, replace(WORDED, was="It was so."), replace(WORDED, answer="The club sees to it.")], ids=range(3)
)
def test_what_has_something_against_it_needs_a_decision(flawed: FaqEntry) -> None:
    assert (may_answer(flawed), waits(flawed), is_for_a_look(flawed)) == (False, True, False)


@pytest.mark.parametrize("engine", ["rules", "model"])
def test_an_answer_with_an_address_waits_for_a_look_also_where_the_document_asks_it_itself(engine: EntryEngine) -> None:
    asked = "How do I delete my account?"
    linked = replace(entry(asked, "Write to privacy@example.com; it takes 30 days.", asked), engine=engine)

    assert (may_answer(linked), waits(linked), is_for_a_look(linked)) == (False, True, True)
    assert why_waiting(linked) == "it holds a link, an address or a mention"
    assert outcome(SET, [linked]).to_look_at == (
        "1 waits for a look, as its answer holds a link, an address or a mention: entry 1."
    )
    assert may_answer(replace(linked, state="approved"))


@pytest.mark.parametrize(
    "settled",
    [replace(WORDED, state="rejected"), replace(WORDED, removed_by="U1"), replace(WORDED, published=True)],
    ids=range(3),
)
def test_what_is_rejected_removed_or_published_by_an_older_version_waits_for_no_look(settled: FaqEntry) -> None:
    assert not is_for_a_look(settled)


def test_a_set_says_what_waits_for_a_look_apart_from_what_needs_a_decision() -> None:
    entries = [replace(one, position=at) for at, one in enumerate((SURE, WORDED, UNFIT), start=1)]

    told = outcome(SET, entries)

    assert told.to_look_at == "1 waits for a look, as Frontdesk worded its question: entry 2."
    assert told.to_decide == ("1 waits for a decision, as its question or answer does not stand by itself: entry 3.")
    assert told.left_out == f"{told.to_look_at} {told.to_decide}"


def test_what_was_looked_at_is_something_else_once_an_entry_is_made_anew_or_decided() -> None:
    seen = Looked.at([SURE, WORDED, OWN])

    assert seen == Looked.at([WORDED])
    assert seen != Looked.at([replace(WORDED, version=1)])
    assert seen != Looked.at([replace(WORDED, state="rejected")])


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Guide", "# Internal only\n\n"),
        ("Internal notes for staff", ""),
        ("Refund handbook", "# Refund handbook\n\nThis handbook is for internal use only. Not for customers.\n\n"),
    ],
)
async def test_nothing_of_a_document_that_says_it_is_internal_is_published_by_itself(
    title: str, text: str, clock: Clock
) -> None:
    asked = "## How do I reset an account?\n\nOpen the admin console and press reset for the account.\n"
    document = read_text("guide", text + asked, title, kind="md")

    async with open_desk(Settings(), clock) as desk:
        found = await made(desk, FaqOrder("T1", "U1", "Guide", (document,), 1))

    [kept] = found.entries
    assert (kept.question, may_answer(kept), why_waiting(kept)) == ("How do I reset an account?", False, KEPT_BACK)


def test_what_its_document_says_around_an_answer_is_the_reason_why_it_waits_for_a_look() -> None:
    doubted = replace(OWN, quotes=[OWN.quotes[0] | {"doubt": "its section goes on behind the answer"}])

    assert (may_answer(doubted), waits(doubted), is_for_a_look(doubted)) == (False, True, True)
    assert why_waiting(doubted) == "its section goes on behind the answer"
    assert outcome(SET, [doubted]).to_look_at == ("1 waits for a look: its section goes on behind the answer: entry 1.")
    assert may_answer(replace(doubted, state="approved"))
