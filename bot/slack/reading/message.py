"""One reader of a Slack message: everything it says, whatever form it has. Never raises on any JSON."""

from collections import ChainMap
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any, cast

from bot.slack.reading.markup import Words, labels_in, read_markup
from bot.slack.reading.passed_on import attached_files, forwards, snippets
from bot.slack.reading.rich_text import read_rich_text
from storage.attached import AttachedFile
from workflows.language.passages import Passage, composed

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReadMessage:
    """What a message says: its writer's own ``words``, what it passes on, and the files that stand with it."""

    words: Words
    passages: tuple[Passage, ...] = ()
    files: tuple[AttachedFile, ...] = ()

    @property
    def text(self) -> str:
        """All of it as one text."""
        return composed(self.words.text, self.passages)


def read_message(message: Json, names: Mapping[str, str], bot_user_id: str) -> ReadMessage:
    """Read a message as events and Slack's methods carry it (untrusted). ``names``: of ids, as far as they are known.

    Rich text is what its writer saw, and says without doubt what is code, a quote or struck out; where there is none,
    ``text`` is read.
    """
    raw = message.get("text")
    raw = raw if isinstance(raw, str) else ""
    known = ChainMap(dict([*labels_in(raw), *_profiles(message)]), cast("MutableMapping[str, str]", names))
    words = read_rich_text(message.get("blocks"), known, bot_user_id) or read_markup(raw, known, bot_user_id)
    passages = (*forwards(message, known, bot_user_id), *snippets(message))
    return ReadMessage(words, passages, attached_files(message))


def _profiles(message: Json) -> Iterator[tuple[str, str]]:
    """Yield the name of the writer, where the event carries their profile."""
    profile, user = message.get("user_profile"), message.get("user")
    if isinstance(profile, dict) and isinstance(user, str):
        for name in (profile.get("display_name"), profile.get("real_name"), profile.get("name")):
            if isinstance(name, str) and name:
                yield user, name
                return
