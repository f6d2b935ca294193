"""The first look finds something exactly where the patterns behind it do, in any letters."""

import json
import re
import sys

import pytest

from tests.paths import DATA
from workflows.language.folding import small
from workflows.receipts import figures, unsafe, unsafe_deeds, unsafe_words

EVERY_LETTER = "".join(map(chr, (*range(0xD800), *range(0xE000, sys.maxunicode + 1))))
LOOKS = {
    "figures": (figures._ANY_FIGURE, (figures._AMOUNT, figures._DATE)),
    "deeds": (unsafe._ANY_DEED, unsafe_deeds.DEEDS),
    "payments": (unsafe._ANY_PAY, (unsafe_words.PAY,)),
    "secrets": (unsafe._ANY_SECRET, (unsafe_words.SECRET,)),
}
ROWS = [
    text
    for file in ("harmful", "harmless", "honest", "lies", "danger", "near_dangers")
    for row in (DATA / f"{file}.jsonl").read_text(encoding="utf-8").splitlines()
    for text in json.loads(row).values()
    if isinstance(text, str)
]


def test_small_letters_are_what_a_pattern_that_minds_no_case_reads() -> None:
    letters = small(EVERY_LETTER)

    for pattern in ("[a-z]", *"abcdefghijklmnopqrstuvwxyz", r"\w", r"\s", r"\d"):
        minding = re.compile(f"(?:{pattern})+").finditer(letters)
        not_minding = re.compile(f"(?:{pattern})+", re.IGNORECASE).finditer(EVERY_LETTER)
        assert [match.span() for match in minding] == [match.span() for match in not_minding], pattern


@pytest.mark.parametrize(("look", "patterns"), LOOKS.values(), ids=LOOKS.keys())
def test_a_first_look_finds_something_where_one_of_the_patterns_does(
    look: re.Pattern[str], patterns: tuple[re.Pattern[str], ...]
) -> None:
    texts = [*ROWS, *map(str.upper, ROWS), *(row.replace("i", "\u0131").replace("s", "\u017f") for row in ROWS)]

    at_once = [look.search(small(text)) is not None for text in texts]

    assert at_once == [any(pattern.search(text) for pattern in patterns) for text in texts]
    assert any(at_once)


@pytest.mark.parametrize("patterns", [patterns for _, patterns in LOOKS.values()], ids=LOOKS.keys())
def test_no_pattern_behind_a_first_look_knows_capital_letters_or_others_than_ascii_s(
    patterns: tuple[re.Pattern[str], ...],
) -> None:
    letters = "".join(re.sub(r"\\.|\(\?P<\w+>", "", pattern.pattern) for pattern in patterns)

    assert {letter for letter in letters if letter.isupper() or (letter.isalpha() and not letter.isascii())} == set()
    assert {pattern.flags for pattern in patterns} == {re.IGNORECASE.value | re.UNICODE.value}
