"""Figures about dialogues: how many are right, by kind and by check, and what was done that nobody wanted."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from bot.evaluation.checks import Check, holds
from bot.evaluation.desk_rows import Dialogue, Said
from bot.evaluation.left import Left, acted, asked, issued, thing_of
from bot.evaluation.scores import ratio
from bot.evaluation.things import Thing, ThingKind, is_same, pair_off

Report = dict[str, Any]


_ACTS: dict[str, ThingKind] = {"rma": "return", "investigation": "invoice"}
_NONE_OF: dict[str, ThingKind] = {"no_rma": "return", "no_investigation": "invoice"}


@dataclass(frozen=True, slots=True)
class _Turned:
    """One message of a dialogue with what it left. ``broken``: its checks that do not hold, and acts nobody wanted."""

    said: Said
    left: Left
    unwanted: tuple[Thing, ...]
    broken: tuple[str, ...]

    @property
    def harmful(self) -> int:
        """How many acts nobody wanted; where the act was to be asked, it is counted as done unasked."""
        return 0 if self.was_to_be_asked else len(self.unwanted)

    @property
    def was_to_be_asked(self) -> bool:
        """Whether the right answer is a question."""
        return Check("asks") in self.said.must


@dataclass(frozen=True, slots=True)
class _Ran:
    """A dialogue with all that it left."""

    row: Dialogue
    turned: tuple[_Turned, ...]

    @property
    def is_right(self) -> bool:
        """Whether all checks of all messages hold, and nothing was done that nobody wanted."""
        return not any(one.broken for one in self.turned)


def _turned(said: Said, left: Left) -> _Turned:
    unwanted = _unwanted(said, left)
    broken = [_written(one) for one in said.must if not holds(one, left)]
    broken += [f"not {_written(one)}" for one in said.must_not if holds(one, left)]
    return _Turned(said, left, unwanted, (*broken, *(f"unwanted:{one}" for one in unwanted)))


def _unwanted(said: Said, left: Left) -> tuple[Thing, ...]:
    """Return what it got an RMA or investigation for that its row does not want; a row may say nothing about them."""
    wanted = [Thing(_ACTS[one.name], one.about) for one in said.must if one.name in _ACTS]
    refused = [Thing(_ACTS[one.name], one.about) for one in said.must_not if one.name in _ACTS]
    closed = {_NONE_OF[one.name] for one in said.must if one.name in _NONE_OF} | {one.kind for one in wanted}
    if Check("no_task") in said.must:
        closed = set(_ACTS.values())
    _, extra = pair_off(wanted, issued(left))
    return tuple(one for one in extra if one.kind in closed or any(is_same(thing, one) for thing in refused))


def _written(check: Check) -> str:
    return f"{check.name}:{check.about}" if check.about else check.name


def score_dialogues(rows: list[tuple[Dialogue, list[Left]]]) -> Report:
    """Count the dialogues of which all checks of all messages hold, by kind; and the checks by their names."""
    ran = [_Ran(row, tuple(_turned(*pair) for pair in zip(row.messages, left, strict=True))) for row, left in rows]
    turned = [one for each in ran for one in each.turned]
    right = sum(each.is_right for each in ran)
    questions = sum(len(asked(one.left)) for one in turned)
    return {
        "rows": len(ran),
        "right": right,
        "share": ratio(right, len(ran)),
        "messages": len(turned),
        "messages_right": sum(not one.broken for one in turned),
        "kinds": {kind: _kind([each for each in ran if each.row.kind == kind]) for kind in _kinds(ran)},
        "checks": _by_check(turned),
        "asked": questions,
        "questions_per_100_messages": ratio(100 * questions, len(turned)),
        "harmful": sum(one.harmful for one in turned),
        "done_unasked": sum(len(one.unwanted) for one in turned if one.was_to_be_asked),
        "wrong": [_wrong(each) for each in ran if not each.is_right],
    }


def _kinds(ran: list[_Ran]) -> list[str]:
    return sorted({each.row.kind for each in ran})


def _kind(ran: list[_Ran]) -> Report:
    harmful = sum(one.harmful for each in ran for one in each.turned)
    return {"rows": len(ran), "right": sum(each.is_right for each in ran), "harmful": harmful}


def _by_check(turned: list[_Turned]) -> dict[str, Report]:
    """Count each kind of check, and how often it holds."""
    made: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    for one in turned:
        made.update(check.name for check in one.said.must)
        made.update(f"not {check.name}" for check in one.said.must_not)
        broken.update(written.partition(":")[0] for written in one.broken)
    return {name: {"made": count, "held": count - broken[name]} for name, count in sorted(made.items())}


def _wrong(each: _Ran) -> Report:
    said = [
        {"say": one.said.text, "broken": list(one.broken), "reply": one.left.shown} | _found_in(one.left)
        for one in each.turned
    ]
    return {"line": each.row.line, "kind": each.row.kind, "turns": said}


def _found_in(left: Left) -> Report:
    return {
        "done": [str(thing_of(task)) for task in acted(left)],
        "asked": [str(thing_of(task)) for task in asked(left)],
        "status": left.status,
        "awaiting": left.awaiting,
    }
