"""Danger first: a person is asked for at once, and only what is merely looked up is answered below it."""

from dataclasses import replace

from handlers import multipart
from handlers.desk import Conversation, Delivery, Place, Response
from workflows.answers import Leftover
from workflows.ids.grammar import find_ids
from workflows.rules.beyond import Beyond


async def reply(talk: Conversation, danger: Beyond, deliver: Delivery, place: Place) -> Response:
    """Ask for a person first. No return is issued: nothing dangerous is told to be sent by post."""
    first = for_a_person(danger)
    named = await talk.read(find_ids, talk.message.text)
    parts = multipart.parts_of(talk, await multipart.plan(talk)) if named else []
    looked_up = [part for part in parts if part.task and part.task.query_type != "ProductReturn"]
    if not looked_up:
        return first
    numbered = [replace(part, number=number) for number, part in enumerate(looked_up, start=1)]
    rest = await multipart.reply(talk, numbered, _nothing_left, deliver, place)
    return replace(rest, hand_over=(*first.hand_over, *rest.hand_over), opening=first.opening, urgent=True)


def for_a_person(only_a_person: Beyond) -> Response:
    """Hand over what only a person can settle."""
    return Response(
        (),
        route="general_question",
        hand_over=(only_a_person.name,),
        by_rule=True,
        opening=only_a_person.opening,
        urgent=only_a_person.urgent,
    )


async def _nothing_left(_talk: Conversation, _leftover: Leftover, _part: int) -> Response:
    return Response(())
