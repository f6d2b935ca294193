"""What is resolved is done with, until somebody reopens it; who comes second learns who was first."""

import pytest

from handlers.cases import acts
from handlers.cases.acts import Overtaken
from handlers.intake.keep import Edit, keep
from storage import cases, messages
from storage.database import Database, Tx
from storage.records import Case
from storage.tasks import rmas_of
from tests.handlers.cases.desk import ADA, BEN, FIRST, LATER, STAFF_ACTS, answered, events, refusal, rma_of
from tests.storage.fixtures import NOW, kept, owed


async def test_what_is_resolved_is_owed_no_answer_and_unannounced_work_is_taken_back(db: Database) -> None:
    def change(tx: Tx) -> tuple[Case, list[str]]:
        rma_of(tx, kept(tx, "I want to return the lamp"))
        case = acts.resolve(tx, ADA, FIRST, NOW)
        return case, [rma.state for rma in rmas_of(tx, case.id)]

    case, states = await db.write(change)

    assert (case.status, case.resolved_at, states) == ("resolved", NOW, ["cancelled"])
    assert await db.read(owed) == []
    assert await db.write(lambda tx: acts.resolve(tx, ADA, FIRST, LATER)) == case


async def test_what_was_edited_after_its_answer_is_owed_no_other_once_a_person_resolved_the_case(db: Database) -> None:
    def change(tx: Tx) -> bool:
        [first] = messages.transcript(tx, answered(tx).id)
        edit = Edit(first.key, "Where is my order A-12345?", "9.0", first.author)
        return keep(tx, edit, frozenset(), NOW) is not None

    assert await db.write(change)
    await db.write(lambda tx: acts.resolve(tx, ADA, FIRST, LATER))

    assert await db.read(owed) == []


@pytest.mark.parametrize(
    ("before", "name", "did"),
    [
        ([], "resolve", "resolved it"),
        (["resolve"], "reopen", "reopened it"),
        (["claim"], "hand back", "handed it back"),
    ],
)
async def test_who_is_second_to_resolve_reopen_or_hand_back_learns_who_was_first(
    db: Database, before: list[str], name: str, did: str
) -> None:
    def first(tx: Tx) -> list[object]:
        answered(tx)
        return [STAFF_ACTS[one](tx, ADA, FIRST) for one in [*before, name]]

    *_, done = await db.write(first)
    again = await db.write(lambda tx: STAFF_ACTS[name](tx, ADA, FIRST))

    with pytest.raises(Overtaken, match=rf"UADA {did} a moment ago\. Nothing was changed") as refused:
        await db.write(lambda tx: STAFF_ACTS[name](tx, BEN, FIRST))

    assert again == done
    assert refused.value.by == "UADA"


async def test_what_silence_resolved_a_person_may_resolve_without_a_word(db: Database) -> None:
    await db.write(answered)
    await db.write(lambda tx: cases.settle_silent(tx, LATER, LATER))

    assert (await db.write(lambda tx: acts.resolve(tx, ADA, FIRST, LATER))).status == "resolved"
    assert [event for _, event, _ in await db.read(events)] == ["resolved"]


@pytest.mark.parametrize("name", ["claim", "assign", "hand back"])
async def test_a_resolved_case_is_reopened_before_anything_else(db: Database, name: str) -> None:
    await db.write(lambda tx: answered(tx, "resolved", resolved_at=NOW))

    assert (
        await db.write(lambda tx: refusal(tx, STAFF_ACTS[name], ADA, FIRST))
        == "CASE-1001 is resolved. Reopen it first."
    )


async def test_a_reopened_case_waits_for_a_person(db: Database) -> None:
    await db.write(lambda tx: answered(tx, "resolved", resolved_at=NOW, erased_at=NOW))

    case = await db.write(lambda tx: acts.reopen(tx, ADA, FIRST, NOW))
    again = await db.write(lambda tx: acts.reopen(tx, ADA, FIRST, LATER))

    assert (case.status, case.resolved_at, case.erased_at) == ("escalated", None, None)
    assert again == case
    assert len(await db.read(events)) == 1
