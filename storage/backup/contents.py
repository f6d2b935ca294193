"""What a database holds, counted; and what changes in what comes back from a backup. Any version of ours is read."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import sqlalchemy as sa

from storage.tables import cases, counters, messages, posts, turns
from storage.versions import version_of

KINDS = (
    ("cases", "case", "cases"),
    ("messages", "message", "messages"),
    ("customers", "customer", "customers"),
    ("faq_sets", "set of FAQs", "sets of FAQs"),
    ("saved_replies", "saved reply", "saved replies"),
)
NUMBERS = ("case", "rma", "faq", "forgotten")  # counters whose values people have seen: none is given twice
ONE_OUTBOX_SINCE = "0009"  # the version from which on posts have states that say whether to look for them in Slack

Numbers = dict[tuple[str, str], int]  # (team, counter) → the last number given


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a database. ``newest``: when its newest message was kept. ``version`` None: nothing was ever in it.

    ``unanswered``: the numbers of the cases in which an answer is owed that was not even written.
    """

    version: str | None
    rows: dict[str, int] = field(default_factory=dict)
    newest: datetime | None = None
    numbers: Numbers = field(default_factory=dict)
    unanswered: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether nothing in it could be lost."""
        return not any(self.rows.values())


# What is written and not posted is looked for in its thread: it comes no second time.
_WRITTEN = sa.exists().where(
    posts.c.message_id == messages.c.id,
    messages.c.turn_id == turns.c.id,
    posts.c.kind == "reply",
    posts.c.state.in_(("planned", "sending")),
)
_UNANSWERED = (
    sa.select(cases.c.number)
    .where(cases.c.id == turns.c.case_id, turns.c.state == "owed", ~_WRITTEN)
    .distinct()
    .order_by(cases.c.number)
)


def contents_of(connection: sa.Connection) -> Contents:
    """Count what is there."""
    version = version_of(connection)
    if version is None:
        return Contents(None)
    there = set(sa.inspect(connection).get_table_names())
    count = sa.select(sa.func.count())
    rows = {
        name: connection.execute(count.select_from(sa.table(name))).scalar_one() for name, *_ in KINDS if name in there
    }
    newest = connection.scalar(sa.select(sa.func.max(messages.c.kept_at)))
    given = connection.execute(sa.select(counters).where(counters.c.name.in_(NUMBERS)))
    unanswered = tuple(connection.scalars(_UNANSWERED)) if {"turns", "posts"} <= there else ()
    return Contents(version, rows, newest, {(row.team_id, row.name): row.value for row in given}, unanswered)


def counted(rows: dict[str, int]) -> str:
    """Say in words what there is: "12 cases, 1 message"; "nothing" if there is none."""
    told = [f"{rows[name]:,} {one if rows[name] == 1 else many}" for name, one, many in KINDS if rows.get(name)]
    return ", ".join(told) or "nothing"


def told(contents: Contents) -> str:
    """Say in words what a database holds, and how new it is."""
    newest = f", the newest message of {moment(contents.newest)}" if contents.newest else ""
    return f"{counted(contents.rows)}{newest}"


def moment(when: datetime) -> str:
    """Write a time for people."""
    return f"{when.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def mend(schema: str, before: Numbers, skip: int, now: datetime) -> list[sa.Executable]:
    """Return the statements that fit a database that comes back to what has happened since.

    Numbers that were given are not given again: those of ``before``, the database that is replaced, and ``skip`` more.
    What was planned to be posted may have been posted since: it is looked for before it is posted.
    """
    statements: list[sa.Executable] = []
    if skip:
        statements.append(sa.update(counters).where(counters.c.name.in_(NUMBERS)).values(value=counters.c.value + skip))
    for (team_id, name), value in sorted(before.items()):
        this = sa.and_(counters.c.team_id == team_id, counters.c.name == name)
        statements.append(sa.update(counters).where(this, counters.c.value < value).values(value=value))
        given = sa.select(sa.literal(team_id), sa.literal(name), sa.literal(value, sa.BigInteger))
        missing = given.where(~sa.exists().where(this))
        statements.append(sa.insert(counters).from_select(["team_id", "name", "value"], missing))
    if schema >= ONE_OUTBOX_SINCE:
        texts = (sa.column(name, sa.Text) for name in ("state", "claimed_by"))
        of_any_version = sa.table("posts", *texts, sa.column("claimed_at", sa.DateTime(timezone=True)))
        owed = {"state": "sending", "claimed_by": "restore", "claimed_at": now}
        statements.append(sa.update(of_any_version).where(of_any_version.c.state == "planned").values(owed))
    return statements
