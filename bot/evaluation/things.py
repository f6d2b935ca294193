"""What acts are about: products, invoices, orders; and when two names mean one of them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from workflows.ids.comparing import id_key
from workflows.ids.grammar import normalise_product

SLIPS_FROM, ALIKE = 5, 0.83  # letters of a word that may hold a slip, and of these the share that is the same
ThingKind = Literal["return", "invoice", "order"]


@dataclass(frozen=True, slots=True)
class Thing:
    """What an act is about: a product, an invoice or an order; ``about`` is empty where the message names none."""

    kind: ThingKind
    about: str = ""

    def __str__(self) -> str:
        """Write it as rows do."""
        return f"{self.kind}:{self.about}"


def is_same(wanted: Thing, found: Thing) -> bool:
    """Say whether two names mean one thing: one says more of it than the other, as "the blue lamp" does of "lamp".

    What was found holds the words that are wanted, or is shorter and ends as they do: "lamp" is no "lamp shade".
    """
    if wanted.kind != found.kind or not wanted.about or not found.about:
        return wanted == found
    if wanted.kind != "return":
        return id_key(wanted.about) == id_key(found.about)
    want, got = _words(wanted.about), _words(found.about)
    if not want or not got:
        return False
    if all(any(_is_one(word, other) for other in got) for word in want):
        return True
    return _is_one(got[-1], want[-1]) and all(any(_is_one(word, other) for other in want) for word in got)


def _is_one(word: str, other: str) -> bool:
    """Say whether two words are one, of which one may hold a slip: the desk spells rightly what a row has as typed."""
    if word == other:
        return True
    if min(len(word), len(other)) < SLIPS_FROM or word[0] != other[0]:
        return False
    return SequenceMatcher(None, word, other, autojunk=False).ratio() >= ALIKE


def _words(product: str) -> list[str]:
    return [word.removesuffix("s") for word in normalise_product(product).split()]


def pair_off(wanted: Iterable[Thing], found: Iterable[Thing]) -> tuple[list[Thing], list[Thing]]:
    """Pair what is wanted with what was found; return what nothing was found for, and what nobody wanted."""
    missed: list[Thing] = []
    extra = list(found)
    for thing in wanted:
        match = next((one for one in extra if is_same(thing, one)), None)
        if match is None:
            missed.append(thing)
        else:
            extra.remove(match)
    return missed, extra
