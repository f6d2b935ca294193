"""The whole examination: all checks at the same time, none longer than ten seconds, no secret in any line."""

import asyncio
from collections.abc import Awaitable
from dataclasses import replace
from datetime import datetime
from urllib.parse import unquote, urlsplit

from pydantic import SecretStr

from bot.doctor.finding import TIMEOUT_S, Finding, failed, ok, warning
from bot.doctor.hours import check_digest, check_hours
from bot.doctor.machine import check_machine, check_python
from bot.doctor.model import check_model
from bot.doctor.outside import check_outside
from bot.doctor.proxy import check_proxy
from bot.doctor.slack import check_slack
from bot.formats.printable import one_line
from bot.settings import Settings, unknown_names

HIDDEN = "…"
SHORTEST_SECRET = 6  # local model servers take any key, such as "x", which is none


async def examine(settings: Settings, now: datetime) -> list[Finding]:
    """Check everything the desk needs."""
    checked = await asyncio.gather(
        _in_time("slack", check_slack(settings, now)),
        _in_time("database", check_machine(settings, now)),
        _in_time("model", check_model(settings)),
    )
    found = [
        check_python(),
        check_names(),
        *check_proxy(settings),
        check_hours(settings, now),
        *check_digest(settings, now),
        *check_outside(settings),
        *(finding for part in checked for finding in part),
    ]
    secrets = secrets_of(settings)
    return [replace(one, says=clean(one.says, secrets), advice=clean(one.advice, secrets)) for one in found]


def check_names(*, valid: bool = True) -> Finding:
    """Say which names in the environment or ``.env`` look like settings and are none; ``valid``: the others are."""
    unknown = unknown_names()
    if unknown:
        but = "valid, but " if valid else ""
        return warning("settings", f"{but}{'; '.join(unknown)}", "correct the name, or take it out")
    return ok("settings", "valid")


async def _in_time(check: str, work: Awaitable[list[Finding]]) -> list[Finding]:
    try:
        async with asyncio.timeout(TIMEOUT_S):
            return await work
    except TimeoutError:
        return [failed(check, f"no answer within {TIMEOUT_S:.0f} s", "check the network, then run doctor again")]


def secrets_of(settings: Settings) -> list[str]:
    """Return all texts that may not be shown, the longest first."""
    kept = [value.get_secret_value() for _, value in settings if isinstance(value, SecretStr)]
    for url in (
        settings.database_url,
        settings.slack_api_url,
        settings.openai_base_url or "",
        settings.otel_endpoint or "",
    ):
        try:
            password = urlsplit(url).password
        except ValueError:
            continue
        kept += [password, unquote(password)] if password else []  # as it stands there, and as drivers have it
    return sorted({secret for secret in kept if len(secret) >= SHORTEST_SECRET}, key=len, reverse=True)


def clean(text: str, secrets: list[str]) -> str:
    """Return a line of the report without these secrets."""
    for secret in secrets:
        text = text.replace(secret, HIDDEN)
    return one_line(text)
