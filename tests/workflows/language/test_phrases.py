"""Phrases that are lists of data: how a term may be written, and what is found of them in a text's words."""

import pytest

from workflows.language.phrases import Phrases, first_words, spellings
from workflows.rules.escalation.roles import Lexicon

SETS = {"i": "i we", "who": "we they"}
TERMS = [
    ("no? longer need(s|ed)", "over"),
    ("<i> do not", "first"),
    ("<who> do not want", "second"),
    ("no", "denied"),
    ("no longer", "over"),
    ("do not", "plain"),
]


@pytest.mark.parametrize(
    "term",
    ["lamp", " the  lamp ", "no? longer", "a? b? c", "slip(s|ped)? off/down", "?", "is/are not", "<i>? keep(|s)"],
)
def test_the_first_words_of_a_term_are_those_with_which_its_spellings_begin(term: str) -> None:
    assert set(first_words(term)) == {spelling.split()[0] for spelling in spellings(term)}


@pytest.mark.parametrize(
    ("said", "end", "meant"),
    [
        ("no longer needed", 3, ["over"]),
        ("longer need", 2, ["over"]),
        ("no longer", 2, ["over"]),
        ("no lamp", 1, ["denied"]),
        ("i do not want", 3, ["first"]),
        ("we do not want", 4, ["second"]),
        ("we do not", 3, ["first"]),
        ("do not", 2, ["plain"]),
    ],
)
def test_the_longest_phrase_is_found_with_all_it_means_also_the_second_time(
    said: str, end: int, meant: list[str]
) -> None:
    phrases = Phrases(TERMS, SETS)

    found = [phrases.longest(said.split(), 0) for _ in range(2)]

    assert found == [(end, meant)] * 2


@pytest.mark.parametrize("said", ["lamp", "needed", "we want", ""])
def test_words_with_which_no_phrase_begins_find_nothing(said: str) -> None:
    assert Phrases(TERMS, SETS).longest(said.split(" "), 0) is None


def test_a_phrase_may_begin_at_words_of_terms_and_of_sets_that_terms_begin_with() -> None:
    phrases = Phrases([*TERMS, ("<thing> broke", "broken")], {**SETS, "thing": "lamp", "other": "any"})

    assert phrases.beginnings(["they", "say", "we", "need", "no", "lamp", "any", "longer"]) == [0, 2, 4, 5, 7]


def test_a_word_of_several_lists_has_the_roles_of_all_and_of_the_stems_it_begins_with() -> None:
    lexicon = Lexicon({"loss": ["lost", "lost(|) track", "never came"], "late": ["lost/late"], "any": ["los*", "nev*"]})
    loss, late, either = (lexicon.bits[name] for name in ("loss", "late", "any"))

    assert lexicon.sentences("lost late loser") == [[loss | late | either, late, either]]
    assert lexicon.sentences("lost track. never mind") == [[loss], [either, 0]]
    assert lexicon.sentences("it never came") == lexicon.sentences("we never came") == [[0, loss]]
