"""The deep look of ``frontdesk doctor --deep``: what the database owes, and what in it is broken, as findings."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from bot.doctor.finding import Finding, failed, ok, warning
from bot.formats.printable import one_line
from bot.settings import Settings
from storage.deep.found import COUNTED_TO, Broken, Owed
from storage.deep.look import look
from storage.deep.owed import LEFT_IN_TERMINAL, WAIT_FOR_A_PERSON
from storage.errors import DatabaseUnusable
from storage.migrate import versions
from storage.probe import database_file
from storage.versions import is_newer

LATE = timedelta(minutes=10)  # what is owed is asked for again each minute
KINDS = {
    "orphans": "no row belongs to something that is not there",
    "states": "every row is in a state that can be",
    "numbers": "no number would be given twice",
    "integrity": "the database finds itself in order",
}
_SEE = (
    "see that `frontdesk serve` runs (`doctor` says so under engine); `reply_delayed`, `post_delayed`, `job_failed` or "
    "`job_set_aside` in its log say why it is late"
)


def look_deeply(settings: Settings, now: datetime, progress: Callable[[str], None]) -> list[Finding]:
    """Look at all rows; memory stays small, nothing is changed."""
    file = database_file(settings.database_url)
    if file is not None and not file.exists():
        return [ok("rows", "there is no database yet to look into")]
    try:
        have, want = versions(settings.database_url)
        if have != want:
            says = f"not looked at: the database is at version {have or 'none'}, this Frontdesk wants {want}"
            older = "`frontdesk migrate`, then look again; `frontdesk backup` first"
            return [warning("rows", says, "install the newer Frontdesk again" if is_newer(have) else older)]
        found = list(look(settings.database_url, progress))
    except DatabaseUnusable as error:
        advice = "if it is damaged: `frontdesk restore` the newest backup with --replace"
        return [failed("rows", one_line(str(error)), advice)]
    return [*_owed([one for one in found if isinstance(one, Owed)], now), *_broken(found)]


def _owed(found: list[Owed], now: datetime) -> list[Finding]:
    if not found:
        return [ok("owed", "nothing is owed, and nobody waits for a person")]
    return [_line(one, now) for one in found]


def _line(one: Owed, now: datetime) -> Finding:
    where = f", {one.case}" if one.case else ""
    says = f"{one.what}: {one.count:,}; the oldest since {one.oldest:%Y-%m-%d %H:%M} UTC{where}"
    if one.what in {WAIT_FOR_A_PERSON, LEFT_IN_TERMINAL}:
        return ok("owed", says)
    return warning("owed", says, _SEE) if now - one.oldest > LATE else ok("owed", says)


def _broken(found: Iterable[Owed | Broken]) -> list[Finding]:
    bad = [one for one in found if isinstance(one, Broken)]
    lines = [failed(one.kind, one_line(_said(one)), one.mend) for one in bad]
    clean = [ok(kind, says) for kind, says in KINDS.items() if kind not in {one.kind for one in bad}]
    return [*lines, *clean]


def _said(one: Broken) -> str:
    many = f"{one.count:,}{' or more' if one.count >= COUNTED_TO else ''}"
    examples = f" ({', '.join(one.examples)}{', …' if one.count > len(one.examples) else ''})" if one.examples else ""
    return f"{one.what}: {many}{examples}"
