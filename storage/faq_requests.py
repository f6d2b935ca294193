"""Queries about what people ask of a finished set of FAQs. A request is stored as long as it is owed, and no longer."""

from datetime import datetime

import sqlalchemy as sa

from storage.database import Tx
from storage.faq_records import FaqRequest
from storage.sql import insert_new_rows, many, one_by, select
from storage.tables import faq_requests


def keep_request(tx: Tx, team_id: str, request: FaqRequest, now: datetime) -> None:
    """Owe it; nothing if the same is owed already."""
    row = {
        "team_id": team_id,
        "set_id": request.set_id,
        "job": request.job,
        "asker": request.asker,
        "position": request.position,
        "version": request.version,
        "by_staff": request.by_staff,
        "asked_at": now,
    }
    insert_new_rows(tx, faq_requests, [row])


def owed_requests(tx: Tx, team_id: str) -> list[FaqRequest]:
    """Return what is owed in a team, oldest first."""
    query = select(FaqRequest, faq_requests).where(faq_requests.c.team_id == team_id)
    return many(tx, FaqRequest, query.order_by(faq_requests.c.id))


def request_of(tx: Tx, job: str) -> FaqRequest | None:
    """Return what a job is to do; None: it is owed no more."""
    return one_by(tx, FaqRequest, faq_requests, job=job)


def settle_request(tx: Tx, job: str) -> None:
    """Owe it no more."""
    tx.execute(sa.delete(faq_requests).where(faq_requests.c.job == job))


def forget_asker(tx: Tx, team_id: str, user: str) -> None:
    """Owe this person nothing more, who is forgotten."""
    tx.execute(sa.delete(faq_requests).where(faq_requests.c.team_id == team_id, faq_requests.c.asker == user))
