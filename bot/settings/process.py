"""The process itself: its database, its address, how it stops."""

import socket
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field, field_validator

from bot.settings.values import DAY_S, Group

if TYPE_CHECKING:
    from workflows.engine.embedded import EngineFiles

DEFAULT_DATABASE = "sqlite:///var/frontdesk.db"


class ProcessSettings(Group):
    """The database, and the address and end of a process."""

    database_url: str = Field(default=DEFAULT_DATABASE, description="sqlite:///PATH or postgresql://…")
    database_connections: int = Field(
        default=30,
        ge=6,
        le=1000,
        alias="FRONTDESK_DATABASE_CONNECTIONS",
        description="Connections a process opens to PostgreSQL at most, two thirds for cases and one for the queue.",
    )
    executor_id: str | None = Field(
        default=None,
        pattern=r"^[!-~]{1,100}$",
        alias="FRONTDESK_EXECUTOR_ID",
        description="Id of this process among those on one PostgreSQL. Absent: HOST-PORT, the machine's name and"
        " FRONTDESK_PORT.",
    )
    host: str = Field(
        default="127.0.0.1",
        alias="FRONTDESK_HOST",
        description="Address the HTTP server binds to.",
    )
    port: int = Field(default=3000, ge=0, le=65535, alias="FRONTDESK_PORT", description="Port of the HTTP server.")
    shutdown_grace_s: int = Field(
        default=20,
        ge=0,
        le=DAY_S,
        alias="FRONTDESK_SHUTDOWN_GRACE_S",
        description="Seconds SIGTERM waits for running messages.",
    )

    @property
    def executor(self) -> str:
        """The id of this process among those on one PostgreSQL: the same after a restart."""
        return self.executor_id or f"{socket.gethostname()}-{self.port}"

    @field_validator("host")
    @classmethod
    def _is_host(cls, value: str) -> str:
        if not value.strip() or "/" in value:
            msg = "it is no address of this machine: write it like 127.0.0.1 or 0.0.0.0, without http://"
            raise ValueError(msg)
        return value.strip()

    @property
    def engine_connections(self) -> int:
        """How many of its connections to PostgreSQL the engine may open; the cases have the others."""
        return self.database_connections // 3

    @property
    def engine_files(self) -> "EngineFiles | None":
        """The files of the embedded engine, beside the cases in SQLite; None: the engine lives in PostgreSQL."""
        from workflows.engine.embedded import EngineFiles  # noqa: PLC0415 - as bot.settings.settings says

        scheme, _, path = self.database_url.partition(":///")
        if not scheme.startswith("sqlite"):
            return None
        cases = Path(path).expanduser()
        queue = cases.parent / f"{cases.stem}-engine.db"
        # The lock has the name it had while there was a queue in a file: two versions do not serve at once.
        lock = cases.parent / f"{queue.name}.lock"
        return EngineFiles(lock, cases.parent / f"{cases.stem}-running.jobs", queue)
