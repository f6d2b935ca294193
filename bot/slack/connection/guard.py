"""The guard before Bolt: what is malformed, too large, stale or not signed by Slack gets a 4xx; no body is logged."""

import hashlib
import hmac
import json
import re
import time
from typing import Any
from urllib.parse import parse_qs

import structlog
from aiohttp import web

MAX_BODY = 1_000_000  # Slack's payloads stay far below; a modal's state is the largest at about 250 kB
MAX_PROBE = 1000
MOST_FIELDS = 100  # of a form; a command has about fifteen
JSON, FORM = "application/json", "application/x-www-form-urlencoded"
SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")
MAX_AGE_S = 5 * 60  # as Slack's own guide to verifying requests has it

Json = dict[str, Any]

log = structlog.get_logger(__name__)


async def is_ssl_check(request: web.Request) -> bool:
    """Say whether this is Slack's probe of our certificate: a small form ``ssl_check=1``, unsigned, answered by 200.

    https://docs.slack.dev/interactivity/implementing-slash-commands
    """
    if "X-Slack-Signature" in request.headers or request.content_type != FORM:
        return False
    if not 0 < (request.content_length or 0) <= MAX_PROBE:
        return False
    return parse_qs((await request.read()).decode("utf-8", "replace")).get("ssl_check") == ["1"]


async def admit(request: web.Request, secret: bytes) -> web.Response | Json:  # noqa: PLR0911 - one answer a reason
    """Return what a request of Slack's says, nothing of a form; or a 4xx answer to one that cannot be Slack's.

    Bolt checks the signature as well; here it comes before the body is read as anything, which may take most of a
    second: who does not know the ``secret`` shall not hold up all others.
    """
    if (request.content_length or 0) > MAX_BODY:
        return _no(413, "body too large")
    stamp = request.headers.get("X-Slack-Request-Timestamp", "")
    if not SIGNATURE.fullmatch(request.headers.get("X-Slack-Signature", "")) or not stamp:
        return _no(401, "not signed")
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= 12):
        return _no(400, "malformed timestamp")
    if abs(time.time() - int(stamp)) > MAX_AGE_S:
        return _no(401, "stale")
    if request.content_type not in (JSON, FORM):
        return _no(415, "neither JSON nor a form")
    try:
        raw = await request.read()
    except web.HTTPRequestEntityTooLarge:
        return _no(413, "body too large")
    signature = "v0=" + hmac.new(secret, b"v0:%b:%b" % (stamp.encode(), raw), hashlib.sha256).hexdigest()
    if not hmac.compare_digest(signature, request.headers["X-Slack-Signature"]):
        return _no(401, "signed with another secret; SLACK_SIGNING_SECRET is ours")
    try:
        body = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _no(400, "not UTF-8")
    found = _json(body) if request.content_type == JSON else _form(body)
    return _no(400, "malformed body") if found is None else found


def _form(body: str) -> Json | None:
    try:
        form = parse_qs(body, max_num_fields=MOST_FIELDS)
    except ValueError:
        return None
    is_readable = form and all(_json(payload) is not None for payload in form.get("payload", []))
    return {} if is_readable else None


def _json(text: str) -> Json | None:
    """Return a JSON object; None if it is none, or has an event that is none with a type: Bolt trips over others."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    event = found.get("event", {"type": ""}) if isinstance(found, dict) else None
    return found if isinstance(event, dict) and isinstance(event.get("type"), str) else None


def _no(status: int, why: str) -> web.Response:
    log.warning("request_refused", status=status, why=why)
    return web.json_response({"ok": False, "error": why}, status=status)
