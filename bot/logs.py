"""Logging: structlog over the standard library, to stderr; loggers that would write message bodies are quieted."""

import logging
import re
import sys
import traceback
from collections.abc import Iterator

import structlog

from storage.errors import FrontdeskError

# Bolt's request verification logs whole bodies at INFO, its app unhandled ones at WARNING (measured).
BODIES = ("slack_bolt", "slack_sdk", "dbos", "alembic", "httpx2", "httpcore2", "openai", "aiohttp.access", "urllib3")
OURS = ("bot", "handlers", "workflows", "storage")
MOST_ERRORS = 20  # of one line of the log: what led to what, and what happened at the same time
_REPR = re.compile(r"[\n<({\[:]")  # begins what asyncio draws of a task, a handle or a callback
LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


def set_up_logging(log_format: str, level: int = logging.INFO) -> None:
    """Send our own events to stderr as text for people or JSON lines for machines; of libraries only errors.

    What is bound to the context (``job``, ``case``, ``run``) stands in each line written in it. Below INFO are our own
    lines alone, which hold no words of customers: drivers and clients would write theirs. Of an error stands where it
    was, as ``without_words`` says.
    """
    shared: list[structlog.typing.Processor] = [
        _without_reprs,
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
        structlog.processors.ExceptionRenderer(without_words),
    ]
    render: structlog.typing.Processor = structlog.processors.JSONRenderer()
    if log_format == "console":
        # What is drawn is drawn above; the default would print the local variables of each frame as well.
        plain = structlog.dev.plain_traceback
        render = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render]
    )
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(max(level, logging.INFO))
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    for name in BODIES:
        logging.getLogger(name).setLevel(logging.ERROR)


def _without_reprs(_: object, __: str, line: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """Leave of what asyncio says only what it is about: the rest draws tasks, and with them the words of their errors.

    Where that was and what kind it is stands behind it, as of any error.
    """
    record = line.get("_record")
    if isinstance(record, logging.LogRecord) and record.name == "asyncio":
        line["event"] = _REPR.split(str(line["event"]), maxsplit=1)[0].strip()
    return line


def without_words(exc_info: structlog.typing.ExcInfo) -> str:
    """Return where an error was raised, and what led to it, with the words of our own errors and the system's alone.

    Those of others, of a bug too, may hold what a customer wrote: pydantic quotes the value that it refuses.
    """
    return "\n".join([*_drawn(exc_info[1], set())][-MOST_ERRORS:])


def _drawn(error: BaseException | None, seen: set[int]) -> Iterator[str]:
    if error is None or id(error) in seen:
        return
    seen.add(id(error))
    yield from _drawn(error.__cause__ or (None if error.__suppress_context__ else error.__context__), seen)
    for one in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        yield from _drawn(one, seen)
    words = f": {error}" if isinstance(error, FrontdeskError | OSError) else ""
    frames = "".join(traceback.format_tb(error.__traceback__))
    yield f"Traceback (most recent call last):\n{frames}{type(error).__module__}.{type(error).__qualname__}{words}"
