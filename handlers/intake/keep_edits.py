"""Keeping edits and deletions: the newest text counts, and what the old one asked for is let go of."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from handlers.cases import thread_notes
from handlers.cases.asking import asks
from handlers.cases.escalation import CARD
from handlers.cases.unanswered import asked_by
from handlers.conversation.earlier_answer import earlier_answer
from handlers.conversation.gathering import Gathering
from handlers.conversation.reading import cut, is_cut
from handlers.conversation.subjects import subject_of
from handlers.desk import HandoffSettings
from handlers.runtime.stops import note_anew, was_stopped
from storage import cases, erase, faq_aliases, faq_gaps, greetings, messages, posts, runs, search, tombstones, turns
from storage.database import Tx
from storage.records import Case, Message, MessageKey, TimelineRow, Turn
from workflows.language.automatic import is_automatic
from workflows.language.passages import carried
from workflows.rules.corrections.corrections import as_meant
from workflows.rules.frame.smalltalk import is_small_talk
from workflows.rules.planning.plan import make_plan
from workflows.rules.route import classify

if TYPE_CHECKING:
    from handlers.intake.keep import Edit


def known_message(tx: Tx, key: MessageKey) -> Message | None:
    """Return the message and hold its case; None: it has not come, and does not come while this transaction lasts."""
    known = messages.get_held(tx, key)
    if known is None:
        tombstones.hold_key(tx, key)
        known = messages.get_held(tx, key)
    return known


def edit_known(tx: Tx, edit: "Edit", known: Message, now: datetime, gathering: Gathering) -> Turn | None:
    """Change the text of a message that is kept and held; return its turn if that is owed an answer."""
    before = turns.turn_of(tx, known)
    edit = replace(edit, text=cut(carried(edit.text, known.text), was_cut=is_cut(edit.text)))
    is_changed = messages.edit_message(tx, edit.key, edit.text, edit.edited_ts)
    turn = turns.turn_of(tx, known)
    if not is_changed:
        return turn if turn is not None and turn.is_owed else None
    if turn is not None and turn.row.gathers(now):
        turns.next_line(tx, turn.id, gathering.ready_at(now, turn.row.opened_at))
        turn = turns.turn_at(tx, turn.id) or turn
    case = cases.get_case(tx, known.case_id)
    if turn is not None:
        faq_gaps.reword_gap(tx, turn.first.id, turn.text)
        faq_aliases.erase_of_message(tx, turn.first.id)
        if not turn.is_owed:
            _stop_asking(tx, case, turn, now)
    stopped = before is not None and was_stopped(tx, before, edit.edited_ts)
    cases.add_event(tx, case, now, actor=known.author, event="edited", detail=_when(turn, stopped=stopped))
    if known.id == messages.first_of_requester(tx, case.id):
        cases.update_case(tx, case.id, now, subject=subject_of(edit.text))
    _ask_anew(tx, case, known, edit, now)
    search.index_case(tx, case.id)
    if before is None or turn is None or not _says_something_else(before, turn):
        return turn if turn is not None and turn.is_owed else None
    if stopped and not case.taken_over and case.status != "resolved":
        note_anew(tx, before)
        return _owe_anew(tx, turn, now)
    if _is_answered_anew(tx, case, turn):
        return _owe_anew(tx, turn, now)
    return turn if turn.is_owed else None


def _ask_anew(tx: Tx, case: Case, known: Message, edit: "Edit", now: datetime) -> None:
    """Let the last word of staff ask what it asks now, and nothing that it does not ask any more.

    What their customer has answered meanwhile is answered.
    """
    if known.author_kind != "staff" or known.turn_id is not None or case.waits_since is not None:
        return
    if asks(edit.text) == asks(known.text) or known.id != _newest_of_people(tx, case.id):
        return
    cases.update_case(tx, case.id, now, asked_at=asked_by(case, edit.text, now), nudged_at=None)


def _newest_of_people(tx: Tx, case_id: int) -> int | None:
    """Return the last message that stands in a case by its customer or by staff who spoke to them."""
    spoken = [one for one in messages.transcript(tx, case_id) if not one.deleted_at]
    of_them = [one for one in spoken if one.author_kind in {"customer", "staff"}]
    return max(of_them, key=lambda one: one.ts).id if of_them else None


def _when(turn: Turn | None, *, stopped: bool) -> str:
    if stopped:
        return "after it was stopped"
    return "before the answer" if turn is not None and turn.is_owed else "after the answer"


def _says_something_else(before: Turn, turn: Turn) -> bool:
    """Say whether a turn says anything, and something else: more differs than white space, case and punctuation."""
    words = _words(turn.text)
    return bool(words) and words != _words(before.text)


def _is_answered_anew(tx: Tx, case: Case, turn: Turn) -> bool:
    """Say whether an edit after the answer is answered: nobody else has the case, and it is the last that was said."""
    is_ours = not case.taken_over and case.status in {"waiting", "answered"}
    if turn.row.state != "answered" or not is_ours:
        return False
    return turns.newest_of_case(tx, case.id) == turn.id and earlier_answer(tx, turn) is not None


def _words(text: str) -> list[str]:
    return "".join(one if one.isalnum() or one in "#-" else " " for one in text.casefold()).split()


def _owe_anew(tx: Tx, turn: Turn, now: datetime) -> Turn | None:
    """Owe the turn an answer, which replaces the one it has if there is any, and ask no more what that asked."""
    case = cases.get_case(tx, turn.case_id)
    runs.ask_no_more(tx, case, turn, now)
    status = "escalated" if case.status == "escalated" else "open"  # a person owes a word beside
    cases.update_case(tx, turn.case_id, now, status=status, asked_at=None, nudged_at=None)
    turns.owe_again(tx, turn.id, now)
    return turns.turn_at(tx, turn.id)


def edit_unknown(tx: Tx, edit: "Edit", now: datetime, handoff: HandoffSettings) -> None:
    """Change a note, or keep the text until its message comes, if that may be for us."""
    if thread_notes.change_note(tx, edit.key, edit.text, edit.edited_ts, now):
        return
    about = thread_notes.case_of_card(tx, handoff.staff_channel, edit.key, edit.thread_ts)
    if about is None:
        thread_notes.wait_for_card(tx, handoff.staff_channel, edit.key, edit.thread_ts)
    if about is not None or _may_be_ours(tx, edit):
        tombstones.keep_edit(tx, edit.key, edit.author, edit.text, edit.edited_ts, now)


def keep_deletion(tx: Tx, key: MessageKey, now: datetime) -> Turn | None:
    """Erase a message, or note that it is not to be kept when it comes; return its turn if that is owed an answer."""
    known = known_message(tx, key)
    if known is None:
        greetings.drop_thread(tx, key)
        if not thread_notes.erase_note(tx, key, now):
            tombstones.keep_deletion(tx, key, now)
        return None
    erase.erase_message(tx, key, now)
    _name_anew(tx, known.case_id, now)
    if known.author_kind == "customer" and known.deleted_at is None:
        _await_nobody(tx, known.case_id, now)
    if known.author_kind == "staff" and known.turn_id is None:
        cases.update_case(tx, known.case_id, now, asked_at=None, nudged_at=None)  # what a person asked is taken back
    turn = turns.turn_of(tx, known)
    if turn is not None and turn.standing and not turn.is_owed:
        _stop_asking(tx, cases.get_case(tx, known.case_id), turn, now)
    return turn if turn is not None and turn.is_owed else None


def _await_nobody(tx: Tx, case_id: int, now: datetime) -> None:
    """Let nobody wait for a person who has answered all that stands: what was written since is deleted.

    What they asked in their last words stands again, as from now on.
    """
    case = cases.get_case(tx, case_id)
    if not case.taken_over or case.waits_since is None:
        return
    spoken = sorted(messages.transcript(tx, case_id), key=lambda one: one.ts, reverse=True)
    last = next((one for one in spoken if _wants_a_word(one)), None)
    given = cases.last_event(tx, case_id, ("escalated", "reopened"))
    if last is None or last.author_kind != "staff" or _is_given_since(case, given, last):
        return
    asked_at = asked_by(case, last.text, now)
    cases.update_case(tx, case_id, now, status=case.status_unowed, asked_at=asked_at, nudged_at=None)
    for post in posts.posts_of_case(tx, case_id):
        if post.kind == CARD and post.state == "planned":
            posts.supersede(tx, post.id)


def _wants_a_word(message: Message) -> bool:
    """Say whether somebody owes a word to a message that stands, or it is one of a person's."""
    if message.author_kind in {"third", "colleague"} or message.deleted_at is not None:
        return False
    return message.author_kind == "staff" or not (is_small_talk(message.text) or is_automatic(message.text))


def _is_given_since(case: Case, given: TimelineRow | None, last: Message) -> bool:
    """Say whether a case was given to people since the last words of one, not by what its customer wrote there."""
    if given is None or given.at < last.kept_at:
        return False
    return given.event == "escalated" or given.actor != case.requester


def _name_anew(tx: Tx, case_id: int, now: datetime) -> None:
    """Call a case by the first words that stand in it, if those it was called by are erased."""
    words = messages.first_words(tx, case_id)
    if words and cases.get_case(tx, case_id).subject == erase.ERASED:
        cases.update_case(tx, case_id, now, subject=subject_of(words))
        search.index_case(tx, case_id)


def _may_be_ours(tx: Tx, edit: "Edit") -> bool:
    """Say whether the message of an edit, should it still come, may be for the desk: nobody else's words are kept."""
    team_id, channel = edit.key.team_id, edit.key.channel
    return edit.addressed or bool(edit.thread_ts and cases.case_of_thread(tx, team_id, channel, edit.thread_ts))


def _stop_asking(tx: Tx, case: Case, turn: Turn, now: datetime) -> None:
    """Let go of what the answer to the old text asked for, unless the new text still wants it."""
    asked = runs.asked_for(tx, turn)
    if asked:
        wanted = {task.query_type for task in make_plan(as_meant(turn.text).text).tasks}
        runs.stop_asking(tx, case, turn, now, but=asked & wanted)
    elif runs.asked_details(tx, case, turn) and classify(turn.text).route != case.route:
        runs.wait_for_nothing(tx, case, now)
