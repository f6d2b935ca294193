"""The query of Home or of a list: filter, search words, page; carried in a view, so anybody may forge it.

It only narrows what a person sees: whose cases those are is decided on the server.
"""

import json
from dataclasses import dataclass, replace
from typing import Any

from bot.slack.text import storable
from storage.case_lists import FILTERS, CaseLine, Counts, Filter
from storage.statistics import ResponseTimes

PAGE = 15
LONGEST_SEARCH = 150
MOST_PAGES_BACK = 60
LARGEST_KEY = 10**12


@dataclass(frozen=True, slots=True)
class QueueQuery:
    """``trail``: the keys (row ids) before which each page so far began, this page's last; () is the first page."""

    filter: Filter = "all"
    search: str = ""
    trail: tuple[int, ...] = ()

    @property
    def before(self) -> int | None:
        """The key before which this page begins."""
        return self.trail[-1] if self.trail else None

    def turned(self, key: int) -> "QueueQuery":
        """Return the next page, which begins before ``key``."""
        return replace(self, trail=(*self.trail, key)[-MOST_PAGES_BACK:])

    def turned_back(self) -> "QueueQuery":
        """Return the page before this one."""
        return replace(self, trail=self.trail[:-1])

    def packed(self) -> str:
        """Return it as a view's metadata."""
        return json.dumps({"filter": self.filter, "search": self.search, "trail": self.trail}, ensure_ascii=False)


def read_query(untrusted: dict[str, Any]) -> QueueQuery:
    """Read a view's metadata; what makes no sense there is left out."""
    trail = untrusted.get("trail")
    keys = [key for key in trail if _is_key(key)] if isinstance(trail, list) else []
    search = untrusted.get("search")
    words = storable(search) if isinstance(search, str) else ""
    return QueueQuery(
        filter_named(untrusted.get("filter")) or "all", words[:LONGEST_SEARCH], tuple(keys[:MOST_PAGES_BACK])
    )


def filter_named(word: object) -> Filter | None:
    """Return the filter a word names."""
    return next((name for name in FILTERS if name == word), None)


def _is_key(key: object) -> bool:
    return isinstance(key, int) and not isinstance(key, bool) and 0 < key < LARGEST_KEY


@dataclass(frozen=True, slots=True)
class QueueResult:
    """What there is to show: a page of cases, and for staff the counts and response times."""

    query: QueueQuery
    lines: tuple[CaseLine, ...]
    more: bool
    is_staff: bool
    counts: Counts | None = None
    times: ResponseTimes | None = None
