"""Requests that only a person can settle: outages, personal data, damage, cancellations; lists kept as data."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from workflows.rules.route import Terms, tokens_of


@dataclass(frozen=True, slots=True)
class Beyond:
    """Why a person is needed, what to say first, and whether it is urgent."""

    name: str
    opening: str
    urgent: bool


@cache
def _lists() -> list[tuple[Beyond, Terms, Terms]]:
    text = (resources.files("workflows.rules.words") / "beyond.toml").read_text(encoding="utf-8")
    entries: Iterable[dict[str, object]] = tomllib.loads(text)["beyond"]
    return [
        (
            Beyond(str(entry["name"]), str(entry["opening"]), bool(entry["urgent"])),
            Terms(entry["terms"]),  # type: ignore[arg-type]
            Terms(entry.get("unless", ())),  # type: ignore[arg-type]
        )
        for entry in entries
    ]


def beyond_us(text: str) -> Beyond | None:
    """Return why ``text`` asks for what only a person can settle; None if it does not."""
    words = tokens_of(text)
    for beyond, terms, unless in _lists():
        if terms.find(words) and not unless.find(words):
            return beyond
    return None
