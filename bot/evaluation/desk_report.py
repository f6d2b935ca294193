"""From what rows left in the desk to the report of ``frontdesk eval``, as plain data for ``--json``.

An act is *harmful* where nobody wanted it, or wanted it for another thing: an RMA or an investigation, and any task of
a message that asks for nothing. What was only to be asked and was done at once is counted apart (``done_unasked``).
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from bot.evaluation.act_scores import acts_in, score_acts
from bot.evaluation.desk_rows import ActsRow, DangerRow, DeskRow, Dialogue, LongRow, Request
from bot.evaluation.dialogue_scores import score_dialogues
from bot.evaluation.left import Left, asked, complaints, leftovers, opened, thing_of
from bot.evaluation.scores import ratio
from bot.evaluation.things import Thing, is_same
from workflows.faq.words import content_words

Report = dict[str, Any]
Ran = tuple[DeskRow, list[Left]]
R = TypeVar("R", Dialogue, ActsRow, DangerRow, LongRow)


def make_desk_report(ran: Sequence[Ran], *, wrong_rows: bool) -> Report:
    """Put all figures together; the rows that are not right only if ``wrong_rows``: who reads them has looked."""
    parts = {
        "dialogues": score_dialogues(_of(Dialogue, ran)),
        "acts": score_acts([acts_in(row, left) for row, [left] in _of(ActsRow, ran)]),
        "dangers": _dangers([(row, left.warns) for row, [left] in _of(DangerRow, ran)]),
        "long": _long([(row, left) for row, [left] in _of(LongRow, ran)]),
    }
    if not wrong_rows:
        for part in parts.values():
            del part["wrong"]
    return parts


def _of(kind: type[R], ran: Iterable[Ran]) -> list[tuple[R, list[Left]]]:
    return [(row, left) for row, left in ran if isinstance(row, kind)]


def _dangers(told: list[tuple[DangerRow, bool]]) -> Report:
    """Count the dangers for which a person was called urgently, and the other messages for which one was."""
    found = [warned for row, warned in told if row.is_danger]
    ordinary = [warned for row, warned in told if not row.is_danger]
    missed = [(row, warned) for row, warned in told if warned is not row.is_danger]
    return {
        "rows": len(told),
        "dangers": len(found),
        "found": sum(found),
        "recall": ratio(sum(found), len(found)),
        "ordinary": len(ordinary),
        "false_alarms": sum(ordinary),
        "false_alarm_share": ratio(sum(ordinary), len(ordinary)),
        "wrong": [{"line": row.line, "text": row.text, "danger": row.is_danger} for row, _ in missed],
    }


def _long(rows: list[tuple[LongRow, Left]]) -> Report:
    """Count the requests that got a part of the reply, and the parts that answer none: junk."""
    parts = [(row, _tasks_in(left), _texts_in(left)) for row, left in rows]
    unmet = [[one for one in row.requests if not _is_met(one, tasks, texts)] for row, tasks, texts in parts]
    junk = [[text for text in leftovers(left) if not _is_wanted(text, row.requests)] for row, left in rows]
    wanted = sum(len(row.requests) for row, _ in rows)
    return {
        "rows": len(rows),
        "requests": wanted,
        "met": wanted - sum(map(len, unmet)),
        "met_share": ratio(wanted - sum(map(len, unmet)), wanted),
        "junk_parts": sum(map(len, junk)),
        "rows_with_junk": sum(1 for one in junk if one),
        "wrong": [
            {"line": row.line, "text": row.text, "unmet": [f"{one.kind}:{one.about}" for one in missing], "junk": extra}
            for (row, _), missing, extra in zip(rows, unmet, junk, strict=True)
            if missing or extra
        ],
    }


def _tasks_in(left: Left) -> list[Thing]:
    return [thing_of(task) for task in (*opened(left), *asked(left))]


def _texts_in(left: Left) -> list[str]:
    """Return the texts that were answered beside the tasks: parts, or the whole message where nothing was split off.

    What is wrong with an order is no part: its status is told, and a person is called for these words.
    """
    whole = left.understood.get("whole")
    return [*leftovers(left), *complaints(left)] or ([str(whole["text"])] if whole else [])


def _is_met(request: Request, tasks: list[Thing], texts: list[str]) -> bool:
    match request.kind:
        case "return" | "invoice" | "order":
            return any(is_same(Thing(request.kind, request.about), one) for one in tasks)
        case "question" | "problem":
            return any(_shares_words(request.about, text) for text in texts)


def _is_wanted(text: str, requests: Sequence[Request]) -> bool:
    return any(one.kind in {"question", "problem"} and _shares_words(one.about, text) for one in requests)


def _shares_words(about: str, text: str) -> bool:
    return not set(content_words(about)).isdisjoint(content_words(text))
