"""Slack's markup in what is typed after a command, and text that a database can store. No event is read here."""

import re
from urllib.parse import urlsplit

UNNAMED = "channel"  # Slack leaves out the name of a channel that the app may not see
_OF_SLACK = re.compile(r"(?:[a-z0-9-]{1,63}\.){0,3}slack(?:-gov)?\.com", re.IGNORECASE)
MENTION = re.compile(r"<@([A-Z0-9]{1,32})(?:\|([^<>]{0,200}))?>")


def shown_special(found: re.Match[str]) -> str:
    """Show ``<!here>``, ``<!subteam^S1|@staff>`` and ``<!date^…|14 November>`` as people see them."""
    name, label = found.group(1), found.group(2)
    return label or "" if name == "date" else f"@{(label or name).lstrip('@')}"


def storable(text: str) -> str:
    """Return text without what no database stores: NUL characters; lone surrogates become question marks."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def leads_to_slack(url: str, api_url: str) -> bool:
    """Say whether an address that Slack gave us leads to a host of Slack's, encrypted, or to where its API is.

    https://docs.slack.dev: answers go to ``hooks.``, files to ``files.``, a thread stands at the workspace's own name.
    """
    try:
        where, api = urlsplit(url), urlsplit(api_url)
    except ValueError:
        return False
    if (where.scheme, where.netloc) == (api.scheme, api.netloc):
        return True
    return where.scheme == "https" and _OF_SLACK.fullmatch(where.netloc) is not None
