"""Measures of routing and splitting: pure arithmetic over what was expected and what was found."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.evaluation.rows import FIELDS, Fields
from workflows.language.grounding import fold, stands_in

_ARTICLE = re.compile(r"^(?:the|an|a)\s+")
_MARKS = re.compile(r"[#\"'`]")
_TENTHS = 10
_NOT_STATED = {"", "not stated", "none", "null", "n/a", "unknown"}


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of one class or field: ``right`` of ``found``, ``right`` of ``expected``.

    A ratio over nothing is None: nothing was found, or nothing was to be found.
    """

    right: int
    found: int
    expected: int

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right."""
        return self.right / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of what was to be found that was found."""
        return self.right / self.expected if self.expected else None

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 0 when nothing is right."""
        total = self.found + self.expected
        return 2 * self.right / total if total else 0.0


def ratio(part: float, whole: float) -> float | None:
    """Return the share of ``part`` in ``whole``; None of nothing."""
    return part / whole if whole else None


def accuracy(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return the share of (expected, found) pairs that agree; None without pairs."""
    return sum(want == got for want, got in pairs) / len(pairs) if pairs else None


def per_class(pairs: Sequence[tuple[str, str]]) -> dict[str, Score]:
    """Score each class that was expected or found."""
    wanted, got = Counter(want for want, _ in pairs), Counter(found for _, found in pairs)
    right = Counter(want for want, found in pairs if want == found)
    return {name: Score(right[name], got[name], wanted[name]) for name in sorted({*wanted, *got})}


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return the mean F1 of the classes that were expected or found; None without pairs."""
    scores = per_class(pairs).values()
    return sum(score.f1 for score in scores) / len(scores) if scores else None


def confusion(pairs: Iterable[tuple[str, str]]) -> dict[str, dict[str, int]]:
    """Count what was found for each expected class."""
    counted: dict[str, Counter[str]] = {}
    for want, got in pairs:
        counted.setdefault(want, Counter())[got] += 1
    return {want: dict(sorted(found.items())) for want, found in sorted(counted.items())}


def reliability(pairs: Iterable[tuple[float, bool]]) -> list[dict[str, float]]:
    """Return, by band of confidence (below one half, then by tenths), how many were that sure and how many were right.

    Bands that nothing falls into are left out.
    """
    bands: dict[int, list[tuple[float, bool]]] = {}
    for confidence, is_right in pairs:
        tenth = min(int(round(confidence * 100) // 10), _TENTHS - 1)
        bands.setdefault(tenth if tenth >= _TENTHS // 2 else 0, []).append((confidence, is_right))
    return [_band(tenth, found) for tenth, found in sorted(bands.items())]


def _band(tenth: int, found: list[tuple[float, bool]]) -> dict[str, float]:
    right = sum(is_right for _, is_right in found)
    mean = sum(confidence for confidence, _ in found) / len(found)
    upto = (tenth + 1 if tenth else _TENTHS // 2) / _TENTHS
    bounds = {"from": tenth / _TENTHS, "to": upto, "mean_confidence": mean}
    return {**bounds, "rows": len(found), "right": right, "share": right / len(found)}


def fold_field(field: str, value: str | None) -> str | None:
    """Fold a field's value to compare it; None is "not stated"."""
    folded = " ".join(_MARKS.sub("", fold(value or "")).split())
    if field == "product_name":
        folded = _ARTICLE.sub("", folded)
    if field == "reason_for_return":
        folded = folded.rstrip(" .,;:!?")
    if field in {"invoice_number", "order_id"}:
        folded = folded.replace(" ", "")
    return None if folded in _NOT_STATED else folded


def fold_task(task: Fields) -> tuple[str | None, ...]:
    """Fold a task to compare it whole."""
    return tuple(fold_field(field, task.get(field)) for field in FIELDS)


def same_plan(want: Iterable[Fields], got: Iterable[Fields]) -> bool:
    """Say whether two plans hold the same tasks, in any order."""
    return Counter(map(fold_task, want)) == Counter(map(fold_task, got))


def per_field(plans: Sequence[tuple[Sequence[Fields], Sequence[Fields]]]) -> dict[str, Score]:
    """Score each field over (expected, found) plans; the order of tasks within a plan does not count."""
    return {field: _field_score(field, plans) for field in FIELDS}


def _field_score(field: str, plans: Sequence[tuple[Sequence[Fields], Sequence[Fields]]]) -> Score:
    right = found = expected = 0
    for want, got in plans:
        wanted, there = _values(field, want), _values(field, got)
        right += (wanted & there).total()
        found += there.total()
        expected += wanted.total()
    return Score(right, found, expected)


def _values(field: str, tasks: Sequence[Fields]) -> Counter[str]:
    return Counter(value for task in tasks if (value := fold_field(field, task.get(field))) is not None)


def is_invented(task: Fields, text: str) -> bool:
    """Say whether a task holds an id or a product that is not in the text."""
    named = (task.get(field) for field in ("invoice_number", "order_id", "product_name"))
    return any(value and not stands_in(value, text) for value in named)


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the nearest-rank percentile (``share`` from 0 to 1); None without values."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)] if values else None
