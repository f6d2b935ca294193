"""Slack's markup as the person sees it, and text that a database can store. No event is read here."""

import html
import re
from urllib.parse import urlsplit

UNNAMED = "channel"  # Slack leaves out the name of a channel that the app may not see
MENTION = re.compile(r"<@([A-Z0-9]{1,32})(?:\|[^<>]{0,200})?>")

_LINK = re.compile(r"<((?:https?|mailto|tel)[^<|>]{0,3000})(?:\|([^<>]{0,3000}))?>")
_CHANNEL = re.compile(r"<#[A-Z0-9]{1,32}\|([^<>]{0,200})>")
_SPECIAL = re.compile(r"<!([^<>|^]{0,100})(?:\^[^<>|]{0,300})?(?:\|([^<>]{0,300}))?>")


def _special(found: re.Match[str]) -> str:
    """Show ``<!here>``, ``<!subteam^S1|@staff>`` and ``<!date^…|14 November>`` as people see them."""
    name, label = found.group(1), found.group(2)
    return label or "" if name == "date" else f"@{(label or name).lstrip('@')}"


def plain_text(raw: str, bot_user_id: str) -> str:
    """Turn Slack's markup into what the person sees: links by label, our own mention left out, entities unescaped."""
    text = _LINK.sub(lambda found: found.group(2) or found.group(1), raw)
    text = _CHANNEL.sub(lambda found: f"#{found.group(1) or UNNAMED}", text)
    text = MENTION.sub(lambda found: "" if found.group(1) == bot_user_id else found.group(0), text)
    text = _SPECIAL.sub(_special, text)
    return storable(html.unescape(text)).strip()


def storable(text: str) -> str:
    """Return text without what no database stores: NUL characters; lone surrogates become question marks."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def leads_to_slack(url: str) -> bool:
    """Say whether an address that Slack gave us may be followed: it is encrypted, or on this machine (the trial)."""
    where = urlsplit(url)
    return where.scheme == "https" or (where.scheme == "http" and where.hostname == "127.0.0.1")
