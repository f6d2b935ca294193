"""Whether a question is a sentence of its language that a person could ask: what it is made of, not what it is about.

Questions are untrusted. In a language without tables of small words nothing is said against one.
"""

import re
from functools import lru_cache

from workflows.faq import english_form, foreign_form
from workflows.faq.grammar import Grammar, Language, as_language, grammar_of
from workflows.faq.question_marks import is_asked
from workflows.faq.reasons import DANGLES, LEFT_OVER, NOT_ASKED, NOT_ONE, POINTS, TOO_LONG
from workflows.language.detection import known_language
from workflows.language.lazy import lazy

MOST_CHARS, MOST_WORDS = 200, 32
READ_CHARS = 600  # of an answer, which are read for its language where the question does not tell it

_LEFT = lazy(
    r"[|*_#<>{}\[\]`=\\]|\.\.|\u2026|https?:|[:;,]\s*\?|^\W*\d+(?:[.)]|(?:\.\d+)+[.)]?) |^[qa]\d{0,3}[:.] ",
    re.IGNORECASE,
)
_ASIDE = lazy(r" ?\([^()]*\)")
_QUOTED = lazy('\u201e[^\u201c\u201d]*[\u201c\u201d]|\u201c[^\u201d]*\u201d|\u00ab[^\u00bb]*\u00bb|"[^"]*"')
_SENTENCE = lazy(r"(?<=[.!?]) (?=[^\W\d_a-z]|\u00bf)")
_WORD = lazy(r"[^\W_]+(?:['\u2019.\u2010-][^\W_]+)*|[,;:\u2013]")
NAME = "Quoted"  # what stands for words in quotation marks


@lru_cache(maxsize=2048)
def flaw_of_question(question: str, answer: str = "") -> str | None:  # noqa: PLR0911 - one return a flaw
    """Return what is against asking a question as it stands; None: nothing. ``answer`` tells its language."""
    asked = " ".join(question[: MOST_CHARS + 1].split()).replace("\u2019", "'")
    if len(asked) > MOST_CHARS:
        return TOO_LONG
    if not is_asked(asked):
        return NOT_ASKED
    if _LEFT.search(asked) or asked.count("(") != asked.count(")"):
        return LEFT_OVER
    if asked.count("?") > 1 and not asked.startswith("\u00bf"):
        return NOT_ONE
    *others, last = _SENTENCE.split(_QUOTED.sub(NAME, _ASIDE.sub("", asked)))
    words = _WORD.findall(last)
    if len(words) > MOST_WORDS:
        return TOO_LONG
    language = language_of_question(last, words, answer)
    if language is None:
        return None
    grammar = grammar_of(language)
    if language == "en":
        flaw = english_form.flaw(words, _WORD.findall(" ".join(others)))
    else:
        flaw = _ending(words, grammar) or foreign_form.flaw(last, words, grammar)
    return None if flaw == POINTS and asked.endswith(")?") else flaw  # what is meant stands in brackets


def language_of_question(asked: str, words: list[str], answer: str) -> Language | None:
    """Return the language of a question by how it begins, else by its answer; None: one that is not looked at."""
    if asked.startswith("\u00bf"):
        return "es"
    first = [word.lower() for word in words[:2]]
    if not first:
        return None
    if foreign_form.is_inverted(asked):
        return "fr"
    if words[1:2] == ["Sie"]:
        return "de"
    languages: tuple[Language, ...] = ("de", "fr", "en")
    told = known_language(f"{asked} {answer[:READ_CHARS]}")
    for one in languages:
        grammar = grammar_of(one)
        begins = first[0] in grammar.asks or (first[0] in grammar.prepositions and first[-1] in grammar.asks)
        if told in (None, one) and (begins or first[0] in grammar.verbs):
            return one
    return as_language(told or "en")


def _ending(words: list[str], grammar: Grammar) -> str | None:
    """Say whether a question ends with a word that something has to follow."""
    last = words[-1].lower() if words else ""
    open_ended = grammar.articles | grammar.joins | (grammar.prepositions - grammar.particles)
    owner = grammar.owners - grammar.persons - {"ihrer", "sus", "ihnen"}
    return DANGLES if last in open_ended | owner else None
