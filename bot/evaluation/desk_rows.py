"""Labelled rows that go through the whole desk: dialogues, messages with what is to be done, dangers, long messages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

from bot.evaluation.bad_rows import BadRowError, strings_of, text_of
from bot.evaluation.checks import CHECKS, Check
from bot.evaluation.things import Thing, ThingKind

RequestKind = Literal["return", "invoice", "order", "question", "problem"]


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a dialogue, and what must and must not come of it."""

    text: str
    must: tuple[Check, ...] = ()
    must_not: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Dialogue:
    """What one customer says in one thread, one message after the other."""

    line: int
    kind: str
    messages: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class ActsRow:
    """A message with what is to be done at once and what is to be asked; neither: nothing is to be done."""

    line: int
    text: str
    act: tuple[Thing, ...] = ()
    ask: tuple[Thing, ...] = ()


@dataclass(frozen=True, slots=True)
class DangerRow:
    """A message that tells of a danger to people or property, or does not."""

    line: int
    text: str
    is_danger: bool


@dataclass(frozen=True, slots=True)
class Request:
    """One of the requests of a long message."""

    kind: RequestKind
    about: str


@dataclass(frozen=True, slots=True)
class LongRow:
    """A long message with all that it asks for: what else gets a part of its own is junk."""

    line: int
    text: str
    requests: tuple[Request, ...]


DeskRow = Dialogue | ActsRow | DangerRow | LongRow


def desk_row(line: int, found: Mapping[str, Any]) -> DeskRow | None:
    """Return the row as its fields tell it; None: it is none of these. Raises ``BadRowError``."""
    if "turns" in found:
        return _dialogue(line, found)
    if found.keys() & {"act", "ask", "nothing"}:
        return _acts(line, found)
    if isinstance(found.get("danger"), bool):
        return DangerRow(line, text_of(found), found["danger"])
    if "requests" in found:
        return LongRow(line, text_of(found), tuple(map(_request, _objects(found, "requests"))))
    return None


def _dialogue(line: int, found: Mapping[str, Any]) -> Dialogue:
    messages = tuple(
        Said(text_of(one, "say"), _checks(one, "must"), _checks(one, "must_not")) for one in _objects(found, "turns")
    )
    if not messages:
        msg = '"turns" is empty'
        raise BadRowError(msg)
    return Dialogue(line, text_of(found, "kind"), messages)


def _checks(found: Mapping[str, Any], field: str) -> tuple[Check, ...]:
    return tuple(map(_check, strings_of(found, field)))


def _check(written: str) -> Check:
    name, _, about = (part.strip() for part in written.partition(":"))
    if name not in CHECKS:
        msg = f"unknown check {name!r}: use {', '.join(CHECKS)}"
        raise BadRowError(msg)
    wants = CHECKS[name].about
    if bool(about) is not bool(wants) or ("|" in wants and about not in wants.split("|")):
        msg = f"a check {name!r} is written " + (f"{name}:{wants}" if wants else name)
        raise BadRowError(msg)
    return Check(name, about)


def _acts(line: int, found: Mapping[str, Any]) -> ActsRow:
    act, ask = (tuple(map(_thing, strings_of(found, field))) for field in ("act", "ask"))
    if bool(found.get("nothing")) is bool(act or ask):
        msg = '"nothing" is true where "act" and "ask" are empty, and only there'
        raise BadRowError(msg)
    return ActsRow(line, text_of(found), act, ask)


def _thing(written: str) -> Thing:
    kind, _, about = (part.strip() for part in written.partition(":"))
    if kind not in get_args(ThingKind):
        msg = f"unknown act {kind!r}: use {', '.join(get_args(ThingKind))}"
        raise BadRowError(msg)
    return Thing(cast("ThingKind", kind), about)


def _request(found: Mapping[str, Any]) -> Request:
    kind = found.get("kind")
    if kind not in get_args(RequestKind):
        msg = f'a request\'s "kind" is one of {", ".join(get_args(RequestKind))}'
        raise BadRowError(msg)
    about = found.get("about")
    return Request(cast("RequestKind", kind), about if isinstance(about, str) else "")


def _objects(found: Mapping[str, Any], field: str) -> list[Mapping[str, Any]]:
    listed = found.get(field)
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        msg = f'"{field}" must be a list of objects'
        raise BadRowError(msg)
    return listed
