"""What is done about files that stand with a message and that the desk cannot look at. Nothing is done here."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.conversation.reading import Understanding
from handlers.desk import FILES, Conversation
from handlers.policy.actions import Action, DoTask, HandOver, NoteAccount, Say
from handlers.policy.questions import (
    CANNOT_LOOK,
    CANNOT_OPEN,
    CLOSED_KEPT,
    IF_WANTED,
    NO_TEXT,
    NOT_READ,
    PICTURES_KEPT,
    UNREAD_KEPT,
)
from storage.attached import AttachedFile

MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class WordsFor:
    """How files are named, by why nobody has looked at them."""

    pictures: str
    closed: str
    unread: str


FOR_A_PERSON = WordsFor(CANNOT_LOOK, CANNOT_OPEN, NOT_READ)
KEPT = WordsFor(PICTURES_KEPT, CLOSED_KEPT, UNREAD_KEPT)


def with_files(found: Understanding, conversation: Conversation, actions: list[Action]) -> list[Action]:
    """Name the files that nobody has looked at, and let a person do it.

    Who only asks for what was done is told that a person can; who only thanks or says yes is told nothing.
    """
    unseen = [file for file in conversation.files if file.kind != "text" or file.why_not]
    if not unseen or found.is_small_talk or found.confirms_only or found.answer_to_thanks:
        return actions
    if found.text and all(isinstance(one, DoTask | NoteAccount) for one in actions):
        return [*actions, Say(IF_WANTED.format(". ".join(_sentences(unseen, KEPT))), last=True)]
    said = [one for one in actions if not (isinstance(one, Say) and one.text == NO_TEXT)]
    return [*said, HandOver(FILES, " ".join(_sentences(unseen, FOR_A_PERSON)))]


def _sentences(unseen: Sequence[AttachedFile], words_for: WordsFor) -> list[str]:
    pictures = [file for file in unseen if file.kind == "picture"]
    closed = [file for file in unseen if file.kind == "other"]
    unread = [file for file in unseen if file.kind == "text"]
    words = [words_for.unread.format(file.name, file.why_not) for file in unread[:MOST_NAMED]]
    for files, sentence in ((pictures, words_for.pictures), (closed, words_for.closed)):
        words += [sentence.format(_names(files))] if files else []
    return words


def _names(files: Sequence[AttachedFile]) -> str:
    names = [file.name for file in files[:MOST_NAMED]]
    more = len(files) - len(names)
    return ", ".join(names) + (f" and {more} more" if more else "")
