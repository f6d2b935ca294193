"""Labelled rows in a file, and what ``frontdesk eval`` measures on them."""

import json
from pathlib import Path
from typing import Any

from tests.terminal.command_line import frontdesk

ORDER = {"text": "Where is my order A-12345?", "label": "General Question"}
LOGIN = {"text": "The app crashes with an error when I log in", "label": "technical_support"}
CHARGE = {"text": "Why was I charged twice on my credit card bill?", "label": "BILLING  inquiry"}
THREE = {
    "text": (
        "I was charged twice on invoice INV-7890 and I want to return my headphones because they broke. "
        "Also what's the status of order A-12345?"
    ),
    "tasks": [
        {"type": "BillingInquiry", "invoice_number": "inv-7890"},
        {"query_type": "Product Return", "product_name": "The  Headphones", "reason_for_return": "They broke."},
        {"type": "status_update", "order_id": "#A-12345"},
    ],
}


def write(*rows: object, name: str = "rows.jsonl") -> str:
    """Write rows to a file; return its name."""
    lines = (row if isinstance(row, str) else json.dumps(row) for row in rows)
    Path(name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return name


def measured(*rows: object, more: tuple[str, ...] = ()) -> Any:  # noqa: ANN401 - JSON
    """Return what is measured on these rows, as JSON."""
    ended = frontdesk("eval", write(*rows), "--json", *more)
    assert ended.code == 0, ended.err
    return ended.json
