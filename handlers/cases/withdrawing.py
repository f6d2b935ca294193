"""A return is cancelled: what stands in its thread and authorised it does not say so any more."""

from datetime import datetime

from storage import posts, replies, tasks
from storage.database import Tx
from storage.records import Case, Post, Rma
from workflows.reply import Reply, Section


def withdraw_return(tx: Tx, case: Case, rma: Rma, now: datetime) -> None:
    """Let each reply of the case that offers this return say that it is cancelled, and owe it that Slack shows that.

    One that is on its way is written anew once it stands; one that is only planned finds out by itself.
    """
    for post in replies.replies_of(tx, case.id):
        said = Reply.model_validate(post.body)
        if post.state not in {"sending", "sent"} or not any(one.rma == rma.number for one in said.sections):
            continue
        sections = tuple(_withdrawn(one, rma) if one.rma == rma.number else _asking(tx, one) for one in said.sections)
        posts.keep_body(tx, post.id, said.model_copy(update={"sections": sections}).model_dump(mode="json"))
        posts.plan_rewrite(tx, post, _key(post, rma), now)
        alone = posts.post_at(tx, post.team_id, posts.private_key(post))
        if alone is not None:
            posts.plan_rewrite(tx, alone, f"{_key(post, rma)}:alone", now)


def _withdrawn(section: Section, rma: Rma) -> Section:
    """Return a section without the return; a question whether to cancel it, which states no facts, stays a question."""
    text = f"The return {rma.number} is cancelled. Please do not send anything back for it."
    if not section.facts:
        asked, mark, _how_to_answer = section.text.partition("?")
        text = f"{asked}{mark}"
    return Section(heading=section.heading, text=text)


def _asking(tx: Tx, section: Section) -> Section:
    """Return a section as it is to be shown now: what was answered, in words or by a button, is asked no more."""
    task = tasks.get_task(tx, section.asks) if section.asks else None
    is_answered = section.asks and (task is None or task.state != "asked")
    return section.model_copy(update={"asks": 0}) if is_answered else section


def _key(post: Post, rma: Rma) -> str:
    return f"withdrawn:{rma.number}:{post.id}"
