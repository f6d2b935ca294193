"""Small pieces of Block Kit that every surface uses. Pure; words of people are escaped by who calls or ``one_line``."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from bot.slack.render import escape

Json = dict[str, Any]

SECTION_LIMIT = 3000  # docs.slack.dev/reference/block-kit/blocks/section-block
_USER = re.compile(r"[UW][A-Z0-9]{5,30}")  # docs.slack.dev/reference/objects/user-object: U or W begins it
CONFIRM_LIMIT = 300  # docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object


def plain(text: str) -> Json:
    """Return a plain_text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    """Return a mrkdwn object in which Slack turns nothing into links by itself."""
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def one_line(text: str) -> str:
    """Return text of people on one line and escaped."""
    return escape(" ".join(text.split()))


def subject_line(subject: str) -> str:
    """Return the subject of a case; a message of files alone has none."""
    return one_line(subject) or "(no words)"


def who(user: str) -> str:
    """Return a mention of a person (in views it pings nobody); who has no id of Slack's (the operator) by name."""
    return f"<@{user}>" if _USER.fullmatch(user) else one_line(user)


def section(text: str, accessory: Json | None = None) -> Json:
    """Return a section of mrkdwn; what is longer than Slack takes is cut."""
    block = {"type": "section", "text": mrkdwn(text[:SECTION_LIMIT])}
    return {**block, "accessory": accessory} if accessory else block


def note(text: str) -> Json:
    """Return a line of small print."""
    return {"type": "context", "elements": [mrkdwn(text)]}


def header(text: str) -> Json:
    """Return a heading."""
    return {"type": "header", "text": plain(text)}


def row(elements: Iterable[Json], block_id: str = "") -> Json:
    """Return buttons and menus in one row."""
    block = {"type": "actions", "elements": list(elements)}
    return {**block, "block_id": block_id} if block_id else block


def button(action_id: str, text: str, value: str, **more: object) -> Json:
    """Return a button; ``more``: style, confirm."""
    return {"type": "button", "action_id": action_id, "text": plain(text), "value": value, **more}


def option(text: str, value: str) -> Json:
    """Return one choice of a menu."""
    return {"text": plain(text), "value": value}


def confirm(title: str, text: str, yes: str, no: str = "No") -> Json:
    """Return the question that is asked before something that cannot be undone."""
    asked = plain(text[:CONFIRM_LIMIT])
    return {"title": plain(title), "text": asked, "confirm": plain(yes), "deny": plain(no)}


def sure_to_resolve(*, owed: bool) -> Json:
    """Return the question before a case is resolved; ``owed``: a person owes its customer a word."""
    if owed:
        text = "Nobody has answered what they wrote last. They will read that their case is resolved."
        return confirm("Resolve it unanswered?", text, "Resolve")
    return confirm("Resolve this case?", "What the bot has not answered yet it will not answer.", "Resolve")


def modal(title: str, blocks: list[Json], **more: object) -> Json:
    """Return a modal without inputs."""
    return {"type": "modal", "title": plain(title), "close": plain("Close"), "blocks": blocks, **more}


def loading(title: str, text: str = "One moment…") -> Json:
    """Return the modal that opens before any work is done."""
    return modal(title, [{"type": "section", "text": plain(text)}])


def sentence(text: str) -> str:
    """Return a refusal as it is shown: with a capital letter, unless it begins with the name of a file."""
    first = text.split(" ", 1)[0]
    return text if "." in first.rstrip(".") else text[:1].upper() + text[1:]


def moment(when: datetime) -> str:
    """Return a time as each reader's Slack writes it, in UTC where it cannot."""
    return f"<!date^{int(when.timestamp())}^{{date_short_pretty}} {{time}}|{when:%Y-%m-%d %H:%M} UTC>"
