"""What a reply may state: the records that prove it, and the customer's own words."""

from dataclasses import dataclass

from workflows.language.grounding import fold

CHECKED_LANGUAGES = frozenset({"en", "de", "fr", "es", "it"})
"""In these the check of a model's words is taught and measured: what it says of others, nobody knows."""


@dataclass(frozen=True, slots=True)
class AllowedFacts:
    """What allows a statement: records prove anything they hold; the customer's own words only echo ids and names.

    ``restates``: the prose says what the customer said, so the customer's words license figures and claims as well.
    ``done``: the words for what was done, such as "opened"; a claim in one of them is true.
    ``only``: where the prose is under one part, all that this part holds: ids and figures of other parts are wrong
    there, though the customer wrote them.
    """

    customer: str = ""
    records: tuple[str, ...] = ()
    restates: bool = False
    done: frozenset[str] = frozenset()
    only: tuple[str, ...] | None = None

    @property
    def proofs(self) -> tuple[str, ...]:
        """What proves a figure or a claim."""
        return (*self.records, self.customer) if self.restates else self.records


def held(words: str, proofs: tuple[str, ...]) -> bool:
    """Say whether ``words`` stand in one of ``proofs``, letter by letter after folding."""
    needle = fold(words)
    return any(needle in fold(proof) for proof in proofs)


def stands_in(figure: str, proofs: tuple[str, ...]) -> bool:
    """Say whether a figure stands in one of ``proofs`` as a whole: "1 December" does not in "11 December"; linear."""
    needle = fold(figure)
    return any(_stands_whole(needle, fold(proof)) for proof in proofs)


def _stands_whole(needle: str, text: str) -> bool:
    at = text.find(needle)
    while at >= 0 and needle:
        end = at + len(needle)
        cut = (needle[0].isdigit() and text[at - 1 : at].isdigit()) or (
            needle[-1].isdigit() and text[end : end + 1].isdigit()
        )
        if not cut:
            return True
        at = text.find(needle, end)
    return False
