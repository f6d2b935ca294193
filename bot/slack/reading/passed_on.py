"""What a message passes on: forwarded messages, snippets, files. Never raises on any JSON.

A forward stands in ``attachments`` with ``is_share``; a pasted link, which Slack unfolds, has ``is_msg_unfurl`` alone
and is none (https://docs.slack.dev/reference/events/message; the fields as Slack's clients send them).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.slack.reading.markup import read_markup, short_name
from bot.slack.reading.rich_text import read_rich_text
from bot.slack.text import storable
from storage.attached import AttachedFile, FileKind
from workflows.language.passages import SOMEBODY, Passage, one_line

Json = dict[str, Any]

MOST_FORWARDS, MOST_FILES = 5, 10
LONGEST_LINK = 500
READABLE = {"txt", "md", "text", "markdown", "pdf", "log", "csv"}
_HIDDEN = {"tombstone", "hidden_by_limit"}
_FILE_ID = re.compile(r"F[A-Z0-9]{1,31}")
_WORDS_OF_FILES = re.compile(r"(?:text/(?:plain|markdown|csv)|application/pdf)(?:;|$)")


def forwards(message: Json, names: Mapping[str, str], bot_user_id: str) -> Iterator[Passage]:
    """Yield the words of the messages that a message (untrusted) forwards; of somebody whom Slack does not name."""
    for shared in _shares(message):
        words = _words_of(shared, names, bot_user_id)
        if words:
            yield Passage("forward", _origin(shared, names), words)
        yield from snippets(shared)


def snippets(holder: Json) -> Iterator[Passage]:
    """Yield the snippets whose text Slack sends along whole."""
    for file in _files(holder):
        preview = file.get("preview")
        if file.get("mode") == "snippet" and _is_whole(file) and isinstance(preview, str) and preview.strip():
            yield Passage("snippet", file_named(file), storable(preview))


def attached_files(message: Json) -> tuple[AttachedFile, ...]:
    """Return the files of a message and of what it forwards, as far as Slack tells of them."""
    found = [(file, False) for file in _files(message)]
    found += [(file, True) for shared in _shares(message) for file in _files(shared)]
    kept: dict[str, AttachedFile] = {}
    for file, is_forwarded in found[:MOST_FILES]:
        number = file.get("id")
        if isinstance(number, str) and _FILE_ID.fullmatch(number) and file.get("mode") not in _HIDDEN:
            kept.setdefault(number, _attached(number, file, is_forwarded=is_forwarded))
    return tuple(kept.values())


def _attached(number: str, file: Json, *, is_forwarded: bool) -> AttachedFile:
    kind = kind_of(file)
    # Of a file that another organisation's Slack keeps, events hold the id alone: the rest is asked for.
    is_unread = file.get("file_access") == "check_file_info" or kind == "text"
    if file.get("mode") == "snippet" and _is_whole(file):
        is_unread = False
    return AttachedFile(number, file_named(file), kind, link_of(file), is_forwarded=is_forwarded, is_unread=is_unread)


def kind_of(file: Json) -> FileKind:
    """Say what a file (untrusted) is to the desk: words that it may read, a picture, or anything else."""
    mimetype, ending = _text(file, "mimetype").lower(), file_named(file).lower().rpartition(".")[2]
    if mimetype.startswith("image/"):
        return "picture"
    if file.get("mode") == "snippet" or _WORDS_OF_FILES.match(mimetype) or ending in READABLE:
        return "text"
    return "other"


def link_of(file: Json) -> str:
    """Return the address under which people see a file in Slack; "" if there is none that may be followed."""
    link = _text(file, "permalink")[:LONGEST_LINK]
    is_plain = link.isprintable() and not set(link) & set("<>|\"' ")
    return link if is_plain and _scheme(link) in {"https", "http"} else ""


def _scheme(link: str) -> str:
    try:
        return urlsplit(link).scheme
    except ValueError:
        return ""


def _is_whole(file: Json) -> bool:
    return file.get("preview_is_truncated") is False and not file.get("lines_more")


def _words_of(shared: Json, names: Mapping[str, str], bot_user_id: str) -> str:
    """Return what a forwarded message says: by its blocks, which are complete, else by ``text``."""
    for block in _dicts(shared.get("message_blocks"))[:MOST_FORWARDS]:
        inner = block.get("message")
        words = read_rich_text(inner.get("blocks") if isinstance(inner, dict) else None, names, bot_user_id)
        if words is not None and words.text:
            return words.text
    return read_markup(_text(shared, "text"), names, bot_user_id).text


def _origin(shared: Json, names: Mapping[str, str]) -> str:
    """Return who wrote it, and where if that has a name."""
    author, channel = _text(shared, "author_id"), _text(shared, "channel_id")
    who = _text(shared, "author_name") or _text(shared, "author_subname") or names.get(author, "")
    where = _text(shared, "channel_name") or names.get(channel, "")
    named = short_name(who) or SOMEBODY
    return one_line(f"{named} in #{short_name(where).lstrip('#')}" if where else named)


def _shares(message: Json) -> list[Json]:
    return [one for one in _dicts(message.get("attachments")) if one.get("is_share") is True][:MOST_FORWARDS]


def _files(holder: Json) -> list[Json]:
    return _dicts(holder.get("files"))[:MOST_FILES]


def file_named(file: Json) -> str:
    """Return what a file (untrusted) is called, on one line."""
    return one_line(storable(_text(file, "name") or _text(file, "title"))) or "a file"


def _dicts(found: object) -> list[Json]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _text(holder: Json, key: str) -> str:
    value = holder.get(key)
    return value if isinstance(value, str) else ""
