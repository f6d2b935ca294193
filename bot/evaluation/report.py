"""From measured rows to the report of ``frontdesk eval``, as plain data for ``--json``."""

from collections import Counter
from typing import Any

from bot.evaluation import scores
from bot.evaluation.act_scores import acts_in
from bot.evaluation.desk_rows import ActsRow
from bot.evaluation.left import KINDS, asked, opened
from bot.evaluation.measure import Measured, Ran
from bot.evaluation.rows import FIELDS, Fields, Row
from bot.evaluation.things import Thing
from workflows.model.client import Model

Report = dict[str, Any]
NAMED = ("product_name", "invoice_number", "order_id")


def make_report(measured: list[Measured], model: Model) -> Report:
    """Put all figures together. ``accuracy`` and the other shares are None where nothing was to be measured."""
    routing = _routing([one for one in measured if one.row.route is not None])
    invented = [
        _invented(one, task) for one in measured for task in one.tasks if scores.is_invented(task, one.row.text)
    ]
    return {
        "engine": "model" if model.uses_model else "rules",
        "rows": len(measured),
        "accuracy": routing["accuracy"],
        "macro_f1": routing["macro_f1"],
        "routing": routing,
        "other_labels": _others([one for one in measured if one.row.label is not None and one.row.route is None]),
        "splitting": _splitting([one for one in measured if one.row.tasks is not None]),
        "invented_tasks": len(invented),
        "invented": invented,
        "tasks_on_routing_rows": _tasks_opened([one for one in measured if one.row.label is not None]),
        "steps": _steps([ran for one in measured for ran in one.ran], model),
    }


def _routing(rows: list[Measured]) -> Report:
    pairs = [(one.row.route or "", one.found.route) for one in rows]
    wrong = [
        {"line": one.row.line, "text": one.row.text, "label": one.row.route, "route": one.found.route}
        | {"confidence": one.found.confidence}
        for one in rows
        if one.row.route != one.found.route
    ]
    return {
        "rows": len(rows),
        "correct": len(rows) - len(wrong),
        "accuracy": scores.accuracy(pairs),
        "macro_f1": scores.macro_f1(pairs),
        "routes": {name: _score(score) for name, score in scores.per_class(pairs).items()},
        "confusion": scores.confusion(pairs),
        "reliability": scores.reliability((one.found.confidence, one.row.route == one.found.route) for one in rows),
        "wrong": wrong,
    }


def _others(rows: list[Measured]) -> dict[str, Report]:
    """Report the rows whose label is none of our routes: how they were routed, and how sure the desk was."""
    found: dict[str, Report] = {}
    for label in sorted({one.row.label or "" for one in rows}):
        mine = [one.found for one in rows if one.row.label == label]
        found[label] = {
            "rows": len(mine),
            "routed": dict(Counter(each.route for each in mine).most_common()),
            "mean_confidence": sum(each.confidence for each in mine) / len(mine),
        }
    return found


def _splitting(rows: list[Measured]) -> Report:
    plans = [(one.row.tasks or (), one.tasks) for one in rows]
    inexact = [
        {"line": one.row.line, "text": one.row.text, "expected": list(one.row.tasks or ()), "found": list(one.tasks)}
        for one in rows
        if not scores.same_plan(one.row.tasks or (), one.tasks)
    ]
    unsplit = [one.row.line for one in rows if one.row.tasks and not one.splits]
    return {
        "plans": len(rows),
        "exact": len(rows) - len(inexact),
        "exact_share": (len(rows) - len(inexact)) / len(rows) if rows else None,
        "fields": {name: _score(score) for name, score in scores.per_field(plans).items()} if rows else {},
        "not_sent_to_the_orchestrator": unsplit,
        "inexact": inexact,
        **_gate(rows),
    }


def _gate(rows: list[Measured]) -> Report:
    """Report what the whole desk did about the messages, which may ask before it acts, and leave what is unlikely."""
    done = [acts_in(_wanted(one.row), one.left) for one in rows if one.left is not None]
    questions = sum(len(one.asked) for one in done)
    return {
        "asked": questions,
        "exact_or_asked": sum(map(_is_exact_or_asked, rows)),
        "harmful": sum(len(one.harmful) for one in done),
        "questions_per_100_messages": scores.ratio(100 * questions, len(done)),
    }


def _wanted(row: Row) -> ActsRow:
    things = (
        Thing(KINDS[str(task["query_type"])], next(filter(None, map(task.get, NAMED)), "")) for task in row.tasks or ()
    )
    return ActsRow(row.line, row.text, tuple(things))


def _is_exact_or_asked(one: Measured) -> bool:
    """Say whether the plan is exact, or what the desk did and what it asked are together."""
    want = one.row.tasks or ()
    if scores.same_plan(want, one.tasks) or one.left is None or not asked(one.left):
        return scores.same_plan(want, one.tasks)
    rows = (*opened(one.left), *asked(one.left))
    return scores.same_plan(want, [{name: getattr(task, name) for name in FIELDS} for task in rows])


def _score(score: scores.Score) -> Report:
    ratios = {"precision": score.precision, "recall": score.recall, "f1": score.f1}
    return {**ratios, "right": score.right, "found": score.found, "expected": score.expected}


def _invented(one: Measured, task: Fields) -> Report:
    return {"line": one.row.line, "text": one.row.text, "task": dict(task)}


def _tasks_opened(rows: list[Measured]) -> Report:
    return {"rows": sum(1 for one in rows if one.tasks), "tasks": sum(len(one.tasks) for one in rows)}


def _steps(ran: list[Ran], model: Model) -> dict[str, Report]:
    """Report each step: by which model, how often by rule although there is a model and why, tokens, ms a message."""
    return {name: _step(name, [one for one in ran if one.step == name], model) for name in ("classify", "plan")}


def _step(name: str, ran: list[Ran], model: Model) -> Report:
    fell_back = [one for one in ran if one.engine == "rules" and model.uses_model]
    took = [one.ms for one in ran]
    return {
        "runs": len(ran),
        "model": model.name_for(name) if model.uses_model else None,
        "fell_back_to_rules": len(fell_back),
        "why": dict(Counter(one.outcome for one in fell_back).most_common()),
        "tokens_in": sum(one.tokens_in for one in ran),
        "tokens_out": sum(one.tokens_out for one in ran),
        "p50_ms": scores.percentile(took, 0.5),
        "p99_ms": scores.percentile(took, 0.99),
    }
