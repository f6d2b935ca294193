"""Between what a person types and Slack's wire form: entities, mentions, channels, addresses. Pure."""

import html
import re

from bot.trial.workspace.workspace import Workspace

_CODE = r"```.*?```|`[^`\n]+`"
_URL = r"https?://[^\s<>|\"]+"
_MAIL = r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_TRAILING = ".,;:!?)'*_~"
_EVERYBODY = ("channel", "here", "everyone")
_WIRE = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")


def escape(text: str) -> str:
    """Write the three characters Slack reads as markup as entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def to_wire(text: str, workspace: Workspace) -> str:
    """Turn typed text into the wire form; in code only the entities are written."""
    people = _people(workspace)
    channels = {channel.name.lower(): channel.id for channel in workspace.channels.values() if channel.name}
    names = _choice([*people, *_EVERYBODY])
    pattern = f"(?P<code>{_CODE})|(?P<url>{_URL})|(?P<mail>{_MAIL})|(?<![\\w@])@(?P<name>{names})(?!\\w)"
    pattern += f"|(?<![\\w#&])#(?P<room>{_choice(channels)})(?![\\w-])"
    out, end = [], 0
    for found in re.finditer(pattern, text, re.IGNORECASE | re.DOTALL):
        out += [escape(text[end : found.start()]), _one(found, people, channels)]
        end = found.end()
    return "".join([*out, escape(text[end:])])


def _one(found: re.Match[str], people: dict[str, str], channels: dict[str, str]) -> str:
    text = found[0]
    if found["url"]:
        address = text.rstrip(_TRAILING)
        return f"<{escape(address)}>{escape(text[len(address) :])}"
    if found["mail"]:
        return f"<mailto:{text}|{text}>"
    if found["name"]:
        name = found["name"].lower()
        return f"<@{people[name]}>" if name in people else f"<!{name}>"
    if found["room"]:
        return f"<#{channels[found['room'].lower()]}|{found['room'].lower()}>"
    return escape(text)


def to_typed(wire: str, workspace: Workspace) -> str:
    """Turn the wire form back into what a person would type, for the editor."""

    def plain(found: re.Match[str]) -> str:
        mark, about, label = found.groups()
        if mark == "@":
            return f"@{workspace.users[about].name}" if about in workspace.users else f"@{about}"
        if mark == "#":
            return f"#{label or (workspace.channels[about].name if about in workspace.channels else about)}"
        return f"@{about}" if mark == "!" else str(label or about)

    return html.unescape(_WIRE.sub(plain, wire))


def _people(workspace: Workspace) -> dict[str, str]:
    named = [
        (name.lower(), user.id) for user in workspace.users.values() for name in (user.real_name, user.name) if name
    ]
    return dict(named)


def _choice(names: object) -> str:
    ordered = sorted((str(name) for name in names), key=len, reverse=True)  # type: ignore[attr-defined]
    return "|".join(re.escape(name) for name in ordered) or r"(?!)"
