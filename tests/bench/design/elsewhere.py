"""Rows of the design's table that another command measures or a test shows: said, so that none is missing silently."""

from tests.bench.design.rows import Goal, Row
from tests.bench.design.sides import Run


def measure(_run: Run) -> list[Row]:
    """Return a row for each, with the note that says where it is measured or shown."""
    return [
        Row(
            "CPU a message, 50,000 cases and a long thread, over an empty desk",
            "ms",
            Goal(1.25, "floor"),
            note="not here: tests/handlers/test_long_threads.py counts the statements",
        ),
        Row("FAQ of 10 at 500 ms a call", "s", Goal(1.3), note="not here: python -m tests.bench faq, this build alone"),
        Row(
            "kill -9, redelivery, faults: lost or double",
            "",
            Goal(0),
            note="not here: make soak, make torture, tests/process",
        ),
    ]
