"""Words and phrases with the roles they play in a sentence, read in one pass; which roles there are is data."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from workflows.language.phrases import first_words, spellings
from workflows.rules.route import MARKUP
from workflows.understanding import perils
from workflows.understanding.perils import SENTENCE_ENDS, joined

NUMBER, ID = "number", "id"  # the roles of figures, and of those of three digits or more, where a list has them
_STEM_HEAD = 3  # letters by which stems are filed: no stem is shorter


def tokens_of(text: str) -> list[str]:
    """Return the words of ``text`` in lower case without apostrophes, and the marks that divide it."""
    plain = MARKUP.sub(" ", text) if "<" in text or ":" in text else text
    return perils.tokens_of(plain)


class _Node:
    """A place in the tree of phrases: the roles of the phrase that ends here, and the words that may follow."""

    __slots__ = ("ends", "next", "roles")

    def __init__(self) -> None:
        self.next = _NO_NODES
        self.roles = 0
        self.ends = False

    def plant(self, words: list[str], roles: int) -> None:
        """Grow the branch for a phrase."""
        node = self
        for word in words:
            node.next = node.next or {}
            node = node.next.setdefault(word, _Node())
        node.roles |= roles
        node.ends = True


_NO_NODES: dict[str, _Node] = {}  # behind most nodes nothing follows: these share it, and it stays empty


class Lexicon:
    """Words, stems ("injur*") and phrases, each with its roles; the longest phrase wins, its words play no other.

    Phrases are spelt out when a text has the word they begin with: most texts have few. May be asked from any thread.
    """

    def __init__(self, roles: Mapping[str, Iterable[str]]) -> None:
        self.bits = {name: 1 << number for number, name in enumerate(roles)}
        self._terms = defaultdict[str, list[tuple[str, int]]](list)  # by the word they begin with
        self._stems = defaultdict[str, list[tuple[str, int]]](list)  # by their heads
        for name, terms in roles.items():
            for term in terms:
                self._file(term, self.bits[name])
        self._figures = {False: self.bits.get(NUMBER, 0), True: self.bits.get(ID, 0)}
        self._spelt: dict[str, _Node] = {}

    def _file(self, term: str, role: int) -> None:
        if "*" not in term:
            for first in first_words(term):
                self._terms[first].append((term, role))
            return
        for spelling in spellings(term):
            if spelling.endswith("*"):
                self._stems[spelling[:_STEM_HEAD]].append((spelling[:-1], role))
            else:
                self._terms[spelling.split()[0]].append((spelling, role))

    def _spell_out(self, word: str) -> _Node:
        """Return the place to which ``word`` leads as the first of a phrase: one begins with it."""
        root = _Node()
        for term, role in self._terms[word]:
            for first, *others in map(str.split, spellings(term)):
                if first == word:
                    root.plant([first, *others], role)
        node = root.next[word]
        node.roles |= self._stem(word)
        self._spelt[word] = node
        return node

    def mask(self, *names: str) -> int:
        """Return the roles ``names`` as one number."""
        return sum(self.bits[name] for name in names)

    def meeting(self, rule: str) -> "Meeting":
        """Return what "a + b - c" stands for: a and b are there and c is not."""
        wanted, *unless = rule.split(" - ")
        return Meeting(self.mask(*wanted.split(" + ")), self.mask(*unless))

    def sentences(self, text: str) -> list[list[int]]:
        """Return each sentence of ``text`` as its words' roles; a phrase counts as one word, an unknown word is 0."""
        return self.roles_of(tokens_of(text))

    def roles_of(self, tokens: Sequence[str]) -> list[list[int]]:
        """Return each sentence of these words as its words' roles."""
        words: list[int] = []
        found = [words]
        at, size, stems, figures = 0, len(tokens), self._stems, any(self._figures.values())
        terms, spelt = self._terms, self._spelt
        while at < size:
            token = tokens[at]
            at += 1
            node = spelt.get(token)
            if node is None and token in terms:
                node = self._spell_out(token)
            if token in SENTENCE_ENDS:
                words += [node.roles] if node else ()
                words = []
                found.append(words)
            elif node is None:
                if token[:_STEM_HEAD] in stems:
                    words.append(self._stem(token))
                else:
                    words.append(self._figure(token) if figures and token[0].isdigit() else 0)
            elif not node.next:
                words.append(node.roles)
            else:
                roles = node.roles
                ahead = at
                while ahead < size and (node := node.next.get(tokens[ahead])) is not None:
                    ahead += 1
                    if node.ends:
                        roles, at = node.roles, ahead
                words.append(roles)
        return found

    def _figure(self, token: str) -> int:
        return self._figures[len(token) > 2]

    def _stem(self, word: str) -> int:
        mask = 0
        for stem, roles in self._stems.get(word[:_STEM_HEAD], ()):
            if word.startswith(stem):
                mask |= roles
        return mask


@dataclass(frozen=True, slots=True)
class Made:
    """A role that a word gets because another is at most ``within`` words before it, only ``via`` between them."""

    first: int
    then: int
    via: int
    within: int
    gives: int

    def give(self, words: list[int], roles: int) -> int:
        """Give the role in ``words``, a sentence that plays ``roles``; return what it plays then."""
        for at, one in enumerate(words):
            if one & self.first:
                for other in range(at + 1, min(at + 1 + self.within, len(words))):
                    if words[other] & self.then:
                        words[other] |= self.gives
                        roles |= self.gives
                        break
                    if self.via and not words[other] & self.via:
                        break
        return roles


@dataclass(frozen=True, slots=True)
class Meeting:
    """Roles that tell something where they meet, and roles that untell it."""

    wanted: int
    unless: int


def played(words: list[int], made: Iterable[Made]) -> int:
    """Return all roles played in a sentence, after giving its words those made of others."""
    roles = joined(words)
    for one in made:
        if roles & one.first and roles & one.then:
            roles = one.give(words, roles)
    return roles


def lexicon_of(data: Mapping[str, Any]) -> tuple[Lexicon, tuple[Made, ...]]:
    """Return the words of a list and the roles it makes of others ("[roles]" and "[[made]]")."""
    entries: Sequence[Mapping[str, Any]] = data["made"]
    lexicon = Lexicon({one["gives"]: () for one in entries} | data["roles"])
    bits = lexicon.bits | {"": 0}
    made = [
        Made(bits[one["first"]], bits[one["then"]], bits[one.get("via", "")], one["within"], bits[one["gives"]])
        for one in entries
    ]
    return lexicon, tuple(made)
