"""What requesters do with their own cases: cancel an RMA (staff may too) and rate an answer (nobody else may).

Like the acts in ``handlers/cases/acts.py``: somebody else's is answered like one that does not exist.
"""

from dataclasses import dataclass
from datetime import datetime

from handlers.cases.acts import Actor
from handlers.cases.withdrawing import withdraw_return
from storage import cases, faq_aliases, posts, replies, tasks, turns
from storage.database import Tx
from storage.errors import Refused
from storage.records import Case, Message, Post
from workflows.masking.mask import mask

COMMENT_LENGTH = 3000  # what a field of a Slack modal holds
RATINGS = (1, -1)
SAYS_YES, SAYS_NO = "Yes", "No"  # what a press of the buttons under a question says
ANSWERED = "That has been answered already. If you want something else now, please write it here."
AT_WORK = (
    "I have your answer and am at work on it. If it was not meant for this question, please press again in a moment."
)


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating that was stored. ``second_bad``: this press made two bad ones in a row, in whichever order."""

    case: Case
    second_bad: bool


def cancel_rma(tx: Tx, actor: Actor, number: str, now: datetime) -> Case:
    """Cancel an RMA that is still issued; return its case. Cancelling it again changes nothing.

    What has authorised it, or asked about it, says from now on that it is cancelled.
    """
    wanted = number.strip().upper().removeprefix("#")
    rma = tasks.rma_numbered(tx, actor.team_id, wanted)
    if rma is None or not (actor.is_staff or rma.requester == actor.user):
        msg = "I find no such RMA that you may cancel."
        raise Refused(msg)
    case = cases.lock_case(tx, rma.case_id)
    if tasks.cancel_rma(tx, rma.id):
        cases.add_event(tx, case, now, actor=actor.user, event="RMA cancelled", detail=rma.number)
        withdraw_return(tx, case, rma, now)
        return case
    found = tasks.rma_numbered(tx, actor.team_id, wanted)
    if found is None or found.state != "cancelled":
        msg = f"{rma.number} cannot be cancelled any more: it is {found.state if found else 'gone'}."
        raise Refused(msg)
    return case


def rate(tx: Tx, actor: Actor, reply_id: int, rating: int, comment: str | None, now: datetime) -> Rated:
    """Store what the case's requester thinks of a reply: 1 good, -1 bad, and why; a later press counts.

    Without a comment, the one given before stays as long as the rating is the same.
    """
    reply = replies.get_reply(tx, reply_id)
    case = case_of_reply(tx, actor, reply)
    reply = replies.get_reply(tx, reply_id)
    if reply is None or case is None or case.requester != actor.user or reply.state != "sent" or rating not in RATINGS:
        msg = "I find no such answer of mine to you."
        raise Refused(msg)
    is_new = keep_rating(tx, case, reply, rating, comment, now)
    second = is_new and rating == -1 and -1 in replies.neighbouring_ratings(tx, case.id, reply.id)
    return Rated(cases.get_case(tx, case.id), second_bad=second)


def keep_rating(tx: Tx, case: Case, post: Post, rating: int, comment: str | None, now: datetime) -> bool:
    """Store what the case's requester thinks of a post of ours, a reply or the word that a person resolved the case.

    Say whether that is another rating than before; one that was given, with the same words, changes nothing. That it is
    the requester who rates is for the caller to check; the case is held.
    """
    words = _comment_of(post, rating, comment)
    if (post.rating, post.rating_comment) == (rating, words):
        return False
    replies.rate_reply(tx, post.id, rating, words, now)
    faq_aliases.note_rating(tx, post.team_id, post.message_id)
    cases.update_case(tx, case.id, now, rating=rating, erased_at=None)
    if post.rating == rating:
        return False
    detail = f"{'' if post.kind == posts.REPLY else 'the resolution, '}{'good' if rating == 1 else 'bad'}"
    cases.add_event(tx, case, now, actor=case.requester, event="rated", detail=detail)
    return True


def answer_question(tx: Tx, actor: Actor, task_id: int, now: datetime) -> Case:
    """Let the case wait for the yes or no about this task, which its requester is about to give; return the case.

    Raises
    ------
    Refused
        Somebody else's, answered already, or what was pressed just before is not worked out yet.
    """
    task = tasks.get_task(tx, task_id)
    case = cases.lock_case(tx, task.case_id) if task is not None and task.team_id == actor.team_id else None
    task = tasks.get_task(tx, task_id)
    if task is None or case is None or case.requester != actor.user:
        msg = "Only the person who was asked can answer that."
        raise Refused(msg)
    if task.state != "asked":
        raise Refused(ANSWERED)
    if any(_is_press(one, actor) for turn in turns.owed_of_case(tx, case.id) for one in turn.standing):
        raise Refused(AT_WORK)
    cases.update_case(tx, case.id, now, awaiting=f"task:{task.id}")
    return case


def _is_press(message: Message, actor: Actor) -> bool:
    return message.author == actor.user and message.text in {SAYS_YES, SAYS_NO}


def case_of_reply(tx: Tx, actor: Actor, reply: Post | None) -> Case | None:
    """Return the case of a reply, locked; None if there is none that the actor may know of."""
    if reply is None or reply.team_id != actor.team_id or reply.case_id is None:
        return None
    return cases.lock_case(tx, reply.case_id)


def _comment_of(reply: Post, rating: int, comment: str | None) -> str | None:
    """Return the comment that a rating leaves: the new one, masked, or the one before if the rating is the same."""
    if comment is None:
        return reply.rating_comment if reply.rating == rating else None
    return mask(comment[: 2 * COMMENT_LENGTH]).strip()[:COMMENT_LENGTH] or None
