"""The Slack app's manifest: what this version asks Slack for. A new scope, event or feature is one line here.

Field names as in https://docs.slack.dev/reference/app-manifest; ``agent_view`` as in the schema that node-slack-sdk
mirrors (slackapi/node-slack-sdk#2648). Slack refuses empty lists, so what is not used is left out.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

EVENTS_PATH = "/slack/events"
NAME_LENGTH = 35  # display_information.name, as in the manifest reference
COMMANDS = (
    ("/faq", "Make FAQs from documents, every answer proved by a quote", "[text | list | gaps | number | help]"),
    (
        "/cases",
        "Find and open cases: the queue for staff, your own for everybody else",
        "[words | number | filter | replies | export | help]",
    ),
)
# Slack's own limits: names of shortcuts 24 characters, descriptions 150 (app manifest reference).
SHORTCUTS = (
    ("Open a case", "open_case", "Open a case for the author of this message (staff)"),
    ("Make FAQs", "faq_from_message", "Make FAQs from this message or its thread"),
)
UNTOLD = (
    "{} channels are called “channel” where Slack does not send the name, and what was said there while the desk was"
    " away is answered as where others read along"
)
DESCRIPTION = "Customer support: answers questions, looks into invoices, issues returns, finds orders."


@dataclass(frozen=True, slots=True)
class Scope:
    """A bot scope and what does not work without it. ``essential``: without it people get no answer.

    ``optional``: who installs the app may leave it out.
    """

    name: str
    lost: str
    essential: bool = False
    optional: bool = False


BOT_SCOPES = (
    Scope("app_mentions:read", "mentions do not reach the bot", essential=True),
    Scope("assistant:write", "the status line under a thread is not shown"),
    Scope("channels:history", "messages in public channels do not reach the bot", essential=True),
    Scope("groups:history", "messages in private channels do not reach the bot"),
    Scope("im:history", "direct messages do not reach the bot", essential=True),
    Scope("mpim:history", "group direct messages do not reach the bot"),
    Scope("chat:write", "the bot cannot answer", essential=True),
    Scope("commands", "/faq, /cases and the shortcuts are not there"),
    Scope("files:read", "files given to /faq cannot be read"),
    Scope("files:write", "FAQs come without their files"),
    Scope("im:write", "the bot cannot open a direct message"),
    Scope(
        "reactions:write",
        "a note in a card's thread is acknowledged by a word, and greetings get no reaction",
        optional=True,
    ),
    Scope("users:read", "the bot cannot look up who wrote"),
    Scope("channels:read", UNTOLD.format("public"), optional=True),
    Scope("groups:read", UNTOLD.format("private"), optional=True),
    Scope("im:read", "who wrote for the first time while the desk was away is not found", optional=True),
    Scope("mpim:read", "who called the desk in a group direct message while it was away is not found", optional=True),
)

# Asked for only where FRONTDESK_STAFF_GROUP is set.
STAFF_GROUP_SCOPE = Scope(
    "usergroups:read", "who is in FRONTDESK_STAFF_GROUP is not known: the bot talks over staff", essential=True
)

# Asked for only where an emoji is set that does something.
EMOJI_SCOPE = Scope("reactions:read", "emoji of staff open, claim and resolve no cases", optional=True)

ALL_SCOPES = (*BOT_SCOPES, STAFF_GROUP_SCOPE, EMOJI_SCOPE)

BOT_EVENTS = (
    *("app_mention", "app_home_opened", "message.channels", "message.groups", "message.im", "message.mpim"),
    "channel_id_changed",  # without it a support channel that is shared falls silent
    "agent_session_stopped",  # without it people see no Stop button while the desk is at work
)

SUGGESTED_PROMPTS = (
    ("Where is my order?", "Where is my order A-12345?"),
    ("Ask about an invoice", "I have a question about invoice INV-7890, it is higher than I expected."),
    ("Return something", "I want to return the SuperWidget 5000 because it is not compatible with my system."),
)


def scopes_for(staff_group: str | None, *, emoji: bool = True) -> tuple[Scope, ...]:
    """Return the bot scopes a desk with these settings uses. ``emoji``: some of staff's do something."""
    return (*BOT_SCOPES, *((STAFF_GROUP_SCOPE,) if staff_group else ()), *((EMOJI_SCOPE,) if emoji else ()))


def make_manifest(name: str, host: str | None, staff_group: str | None = None, *, emoji: bool = True) -> dict[str, Any]:
    """Return the manifest. ``host``: the HTTPS address Slack sends events to, without a path; None: Socket Mode."""
    scopes = scopes_for(staff_group, emoji=emoji)
    # What is optional stands in both lists (app manifest reference, oauth).
    optional = {"bot_optional": [scope.name for scope in scopes if scope.optional]}
    events = [*BOT_EVENTS, "reaction_added"] if emoji else [*BOT_EVENTS]
    request_url = {"request_url": _url(host)["url"]} if host else {}
    return {
        "display_information": {"name": name, "description": DESCRIPTION},
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "slash_commands": [
                {"command": name, "description": about, "usage_hint": usage, "should_escape": False, **_url(host)}
                for name, about, usage in COMMANDS
            ],
            "shortcuts": [
                {"name": name, "type": "message", "callback_id": callback_id, "description": about}
                for name, callback_id, about in SHORTCUTS
            ],
            "bot_user": {"display_name": name, "always_online": True},
            "agent_view": {
                "agent_description": DESCRIPTION,
                "suggested_prompts": [{"title": title, "message": message} for title, message in SUGGESTED_PROMPTS],
            },
        },
        "oauth_config": {"scopes": {"bot": [scope.name for scope in scopes], **optional}},
        "settings": {
            "event_subscriptions": {**request_url, "bot_events": events},
            "interactivity": {"is_enabled": True, **request_url},
            "org_deploy_enabled": False,
            "socket_mode_enabled": host is None,
            "token_rotation_enabled": False,
        },
    }


def _url(host: str | None) -> dict[str, str]:
    """Return where Slack sends things; nothing in Socket Mode."""
    return {"url": f"{host}{EVENTS_PATH}"} if host else {}


def to_yaml(manifest: dict[str, Any]) -> str:
    """Return the manifest as YAML. Every scalar is written as JSON writes it, which YAML reads the same."""
    return "\n".join(_yaml(manifest, 0)) + "\n"


def _yaml(node: Any, depth: int) -> Iterator[str]:  # noqa: ANN401 - JSON
    pad = "  " * depth
    if isinstance(node, list):
        for item in node:
            first, *rest = _yaml(item, depth + 1)
            yield f"{pad}- {first.lstrip()}"
            yield from rest
    elif isinstance(node, dict):
        for key, value in node.items():
            if isinstance(value, (dict, list)):
                yield f"{pad}{key}:"
                yield from _yaml(value, depth + 1)
            else:
                yield f"{pad}{key}: {json.dumps(value)}"
    else:
        yield f"{pad}{json.dumps(node)}"
