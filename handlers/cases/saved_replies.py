"""Saved replies: staff write them once, with variables, and take them for the reply to a customer."""

from collections.abc import Mapping

from handlers.cases.acts import Actor
from handlers.cases.staff_reply import REPLY_LENGTH
from storage import saved_replies
from storage.database import Tx
from storage.errors import Refused
from storage.records import SavedReply
from workflows.language.lazy import lazy
from workflows.masking.mask import mask

VARIABLES = ("customer", "case", "route", "agent")
MOST = 95  # a menu of Slack has 100 options, a dialog 100 blocks, of which the list needs a few itself
NAME_LENGTH = 75  # docs.slack.dev/reference/block-kit/composition-objects/option-object
NAME, TEXT = "name", "text"

STAFF_ONLY = "only support staff have saved replies"
FULL = f"there are {MOST} saved replies, as many as there can be: delete one that nobody uses"
TAKEN = "There is a saved reply of this name already."
OVERTAKEN = "Somebody has changed or deleted it meanwhile: close this, and look at it again."

_VARIABLE = lazy(r"\{([\w .-]{1,40})\}")


def problems(name: str, text: str) -> dict[str, str]:
    """Return what is wrong with a saved reply, by field; {}: nothing."""
    found = {}
    if not 0 < len(name) <= NAME_LENGTH:
        found[NAME] = f"A name has 1 to {NAME_LENGTH} characters; this one has {len(name)}."
    if not 0 < len(text) <= REPLY_LENGTH:
        found[TEXT] = f"A reply holds 1 to {REPLY_LENGTH:,} characters; this one has {len(text):,}."
    elif unknown := [one for one in _variables(text) if one not in VARIABLES]:
        known = ", ".join(f"{{{one}}}" for one in VARIABLES)
        found[TEXT] = f"There is no {{{unknown[0]}}}. What can stand in braces: {known}."
    return found


def clean(name: str, text: str) -> tuple[str, str]:
    """Return name and text as they may be kept: the name on one line, cards and secrets masked."""
    return " ".join(mask(name[: 2 * NAME_LENGTH]).split()), mask(text[: 2 * REPLY_LENGTH]).strip()


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return the text with ``values`` in the place of their variables; one that has none stays as it is."""
    return _VARIABLE.sub(lambda found: values.get(_named(found[1]), found[0]), text)


def unfilled(text: str, values: Mapping[str, str]) -> list[str]:
    """Return the variables of a text that have no value."""
    return [one for one in _variables(text) if one in VARIABLES and one not in values]


def _variables(text: str) -> list[str]:
    return list(dict.fromkeys(_named(one) for one in _VARIABLE.findall(text)))


def _named(inside: str) -> str:
    return inside.strip().casefold()


def listed(tx: Tx, actor: Actor) -> list[SavedReply]:
    """Return the saved replies, by name."""
    _staff_only(actor)
    return saved_replies.saved_of(tx, actor.team_id)


def find(tx: Tx, actor: Actor, reply_id: int) -> SavedReply:
    """Return one of them; ``Refused``: it is gone."""
    _staff_only(actor)
    found = saved_replies.saved_reply(tx, actor.team_id, reply_id)
    if found is None:
        msg = "that saved reply was deleted meanwhile"
        raise Refused(msg)
    return found


def save(tx: Tx, actor: Actor, seen: SavedReply | None, name: str, text: str) -> None:
    """Store a new saved reply, or change the one that was ``seen`` so; name and text have no ``problems``.

    Raises
    ------
    Refused
        The name is taken, there are too many, or somebody else changed it meanwhile.
    """
    _staff_only(actor)
    if saved_replies.is_taken(tx, actor.team_id, name, seen.id if seen else None):
        raise Refused(TAKEN)
    if seen is not None:
        if not saved_replies.change_saved(tx, actor.team_id, seen, name, text):
            raise Refused(OVERTAKEN)
        return
    check_room(tx, actor)
    if not saved_replies.add_saved(tx, actor.team_id, name, text):
        raise Refused(TAKEN)


def check_room(tx: Tx, actor: Actor) -> None:
    """Raise ``Refused`` if there are as many as there can be."""
    if len(listed(tx, actor)) >= MOST:
        raise Refused(FULL)


def delete(tx: Tx, actor: Actor, reply_id: int) -> None:
    """Delete one; one that is gone already is as good."""
    _staff_only(actor)
    saved_replies.delete_saved(tx, actor.team_id, reply_id)


def _staff_only(actor: Actor) -> None:
    if not actor.is_staff:
        raise Refused(STAFF_ONLY)
