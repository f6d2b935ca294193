"""Technical support: first help, and the question for what is missing."""

from handlers.desk import BEYOND_FIRST_HELP, Conversation, Response
from storage.records import AWAITING_DETAILS
from workflows.reply import Section
from workflows.steps.technical_reply import TECHNICAL_REPLY

NOTED = "Thank you, I have added this to your case. This needs more than the first help I can give."


async def reply(conversation: Conversation, text: str, part: int) -> Response:
    """Give first help. Details that come after it, without a model to use them, go to a person."""
    draft = await conversation.run.step(TECHNICAL_REPLY, conversation.draft_request(text), part)
    by_rule = conversation.run.by_rule(TECHNICAL_REPLY.name)
    helped_before = conversation.awaiting == AWAITING_DETAILS and conversation.case.route == "technical_support"
    if by_rule and helped_before:
        return Response((Section(text=NOTED),), "technical_support", hand_over=(BEYOND_FIRST_HELP,), by_rule=True)
    return Response((Section(text=draft.reply),), "technical_support", awaiting=AWAITING_DETAILS, by_rule=by_rule)
