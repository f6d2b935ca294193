"""One finding of ``frontdesk doctor``."""

from datetime import UTC, datetime

from bot.doctor.examine import examine
from bot.doctor.finding import Finding
from bot.settings import Settings


async def found_of(settings: Settings, check: str, now: datetime | None = None) -> Finding:
    """Return the first finding of ``check``; ``now``: the moment that hours and digests are told from."""
    findings = await examine(settings, now or datetime.now(UTC))
    return next(finding for finding in findings if finding.check == check)
