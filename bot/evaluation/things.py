"""What acts are about: products, invoices, orders; and when two names mean one of them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from workflows.ids.comparing import id_key
from workflows.ids.grammar import normalise_product

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
    return set(want) <= set(got) or (set(got) <= set(want) and got[-1] == want[-1])


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
