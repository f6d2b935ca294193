"""What customers do to cases of their own: cancel a return, rate an answer."""

import pytest

from handlers.cases import requester_acts
from handlers.cases.acts import Actor
from storage import replies
from storage.database import Database, Tx
from storage.errors import Refused
from storage.tasks import rmas_of
from tests.handlers.cases.desk import ADA, ELSEWHERE, OWNER, STRANGER, Act, events, refusal, rma_of, sent
from tests.storage.fixtures import NOW, REQUESTER, kept


def two_answers(tx: Tx) -> list[int]:
    return [sent(tx, kept(tx, "My lamp hums")), sent(tx, kept(tx, "Still hums", "1.1", "1.0"))]


@pytest.mark.parametrize("actor", [ADA, OWNER])
async def test_an_rma_is_cancelled_once_by_staff_or_its_owner(db: Database, actor: Actor) -> None:
    await db.write(lambda tx: rma_of(tx, kept(tx, "I want to return the lamp")))

    for _ in range(2):
        case = await db.write(lambda tx: requester_acts.cancel_rma(tx, actor, "rma-100016", NOW))

    [rma] = await db.read(lambda tx: rmas_of(tx, case.id))
    assert rma.state == "cancelled"
    assert await db.read(events) == [(actor.user, "RMA cancelled", "RMA-100016")]


async def test_nobody_cancels_somebody_else_s_rma_or_learns_of_it(db: Database) -> None:
    def change(tx: Tx) -> set[str]:
        rma_of(tx, kept(tx, "I want to return the lamp"))
        cancel: Act = lambda tx, actor, number: requester_acts.cancel_rma(tx, actor, number, NOW)  # noqa: E731
        real = {refusal(tx, cancel, actor, "RMA-100016") for actor in (STRANGER, ELSEWHERE)}
        return real | {refusal(tx, cancel, ADA, "RMA-9")}

    assert await db.write(change) == {"I find no such RMA that you may cancel."}


async def test_a_received_return_is_not_cancelled(db: Database) -> None:
    await db.write(lambda tx: rma_of(tx, kept(tx, "I want to return the lamp"), "received"))

    with pytest.raises(Refused, match="RMA-100016 cannot be cancelled any more: it is received"):
        await db.write(lambda tx: requester_acts.cancel_rma(tx, ADA, "RMA-100016", NOW))


async def test_a_rating_stands_on_the_reply_and_on_the_case(db: Database) -> None:
    first, _ = await db.write(two_answers)

    rated = await db.write(lambda tx: requester_acts.rate(tx, OWNER, first, -1, "card 4111 1111 1111 1111", NOW))

    reply = await db.read(lambda tx: replies.get_reply(tx, first))
    assert reply is not None
    assert (reply.rating, reply.rating_comment, reply.rated_at) == (-1, "card [card number removed]", NOW)
    assert (rated.case.rating, rated.second_bad) == (-1, False)
    assert await db.read(events) == [(REQUESTER, "rated", "bad")]


@pytest.mark.parametrize(("before", "second_bad"), [(-1, True), (1, False)])
async def test_the_second_bad_rating_in_a_row_is_told_once(db: Database, before: int, second_bad: bool) -> None:
    first, second = await db.write(two_answers)
    await db.write(lambda tx: requester_acts.rate(tx, OWNER, first, before, None, NOW))

    rated = await db.write(lambda tx: requester_acts.rate(tx, OWNER, second, -1, None, NOW))
    again = await db.write(lambda tx: requester_acts.rate(tx, OWNER, second, -1, "because", NOW))

    assert (rated.second_bad, again.second_bad) == (second_bad, False)


async def test_two_bad_ratings_in_a_row_are_two_whichever_is_pressed_first(db: Database) -> None:
    first, second = await db.write(two_answers)
    await db.write(lambda tx: requester_acts.rate(tx, OWNER, second, -1, None, NOW))

    assert (await db.write(lambda tx: requester_acts.rate(tx, OWNER, first, -1, None, NOW))).second_bad


async def test_only_the_requester_rates_and_only_what_was_sent(db: Database) -> None:
    def change(tx: Tx) -> list[str]:
        reply = sent(tx, kept(tx, "My lamp hums"))
        planned = sent(tx, kept(tx, "Hello", "2.0"), "superseded")
        rate: Act = lambda tx, actor, number: requester_acts.rate(tx, actor, int(number), -1, None, NOW)  # noqa: E731
        forged = [(ADA, reply), (STRANGER, reply), (ELSEWHERE, reply), (OWNER, planned), (OWNER, 999)]
        return [refusal(tx, rate, actor, str(number)) for actor, number in forged]

    assert set(await db.write(change)) == {"I find no such answer of mine to you."}
