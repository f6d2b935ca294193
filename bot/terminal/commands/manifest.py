"""``frontdesk manifest``: the Slack app's manifest on stdout, and what to do with it on stderr."""

import json
import re
from typing import Annotated
from urllib.parse import urlsplit

import typer

from bot.settings import load_settings
from bot.slack.manifest import EVENTS_PATH, NAME_LENGTH, make_manifest, to_yaml

# A name of at least two labels (RFC 1123) or an IPv4 address: Slack comes from outside and cannot know "localhost".
_PUBLIC = re.compile(r"(?!.{254})(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_CREATE = """\
Next:
  1. Open https://api.slack.com/apps?new_app=1, choose "From a manifest", and paste what stands above.
  2. Install the app. Copy the Bot User OAuth Token ("OAuth & Permissions") into .env:  SLACK_BOT_TOKEN=xoxb-…
"""
_SOCKET = """\
  3. "Basic Information" → "App-Level Tokens": generate one with the scope connections:write:  SLACK_APP_TOKEN=xapp-…
"""
_HTTP = """\
  3. Copy "Basic Information" → "Signing Secret":  SLACK_SIGNING_SECRET=…  (SLACK_APP_TOKEN would mean Socket Mode.)
  4. Slack calls {url} to verify it: start `frontdesk serve` first, then "Retry" in "Event Subscriptions".
"""
_LAST = """\
Then: `frontdesk doctor` checks all of it; invite the bot to your support channels and put their ids into
FRONTDESK_SUPPORT_CHANNELS; `frontdesk serve`.
"""


def manifest(
    socket: Annotated[bool, typer.Option("--socket", help="Socket Mode: no public address (the default).")] = False,
    http: Annotated[
        str | None, typer.Option(metavar="URL", help="For HTTP: the public address of `frontdesk serve`, https://HOST.")
    ] = None,
    name: Annotated[str, typer.Option(help="The app's name in Slack, at most 35 characters.")] = "Frontdesk",
    as_yaml: Annotated[bool, typer.Option("--yaml/--json", help="YAML or JSON; Slack takes both.")] = False,
) -> None:
    """Print the Slack app manifest for your settings.

    It holds the scopes, events and features that this version uses with them.

    \b
    Examples:
      frontdesk manifest > manifest.json               (Socket Mode)
      frontdesk manifest --http https://desk.example.com --yaml
      frontdesk manifest --name "Help Desk" | pbcopy
    """
    if socket and http is not None:
        msg = "choose one: --socket, or --http URL"
        raise typer.BadParameter(msg)
    name = name.strip()
    if not 0 < len(name) <= NAME_LENGTH:
        msg = f"Slack takes a name of 1 to {NAME_LENGTH} characters"
        raise typer.BadParameter(msg, param_hint="--name")
    host = None if http is None else _host(http)
    settings = load_settings()
    made = make_manifest(name, host, settings.staff_group, emoji=bool(settings.emoji))
    typer.echo(to_yaml(made) if as_yaml else json.dumps(made, indent=2, ensure_ascii=False), nl=not as_yaml)
    way = _SOCKET if host is None else _HTTP.format(url=f"{host}{EVENTS_PATH}")
    typer.echo(f"{_CREATE}{way}{_LAST}", err=True, nl=False)


def _host(url: str) -> str:
    """Return ``https://HOST[:PORT]`` of an address; Slack delivers to HTTPS only."""
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        good = parts.scheme == "https" and _PUBLIC.fullmatch(parts.hostname or "") and not parts.username
        good = good and parts.port != 0 and parts.path.rstrip("/") in {"", EVENTS_PATH}
    except ValueError:
        good = False
    if not good or parts.query or parts.fragment:
        msg = "give the public HTTPS address without a path, such as https://desk.example.com"
        raise typer.BadParameter(msg, param_hint="--http")
    return f"https://{parts.netloc}"
