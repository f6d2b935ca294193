"""SQL statements compiled once for all databases of a test process.

SQLAlchemy compiles them for each engine anew. In a desk that is once; in tests each has its own engines, and compiling
was a third to a half of the processor's time of a test with a desk.
"""

from typing import Any

import sqlalchemy as sa


class Compiled(dict[Any, Any]):
    """What SQLAlchemy compiled, by statement and kind of database instead of by engine."""

    def get(self, key: Any, default: Any = None) -> Any:  # noqa: ANN401 - SQLAlchemy's own keys and values
        """Return what was compiled for another engine of the kind, too."""
        return super().get(_of_any_engine(key), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own keys and values
        super().__setitem__(_of_any_engine(key), compiled)


def _of_any_engine(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect, *rest = key
    return type(dialect), *rest


def compile_once() -> None:
    """From now on all engines share what is compiled."""
    compiled = Compiled()

    @sa.event.listens_for(sa.Engine, "engine_connect")
    def share(connection: sa.Connection) -> None:
        connection.execution_options(compiled_cache=compiled)
