"""General questions: about the desk itself; anything else gets an honest "not sure" instead of a guess."""

from handlers.desk import Conversation, Response
from storage.records import AWAITING_DETAILS
from workflows.general_reply import ABOUT, GENERAL_REPLY
from workflows.reply import Section
from workflows.rules import first_aid


async def reply(talk: Conversation, text: str, part: int) -> Response:
    """Answer from what the desk knows of itself, or say that it is not sure and ask to rephrase."""
    draft = await talk.run.step(GENERAL_REPLY, talk.to_answer(text, about=ABOUT), part)
    by_rule = talk.run.by_rule(GENERAL_REPLY.name)
    if draft.answered:
        return Response((Section(text=draft.reply),), "general_question", by_rule=by_rule)
    return not_sure(draft.reply, by_rule=by_rule)


def not_sure(words: str | None = None, *, by_rule: bool = True) -> Response:
    """Say that the message was not understood and ask to put it in other words."""
    words = words or first_aid.general("")[0]
    return Response((Section(text=words),), "general_question", awaiting=AWAITING_DETAILS, unsure=True, by_rule=by_rule)
