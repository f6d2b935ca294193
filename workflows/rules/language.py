"""Which language a message is written in, by script and by small words; English unless the evidence is clear."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

READ_CHARS = 2000
_NOISE = re.compile(
    r"^[ \t]*(?:>|&gt;).*$|<[^<>]*>|`[^`]*`|:[a-z0-9_+-]+:"  # quoted lines, links, code, emoji names
    r"|\"[^\"\n]*\"|“[^“”\n]*”|«[^«»\n]*»|„[^„“”\n]*[“”]"  # quoted text: product names, error messages
    r"|(?<!\w)'[^'\n]*'(?!\w)",
    re.MULTILINE,
)
_ODD = re.compile(r"[\d@]|://")  # ids, amounts, versions, addresses
_ASCII = re.compile(r"(?<![!-~])[!-~]*\d[!-~]*")
_WORD = re.compile(r"[^\W\d_]+")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu)['\u2019](?=\w)")


@dataclass(frozen=True, slots=True)
class _Lists:
    scripts: tuple[tuple[str, re.Pattern[str]], ...]
    letters: tuple[tuple[str, str, frozenset[str]], ...]
    english: frozenset[str]
    codes: tuple[str, ...]
    languages: dict[str, tuple[str, ...]]  # word → the languages it stands in


@cache
def _lists() -> _Lists:
    """Read the lists once, at first use."""
    data = tomllib.loads(files("workflows.rules.words").joinpath("languages.toml").read_text(encoding="utf-8"))
    languages: dict[str, list[str]] = {}
    for code, words in data["words"].items():
        for word in dict.fromkeys(words):
            languages.setdefault(word, []).append(code)
    return _Lists(
        scripts=tuple((code, re.compile("[" + "".join(ranges) + "]")) for code, ranges in data["scripts"].items()),
        letters=tuple((code, row["script_of"], frozenset(row["letters"])) for code, row in data["letters"].items()),
        english=frozenset(data["english"]["words"]),
        codes=tuple(data["words"]),
        languages={word: tuple(codes) for word, codes in languages.items()},
    )


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language of ``text``: ``"en"`` unless another language is clear.

    Short and mixed texts are English; quoted text, code, links and anything with a digit do not count. Never raises;
    reads the first 2,000 characters only.
    """
    quiet = _NOISE.sub(" ", text[:READ_CHARS].lower())
    plain = " ".join(word for word in quiet.split() if not _ODD.search(word))
    # Chinese has no spaces: there an id stands inside what would be one odd word.
    return _by_script(_ASCII.sub(" ", quiet)) or _by_words(plain) or "en"


def _by_script(plain: str) -> str | None:
    """Name the language of a text that is mostly in a script other than Latin; ``None`` for a Latin text."""
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
    words = _WORD.findall(_ELISION.sub(" ", plain))
    distinct = set(words)
    scores = dict.fromkeys(lists.codes, 0.0)
    for word in distinct:
        codes = lists.languages.get(word, ())
        for code in codes:
            scores[code] += (0.5 if word in lists.english else 1.0) + (0.5 if len(codes) == 1 else 0.0)
    english = len(distinct & lists.english)
    code, score = max(scores.items(), key=lambda item: item[1])
    enough = score >= 3 and score >= 2 * english and score >= 0.3 * len(distinct)
    return code if enough else None
