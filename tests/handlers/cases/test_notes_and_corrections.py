"""Notes, routes and priorities: what staff write is kept, and nobody overwrites another."""

import pytest

from handlers.cases import acts
from handlers.cases.acts import Overtaken
from storage import messages, notes
from storage.database import Database, Tx
from storage.errors import Refused
from storage.records import Case
from tests.handlers.cases.desk import ADA, BEN, FIRST, LATER, answered, events
from tests.storage.fixtures import NOW


async def test_a_note_is_masked_and_a_double_press_writes_it_once(db: Database) -> None:
    await db.write(answered)
    await db.write(lambda tx: acts.note(tx, ADA, FIRST, "Card 4111 1111 1111 1111, call back", NOW))
    case = await db.write(lambda tx: acts.note(tx, ADA, FIRST, "Card 4111 1111 1111 1111, call back", NOW))

    [note] = await db.read(lambda tx: notes.notes_of(tx, case.id))
    assert (note.author, note.text) == ("UADA", "Card [card number removed], call back")
    assert await db.read(events) == [("UADA", "noted", "")]


@pytest.mark.parametrize("text", ["", "  \n", "x" * 3001])
async def test_an_empty_or_endless_note_is_refused(db: Database, text: str) -> None:
    await db.write(answered)

    with pytest.raises(Refused, match="A note holds 1 to 3,000 characters"):
        await db.write(lambda tx: acts.note(tx, ADA, FIRST, text, NOW))


async def test_a_changed_route_is_kept_as_a_correction_of_the_first_message(db: Database) -> None:
    def change(tx: Tx) -> Case:
        answered(tx, route="general_question")
        return acts.change_route(tx, ADA, FIRST, "technical_support", "general_question", NOW)

    case = await db.write(change)
    again = await db.write(lambda tx: acts.change_route(tx, BEN, FIRST, "technical_support", None, LATER))

    [correction] = await db.read(lambda tx: notes.corrections_of(tx, case.id))
    assert (correction.route_before, correction.route_after, correction.by) == (
        "general_question",
        "technical_support",
        "UADA",
    )
    assert correction.message_id == await db.read(lambda tx: messages.first_of_requester(tx, case.id))
    assert again == case


async def test_two_who_change_the_route_or_the_priority_do_not_overwrite_each_other(db: Database) -> None:
    await db.write(answered)
    await db.write(lambda tx: acts.change_route(tx, ADA, FIRST, "technical_support", None, NOW))
    await db.write(lambda tx: acts.change_priority(tx, ADA, FIRST, "urgent", "normal", NOW))

    with pytest.raises(Overtaken, match="UADA changed the route"):
        await db.write(lambda tx: acts.change_route(tx, BEN, FIRST, "billing_inquiry", None, NOW))
    with pytest.raises(Overtaken, match="UADA changed the priority"):
        await db.write(lambda tx: acts.change_priority(tx, BEN, FIRST, "low", "normal", NOW))


async def test_unknown_routes_and_priorities_are_refused(db: Database) -> None:
    await db.write(answered)

    with pytest.raises(Refused, match="choose one of: technical_support"):
        await db.write(lambda tx: acts.change_route(tx, ADA, FIRST, "sales", None, NOW))
    with pytest.raises(Refused, match="choose one of: low"):
        await db.write(lambda tx: acts.change_priority(tx, ADA, FIRST, "none", "normal", NOW))
