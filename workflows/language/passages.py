"""A kept message as one text: its writer's own words, then the words of others that it passes on, each set off.

What is passed on (a forwarded message, a snippet, a file) is labelled by where it came from, and each of its lines is
quoted: nothing in it can pass for its writer's own words. Whoever reads a message for what it asks reads both apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from workflows.language.lazy import lazy

Kind = Literal["forward", "snippet", "file"]

MARK = "↪"
BEGINNING = " (its beginning)"
MOST_PASSED_ON = 6_000  # characters of all passages of a message: what a desk can act on needs no more
MOST_PASSAGES = 10
LONGEST_ORIGIN = 160
SOMEBODY = "somebody"

_HEADS: dict[Kind, str] = {"forward": "Forwarded from", "snippet": "Snippet", "file": "File"}
_HEAD = lazy(rf"{MARK} (?P<head>Forwarded from|Snippet|File) (?P<origin>[^\n]{{1,200}}?)(?P<cut> \(its beginning\))?:")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that a message passes on. ``origin``: who wrote them and where, or the name of the file."""

    kind: Kind
    origin: str
    text: str
    is_cut: bool = False

    @property
    def head(self) -> str:
        """The line that says where the words came from, as people read it."""
        return f"{MARK} {_HEADS[self.kind]} {self.origin}{BEGINNING if self.is_cut else ''}:"


@dataclass(frozen=True, slots=True)
class Parted:
    """A kept text, taken apart again."""

    own: str
    passages: tuple[Passage, ...] = ()

    @property
    def passed_on(self) -> str:
        """The words of all passages, a line each, without where they came from."""
        return "\n".join(passage.text for passage in self.passages)

    @property
    def read(self) -> str:
        """All words, the writer's own first."""
        return f"{self.own}\n{self.passed_on}".strip() if self.passages else self.own

    @property
    def paragraphs(self) -> str:
        """All words, each passage a paragraph of its own."""
        return "\n\n".join(filter(None, (self.own, *(passage.text for passage in self.passages))))


def one_line(text: str, most: int = LONGEST_ORIGIN) -> str:
    """Return a name that others chose (untrusted) as one short line."""
    return " ".join(text[: 4 * most].split())[:most]


def composed(own: str, others: Iterable[Passage]) -> str:
    """Return one text of both; of ``others`` no more than ``MOST_PASSED_ON`` characters. ``parted`` undoes it."""
    text, left = own.replace(MARK, "→").strip(), MOST_PASSED_ON
    for passage in [one for one in others if one.text.strip()][:MOST_PASSAGES]:
        kept = passage.text.strip()[:left].rstrip()
        if not kept:
            break
        is_cut = passage.is_cut or len(kept) < len(passage.text.strip())
        shown = Passage(passage.kind, one_line(passage.origin) or SOMEBODY, kept, is_cut)
        quoted = "\n".join(f"> {line}".rstrip() for line in kept.split("\n"))
        text += f"\n{shown.head}\n{quoted}"
        left -= len(kept)
    return text.strip()


def carried(text: str, before: str) -> str:
    """Return the new text of a message that was edited, with the words of its files that ``before`` holds: they stay.

    What it forwards comes with each edit; what stands in files was read by the desk.
    """
    now = parted(text)
    there = {(one.kind, one.origin) for one in now.passages}
    kept = [one for one in parted(before).passages if one.kind != "forward" and (one.kind, one.origin) not in there]
    return composed(now.own, [*now.passages, *kept]) if kept else text


def parted(text: str) -> Parted:
    """Take a kept text apart (several messages, a line each, too). Linear in the text."""
    if MARK not in text:
        return Parted(text)
    own: list[str] = []
    passages: list[tuple[Passage, list[str]]] = []
    is_inside = False
    for line in text.split("\n"):
        head = _HEAD.fullmatch(line) if line.startswith(MARK) else None
        if head is not None:
            kind = next(kind for kind, words in _HEADS.items() if words == head["head"])
            passages.append((Passage(kind, head["origin"], "", bool(head["cut"])), []))
            is_inside = True
        elif is_inside and line.startswith(">"):
            passages[-1][1].append(line[1:].removeprefix(" "))
        else:
            is_inside = False
            own.append(line)
    found = tuple(Passage(one.kind, one.origin, "\n".join(lines), one.is_cut) for one, lines in passages)
    return Parted("\n".join(own).strip(), found)


Origin = Literal["typed", "quote", "forward", "snippet", "file"]


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of a kept message and where its words came from: typed, quoted by its writer, or passed on.

    ``source``: who wrote what is passed on, and where, or the file's name; "" of its writer's own.
    """

    origin: Origin
    text: str
    source: str = ""
    is_cut: bool = False


def pieces(text: str) -> tuple[Said, ...]:
    """Return a kept message in pieces, its writer's own words first, in the order they stand. Linear in the text."""
    found = parted(text)
    own: list[tuple[Origin, list[str]]] = []
    for line in found.own.split("\n") if found.own else []:
        origin: Origin = "quote" if line.startswith(">") else "typed"
        if not own or own[-1][0] != origin:
            own.append((origin, []))
        own[-1][1].append(line[1:].removeprefix(" ") if origin == "quote" else line)
    said = [Said(origin, "\n".join(lines).strip("\n")) for origin, lines in own]
    said += [Said(one.kind, one.text, one.origin, one.is_cut) for one in found.passages]
    return tuple(one for one in said if one.text.strip())


def label_of(said: Said) -> str:
    """Return the words that say where a piece came from; "" of what its writer typed."""
    if said.origin == "typed":
        return ""
    if said.origin == "quote":
        return "Quoted by its writer:"
    return f"{_HEADS[said.origin]} {said.source}{BEGINNING if said.is_cut else ''}:"


def own_words(text: str) -> str:
    """Return a kept text without what it passes on."""
    return parted(text).own
