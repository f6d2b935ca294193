"""The rows of the second reader of what is wanted: whole messages as many hands wrote them, each thing of them judged.

They are the marked rows of the tagger of returns and those of ``rows/told.txt``: what is marked is wanted or, with L,
to be asked about; every other number and every other thing is left.
"""

import hashlib
from collections.abc import Iterator
from importlib import resources

from workflows.ids.grammar import find_ids
from workflows.understanding.returns.training.corpus import corpus
from workflows.understanding.returns.training.markup import Row as Annotated
from workflows.understanding.returns.training.markup import rows_in
from workflows.understanding.things import things_in
from workflows.understanding.training import Row
from workflows.understanding.wanted_rows import PRONOUNS, bracketed, heads

_LABELS = {"P": "act r", "L": "ask r", "S": "act o", "B": "act i"}


def read_all() -> tuple[list[Row], str]:
    """Return all rows, each with one thing or number in brackets, and their hash."""
    file = resources.files("workflows.understanding.rows") / "told.txt"
    messages = [*rows_in(file.read_text(encoding="utf-8").splitlines()), *corpus().written]
    rows = [row for one in messages for row in _judged(one)]
    told = "\n".join(f"{one.label}\t{one.text}" for one in rows)
    return rows, hashlib.sha256(told.encode()).hexdigest()[:16]


def _judged(annotated: Annotated) -> Iterator[Row]:
    text = annotated.text
    if "[" in text or "]" in text:
        return
    ids = {(one.start, one.end): one for one in find_ids(text)}
    named = set[str]()
    for one in annotated.spans:
        name = text[one.start : one.end].lower()
        if one.kind not in _LABELS or name in named | PRONOUNS:
            continue
        named.add(name)
        number = ids.pop((one.start, one.end), None)
        label = "ask i" if one.kind == "L" and number else _LABELS[one.kind]
        yield Row(label, bracketed(text, one.start, one.end))
    for (start, end), number in ids.items():
        if number.kind in {"invoice", "order"} and text[start:end].lower() not in named:
            yield Row(f"leave {number.kind[0]}", bracketed(text, start, end))
    if not any(one.kind in "PL" for one in annotated.spans):
        for start, end in things_in(text, heads().__contains__):
            yield Row("leave r", bracketed(text, start, end))
