"""The query of Home or of a list: filter, search words, page; carried in a view, so anybody may forge it.

It only narrows what a person sees: whose cases those are is decided on the server.
"""

import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.slack.text import storable
from storage.case_lists import FILTERS, CaseLine, Counts, Filter, Key
from storage.statistics import ResponseTimes

PAGE = 15
LONGEST_SEARCH = 150
MOST_PAGES_BACK = 60
_KEY = re.compile(r"([1-9][0-9]{0,11})(?:\.([0-9]{1,16})(u?))?")
_EPOCH, _MICROSECOND = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class QueueQuery:
    """``trail``: the keys after which each page so far began, this page's last; () is the first page."""

    filter: Filter = "all"
    search: str = ""
    trail: tuple[Key, ...] = ()

    @property
    def after(self) -> Key | None:
        """The key after which this page begins."""
        return self.trail[-1] if self.trail else None

    def turned(self, key: Key) -> "QueueQuery":
        """Return the next page, which begins after ``key``."""
        return replace(self, trail=(*self.trail, key)[-MOST_PAGES_BACK:])

    def turned_back(self) -> "QueueQuery":
        """Return the page before this one."""
        return replace(self, trail=self.trail[:-1])

    def packed(self) -> str:
        """Return it as a view's metadata."""
        return json.dumps(
            {"filter": self.filter, "search": self.search, "trail": [packed_key(key) for key in self.trail]},
            ensure_ascii=False,
        )


def read_query(untrusted: dict[str, Any]) -> QueueQuery:
    """Read a view's metadata; what makes no sense there is left out."""
    trail = untrusted.get("trail")
    keys = [key for packed in trail if (key := read_key(packed))] if isinstance(trail, list) else []
    search = untrusted.get("search")
    words = storable(search) if isinstance(search, str) else ""
    return QueueQuery(
        filter_named(untrusted.get("filter")) or "all", words[:LONGEST_SEARCH], tuple(keys[:MOST_PAGES_BACK])
    )


def filter_named(word: object) -> Filter | None:
    """Return the filter a word names."""
    return next((name for name in FILTERS if name == word), None)


def packed_key(key: Key) -> str:
    """Return a key as it is carried in a view: the row id, in microseconds since when it waits, ``u`` if urgent."""
    since = "" if key.waits_since is None else f".{(key.waits_since - _EPOCH) // _MICROSECOND}"
    return f"{key.id}{since}{'u' if key.is_urgent else ''}"


def read_key(untrusted: object) -> Key | None:
    """Return the key that a view carries, None if it is none."""
    found = _KEY.fullmatch(str(untrusted))
    if found is None:
        return None
    return Key(int(found[1]), _EPOCH + int(found[2]) * _MICROSECOND if found[2] else None, bool(found[3]))


@dataclass(frozen=True, slots=True)
class QueueResult:
    """What there is to show: a page of cases, and for staff the counts and response times.

    ``left``: how many FAQ entries of published sets wait for staff.
    """

    query: QueueQuery
    lines: tuple[CaseLine, ...]
    more: bool
    is_staff: bool
    counts: Counts | None = None
    times: ResponseTimes | None = None
    left: int = 0
