"""Queries about turns: what one person wrote in one place, answered as one. Nobody else changes a turn's state.

Whoever changes one holds its case first (``cases.hold_cases``).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from storage.database import Tx
from storage.prepared import fetch
from storage.records import Case, Message, MessageKey, Turn, TurnRow, TurnState
from storage.sql import insert_new, select, update_row, update_state
from storage.states import TURN
from storage.tables import OWED_POST, OWED_TURN, messages, posts, turns

_WIDTH = len(TurnRow.__slots__)
_TURNS = (
    select(TurnRow, turns)
    .add_columns(*select(Message, messages).selected_columns)
    .join(messages, messages.c.turn_id == turns.c.id)
    .order_by(turns.c.id, messages.c.ts)
)
_OF_KEY = _TURNS.where(*(turns.c[name] == sa.bindparam(name) for name in ("team_id", "channel", "ts")))
_OF_ID = _TURNS.where(turns.c.id == sa.bindparam("turn_id"))
_OF_CASE = _TURNS.where(turns.c.case_id == sa.bindparam("case_id"), sa.text(f"turns.{OWED_TURN}"))
_IN_CHANNEL = (turns.c[name] == sa.bindparam(name) for name in ("team_id", "channel"))
_OF_CHANNEL = _TURNS.where(sa.text(f"turns.{OWED_TURN}"), *_IN_CHANNEL)
_OWED_HERE = sa.and_(sa.text(OWED_TURN), turns.c.team_id == sa.bindparam("team_id"))
_IS_READY = sa.and_(_OWED_HERE, turns.c.id > sa.bindparam("after_id"), turns.c.ready_at <= sa.bindparam("now"))
_READY = sa.select(turns.c.id).where(_IS_READY).order_by(turns.c.id).limit(sa.bindparam("limit")).correlate(None)
_OWED = _TURNS.where(turns.c.id.in_(_READY))
_IS_WAITING = sa.and_(_OWED_HERE, turns.c.ready_at > sa.bindparam("now"))
_NEXT = sa.select(turns.c.id).where(_IS_WAITING).order_by(turns.c.ready_at).limit(sa.bindparam("limit")).correlate(None)
_WAITING = _TURNS.where(turns.c.id.in_(_NEXT))
_REPLIED = sa.and_(sa.text(f"posts.{OWED_POST}"), posts.c.message_id.is_not(None), posts.c.message_id == messages.c.id)
_DELETED = sa.and_(messages.c.deleted_at.is_not(None), messages.c.team_id == sa.bindparam("team_id"))
_REPLIED_TURNS = sa.select(messages.c.turn_id).where(_REPLIED, _DELETED).correlate(None)
_ON_THEIR_WAY = _TURNS.where(turns.c.id.in_(_REPLIED_TURNS))


def open_turn(  # noqa: PLR0913 - a turn is opened with all of this or not at all
    tx: Tx,
    case: Case,
    first: MessageKey,
    author: str,
    now: datetime,
    *,
    place: str = "",
    ready_at: datetime | None = None,
) -> TurnRow | None:
    """Store a turn that is owed an answer; its messages are kept with its id. None: it is there already.

    ``first``: its first message. Its lane is its case's thread, in a direct message the channel. ``place``: where more
    lines of it may come until ``ready_at``; None: it is ready at once.
    """
    row: dict[str, Any] = {
        "team_id": first.team_id,
        "case_id": case.id,
        "channel": first.channel,
        "ts": first.ts,
        "thread_ts": case.thread_ts,
        "author": author,
        "lane": f"{case.channel}:{'dm' if case.is_dm else case.thread_ts}",
        "state": "owed",
        "ready_at": ready_at or now,
        "opened_at": now,
        "settled_at": None,
        "place": place,
    }
    turn_id = insert_new(tx, turns, row)
    return None if turn_id is None else TurnRow(id=turn_id, **row)


def get_turn(tx: Tx, key: MessageKey) -> Turn | None:
    """Return the turn that began with this message, or None."""
    return _one(tx, _OF_KEY, team_id=key.team_id, channel=key.channel, ts=key.ts)


def turn_at(tx: Tx, turn_id: int) -> Turn | None:
    """Return the turn with this row id, or None."""
    return _one(tx, _OF_ID, turn_id=turn_id)


def turn_of(tx: Tx, message: Message) -> Turn | None:
    """Return the turn that a message is part of; None: nobody ever owed an answer to it."""
    return None if message.turn_id is None else turn_at(tx, message.turn_id)


def owed_turns(tx: Tx, team_id: str, now: datetime, limit: int = 1000, after_id: int = 0) -> list[Turn]:
    """Return a team's turns that are owed an answer and ready for it, oldest first, after the row ``after_id``."""
    return _many(tx, _OWED, team_id=team_id, now=now, limit=limit, after_id=after_id)


def waiting_turns(tx: Tx, team_id: str, now: datetime, limit: int = 1000) -> list[Turn]:
    """Return a team's turns that are owed an answer and may still get more lines, those that are ready next first."""
    return _many(tx, _WAITING, team_id=team_id, now=now, limit=limit)


def owed_in(tx: Tx, team_id: str, channel: str) -> list[Turn]:
    """Return the turns of a channel that are owed an answer, oldest first."""
    return _many(tx, _OF_CHANNEL, team_id=team_id, channel=channel)


def next_line(tx: Tx, turn_id: int, ready_at: datetime) -> None:
    """Let a turn wait for more lines until then."""
    update_row(tx, turns, turn_id, ready_at=ready_at)


def owed_of_case(tx: Tx, case_id: int) -> list[Turn]:
    """Return the case's turns that are owed an answer, oldest first."""
    return _many(tx, _OF_CASE, case_id=case_id)


def deleted_on_their_way(tx: Tx, team_id: str) -> list[Turn]:
    """Return a team's turns that were deleted while a reply was on its way: what became of it is not known yet."""
    return [turn for turn in _many(tx, _ON_THEIR_WAY, team_id=team_id) if not turn.standing and not turn.is_owed]


def settle(tx: Tx, turn_id: int, state: TurnState, now: datetime) -> None:
    """Owe a turn no answer any more: it has one, a person owes it, or nobody does."""
    update_state(tx, TURN, turns.c.state, turn_id, state=state, settled_at=now)


def newest_of_case(tx: Tx, case_id: int) -> int | None:
    """Return the row id of the case's newest turn."""
    newest: int | None = tx.scalar(sa.select(sa.func.max(turns.c.id)).where(turns.c.case_id == case_id))
    return newest


def owe_again(tx: Tx, turn_id: int, now: datetime) -> None:
    """Owe a turn an answer after all, from now on."""
    update_state(tx, TURN, turns.c.state, turn_id, state="owed", ready_at=now, settled_at=None)


def speak_for(tx: Tx, turn_id: int, author: str) -> None:
    """Let a turn be somebody else's: what they wrote before is answered in it."""
    update_row(tx, turns, turn_id, author=author)


def drop_of_cases(tx: Tx, case_ids: Iterable[int], now: datetime) -> None:
    """Drop what is owed in these cases: their messages were erased."""
    owed = sa.and_(turns.c.case_id.in_(list(case_ids)), turns.c.state == "owed")
    for turn_id in tx.scalars(sa.select(turns.c.id).where(owed)).all():
        settle(tx, turn_id, "dropped", now)


def _one(tx: Tx, query: sa.Select[Any], **by: Any) -> Turn | None:  # noqa: ANN401 - column values
    return next(iter(_many(tx, query, **by)), None)


def _many(tx: Tx, query: sa.Select[Any], **by: Any) -> list[Turn]:  # noqa: ANN401
    """Return turns with their messages: a row a message, those of a turn one after the other."""
    rows = groupby(fetch(tx, query, by), key=lambda row: tuple(row[:_WIDTH]))
    return [Turn(TurnRow(*about), _messages(its_rows)) for about, its_rows in rows]


def _messages(rows: Iterable[Sequence[Any]]) -> tuple[Message, ...]:
    return tuple(Message(*row[_WIDTH:]) for row in rows)
