"""Figures about messages with what is to be done at once, asked first, or left: what was, and what nobody wanted."""

from dataclasses import dataclass
from typing import Any

from bot.evaluation.desk_rows import ActsRow
from bot.evaluation.left import Left, asked, issued, opened, thing_of
from bot.evaluation.scores import ratio
from bot.evaluation.things import Thing, ThingKind, pair_off

Report = dict[str, Any]
_THINGS: tuple[ThingKind, ...] = ("return", "invoice", "order")


@dataclass(frozen=True, slots=True)
class Acted:
    """A message with what is to be done, and what was: at once, asked, and what of both nobody wanted."""

    row: ActsRow
    done: list[Thing]
    asked: list[Thing]
    harmful: list[Thing]
    issued: list[Thing]  # of these the RMAs and investigations
    is_exact: bool
    is_exact_or_asked: bool


def acts_in(row: ActsRow, left: Left) -> Acted:
    """Hold what the message left against what its row wants."""
    return acts_of(
        row, [thing_of(task) for task in opened(left)], [thing_of(task) for task in asked(left)], issued(left)
    )


def acts_of(row: ActsRow, done: list[Thing], questions: list[Thing], records: list[Thing]) -> Acted:
    """Hold what was done and asked against what a row wants; ``records``: of what RMAs and investigations are."""
    undone, extra = pair_off(row.act, done)
    unasked, extra_questions = pair_off(row.ask, questions)
    left_over, not_wanted = pair_off([*row.act, *row.ask], [*done, *questions])
    _, unwanted = pair_off([*row.act, *row.ask], done)
    unwanted_records = [one for one in unwanted if one in records]
    return Acted(
        row,
        done,
        questions,
        unwanted if not (row.act or row.ask) else unwanted_records,
        unwanted_records,
        is_exact=not (undone or extra or unasked or extra_questions),
        is_exact_or_asked=not (left_over or not_wanted) and not pair_off(row.ask, questions)[0],
    )


def score_acts(found: list[Acted]) -> Report:
    """Count what was done, asked and left as the rows want it; a question counts as right where ``ask`` wants it."""
    exact = sum(one.is_exact for one in found)
    questions = sum(len(one.asked) for one in found)
    return {
        "rows": len(found),
        "exact": exact,
        "exact_share": ratio(exact, len(found)),
        "exact_or_asked": sum(one.is_exact_or_asked for one in found),
        "asked": questions,
        "questions_per_100_messages": ratio(100 * questions, len(found)),
        "harmful": sum(len(one.harmful) for one in found),
        "issued_unwanted": sum(len(one.issued) for one in found),
        "done_unasked": sum(len(one.row.ask) - len(pair_off(one.row.ask, one.done)[0]) for one in found),
        "nothing": _nothing([one for one in found if not (one.row.act or one.row.ask)]),
        "wanted": {kind: _wanted(kind, found) for kind in _THINGS},
        "wrong": [_wrong_acts(one) for one in found if not one.is_exact],
    }


def _nothing(found: list[Acted]) -> Report:
    return {"rows": len(found), "right": sum(one.is_exact for one in found)}


def _wanted(kind: ThingKind, found: list[Acted]) -> Report:
    """Of what is wanted of a kind: how much was done without a question, and done or rightly asked."""
    to_do = [thing for one in found for thing in one.row.act if thing.kind == kind]
    to_ask = [thing for one in found for thing in one.row.ask if thing.kind == kind]
    undone = [thing for one in found for thing in pair_off(one.row.act, one.done)[0] if thing.kind == kind]
    missed = [
        thing for one in found for thing in pair_off(one.row.act, [*one.done, *one.asked])[0] if thing.kind == kind
    ]
    unasked = [thing for one in found for thing in pair_off(one.row.ask, one.asked)[0] if thing.kind == kind]
    done, reached = len(to_do) - len(undone), len(to_do) - len(missed) + len(to_ask) - len(unasked)
    return {
        "to_do": len(to_do),
        "done": done,
        "done_share": ratio(done, len(to_do)),
        "to_ask": len(to_ask),
        "rightly_asked": len(to_ask) - len(unasked),
        "done_or_rightly_asked_share": ratio(reached, len(to_do) + len(to_ask)),
    }


def _wrong_acts(one: Acted) -> Report:
    row = {"line": one.row.line, "text": one.row.text}
    wanted = {"act": list(map(str, one.row.act)), "ask": list(map(str, one.row.ask))}
    return {**row, **wanted, "done": list(map(str, one.done)), "asked": list(map(str, one.asked))}
