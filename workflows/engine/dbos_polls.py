"""What DBOS does ten times a second, made cheap: it looks for something in a queue before it goes through all lanes.

A look of its own builds four statements of SQLAlchemy's, one of them a walk through all lanes: 6 ms of the processor,
also where nothing waits (docs/decisions/0083-dbos-looks-before-it-claims.md). Both methods are private to DBOS, and
pinned by tests.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from storage.engine_rows import anything_waits

if TYPE_CHECKING:
    from sqlalchemy import Engine as DatabaseEngine


MANY = 16  # jobs at work, from which on only every third look is made
LOOKS_LEFT_OUT = 2


def look_first(dbos: Any, database: "DatabaseEngine", queue: str, at_work: Callable[[], int]) -> None:  # noqa: ANN401 - DBOS's, which has no public name for it
    """Let DBOS's threads claim from a queue only where something waits in it, and know a queue's settings once read.

    ``database``: an engine to the same server; each look takes a connection of it, and one short statement.
    ``queue``: ours, of which ``at_work`` jobs run here; with many of them, more is claimed at once, less often.
    """
    system_database = dbos._sys_db  # noqa: SLF001 - where DBOS has its queries
    scopes, read_queue = system_database.dequeue_scopes, system_database.get_queue
    looks, known = database.execution_options(isolation_level="AUTOCOMMIT"), dict[str, Any]()
    left_out = 0

    def scopes_with_work(name: str) -> list[str | None]:
        nonlocal left_out
        if name == queue:
            if left_out < LOOKS_LEFT_OUT and at_work() >= MANY:
                left_out += 1
                return []
            left_out = 0
        with looks.connect() as tx:
            return scopes(name) if anything_waits(tx, name) else []

    def known_queue(name: str, **named: Any) -> Any:  # noqa: ANN401 - as DBOS's own
        if name not in known and (found := read_queue(name, **named)) is not None:
            known[name] = found
        return known.get(name)

    system_database.dequeue_scopes, system_database.get_queue = scopes_with_work, known_queue
