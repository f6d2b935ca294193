"""The answer that a turn has when one of its messages is edited: it is replaced, and what was done for it stays."""

from dataclasses import dataclass

from storage import replies, tasks
from storage.database import Tx
from storage.records import Investigation, Post, Rma, Turn


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """The reply that stands in Slack, and the returns and investigations that this turn has led to and are live."""

    post: Post
    returns: tuple[Rma, ...]
    investigations: tuple[Investigation, ...]


def earlier_answer(tx: Tx, turn: Turn) -> EarlierAnswer | None:
    """Return the answer to an earlier text of the turn; None: none stands."""
    post = replies.standing_answer(tx, turn.first.id) if turn.edits else None
    if post is None or post.key == replies.key_of(turn.run):
        return None
    mine = {row.id for row in tasks.tasks_of_case(tx, turn.case_id) if row.turn_id == turn.id}
    returns = tasks.rmas_of(tx, turn.case_id)
    investigations = tasks.investigations_of(tx, turn.case_id)
    return EarlierAnswer(
        post,
        tuple(one for one in returns if one.task_id in mine and one.state == "issued"),
        tuple(one for one in investigations if one.task_id in mine and one.state == "open"),
    )
