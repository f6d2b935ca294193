"""Days off: those an operator names, and the public holidays of a country with the half days that go with them.

``holidays`` is imported when a country is set, and not before: it takes as long as a tenth of the start.
"""

from collections.abc import Callable, Mapping
from datetime import date

# Days of the year on which offices close early, by law or custom, and from which minute on. The library counts them
# whole or not at all. Those that move with the moon are left out: name them in FRONTDESK_DAYS_OFF.
_NOON, _ONE = 12 * 60, 13 * 60
HALF_DAYS: Mapping[str, Mapping[tuple[int, int], int]] = {
    "AT": {(12, 24): _NOON, (12, 31): _NOON},
    "CH": {(12, 24): _NOON, (12, 31): _NOON},
    "DE": {(12, 24): _NOON, (12, 31): _NOON},
    "FO": {(4, 25): _NOON, (6, 5): _NOON, (7, 28): _NOON},
    "GR": {(12, 24): _NOON, (12, 31): _NOON},
    "IS": {(12, 24): _ONE, (12, 31): _ONE},
    "PR": {(12, 24): _NOON},
    "TR": {(10, 28): _ONE},
}

ClosesEarly = Callable[[date], int | None]


def closing_early(named: Mapping[date, int], country: str = "", subdivision: str = "") -> ClosesEarly:
    """Return from which minute a day is off: as named, else 0 on a public holiday, else as the table of half days says.

    ``country`` is an ISO 3166 code, "" for none; ``subdivision`` as the library has it ("BY").

    Raises
    ------
    ValueError
        The library does not know this country, or no such part of it.
    """
    public = _public_holidays(country, subdivision) if country else None
    halves = HALF_DAYS.get(country, {})

    def closes_early(day: date) -> int | None:
        if day in named:
            return named[day]
        if public is not None and day in public:
            return 0
        return halves.get((day.month, day.day))

    return closes_early


def _public_holidays(country: str, subdivision: str) -> Mapping[date, str]:
    import holidays  # noqa: PLC0415 - see above

    try:
        # Without a language the names would follow the machine's; and each year is worked out when it is asked for.
        found: Mapping[date, str] = holidays.country_holidays(
            country, subdiv=subdivision or None, language="en_US", expand=True
        )
    except NotImplementedError:
        known = holidays.list_supported_countries()
        parts = ", ".join(known.get(country, ())[:20])
        what = (
            f"{country!r} has no part {subdivision!r}, but {parts}" if country in known else f"{country!r} is unknown"
        )
        msg = f"{what}: write an ISO code like DE, or with a part of the country like DE-BY"
        raise ValueError(msg) from None
    return found
