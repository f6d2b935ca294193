"""Reads labelled messages (JSON lines) for ``frontdesk eval``; says what is wrong with which line."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from bot.evaluation.bad_rows import BadRowError, text_of
from bot.evaluation.desk_rows import DeskRow, desk_row
from workflows.answers import QueryType
from workflows.routes import ROUTES, RouteName

FIELDS = ("query_type", "invoice_number", "product_name", "reason_for_return", "order_id")
Fields = Mapping[str, str | None]


def fold_label(label: str) -> str:
    """Fold case, spaces, underscores and dashes: "Technical Support" and "technical_support" are one label."""
    return "".join(char for char in label.casefold() if char not in " _-\t")


_ROUTES: dict[str, RouteName] = {fold_label(route.name): route.name for route in ROUTES}
_TYPES: dict[str, str] = {fold_label(name): name for name in get_args(QueryType)}


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled message. ``label`` set: a routing row; ``tasks`` not None: a splitting row; it may be both."""

    line: int
    text: str
    label: str | None = None
    tasks: tuple[Fields, ...] | None = None

    @property
    def route(self) -> RouteName | None:
        """The route its label names; None when it names none of ours."""
        return _ROUTES.get(fold_label(self.label)) if self.label else None


def read_rows(path: Path) -> tuple[list[Row | DeskRow], list[str]]:
    """Read a file; return its rows and what is wrong with the other lines. Blank lines are skipped."""
    rows: list[Row | DeskRow] = []
    problems: list[str] = []
    for number, raw in enumerate(path.read_bytes().split(b"\n"), start=1):
        if not raw.strip():
            continue
        try:
            rows.append(_row(number, raw))
        except BadRowError as error:
            problems.append(f"line {number}: {error}")
    return rows, problems


def _row(number: int, raw: bytes) -> Row | DeskRow:
    found = _object(raw)
    is_message = found.get("label") is not None or found.get("tasks") is not None
    return (None if is_message else desk_row(number, found)) or _message(number, found)


def _message(number: int, found: dict[str, Any]) -> Row:
    text, label, tasks = text_of(found), found.get("label"), found.get("tasks")
    if label is not None and (not isinstance(label, str) or not label.strip()):
        msg = '"label" must be a route\'s name'
        raise BadRowError(msg)
    if tasks is not None and not isinstance(tasks, list):
        msg = '"tasks" must be a list'
        raise BadRowError(msg)
    if label is None and tasks is None:
        msg = 'neither "label" (routing) nor "tasks" (splitting)'
        raise BadRowError(msg)
    return Row(number, text, label, None if tasks is None else tuple(_task(task) for task in tasks))


def _object(raw: bytes) -> dict[str, Any]:
    try:
        found = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        msg = "not UTF-8"
        raise BadRowError(msg) from None
    except (ValueError, RecursionError) as error:
        msg = f"not JSON ({error})"
        raise BadRowError(msg) from None
    if not isinstance(found, dict):
        msg = "not a JSON object"
        raise BadRowError(msg)
    return found


def _task(found: object) -> Fields:
    kind = (found.get("query_type") or found.get("type")) if isinstance(found, dict) else None
    if not isinstance(found, dict) or not isinstance(kind, str):
        msg = 'a task needs "type" or "query_type"'
        raise BadRowError(msg)
    name = _TYPES.get(fold_label(kind))
    if name is None:
        msg = f"unknown task type {kind!r}: use {', '.join(_TYPES.values())}"
        raise BadRowError(msg)
    fields = {field: None if found.get(field) is None else str(found[field]) for field in FIELDS[1:]}
    return {"query_type": name, **fields}
