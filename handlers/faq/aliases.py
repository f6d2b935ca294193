"""Wordings that people chose published entries for, as staff see them: which wait, approve one, reject one."""

from handlers.faq.acts import FaqActor
from storage import faq_aliases
from storage.database import Tx
from storage.errors import Refused
from storage.faq_aliases import ALIAS_STATES, MOST_LISTED, Alias, AliasState

WAITING_FIRST = {state: at for at, state in enumerate(ALIAS_STATES)}


def list_aliases(tx: Tx, actor: FaqActor, number: int | None = None) -> list[Alias]:
    """Return a team's wordings (``number``: of this set): first what nobody decided about, most chosen first.

    Raises
    ------
    Refused
        The actor is not staff: the words are customers'.
    """
    _check(actor)
    found = [one for one in faq_aliases.aliases_of(tx, actor.team_id) if number in {None, one.set_number}]
    return sorted(found, key=lambda one: (WAITING_FIRST[one.state], -one.people, one.id))[:MOST_LISTED]


def decide_alias(tx: Tx, actor: FaqActor, alias_id: int, state: AliasState) -> Alias:
    """Approve or reject a wording; return it. What is approved is answered by its entry, from the next message on.

    Raises
    ------
    Refused
        The actor is not staff, or there is no such wording any more.
    """
    _check(actor)
    faq_aliases.decide(tx, actor.team_id, alias_id, state, actor.user)
    found = faq_aliases.find_alias(tx, actor.team_id, alias_id)
    if found is None:
        msg = f"there is no wording {alias_id} any more: it was erased, or its entry asks something else by now"
        raise Refused(msg)
    return found


def _check(actor: FaqActor) -> None:
    if not actor.is_staff:
        msg = "only support staff can see and approve wordings"
        raise Refused(msg)
