"""Figures in a sentence: what each counts, and whether it is a least, a most, or so long before something."""

from dataclasses import dataclass

from workflows.faq.vocabulary import few, meaning

_MONEY = {"$": "dollar", "€": "euro", "£": "pound"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what it counts ("" if unknown) and its bound: ``up``, ``down``, ``before``, ``late`` or "".

    ``before``: so long before something, or longer; ``late``: so long before it at most.
    """

    value: str
    unit: str
    bound: str


def figure_at(tokens: list[str], at: int) -> Figure:
    """Return the figure at a place, with what it counts and its bound."""
    return Figure(tokens[at].replace(",", ""), _unit(tokens, at), _bound(tokens, at))


def _unit(tokens: list[str], at: int) -> str:
    if at and tokens[at - 1] in _MONEY:
        return meaning(_MONEY[tokens[at - 1]])
    for one in tokens[at + 1 : at + 4]:
        if one in _MONEY or one == "%":
            return meaning(_MONEY.get(one, "percent"))
        if one not in few("filler") and one[0].isalpha():
            return meaning(one)
    return ""


def _bound(tokens: list[str], at: int) -> str:
    """Return the bound a figure has by the words next to it."""
    before, after = _near(tokens[max(0, at - 4) : at][::-1]), _near(tokens[at + 1 : at + 5])
    if any(one in few("ahead") for one in after):
        return "late" if "_max" in before or "_orless" in after else "before"
    if "_orplus" in after or "_orless" in after:
        return "up" if "_orplus" in after else "down"
    beyond = tokens[at + 1 + len(after) : at + 2 + len(after)]
    if after and after[-1] in {"_min", "_max"} and not (beyond and beyond[0][0].isdigit()):
        return "up" if after[-1] == "_min" else "down"  # "3 days at most"
    if ranged := _in_range(tokens, at, before, after):
        return ranged
    for one in before:
        if one in few("raising") or one in few("lowering"):
            return "up" if one in few("raising") else "down"
    return "up" if before[:1] in (["from"], ["after"]) else ""


def _near(tokens: list[str]) -> list[str]:
    """Return the words up to the next figure or border."""
    stop = next((n for n, one in enumerate(tokens) if one[0].isdigit() or one in ",.;:()"), len(tokens))
    return tokens[:stop]


def _in_range(tokens: list[str], at: int, before: list[str], after: list[str]) -> str:
    """Return the bound of a figure in "3 to 5", "3-5" or "between 3 and 5"."""
    joins = {"to", "-", "until"}
    last, following = at - len(before) - 1, at + len(after) + 1
    if last >= 0 and before and tokens[last][0].isdigit():
        return "down" if before[-1] in joins or "between" in tokens[max(0, last - 2) : last] else ""
    if following < len(tokens) and tokens[following][0].isdigit() and after:
        return "up" if after[-1] in joins or "between" in before else ""
    return ""
