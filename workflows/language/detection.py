"""Which language a message is written in, by script and by small words; English unless the evidence is clear."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Self

from workflows.language.lazy import lazy
from workflows.language.sentences import sentence_texts
from workflows.language.word_files import read_words

READ_CHARS = 2000
REMEMBERED = 16  # texts
_NOISE = lazy(
    r"^[ \t]*(?:>|&gt;).*$|<[^<>]*>|`[^`]*`|:[a-z0-9_+-]+:"  # quoted lines, links, code, emoji names
    r"|\"[^\"\n]*\"|“[^“”\n]*”|«[^«»\n]*»|„[^„“”\n]*[“”]"  # quoted text: product names, error messages
    r"|(?<!\w)'[^'\n]*'(?!\w)",
    re.MULTILINE,
)
_NOISY = lazy("[<>&`:\"\u201c\xab\u201e']")  # one of them is in all that is noise
_ODD = lazy(r"[\d@]|://")  # ids, amounts, versions, addresses
_ASCII = lazy(r"(?<![!-~])[!-~]*\d[!-~]*")
_WORD = lazy(r"[^\W\d_]+")
_BLANK = lazy(r"\n[ \t]*+\n")
_FEW_WORDS = 3
# Of these the small words are much the same: one taken for the other is no other language.
_ALIKE = tuple(
    map(frozenset, (("da", "no", "sv"), ("es", "pt"), ("cs", "pl"), ("ru", "uk"), ("ar", "fa"), ("ja", "zh")))
)
_SHARED = frozenset(
    {"in", "a", "i", "on", "me", "so", "we", "was", "hi", "do", "as", "at", "us", "or", "all", "no", "to"}
)
_ELISION = lazy(r"\b(?:[cdjlmnst]|qu)['\u2019](?=\w)")


@dataclass(frozen=True, slots=True)
class _Lists:
    scripts: tuple[tuple[str, re.Pattern[str]], ...]
    letters: tuple[tuple[str, str, frozenset[str]], ...]
    english: frozenset[str]
    mixed: frozenset[str]  # English words that are in lists of other languages as well
    codes: tuple[str, ...]
    languages: dict[str, tuple[str, ...]]  # word → the languages it stands in


@cache
def listed() -> dict[str, Any]:
    """Return what stands in ``languages.toml``, read at first use."""
    return read_words("workflows.language", "languages.toml")


@cache
def _lists() -> _Lists:
    """Work the lists out once, at first use."""
    data = listed()
    languages: dict[str, list[str]] = {}
    for code, words in data["words"].items():
        for word in dict.fromkeys(words):
            languages.setdefault(word, []).append(code)
    return _Lists(
        scripts=tuple((code, lazy("[" + "".join(ranges) + "]")) for code, ranges in data["scripts"].items()),
        letters=tuple((code, row["script_of"], frozenset(row["letters"])) for code, row in data["letters"].items()),
        english=frozenset(data["english"]["words"]),
        mixed=frozenset(data["english"]["words"]) | frozenset(data["english"]["also"]),
        codes=tuple(data["words"]),
        languages={word: tuple(codes) for word, codes in languages.items()},
    )


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language of ``text``: ``"en"`` unless another language is clear.

    Short and mixed texts are English; quoted text, code, links and anything with a digit do not count. Never raises;
    reads the first 2,000 characters only.
    """
    return known_language(text) or "en"


def known_language(text: str) -> str | None:
    """Return the language of ``text`` if its script or small words tell it, English too; ``None`` if they do not."""
    return _known(text[:READ_CHARS])


@lru_cache(maxsize=REMEMBERED)
def _known(text: str) -> str | None:
    """Tell the language of ``text``; that of the last few is remembered, for each reader of a message asks for it."""
    quiet, plain = _quiet(text)
    found = _by_script(quiet) or _by_words(plain)
    if found:
        return found
    lists, words = _lists(), set(_WORD.findall(plain))
    english = len(words & lists.english)
    if english < 2:
        return None
    foreign = [word for word in words - lists.english if word in lists.languages]
    if english > len(foreign):
        return "en"
    counts = Counter(code for word in foreign for code in lists.languages[word])
    return "en" if english > max(counts.values()) else None


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """The languages of a whole message, paragraph by paragraph: how many characters are in each, and its English.

    ``english``: the paragraphs, and the lines and sentences of foreign ones, that are in English; in another language
    they are what greets, is quoted or is said twice, or what is asked, which is for the reader to say.
    """

    languages: dict[str, int]
    english: tuple[str, ...]

    @property
    def foreign(self) -> str | None:
        """The language other than English that most of it is in; None if none is."""
        others = {code: size for code, size in self.languages.items() if code != "en"}
        return max(others, key=others.__getitem__, default=None)

    @classmethod
    def read(cls, text: str) -> Self:
        """Read all of a text, of any length; quoted lines, code and links are in no language."""
        quiet = _NOISE.sub(" ", text) if _NOISY.search(text) else text
        languages: Counter[str] = Counter()
        english: list[str] = []
        for paragraph in _paragraphs(quiet):
            language = known_language(paragraph)
            if language is not None:
                languages[language] += len(paragraph)
            if language == "en":
                english.append(paragraph)
            elif language is not None:
                english += [one for one in sentence_texts(paragraph) if known_language(one) == "en"]
        return cls(dict(languages), tuple(english))


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text, long ones in pieces; one that is in no language as a whole line by line."""
    for block in _BLANK.split(text):
        for start in range(0, len(block), READ_CHARS):
            piece = block[start : start + READ_CHARS]
            if "\n" in piece and known_language(piece) is None:
                yield from (line for line in dict.fromkeys(piece.split("\n")) if line.strip())
            elif piece.strip():
                yield piece


def has_foreign_words(text: str) -> bool:
    """Say whether a text has any small word of another language, or a letter that English does not have."""
    lists = _lists()
    return not text.isascii() or not lists.languages.keys().isdisjoint(
        word for word in _WORD.findall(text.lower()) if word not in lists.mixed
    )


def may_be_in(text: str) -> frozenset[str] | None:
    """Return the languages whose small words a short cry holds; None if it holds one that only English has."""
    lists, words = _lists(), set(_WORD.findall(_quiet(text)[1]))
    if (words & lists.english) - lists.languages.keys():
        return None
    return frozenset(code for word in words for code in lists.languages.get(word, ()))


def has_few_words(text: str) -> bool:
    """Say whether a text has so few words beside ids that nobody could tell its language from it."""
    return len(_WORD.findall(_quiet(text)[1])) <= _FEW_WORDS


def _quiet(text: str) -> tuple[str, str]:
    """Return a text without quotes, code and links, and its words without what has a digit."""
    quiet = text[:READ_CHARS].lower()
    if _NOISY.search(quiet):
        quiet = _NOISE.sub(" ", quiet)
    words = quiet.split()
    if _ODD.search(quiet):
        words = [word for word in words if word.isalpha() or not _ODD.search(word)]
    return quiet, " ".join(words)


@dataclass(frozen=True, slots=True)
class Asked:
    """The language a message is written in, None if it is not known, and the words of the message."""

    language: str | None
    words: frozenset[str]

    @classmethod
    def read(cls, message: str, language: str) -> Self:
        """Read a message; ``language`` is what the classifier took it for: English counts where small words are few.

        It counts as well where a paragraph of the message is in it: a message may greet in one language and ask in
        another. So does any language of which a message has as many small words as of the one it seems to be in.
        """
        asked = known_language(message)
        if asked not in {None, language}:
            read = Paragraphs.read(message)
            asked = language if language in read.languages or (language == "en" and read.english) else asked
        if asked not in {None, language} and _carried_by(message, language) >= _carried_by(message, asked):
            asked = language
        if asked is None and language == "en" and set(_WORD.findall(_quiet(message)[1])) & _lists().english:
            asked = "en"
        return cls(asked, frozenset(_WORD.findall(message.lower())))

    def another(self, text: str) -> str | None:
        """Return the language ``text`` is written in, if it is known and is not that of the message, known as well.

        Next to an English message each sentence is looked at, and a sentence whose language has no name is called
        "another".
        """
        asked = self.language
        if asked is None:
            return None
        used = known_language(text)
        if used is not None and used != asked and not any({used, asked} <= alike for alike in _ALIKE):
            return used
        if asked != "en":
            return None
        foreign = (one for one in sentence_texts(text[:READ_CHARS]) if _foreign(one, self.words))
        return next((known_language(one) or "another" for one in foreign), None)


def in_another_language(text: str, message: str, language: str) -> str | None:
    """Return the language ``text`` is written in, if it is another than that of ``message``: ``Asked`` says when."""
    return Asked.read(message, language).another(text)


def _carried_by(text: str, language: str) -> int:
    """Return how many different small words of a language a text has."""
    lists = _lists()
    words = set(_WORD.findall(_ELISION.sub(" ", _quiet(text)[1])))
    return sum(
        1 for word in words if language in lists.languages.get(word, ()) or (language == "en" and word in lists.english)
    )


def _foreign(sentence: str, known: frozenset[str]) -> bool:
    """Say whether a sentence has small words of another language and no English ones; ``known`` words prove nothing."""
    lists = _lists()
    quiet, plain = _quiet(sentence)
    if _by_script(quiet):
        return True
    words = set(_WORD.findall(_ELISION.sub(" ", plain))) - known
    marked = {word for word in words if not word.isascii()}
    codes = Counter(code for word in words - lists.mixed for code in lists.languages.get(word, ()))
    if not codes and not marked:
        return False
    for code, count in codes.most_common(5):
        english = sum(1 for word in (words & lists.english) - _SHARED if code not in lists.languages.get(word, ()))
        if not english and (count >= 2 or ((marked or count * 4 >= len(words)) and len(words) >= 3)):
            return True
    return bool(marked) and len(words) >= 5 and not words & lists.english - _SHARED


def _by_script(quiet: str) -> str | None:
    """Name the language of a text that is mostly in a script other than Latin; ``None`` for a Latin text."""
    if quiet.isascii():
        return None
    plain = _ASCII.sub(" ", quiet)  # Chinese has no spaces: there an id stands inside what would be one odd word
    if plain.isascii():
        return None
    lists = _lists()
    letters = sum(map(str.isalpha, plain))
    counts = Counter({code: len(pattern.findall(plain)) for code, pattern in lists.scripts})
    if counts["ja"] and counts["ja"] + counts["zh"] > letters / 2:  # Japanese mixes kana with Chinese characters
        return "ja" if letters > 1 else None
    code, count = counts.most_common(1)[0]
    if count < 2 or count <= letters / 2:
        return None
    return next((own for own, script, marks in lists.letters if script == code and marks & set(plain)), code)


def _by_words(plain: str) -> str | None:
    """Name the language whose small words carry the text; ``None`` when few do, or English ones do as well."""
    lists = _lists()
    words = _WORD.findall(_ELISION.sub(" ", plain) if "'" in plain or "\u2019" in plain else plain)
    distinct = set(words)
    english, listed = distinct & lists.english, [word for word in distinct if word in lists.languages]
    if 1.5 * len(listed) < max(3, 2 * len(english), 0.3 * len(distinct)):  # of a word a language gets 1.5 at most
        return None
    scores: dict[str, float] = {}
    for word in listed:
        codes = lists.languages[word]
        for code in codes:
            scores[code] = (
                scores.get(code, 0.0) + (0.5 if word in lists.english else 1.0) + (0.5 if len(codes) == 1 else 0.0)
            )
    score = max(scores.values(), default=0.0)
    if score < 3 or score < 2 * len(english) or score < 0.3 * len(distinct):
        return None
    return next(code for code in lists.codes if scores.get(code) == score)
