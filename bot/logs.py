"""Logging: structlog over the standard library, to stderr; loggers that would write message bodies are quieted."""

import logging
import sys

import structlog

# Bolt's request verification logs whole bodies at INFO, its app unhandled ones at WARNING (measured).
BODIES = ("slack_bolt", "slack_sdk", "dbos", "alembic", "httpx2", "httpcore2", "openai", "aiohttp.access", "urllib3")
OURS = ("bot", "handlers", "workflows", "storage")
LEVELS = {"debug": logging.DEBUG, "info": logging.INFO, "warning": logging.WARNING, "error": logging.ERROR}


def set_up_logging(log_format: str, level: int = logging.INFO) -> None:
    """Send our own events to stderr as text for people or JSON lines for machines; of libraries only errors.

    What is bound to the context (``job``, ``case``, ``run``) stands in each line written in it. Below INFO are our own
    lines alone, which hold no words of customers: drivers and clients would write theirs.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    render: structlog.typing.Processor = structlog.processors.JSONRenderer()
    if log_format == "console":
        # The default prints the local variables of each frame, and those hold what customers wrote.
        plain = structlog.dev.plain_traceback
        render = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=plain)
    else:
        shared.append(structlog.processors.format_exc_info)
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
