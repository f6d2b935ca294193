"""Kinds of messages that nobody can type into a field: a forward, a snippet, a screenshot. Pure."""

import struct
import zlib
from typing import Any

from bot.trial.workspace.workspace import TEAM, Json, Message, User, Workspace

WIDTH, HEIGHT = 320, 120
_BAND = 20  # pixels


def forward_of(words: str, author: User, channel: str, ts: str) -> Json:
    """Return the attachment of a message that is forwarded: who wrote it, where, and what (``is_share``)."""
    text = {"type": "rich_text_section", "elements": [{"type": "text", "text": words}]}
    inner = {
        "team": TEAM,
        "channel": channel,
        "ts": ts,
        "message": {"blocks": [{"type": "rich_text", "elements": [text]}]},
    }
    about = {"author_id": author.id, "author_name": author.real_name or author.name, "ts": ts}
    where = {"channel_id": channel, "channel_team": TEAM}
    flags = {"is_msg_unfurl": True, "is_share": True, "id": 1, "mrkdwn_in": ["text"]}
    return {**flags, **about, **where, "text": words, "message_blocks": [inner], "fallback": words}


def snippet_of(file: Json, content: str) -> Json:
    """Return the file of a text snippet, whose words come with the message."""
    return {**file, "mode": "snippet", "preview": content, "preview_is_truncated": False, "editable": True}


def picture_of(words: bytes) -> bytes:
    """Return a small PNG with bands of two colours, another one for other words: it has to be seen, not read."""
    tint = zlib.crc32(words) & 0xFF
    light, dark = bytes((240, 244, 250)), bytes((90, 100 + tint // 4, 150))
    rows = b"".join(b"\0" + (dark if line % (2 * _BAND) < _BAND else light) * WIDTH for line in range(HEIGHT))
    head = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _part(b"IHDR", head) + _part(b"IDAT", zlib.compress(rows)) + _part(b"IEND", b"")


def _part(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def said_by(workspace: Workspace, user: str, channel: str, text: str, **more: Any) -> Message:  # noqa: ANN401 - its fields
    """Return a new message of a person; one of another organisation says so."""
    return Message(channel, workspace.stamps.next(), user, text, team=workspace.users[user].team, **more)
