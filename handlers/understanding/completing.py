"""What Slack tells of a message only when it is asked: names of ids, words of files, the first message of a thread.

Asked after the ack, before the message is understood. What cannot be had is done without: no answer waits for it long,
but where the first message of a thread is all that is wanted.
"""

from datetime import timedelta
from typing import Any

import structlog

from handlers.conversation.reading import cut, is_cut
from handlers.conversation.subjects import subject_of
from handlers.desk import Conversation, Delivery, Desk, ThreadRoot
from storage import app_roots, attached, cases, greetings, messages, search, turns
from storage.database import Tx
from storage.errors import Transient
from storage.records import Message, MessageKey
from workflows.ids.grammar import find_ids
from workflows.language.passages import composed, own_words, parted
from workflows.rules.planning.plan import make_plan

ROOT_WITHIN = timedelta(minutes=5)  # then the call itself is answered
JUST_BEFORE = timedelta(milliseconds=1)  # in the transcript, what began the thread stands above what called the desk

log = structlog.get_logger(__name__)


async def complete(desk: Desk, conversation: Conversation, deliver: Delivery) -> bool:
    """Complete a turn; say whether that changed anything, so that it has to be read again."""
    read = await _read_root(desk, conversation, deliver)
    if not read and not any(map(deliver.lacks, conversation.turn.standing)):
        return False  # most messages: nothing is read again for them
    turn = await desk.db.read(lambda tx: turns.turn_at(tx, conversation.turn.id))
    lacking = [one for one in turn.standing if deliver.lacks(one)] if turn is not None else []
    completed = [await complete_message(desk, one, deliver) for one in lacking]
    return read or any(completed)


async def complete_message(desk: Desk, message: Message, deliver: Delivery) -> bool:
    """Store what was missing of a message, unless it was edited or deleted meanwhile; say whether that was done."""
    found = await deliver.details(message)
    said = parted(found.text)
    text = cut(composed(said.own, [*said.passages, *found.passages]), was_cut=is_cut(message.text))
    rows = attached.to_rows(found.files)
    if text == message.text and rows == message.files:
        return False

    def store(tx: Tx) -> bool:
        cases.hold_cases(tx, [message.case_id])
        if not messages.complete(tx, message, text, rows):
            return False
        if message.id == messages.first_of_requester(tx, message.case_id):
            cases.update_case(tx, message.case_id, desk.now(), subject=subject_of(text))
        search.index_case(tx, message.case_id)
        return True

    return await desk.db.write(store)


def only_calls(text: str) -> bool:
    """Say whether a message only calls the desk: what is wanted stands elsewhere."""
    own = own_words(text)
    return not (parted(text).passages or find_ids(own) or make_plan(own).tasks)


async def _read_root(desk: Desk, conversation: Conversation, deliver: Delivery) -> bool:
    """Where somebody calls the desk into a thread that is not ours: the case is its first writer's; say if it is now.

    Who says by themselves what they want speaks for themselves. While Slack cannot be asked, ``Transient`` is raised,
    and the whole answer is tried again; but who called is not kept waiting for it for ever.
    """
    case, first = conversation.case, conversation.turn.first
    is_called = case.thread_ts != first.ts and not case.is_dm and case.first_response_at is None
    if not is_called or case.reporter is not None or not only_calls(first.text):
        return False
    key = MessageKey(case.team_id, case.channel, case.thread_ts)

    def is_unread(tx: Tx) -> bool:
        begun = messages.transcript(tx, case.id, 2)
        is_first = len(begun) == 1 and begun[0].id == first.id
        if not is_first or app_roots.is_of_app(tx, case.team_id, case.channel, case.thread_ts):
            return False
        return first.author not in greetings.greeted_in(tx, key)  # who greeted speaks for themselves

    if not await desk.db.read(is_unread):
        return False
    try:
        root = await deliver.thread_root(key)
    except Transient as error:
        if desk.now() - first.kept_at < ROOT_WITHIN:
            raise
        log.warning("root_not_read", channel=key.channel, ts=key.ts, why=str(error))
        return False
    return root is not None and await desk.db.write(lambda tx: _keep_root(tx, desk, conversation, key, root))


def _keep_root(tx: Tx, desk: Desk, conversation: Conversation, key: MessageKey, root: ThreadRoot) -> bool:
    cases.hold_cases(tx, [conversation.case.id])
    turn, now = turns.turn_at(tx, conversation.turn.id), desk.now()
    if turn is None or not turn.is_owed or messages.get_message(tx, key) is not None:
        return False
    case, caller = cases.get_case(tx, turn.case_id), turn.row.author
    values: dict[str, Any] = {
        "team_id": key.team_id,
        "case_id": case.id,
        "turn_id": turn.id,
        "channel": key.channel,
        "ts": key.ts,
        "thread_ts": case.thread_ts,
        "author": root.author,
        "author_kind": "customer",
        "text": root.text,
        "is_dm": False,
        "edited_ts": root.edited_ts,
        "user_team": root.user_team,
        "files": attached.to_rows(root.files),
        "kept_at": turn.first.kept_at - JUST_BEFORE,
    }
    messages.keep_message(tx, values)
    if root.author != caller:
        messages.say_whose(tx, turn.first.id, "third")
        turns.speak_for(tx, turn.id, root.author)
        cases.update_case(tx, case.id, now, requester=root.author, reporter=caller, subject=subject_of(root.text))
        cases.add_event(tx, case, now, actor=caller, event="called the desk", detail="into the requester's thread")
    search.index_case(tx, case.id)
    return True
