"""General questions: about the desk itself; anything else gets an honest "not sure" instead of a guess."""

from handlers.desk import Conversation, Response
from storage.records import AWAITING_DETAILS
from workflows.reply import Section
from workflows.steps.general_reply import ABOUT, GENERAL_REPLY


async def reply(conversation: Conversation, text: str, part: int) -> Response:
    """Answer from what the desk knows of itself, or say that it is not sure and ask to rephrase."""
    draft = await conversation.run.step(GENERAL_REPLY, conversation.draft_request(text, about=ABOUT), part)
    by_rule = conversation.run.by_rule(GENERAL_REPLY.name)
    if draft.answered:
        return Response((Section(text=draft.reply),), "general_question", by_rule=by_rule)
    sections = (Section(text=draft.reply),)
    return Response(sections, "general_question", awaiting=AWAITING_DETAILS, unsure=True, by_rule=by_rule)
