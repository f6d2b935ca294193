"""Counters that lag behind what was given: the next number would be given twice, and refused. Gaps do no harm."""

from collections.abc import Iterator

import sqlalchemy as sa

from storage.deep.found import Broken
from storage.tables import METADATA, cases, counters, faq_sets, rmas

_STOPPED = "with `serve` stopped run:"
_SEQUENCE = "SELECT pg_get_serial_sequence(%s, 'id')"
_LAST = "SELECT pg_sequence_last_value(%s::regclass)"  # NULL: it was never used


def lagging(tx: sa.Connection) -> Iterator[Broken]:
    """Yield the counters of numbers that people see, and on PostgreSQL the sequences of row ids, that lag behind."""
    for name, highest in (("case", _highest_case), ("rma", _highest_rma), ("faq", _highest_set)):
        for team_id in tx.scalars(sa.select(cases.c.team_id).union(sa.select(faq_sets.c.team_id))).all():
            given = highest(tx, team_id)
            counter = sa.select(counters.c.value).where(counters.c.team_id == team_id, counters.c.name == name)
            if given > (tx.scalar(counter) or 0):
                yield _behind(name, team_id, given, there=tx.scalar(counter) is not None)
    if tx.dialect.name == "postgresql":
        yield from _sequences(tx)


def _behind(name: str, team_id: str, given: int, *, there: bool) -> Broken:
    this = counters.c.team_id == team_id, counters.c.name == name
    row = {"team_id": team_id, "name": name, "value": given}
    statement = sa.update(counters).where(*this).values(value=given) if there else sa.insert(counters).values(row)
    written = " ".join(str(statement.compile(compile_kwargs={"literal_binds": True})).split())
    what = f"the counter {name!r} of team {team_id} is behind the highest number given ({given}), which comes again"
    return Broken("numbers", what, 1, (), f"{_STOPPED} {written}")


def _highest_case(tx: sa.Connection, team_id: str) -> int:
    return _number(tx, cases, team_id, "CASE-")


def _highest_rma(tx: sa.Connection, team_id: str) -> int:
    return _number(tx, rmas, team_id, "RMA-") // 10  # without the check digit


def _highest_set(tx: sa.Connection, team_id: str) -> int:
    return tx.scalar(sa.select(sa.func.max(faq_sets.c.number)).where(faq_sets.c.team_id == team_id)) or 0


def _number(tx: sa.Connection, table: sa.Table, team_id: str, prefix: str) -> int:
    """Return the highest number after ``prefix``: the longest, of these the last; no number begins with a zero."""
    number = table.c.number
    ours = (table.c.team_id == team_id, number.startswith(prefix, autoescape=True))
    highest = tx.scalar(sa.select(number).where(*ours).order_by(sa.func.length(number).desc(), number.desc()).limit(1))
    digits = (highest or "").removeprefix(prefix)
    return int(digits) if digits.isdecimal() else 0


def _sequences(tx: sa.Connection) -> Iterator[Broken]:
    for table in METADATA.sorted_tables:
        if "id" not in table.c:
            continue
        sequence = tx.exec_driver_sql(_SEQUENCE, (table.name,)).scalar()
        highest = tx.scalar(sa.select(sa.func.max(table.c.id))) or 0
        if sequence is None or not highest:
            continue
        last = tx.exec_driver_sql(_LAST, (sequence,)).scalar() or 0
        if last < highest:
            what = f"the sequence of {table.name} is at {last}, its highest row at {highest}: no row can be added"
            yield Broken("numbers", what, 1, (), f"{_STOPPED} SELECT setval('{sequence}', {highest})")
