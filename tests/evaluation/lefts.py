"""What a message left, built by hand, to try checks and scores on."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast

from bot.evaluation.left import CaseState, Left
from storage.records import Case, Investigation, Rma, TaskRow, TaskState, TimelineRow
from workflows.reply import Reply, Section

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
RUN = "this message"
ORDER = {
    "kind": "order",
    "order_id": "A-12345",
    "status": "in transit",
    "carrier": "DHL",
    "tracking_number": "TRK42",
    "estimate": "2026-11-26",
}
CASE = Case(
    1, "T", "CASE-1001", "C", "1.0", False, "U", "", None, "answered", None, "normal", None, False, None, 0, NOW, NOW,
    None, None, None,
)  # fmt: skip


def task(kind: str = "ProductReturn", state: str = "done", **more: Any) -> TaskRow:  # noqa: ANN401 - column values
    """Return a task of this message; ``kind`` is its query type."""
    blank = TaskRow(1, "T", 1, 1, RUN, 1, kind, None, None, None, None, cast("TaskState", state), None, NOW, NOW)
    return replace(blank, **more)


def rma(product: str, rma_id: int = 1, state: str = "issued") -> Rma:
    """Return an RMA."""
    return Rma(rma_id, "T", 1, 1, f"RMA-{rma_id}", "U", product, product, "not stated", state, NOW)


def investigation(invoice: str) -> Investigation:
    """Return an investigation."""
    return Investigation(1, "T", 1, 1, "INV-CASE-1001-1", invoice, "", "", NOW.date(), "open", NOW)


def state(*rows: TaskRow | Rma | Investigation, events: tuple[str, ...] = (), account: str | None = None) -> CaseState:
    """Return a case that holds these rows, with these events on its timeline."""
    return CaseState(
        CASE,
        tuple(row for row in rows if isinstance(row, TaskRow)),
        tuple(row for row in rows if isinstance(row, Rma)),
        tuple(row for row in rows if isinstance(row, Investigation)),
        tuple(TimelineRow(1, NOW, "frontdesk", event, "") for event in events),
        account,
    )


def left(
    *rows: TaskRow | Rma | Investigation,
    before: CaseState | None = None,
    reply: str = "All done.",
    events: tuple[str, ...] = (),
    account: str | None = None,
    understood: dict[str, Any] | None = None,
    **case: Any,  # noqa: ANN401 - column values
) -> Left:
    """Return what a message left: ``rows`` afterwards, and the case with these columns."""
    after = state(*rows, events=events, account=account)
    after = replace(after, case=replace(CASE, **case))
    said = (Reply(sections=(Section(text=reply),), small_print="CASE-1001 · an automatic first response"),)
    return Left(RUN, before or CaseState(), after, said if reply else (), understood or {})
