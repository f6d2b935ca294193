"""A sifted pattern finds what the pattern finds: in a fifth of the texts of tests/data and in all their sentences."""

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from functools import cache

import pytest

import workflows
from tests.paths import DATA
from workflows.language.sentences import sentence_texts
from workflows.language.sifting import Sifted


def _sifted() -> dict[str, Sifted]:
    """Return all sifted patterns of our modules by name."""
    names = [one.name for one in pkgutil.walk_packages(workflows.__path__, "workflows.")]
    modules = [importlib.import_module(name) for name in names]
    return {
        f"{module.__name__}.{name}": value
        for module in modules
        for name, value in vars(module).items()
        if isinstance(value, Sifted)
    }


SIFTED = _sifted()


def _in_use(written: str) -> Sifted:
    """Return a pattern that was put to so many texts that it sifts."""
    sifted = Sifted(written)
    for _ in range(20):
        sifted.may_find("nothing of it")
    return sifted


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


@cache
def texts_of_the_data() -> list[str]:
    """Return each fifth text of the labelled rows and every sentence of it, as it stands and in capitals.

    All of them, 65,000, would take each process of the suite seconds to read once, and there are 80 patterns.
    """
    rows = [json.loads(line) for file in sorted(DATA.rglob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    texts = list(dict.fromkeys(text for row in rows for text in _strings(row)))[::5]
    said = dict.fromkeys([*texts, *(one for text in texts for one in sentence_texts(text))])
    return [*said, *(text.upper() for text in texts[::7]), *(text.replace("s", "\u017f") for text in texts[::31])]


def test_there_are_sifted_patterns_and_each_has_something_that_it_cannot_do_without() -> None:
    assert len(SIFTED) > 20
    assert [name for name, one in SIFTED.items() if not one.strings] == []


# Not measured: two million looks at the few lines that all tests here go through.
@pytest.mark.no_cover
@pytest.mark.parametrize("name", SIFTED)
def test_a_sifted_pattern_finds_in_every_text_of_the_data_what_the_pattern_finds(name: str) -> None:
    sifted = SIFTED[name]
    plain = re.compile(sifted.written, re.IGNORECASE)

    lost = [text for text in texts_of_the_data() if plain.search(text) and not sifted.may_find(text)]

    assert len(lost) == 0


def test_a_pattern_that_was_put_to_few_texts_finds_what_it_finds_later() -> None:
    sifted = Sifted(r"\blamps?\b")

    assert [str(sifted.search("Lamps, a LAMP")) for _ in range(20)] == [str(re.search("Lamps", "Lamps, a LAMP"))] * 20
    assert [sifted.search("a chair") for _ in range(20)] == [None] * 20
    assert not sifted.may_find("a chair")


@pytest.mark.parametrize("text", ["I want to RETURN it", "I want to retu\u0280n it", "no such word", "", "return"])
def test_all_ways_to_read_a_text_are_those_of_the_pattern(text: str) -> None:
    written = r"\b(?:return|refund)(?:s|ed)?\b"
    sifted, plain = _in_use(written), re.compile(written, re.IGNORECASE)

    assert str(sifted.search(text)) == str(plain.search(text))
    assert str(sifted.search(text, 3, 12)) == str(plain.search(text, 3, 12))
    assert str(sifted.fullmatch(text)) == str(plain.fullmatch(text))
    assert [one.span() for one in sifted.finditer(text)] == [one.span() for one in plain.finditer(text)]


@pytest.mark.parametrize(
    ("written", "strings"),
    [
        (r"lamp", ("lamp",)),
        (r"\b(?:lamp|chairs?)\b", ("lamp", "chair")),
        (r"(?:my|the)\s(?:old\s)?lamp", ("lamp",)),
        (r"retur(?:n|ned)|refund", ("fund", "turn")),
        (r"(?:not\s)?(?:broken)?", ()),
        (r"\d+|lamp", ()),
        (r"(?<!lamp)chair(?!table)", ("chair",)),
        (r"(?<=lamp\s)is", ("is",)),
        (r"a(?=lamp)", ("lamp",)),
        (r"(?:lamp)+?", ("lamp",)),
        (r"(?:lamp){0,3}chair", ("chair",)),
        (r"(?>lamp|chair)", ("lamp", "chair")),
        (r"[Kk]ettle", ("ettle",)),
        (r"K\u00fchlschrank", ("hlschrank",)),
    ],
)
def test_what_a_pattern_cannot_do_without_is_read_off_it(written: str, strings: tuple[str, ...]) -> None:
    assert Sifted(written).strings == strings
