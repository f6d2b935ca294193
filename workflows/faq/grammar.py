"""The small words of the languages whose sentences are looked at: what begins a question, what may not end one."""

from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Literal, get_args

from workflows.language.word_files import read_words

Language = Literal["en", "de", "fr", "es"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True, slots=True)
class Grammar:
    """The small words of a language in small letters, by what they are in a sentence."""

    language: Language
    asks: frozenset[str]
    verbs: frozenset[str]
    articles: frozenset[str]
    owners: frozenset[str]
    pointers: frozenset[str]
    counts: frozenset[str]
    persons: frozenset[str]
    prepositions: frozenset[str]
    joins: frozenset[str]
    particles: frozenset[str]
    adverbs: frozenset[str]

    @property
    def determiners(self) -> frozenset[str]:
        """What stands before a noun: after one of them comes no verb."""
        return self.articles | self.owners | self.counts


@cache
def tables() -> dict[str, Any]:
    """Return the tables of small words, read once."""
    return read_words("workflows.faq", "grammar.toml")


@cache
def grammar_of(language: Language) -> Grammar:
    """Return the small words of a language."""
    given = tables()[language]
    names = (one.name for one in fields(Grammar) if one.name != "language")
    return Grammar(language, **{name: frozenset(str(given[name]).split()) for name in names})


def as_language(name: str | None) -> Language | None:
    """Return a language by its code if its sentences are looked at; None: they are not."""
    return next((one for one in LANGUAGES if one == name), None)


@cache
def small_words() -> frozenset[str]:
    """Return all words of all languages that say how words belong together, and not what is meant."""
    whole = (grammar_of(one) for one in LANGUAGES)
    return frozenset(
        word
        for one in whole
        for words in (one.asks, one.verbs, one.determiners, one.pointers, one.persons, one.prepositions, one.joins)
        for word in (*words, *one.adverbs)
    )
