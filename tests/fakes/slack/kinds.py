"""Kinds of messages besides plain typed text, each in our own words, as the event ``message`` carries it.

Shapes: Events API and ``conversations.*`` as https://docs.slack.dev/reference/events/message,
…/block-kit/blocks/rich-text-block and …/objects/file-object describe them in November 2026 (slack-sdk 3.48.0). Of a
forward Slack describes no field: ``attachments[].is_share`` with ``message_blocks`` is what its clients send.
"""

from typing import Unpack

from bot.trial.workspace.workspace import TEAM, Json
from tests.fakes.slack.events import Where, message
from tests.fakes.slack.world import GENERAL, OTHER_CUSTOMER, STAMPS


def plain(text: str, **style: bool) -> Json:
    """Return words of a rich text; ``style``: bold, italic, strike, code."""
    return {"type": "text", "text": text, **({"style": style} if style else {})}


def person(user: str) -> Json:
    """Return a mention of a person in a rich text: it carries no name."""
    return {"type": "user", "user_id": user}


def room(channel: str) -> Json:
    """Return a mention of a channel in a rich text."""
    return {"type": "channel", "channel_id": channel}


def part(kind: str, *elements: Json, **more: object) -> Json:
    """Return a part of a rich text: ``section``, ``quote``, ``preformatted`` or ``list`` (of sections)."""
    return {"type": f"rich_text_{kind}", "elements": list(elements), **more}


def rich_text(*parts: Json) -> list[Json]:
    """Return the blocks of a message that was written in Slack's own editor."""
    return [{"type": "rich_text", "block_id": "b1", "elements": list(parts)}]


def rich(*parts: Json, text: str = "", **where: Unpack[Where]) -> Json:
    """Say something whose words stand in a ``rich_text`` block; ``text`` may be empty."""
    return {**message(text, **where), "blocks": rich_text(*parts)}


def share(words: str, *, author: str = "Ben", channel: str = GENERAL, **more: object) -> Json:
    """Return a forwarded message, as it hangs on the message that forwards it."""
    at = STAMPS.next()
    inner = {
        "team": TEAM,
        "channel": channel,
        "ts": at,
        "message": {"blocks": rich_text(part("section", plain(words)))},
    }
    about = {"author_id": OTHER_CUSTOMER, "author_name": author, "channel_id": channel, "channel_team": TEAM, "ts": at}
    link = f"https://trial.slack.com/archives/{channel}/p{at.replace('.', '')}"
    flags = {"is_msg_unfurl": True, "is_share": True, "id": 1, "mrkdwn_in": ["text"]}
    fallback = f"[November 29th, 2026] {author}: {words}"
    shown = {"text": words, "message_blocks": [inner], "fallback": fallback, "from_url": link, "original_url": link}
    return {**flags, **about, **shown, **more}


def forward(words: str, text: str = "", *, shares: list[Json] | None = None, **where: Unpack[Where]) -> Json:
    """Forward a message, with words of one's own above it or none."""
    return {**message(text, **where), "attachments": shares or [share(words)]}


def pasted_link(text: str, words: str, **where: Unpack[Where]) -> Json:
    """Paste a link to a message: Slack unfolds it, and nobody has forwarded anything."""
    unfolded = share(words)
    del unfolded["is_share"]
    return {**message(text, **where), "attachments": [unfolded]}


def snippet(name: str, content: str, *, shown: int | None = None) -> Json:
    """Return the file of a text snippet; ``shown``: how many characters of it the event carries, all unless given."""
    kind = {"mimetype": "text/plain", "filetype": "text", "pretty_type": "Plain Text", "mode": "snippet"}
    file = {"id": "F0SNIPPET1", "name": name, "title": name, "size": len(content), "editable": True, **kind}
    cut = shown is not None and shown < len(content)
    preview = {"preview": content[:shown], "preview_is_truncated": cut, "lines": content.count("\n") + 1}
    link = f"https://trial.slack.com/files/U0ANA0001/F0SNIPPET1/{name}"
    return {**file, **preview, "lines_more": 3 if cut else 0, "permalink": link}


def picture(name: str = "screenshot.png", number: str = "F0PICTURE1") -> Json:
    """Return the file of a screenshot."""
    link = f"https://trial.slack.com/files/U0ANA0001/{number}/{name}"
    return {"id": number, "name": name, "title": name, "mimetype": "image/png", "filetype": "png", "permalink": link}


def from_elsewhere(event: Json, team: str = "T0PARTNER") -> Json:
    """Let the writer be of another organisation that shares the channel (Slack Connect)."""
    return {**event, "user_team": team, "source_team": team, "team": team}


def me_message(text: str, **where: Unpack[Where]) -> Json:
    """Say what one does, with ``/me``."""
    return message(text, subtype="me_message", **where)


def posted_for(author: str, text: str, *, bot_id: str = "B0OTHERBOT", **where: Unpack[Where]) -> Json:
    """Let an app say something in a person's name: ``user`` and ``bot_id`` both stand in the event."""
    where["user"] = author
    return {**message(text, **where), "bot_id": bot_id, "app_id": "A0OTHERAPP"}


def form(text: str = "A form was sent", **where: Unpack[Where]) -> Json:
    """Let a workflow post a form: a ``bot_message`` that nobody wrote."""
    event = message(text, subtype="bot_message", **where)
    del event["user"], event["client_msg_id"]
    return {**event, "bot_id": "B0WORKFLOW", "username": "Request form"}


def slackbot(text: str, **where: Unpack[Where]) -> Json:
    """Let Slackbot say something: its notices carry no ``bot_id``."""
    where["user"] = "USLACKBOT"
    return message(text, **where)
