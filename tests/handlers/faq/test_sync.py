"""Promises about sources that are read again: what they say no more is withdrawn, what they say otherwise waits."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.desk import open_desk
from bot.formats.documents import read_text
from bot.settings import Settings
from handlers.desk import Desk
from handlers.faq.acts import FaqActor
from handlers.faq.decisions import Seen, approve, edit, reject
from handlers.faq.made import MadeFaq
from handlers.faq.order import FaqOrder
from handlers.faq.publishing import outcome, publish
from handlers.faq.sync import SetSync, changes_of, sync_set
from storage import faqs
from storage.database import Tx
from storage.errors import Transient
from storage.faq_records import FaqDocument, FaqEntry
from storage.faq_sources import sets_with_sources
from storage.published import published_entries
from tests.handlers.faq.desk import made
from tests.stored import Clock
from workflows.faq.documents import Document


@pytest.fixture
async def desk(clock: Clock) -> AsyncIterator[Desk]:
    """A desk without a key."""
    async with open_desk(Settings(), clock) as opened:
        yield opened


STAFF = FaqActor("T1", "U9", is_staff=True)
ADDRESS = "https://help.example.com/returns"
RETURNS = "Unopened items can be sent back within 30 days of the day of delivery."
REFUND = "We pay the price of the items to the card that you paid with."
LABEL = "Print the label from your account and fix it to the parcel before you hand it in."


def document(returns: str = RETURNS, refund: str = REFUND, *, before: str = "", label: str = LABEL) -> Document:
    """Return the page as it is read."""
    parts = [
        "# Returns",
        before,
        "## How long can I send items back?",
        returns,
        "## How is the refund paid?" if refund else "",
        refund,
        "## How do I send a parcel?",
        label,
    ]
    return replace(read_text("returns", "\n\n".join(filter(None, parts)), "Returns", kind="md"), address=ADDRESS)


async def published(desk: Desk) -> MadeFaq:
    """Make a set of the page and publish it."""
    found = await made(desk, FaqOrder("T1", "U1", "Returns", (document(),), 3))
    assert [entry.question for entry in found.entries] == [
        "How long can I send items back?",
        "How is the refund paid?",
        "How do I send a parcel?",
    ]
    await desk.db.write(lambda tx: publish(tx, STAFF, found.faq.number, published=True))
    return found


async def synced(desk: Desk, found: MadeFaq, now: Document) -> SetSync:
    """Read the page again, as it is now."""

    async def read(address: str, title: str) -> Document:
        assert (address, title) == (ADDRESS, "Returns")
        return now

    return await sync_set(desk, found.faq, read)


async def answers(desk: Desk) -> dict[int, str]:
    """Return what customers are answered, by place."""
    return {one.position: one.answer for one in await desk.db.read(lambda tx: published_entries(tx, "T1"))}


async def entry(desk: Desk, found: MadeFaq, position: int) -> FaqEntry:
    """Return an entry as it is stored."""
    kept = await desk.db.read(lambda tx: faqs.entry_at(tx, found.faq.id, position))
    assert kept is not None
    return kept


async def test_what_a_page_says_no_more_is_withdrawn_and_listed(desk: Desk) -> None:
    found = await published(desk)

    done = await synced(desk, found, document(refund=""))

    assert done.sources[0].withdrawn == ((2, "How is the refund paid?"),)
    assert "they are withdrawn: 2. How is the refund paid?" in done.sentences()[0]
    assert sorted(await answers(desk)) == [1, 3]
    assert (await entry(desk, found, 2)).state == "rejected"


async def test_what_a_page_says_otherwise_waits_for_staff_with_what_it_was(desk: Desk) -> None:
    found, new = await published(desk), RETURNS.replace("30 days", "14 days")

    done = await synced(desk, found, document(returns=new))

    waiting = await entry(desk, found, 1)
    assert done.sources[0].changed == ((1, "How long can I send items back?"),)
    assert (waiting.answer, waiting.was, waiting.state, waiting.published) == (new, RETURNS, "proposed", False)
    assert sorted(await answers(desk)) == [2, 3]
    entries = await desk.db.read(lambda tx: faqs.entries_of(tx, found.faq.id))
    assert outcome(replace(found.faq, published=True), entries).changed == (1,)


@pytest.mark.parametrize(
    "returns",
    [
        RETURNS.replace(".", " in summer, and within 14 days in winter."),
        f"{RETURNS}\n\nHowever, what was on sale stays sold.",
        f"It is no longer the case that {RETURNS[0].lower()}{RETURNS[1:]}",
    ],
)
async def test_a_page_that_now_says_more_than_the_quote_waits_for_staff(desk: Desk, returns: str) -> None:
    found = await published(desk)

    done = await synced(desk, found, document(returns=returns))

    assert done.sources[0].changed == ((1, "How long can I send items back?"),)
    assert sorted(await answers(desk)) == [2, 3]
    assert (await entry(desk, found, 1)).answer == returns.replace("\n\n", "\n")


async def test_an_answer_that_now_stands_under_another_question_waits_for_staff(desk: Desk) -> None:
    found = await published(desk)

    done = await synced(desk, found, document(returns=REFUND, refund=RETURNS))

    assert [position for position, _ in done.sources[0].changed] == [1, 2]
    assert sorted(await answers(desk)) == [3]
    assert (await entry(desk, found, 1)).answer == REFUND


async def test_what_stands_only_among_internal_notes_now_is_withdrawn(desk: Desk) -> None:
    found = await published(desk)
    now = document(refund="", label=f"{LABEL}\n\n## Internal notes\n\n{REFUND}")

    done = await synced(desk, found, now)

    assert done.sources[0].withdrawn == ((2, "How is the refund paid?"),)
    assert sorted(await answers(desk)) == [1, 3]


def test_of_several_quotes_those_that_stand_are_told_beside_the_one_that_changed() -> None:
    kept, now = document(), document(refund=REFUND.replace("the price", "half of the price"))
    row = FaqDocument(0, "Returns", kept.text)
    spans = [(kept.text.index(text), len(text)) for text in (RETURNS, REFUND)]
    quotes = [
        {"document": 0, "title": "Returns", "start": at, "end": at + size, "text": kept.text[at : at + size]}
        for at, size in spans
    ]
    both = FaqEntry(
        1, 1, 1, "What if I do not want it?", f"{RETURNS}\n{REFUND}", ["Returns"], quotes, "model", True, 0, None
    )

    [change] = changes_of([both], row, now)

    assert (change.what, change.new["was"]) == ("changed", both.answer)
    assert change.new["answer"] == f"{RETURNS}\n{REFUND.replace('the price', 'half of the price')}"
    assert [now.text[one["start"] : one["end"]] for one in change.new["quotes"]] == change.new["answer"].split("\n")


async def test_what_staff_approve_of_it_answers_again(desk: Desk, clock: Clock) -> None:
    found, new = await published(desk), RETURNS.replace("30 days", "14 days")
    await synced(desk, found, document(returns=new))
    seen = Seen(found.faq.number, 1, (await entry(desk, found, 1)).version)

    await desk.db.write(lambda tx: approve(tx, STAFF, seen, clock()))

    assert (await answers(desk))[1] == new
    assert (await entry(desk, found, 1)).was is None


async def test_publishing_the_set_again_does_not_publish_what_nobody_has_compared(desk: Desk) -> None:
    found = await published(desk)
    await synced(desk, found, document(returns=RETURNS.replace("30 days", "14 days")))

    await desk.db.write(lambda tx: publish(tx, STAFF, found.faq.number, published=False))
    await desk.db.write(lambda tx: publish(tx, STAFF, found.faq.number, published=True))

    assert sorted(await answers(desk)) == [2, 3]


async def test_words_that_only_moved_go_on_answering_with_quotes_where_they_stand_now(desk: Desk) -> None:
    found = await published(desk)
    moved = document(before="We want you to like what you bought, whatever it is.")

    done = await synced(desk, found, moved)

    assert done.sentences() == []
    assert sorted(await answers(desk)) == [1, 2, 3]
    for kept in await desk.db.read(lambda tx: faqs.entries_of(tx, found.faq.id)):
        for quote in kept.quotes:
            assert moved.text[quote["start"] : quote["end"]] == quote["text"]


async def test_another_wording_without_the_question_is_found_by_its_words(desk: Desk) -> None:
    found = await published(desk)
    text = f"# Returns\n\n## Terms\n\n{RETURNS.replace('30 days', '21 days')}\n\n{REFUND}\n\n{LABEL}"

    done = await synced(desk, found, replace(read_text("returns", text, "Returns", kind="md"), address=ADDRESS))

    assert "21 days" in (await entry(desk, found, 1)).answer
    # The others' words are the same, but nothing asks there any more what they answered.
    assert [position for position, _ in done.sources[0].changed] == [1, 2, 3]
    assert await answers(desk) == {}


async def test_a_page_that_is_down_withdraws_nothing_and_is_said_with_since_when(desk: Desk, clock: Clock) -> None:
    found = await published(desk)
    began = clock()

    async def down(address: str, title: str) -> Document:  # noqa: ARG001
        msg = f"{address} cannot be read: the server says 503"
        raise Transient(msg)

    await sync_set(desk, found.faq, down)
    clock.forward(days=2)
    done = await sync_set(desk, found.faq, down)

    assert done.failing[0].failing_since is not None
    assert began <= done.failing[0].failing_since < began + timedelta(days=1)
    assert "503" in done.failing[0].problem
    assert sorted(await answers(desk)) == [1, 2, 3]
    await synced(desk, found, document())
    [row] = await desk.db.read(lambda tx: faqs.documents_of(tx, found.faq.id))
    assert (row.failing_since, row.problem) == (None, None)
    assert row.read_at is not None
    assert row.read_at > began + timedelta(days=1)


async def test_a_page_that_cannot_be_worked_out_keeps_no_other_from_being_read(desk: Desk) -> None:
    found = await published(desk)
    broken = replace(document(), title="Broken", address="https://help.example.com/broken")
    other = await made(desk, FaqOrder("T1", "U1", "Two", (broken, replace(document(), title="Good")), 3))

    async def read(address: str, title: str) -> Document:
        if address == broken.address:
            msg = "nobody thought of this"
            raise IndexError(msg)
        return replace(document(returns=RETURNS.replace("30 days", "14 days")), title=title)

    done = [await sync_set(desk, faq, read) for faq in (other.faq, found.faq)]

    assert [one.title for one in done[0].failing] == ["Broken"]
    assert "an error of ours" in done[0].failing[0].problem
    assert [done[0].sources[1].is_new, done[1].sources[0].is_new] == [True, True]
    assert sorted(await answers(desk)) == [2, 3]


async def test_a_page_on_which_next_to_nothing_is_left_counts_as_down(desk: Desk) -> None:
    found = await published(desk)
    repair = replace(read_text("returns", "Back soon.", "Returns", kind="txt"), address=ADDRESS)

    done = await synced(desk, found, repair)

    assert "next to nothing" in done.failing[0].problem
    assert sorted(await answers(desk)) == [1, 2, 3]


async def test_what_staff_decided_about_a_lost_quote_stands(desk: Desk, clock: Clock) -> None:
    found = await published(desk)
    await synced(desk, found, document(refund=""))
    await desk.db.write(lambda tx: approve(tx, STAFF, Seen(found.faq.number, 2), clock()))

    await synced(desk, found, document(refund="", before="Another line that says nothing of it."))

    assert sorted(await answers(desk)) == [1, 2, 3]


async def test_what_staff_stand_by_although_its_source_dropped_it_is_our_teams_and_not_its_words(
    desk: Desk, clock: Clock
) -> None:
    found = await published(desk)
    await synced(desk, found, document(refund="", label="Bring the parcel to the desk in the hall of our house."))

    def decide(tx: Tx) -> None:
        approve(tx, STAFF, Seen(found.faq.number, 2), clock())
        edit(tx, STAFF, Seen(found.faq.number, 3), "How do I send it?", LABEL, clock())

    await desk.db.write(decide)

    for position in (2, 3):
        kept = await entry(desk, found, position)
        assert (kept.published, kept.engine, kept.sources, kept.quotes) == (True, "staff", [], [])


async def test_what_staff_approve_while_its_source_says_it_stays_proved(desk: Desk, clock: Clock) -> None:
    found = await published(desk)

    await desk.db.write(lambda tx: approve(tx, STAFF, Seen(found.faq.number, 2), clock()))
    await desk.db.write(lambda tx: edit(tx, STAFF, Seen(found.faq.number, 1), "How long?", RETURNS, clock()))

    for position in (1, 2):
        kept = await entry(desk, found, position)
        assert (kept.published, kept.engine, kept.sources, len(kept.quotes)) == (True, "rules", ["Returns"], 1)


async def test_what_staff_rejected_comes_back_by_no_reading(desk: Desk, clock: Clock) -> None:
    found = await published(desk)
    await desk.db.write(lambda tx: reject(tx, STAFF, Seen(found.faq.number, 1), clock()))

    done = await synced(desk, found, document(returns=RETURNS.replace("30 days", "14 days")))

    assert done.sentences() == []
    assert (await entry(desk, found, 1)).state == "rejected"


async def test_reading_twice_changes_nothing_more(desk: Desk) -> None:
    found, now = await published(desk), document(returns=RETURNS.replace("30 days", "14 days"), refund="")
    await synced(desk, found, now)
    before = await desk.db.read(lambda tx: faqs.entries_of(tx, found.faq.id))

    done = await synced(desk, found, now)

    assert done.sentences() == []
    assert await desk.db.read(lambda tx: faqs.entries_of(tx, found.faq.id)) == before


async def test_only_sets_with_sources_are_read_again(desk: Desk) -> None:
    found = await published(desk)
    await made(desk, FaqOrder("T1", "U1", "By hand", (replace(document(), address=""),), 3))

    assert [one.id for one in await desk.db.read(sets_with_sources)] == [found.faq.id]
    assert await desk.db.read(lambda tx: sets_with_sources(tx, "T2")) == []


@pytest.mark.parametrize("secret", ["4111 1111 1111 1111", "xoxb-123456789012-abcdefghijkl"])
async def test_cards_and_tokens_on_a_page_are_masked_at_each_reading(desk: Desk, secret: str) -> None:
    found = await published(desk)

    await synced(desk, found, document(before=f"Our own card is {secret} and nobody shall see it."))

    [row] = await desk.db.read(lambda tx: faqs.documents_of(tx, found.faq.id))
    assert secret not in row.text
    assert "nobody shall see it" in row.text
