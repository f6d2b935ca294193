"""Whether words that a model wrote for people are its instructions: parts of its prompt, names of fields, JSON, code.

What a model shows of its instructions is no answer, and the desk does not say how it is told to answer. Untrusted text
is read once; what a step's instructions are is worked out once a step.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from workflows.answers import Answer
from workflows.language.grounding import fold
from workflows.language.lazy import lazy
from workflows.step import Step

# Words in a row that a prompt and an answer share. The 750 honest drafts of tests/data/drafts that were measured share
# three at most; "two or three safe things to try", which a prompt asks for and an answer may say, is seven.
RUN = 8
# What a prompt has a model ask for, in words that a good answer may take up.
MAY_BE_SAID = "what has already been tried, the exact error message, the device and version"
LEAKED = "the words repeat your instructions: write to the customer, in plain words of your own"
CODE = "the words hold JSON, code or names of fields: write plain words, each in its field"

_WORD = lazy(r"[^\W_]+")
_NAMED = lazy(r"`(\w+)`")
_FIELD = lazy(r"[\"'`](\w{1,40})(?:[\"']\s?:|`)")
_FENCE = lazy(r"```|~~~")
_DATA = lazy(r"\s*(?:\{[\s{\"'}]|\[[\s\[{\"])")
_DATA_ENDS = lazy(r"[\]}]\Z")

Words = tuple[str, ...]
A = TypeVar("A", bound=Answer)


@dataclass(frozen=True, slots=True)
class Instructions:
    """What a step tells its model: ``runs`` of words in a row, and the names of ``fields`` and blocks."""

    runs: frozenset[Words]
    fields: frozenset[str]

    def repeated_in(self, words: str) -> bool:
        """Say whether words repeat a part of the instructions."""
        return not self.runs.isdisjoint(_runs(words))

    def why_shown(self, words: str) -> str | None:
        """Return what is wrong with words for people that show instructions, for the second attempt; None: nothing."""
        if self.repeated_in(words):
            return LEAKED
        is_data = _DATA.match(words) is not None and _DATA_ENDS.search(words.rstrip()) is not None
        if is_data or _FENCE.search(words) or any(one[1] in self.fields for one in _FIELD.finditer(words)):
            return CODE
        return None


def instructions_of(step: Step[Any, A]) -> Instructions:
    """Return the instructions of a step: its prompt, and what its schema says of the fields."""
    return _instructions(step.prompt, step.answer)


@lru_cache(maxsize=64)
def _instructions(prompt: str, answer: type[Answer]) -> Instructions:
    names: set[str] = set()
    told = [prompt.replace(MAY_BE_SAID, "\n")]
    _read_schema(answer.model_json_schema(), names, told)
    runs = frozenset(run for one in told for run in _runs(one))
    return Instructions(runs, frozenset(names | set(_NAMED.findall(prompt))))


def _read_schema(node: object, names: set[str], told: list[str]) -> None:
    """Add the names of all fields to ``names``, and what is said of them to ``told``."""
    if isinstance(node, dict):
        names.update(node.get("properties", {}))
        told += [value for key, value in node.items() if key == "description" and isinstance(value, str)]
    for one in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _read_schema(one, names, told)


def _runs(text: str) -> set[Words]:
    words = _WORD.findall(fold(text))
    return set(zip(*(words[at:] for at in range(RUN)), strict=False))
