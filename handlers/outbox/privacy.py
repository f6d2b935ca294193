"""Privacy by place: where others read along, what only one person should read is sent to them alone.

Whether a place is one stands in the case (``privacy``); it is settled as messages are kept.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from handlers.cases.acts import Actor
from handlers.cases.escalation import plan_notice
from handlers.cases.requester_acts import case_of_reply
from handlers.desk import Conversation, Response
from storage import cases, messages, posts, replies
from storage.database import Tx
from storage.errors import Refused
from storage.posts import PRIVATE_REPLY
from storage.records import AWAITING_ACCOUNT, HERE, PRIVATE, Case, Message, Post
from workflows.ids.grammar import find_ids
from workflows.reply import Reply, Section

NOT_YOURS = "Only the person this answer is for can do that."
NOT_ALONE = "I could not send you a direct message. If others may read my answer, write: answer here"
ALONE = (
    "I answer you here, where nobody else reads along. If others may read my answers, write in the channel, under "
    "your message there: answer here"
)
_OF_DOCUMENTS = {"Quote", "Source"}  # labels of facts that are published
_OWN_RECORDS = {"rma", "investigation"}
LONGEST_WISH = 80  # characters
LAST_LINES = 50
_VERBS = frozenset({"answer", "reply", "post", "write", "tell", "say", "show", "send"})
_PLACES = frozenset({"here", "thread", "channel"})
_BESIDE = frozenset(
    {
        *("please", "just", "yes", "ok", "okay", "sure", "thanks", "thank", "you", "can", "could", "may", "me", "us"),
        *("it", "that", "this", "right", "in", "the", "is", "fine", "then", "instead"),
    }
)


def tells_of_somebody(sections: tuple[Section, ...]) -> bool:
    """Say whether sections hold what stands in somebody's own records; what is published does not."""
    return any(_is_personal(section) for section in sections)


def _is_personal(section: Section) -> bool:
    if section.rma or any(fact.label not in _OF_DOCUMENTS for fact in section.facts):
        return True
    return any(found.kind in _OWN_RECORDS for found in find_ids(section.text))


def is_for_one(conversation: Conversation, response: Response) -> bool:
    """Say whether a response is for the eyes of its reader alone: others read along, and it tells of the reader.

    An account number is neither asked for nor said before others, whoever wrote the words around it.
    """
    if conversation.case.privacy != PRIVATE or conversation.turn.row.channel != conversation.case.channel:
        return False
    customers = (conversation.customer, response.customer)
    known = [one.account_number for one in customers if one is not None and one.account_number]
    says_number = any(_says_number(section.text, number) for section in response.sections for number in known)
    return response.awaiting == AWAITING_ACCOUNT or says_number or tells_of_somebody(response.sections)


def _says_number(text: str, number: str) -> bool:
    """Say whether a text of ours holds a number by itself, with whatever stands between its groups."""
    grouped = r"[\s.-]{0,3}".join(re.findall(r"[^\W_]", number))
    return re.search(rf"(?<![^\W_]){grouped}(?![^\W_])", text, re.IGNORECASE) is not None


def in_sight(channel: str, said: Sequence[Message], sent: Sequence[Post]) -> tuple[list[Message], list[Post]]:
    """Return what of these messages and replies of a case stands in a channel for all who are there.

    A case holds more: what its requester was told alone, and what they wrote there.
    """
    shown = [one for one in sent if one.channel == channel and not one.body.get("private")]
    return [one for one in said if one.channel == channel], shown


def is_told_alone(case: Case, row: Message | Post) -> bool:
    """Say whether a message or a reply of a channel's case was said where the others in its channel do not see it."""
    if case.is_dm:
        return False
    return row.channel != case.channel if isinstance(row, Message) else bool(row.body.get("private"))


def last_word_alone(tx: Tx, case: Case) -> bool:
    """Say whether its requester wrote their last words in a case of a channel to the desk alone."""
    said = [one for one in messages.transcript(tx, case.id, LAST_LINES) if one.author_kind == "customer"]
    return bool(said) and is_told_alone(case, said[-1])


def wants_it_here(text: str) -> bool:
    """Say whether somebody wants to be answered before others (their own words, plain, untrusted), and nothing else."""
    if len(text) > LONGEST_WISH:
        return False
    words = {word.strip(",.;:!?") for word in text.lower().split()} - {""}
    says_so = words & _VERBS or {"is", "fine"} <= words
    return bool(says_so and words & _PLACES) and words <= _VERBS | _PLACES | _BESIDE


def plan_private(tx: Tx, reply: Post, reader: str, now: datetime) -> None:
    """Owe its reader a reply that does not show in the thread. Repeats change nothing.

    What they were told alone before an edit is replaced by it, or said to be replaced if the thread answers them now.
    """
    before = _told_before(tx, reply)
    if not reply.body.get("private"):
        if before is not None:
            posts.plan_rewrite(tx, before, f"replaced:{before.id}", now)
        return
    values = {
        "team_id": reply.team_id,
        "key": posts.private_key(reply),
        "kind": PRIVATE_REPLY,
        "case_id": reply.case_id,
    }
    body: dict[str, Any] = {"post": reply.id}
    if before is not None:
        body["replaces"] = before.id
        values["after_ts"] = reply.after_ts  # of the message that both answer: from then on it is looked for
    more = {"channel": reader, "thread_ts": None, "body": body, "created_at": reply.sent_at}
    posts.plan_post(tx, {**values, **more})


def not_reached(tx: Tx, told: Post, now: datetime) -> None:
    """Let the thread of an answer say that Slack did not let us send it to its reader alone, and no more that we did.

    Repeats change nothing.
    """
    reply, case = posts.get_post(tx, int(told.body["post"])), cases.get_case(tx, told.case_id or 0)
    if reply is not None and reply.body.get("private"):
        posts.keep_body(tx, reply.id, {**reply.body, "undelivered": True})
        posts.plan_rewrite(tx, reply, f"not reached:{told.id}", now)
    plan_notice(tx, case, NOT_ALONE, f"not alone:{told.id}", now)


def _told_before(tx: Tx, reply: Post) -> Post | None:
    """Return what shows the answer that this one replaces to its reader alone, and may stand; None: nothing does.

    What was only planned to be shown is given up.
    """
    replaced = (reply.outcome or {}).get("replaces")
    earlier = posts.get_post(tx, replaced["post"]) if replaced else None
    told = posts.post_at(tx, reply.team_id, posts.private_key(earlier)) if earlier is not None else None
    while told is not None and told.state not in {"sending", "sent"}:
        posts.supersede(tx, told.id)
        told = posts.get_post(tx, told.body["replaces"]) if "replaces" in told.body else None
    return told


def private_before(case: Case, sent: Sequence[Post]) -> Post | None:
    """Return the newest reply of a case if its words do not show in the thread; ``sent``: newest first."""
    return sent[0] if case.privacy == PRIVATE and sent and sent[0].body.get("private") else None


def answer_here(conversation: Conversation, told: Post) -> tuple[Conversation, Response]:
    """Say in the thread what was said to its reader alone, as they wish; so is all that follows once that stands there.

    "Here" is where it is written: in the direct message nothing is opened to others.
    """
    case = conversation.case
    if conversation.turn.row.channel != case.channel:
        return conversation, Response((Section(text=ALONE),), awaiting=case.awaiting, by_rule=True)
    sections = Reply.model_validate(told.body).sections
    here = replace(conversation, case=replace(case, privacy=HERE))
    return here, Response(sections, awaiting=case.awaiting, by_rule=True, opens_thread=True)


def let_show(tx: Tx, actor: Actor, reply_id: int, now: datetime) -> Case:
    """Show a private answer in its thread, as its reader presses; so is all that follows in this case.

    Raises ``Refused`` to anybody else.
    """
    reply = replies.get_reply(tx, reply_id)
    case = case_of_reply(tx, actor, reply)
    reply = replies.get_reply(tx, reply_id)
    if reply is None or case is None or case.requester != actor.user or reply.state != "sent":
        raise Refused(NOT_YOURS)
    cases.update_case(tx, case.id, now, privacy=HERE)
    if reply.body.get("private"):
        posts.keep_body(tx, reply.id, {**reply.body, "private": False})
        posts.plan_rewrite(tx, reply, f"here:{reply.id}", now)
    return case
