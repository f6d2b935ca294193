"""Notes about changed sources that an earlier version left behind are swept up after the upgrade."""

import pytest
import sqlalchemy as sa
from alembic import command

from handlers.faq.source_notes import SOURCE_NOTE
from storage.database import parse_url
from storage.migrate import migrate
from storage.posts import owed_posts

pytestmark = pytest.mark.usefixtures("all_migrations")
ABOUT = {"team_id": "T1", "channel": "C1", "body": "{}", "created_at": "2026-03-02 09:30:00.000000"}
LEFT = {
    "faq:T1:1:sources:1795000000": ("faq_note", "planned"),
    "faq:T1:1:down:1795000000:http://a": ("faq_note", "sending"),
    "faq:T1:1:sources:1794000000": ("faq_note", "sent"),
    "faq:T1:1:again:2:1:note": ("faq_note", "planned"),
}


def test_what_was_planned_and_never_sent_is_owed_again_and_nothing_else(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade = command.upgrade
    with monkeypatch.context() as patch:
        patch.setattr("alembic.command.upgrade", lambda config, _: upgrade(config, "0036"))
        migrate(empty_url)
    engine = sa.create_engine(parse_url(empty_url), poolclass=sa.NullPool)
    row = "INSERT INTO posts (team_id, key, kind, channel, body, state, created_at)"
    with engine.begin() as tx:
        for key, (kind, state) in LEFT.items():
            values = {**ABOUT, "key": key, "kind": kind, "state": state}
            tx.execute(sa.text(f"{row} VALUES (:team_id, :key, :kind, :channel, :body, :state, :created_at)"), values)

    migrate(empty_url)

    with engine.connect() as tx:
        owed = owed_posts(tx, (SOURCE_NOTE,), team_id="T1")
    assert [post.key for post in owed] == list(LEFT)[:2]
