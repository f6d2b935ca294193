"""Whether anything is said to be wrong with an invoice that a message names: nothing else opens an investigation."""

import tomllib
from functools import cache
from importlib import resources
from typing import Literal

from workflows.rules.asking import ANCHOR
from workflows.rules.clauses import Clause, Message, read
from workflows.rules.ids import FoundId
from workflows.rules.route import Terms, words_of

Calm = Literal["settled", "asked"]


@cache
def _lists() -> dict[str, Terms]:
    text = (resources.files("workflows.rules.words") / "invoices.toml").read_text(encoding="utf-8")
    return {name: Terms(terms) for name, terms in tomllib.loads(text).items()}


@cache
def _every() -> Terms:
    """Return one tree of the lists that are looked for in the same words, so that these are read once."""
    text = (resources.files("workflows.rules.words") / "invoices.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Terms([*data["trouble"], *data["asked"], *data["doubt"]])


def calm_about(message: Message, clause: Clause) -> Calm | None:
    """Tell how the invoice in ``clause`` is spoken of if nothing is wrong with it; None: it is to be looked into.

    "settled": told, nothing is asked ("is fine", "I paid it"); "asked": when it is due, a copy, how to pay, and
    whatever else is said of it. Only trouble, doubt, or nothing but its name ("and INV-92 please") calls for a look:
    what nobody understood is no complaint. The next clause counts too if it goes on about the invoice.
    """
    lists = _lists()
    near = [clause, *_going_on(message, clause)]
    words = [word for one in near for word in [*words_of(message.plain[one.start : one.end]), "-"]]
    off = {at for span in lists["calm"].spans(words) for at in range(span.start, span.end)}
    meant = ["-" if at in off else word for at, word in enumerate(words)]
    found = {span.term for span in _every().spans(meant)}
    if lists["trouble"].complete(found):
        return None
    if lists["asked"].complete(found):
        return "asked"
    questions = any(one.question for one in near)
    if lists["doubt"].complete(found) or (questions and lists["owed"].find(meant)):
        return None
    if not questions and lists["settled"].find(words):
        return "settled"
    return None if _is_bare(message, clause) else "asked"


def _is_bare(message: Message, clause: Clause) -> bool:
    """Tell whether a clause does little more than name its invoices: "also INV-92, please", "my invoice 5566"."""
    rest = message.plain[clause.start : clause.end]
    for one in reversed(message.ids_in(clause.start, clause.end)):
        rest = f"{rest[: one.start - clause.start]} {rest[one.end - clause.start :]}"
    words = words_of(rest)
    named = {at for span in _lists()["naming"].spans(words) for at in range(span.start, span.end)}
    return len(named) == len(words)


def _going_on(message: Message, clause: Clause) -> list[Clause]:
    """Return the clause after ``clause`` if it is about the same thing: no id of its own, no return, an "it"."""
    after = [one for one in message.clauses if one.start > clause.start][:1]
    return [
        one
        for one in after
        if not message.ids_in(one.start, one.end)
        and not ANCHOR.search(message.plain, one.start, one.end)
        and (one.sentence == clause.sentence or _lists()["about"].find(words_of(message.plain[one.start : one.end])))
    ]


def asks_about(message: Message, clause: Clause) -> bool:
    """Tell whether ``clause`` asks for an invoice's due date or a copy, which billing answers without a task."""
    return any(one.kind == "invoice" for one in message.ids_in(clause.start, clause.end)) and (
        calm_about(message, clause) == "asked"
    )


def settled_in(text: str) -> list[FoundId]:
    """Return the invoices that ``text`` only tells to be fine, paid or thanked for; [] if it asks anything of one."""
    message = read(text)
    named = [
        (clause, one)
        for clause in message.clauses
        for one in message.ids_in(clause.start, clause.end)
        if one.kind == "invoice"
    ]
    calm = {calm_about(message, clause) for clause, _ in named}
    return [one for _, one in named] if calm == {"settled"} else []
