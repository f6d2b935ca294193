"""What is left of the tasks of a message after a third reading of all that it names, and what that sees beside."""

from collections.abc import Container
from dataclasses import replace

from workflows.rules.doubt.all_readings import Seen, weighed
from workflows.rules.doubt.alone import may_any_be_asked, may_be_asked
from workflows.rules.doubt.doubt import is_waved_off
from workflows.rules.doubt.third_reading import places_of, read_again, return_of_place
from workflows.rules.evidence import WHICH, Kind
from workflows.rules.planning.found import FoundTask, clauses_around, lookup, once, place_of, task_of_return
from workflows.rules.syntax.clauses import Message
from workflows.understanding import closely

Found = tuple[FoundTask, ...]


def after_reading_again(message: Message, found: Found) -> Found:
    """Return what is left of ``found`` after a third reading, and what that sees beside.

    Without the extra it is read only where nothing is seen to go back, and something is named that may: beside a return
    little is wanted that nobody sees, and what is seen stays as it is.
    """
    is_base = closely.load() is None
    if is_base and any(one.task.query_type == "ProductReturn" for one in found):
        return found
    places = {place: one for one in found if (place := place_of(message, one))}
    if is_base and not may_any_be_asked(message):
        return _in_order(found, places.values())
    named = places_of(message, [*places])
    others = ((place, read) for place, read in named.items() if place not in places and place.asked == "return")
    if is_base and not any(may_be_asked(message, place, read) for place, read in others):
        return _in_order(found, places.values())
    told = read_again(message, named)
    if not told or is_waved_off(message):
        return found
    seen = [Seen(one, places[one.place].kind if one.place in places else None) for one in told]
    unread = set(found) - {places[one.place] for one in told if one.place in places}
    kept = [one for one in found if one in unread]
    is_one_of = any(one.kind in WHICH for one in kept)  # "one of the suitcases": which is asked for
    for one, kind in zip(seen, weighed(message, seen), strict=True):
        known = places.get(one.told.place)
        if kind is not None and known:
            kept.append(replace(known, kind=kind))
        elif kind is not None and not (is_one_of and one.told.place.asked == "return"):
            kept.append(overlooked(message, one, kind))
    return tuple(once(sorted(kept, key=lambda one: one.at)))


def _in_order(found: Found, named: Container[FoundTask]) -> Found:
    """Return ``found`` in the order that it has after a reading: at one place what names nothing comes first."""
    return tuple(sorted(found, key=lambda one: (one.at, one in named)))


def overlooked(message: Message, one: Seen, kind: Kind) -> FoundTask:
    """Return the task of a thing or a number that nobody else sees."""
    place = one.told.place
    if place.asked != "return":
        number = next(iter(message.ids_in(place.start, place.end)))
        return FoundTask(place.start, lookup(number), clauses_around(message, place.start), kind)
    back = return_of_place(message, place, one.told.read)
    return FoundTask(back.at, task_of_return(message, back), back.used, kind, back.product)
