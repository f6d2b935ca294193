"""What is asked about money, or about an order, beside tasks that do not settle it: a person sees to it as well."""

from collections.abc import Collection

from workflows.answers import QueryType
from workflows.rules.escalation.beyond import DAMAGED, Beyond
from workflows.rules.escalation.contents import OF_ORDER, asks_more_of_order
from workflows.rules.escalation.money_back import (
    ELSEWHERE,
    REFUND,
    asks_money_back,
    asks_price_of_order,
    demands_money,
    wants_it_elsewhere,
)


def unsettled_by(kinds: Collection[QueryType], text: str, found: Beyond | None, *, is_issued: bool) -> Beyond | None:
    """Return why a person is needed for ``text`` beside tasks of ``kinds``; None if it is for no money or contents.

    ``found``: what else in the text only a person can settle; ``is_issued``: a return is issued, and not only asked
    about. How a refund is paid no return settles; what an order holds or cost its status does not tell.
    """
    if "ProductReturn" in kinds:
        if wants_it_elsewhere(text):
            return ELSEWHERE
        is_asked = demands_money(text) or ("StatusUpdate" in kinds and asks_price_of_order(text))
        return REFUND if is_asked and not is_issued else None
    if "StatusUpdate" not in kinds:
        return None
    if (found is None or found.name == DAMAGED) and asks_money_back(text):
        return REFUND
    return OF_ORDER if found is None and asks_more_of_order(text) else None


def asks_the_same(part: str, why: Beyond) -> bool:
    """Tell whether ``part`` of a message asks nothing but what a person is called for because of ``why``."""
    if why == ELSEWHERE:
        return wants_it_elsewhere(part)
    if why == REFUND:
        return asks_money_back(part)
    return why == OF_ORDER and asks_more_of_order(part)
