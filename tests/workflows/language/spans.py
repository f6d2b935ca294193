"""Spans in brackets, and the contexts they may stand in."""

from workflows.language.context import contexts, of_span

NEGATED, PAST, HYPOTHETICAL, CONDITIONAL, POLICY, THIRD = (
    "negated",
    "past",
    "hypothetical",
    "conditional",
    "policy",
    "third_person",
)


def contexts_of(marked: str) -> frozenset[str]:
    """Return the contexts of what stands in brackets."""
    start, end = marked.index("["), marked.index("]") - 1
    return of_span(contexts(marked.replace("[", "").replace("]", "")), start, end)
