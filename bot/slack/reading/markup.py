"""Slack's markup as the person sees it (``text`` of a message); who is addressed in it. Never raises on any text."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.slack.text import MENTION, UNNAMED, shown_special, storable
from workflows.language.passages import one_line

LONGEST_NAME = 80

_LINK = re.compile(r"<((?:https?|mailto|tel)[^<|>]{0,3000})(?:\|([^<>]{0,3000}))?>")
_CHANNEL = re.compile(r"<#([A-Z0-9]{1,32})(?:\|([^<>]{0,200}))?>")
_SPECIAL = re.compile(r"<!([^<>|^]{0,100})(?:\^[^<>|]{0,300})?(?:\|([^<>]{0,300}))?>")
_GROUP = re.compile(r"<!subteam\^[A-Z0-9]")
_LABELLED = re.compile(r"<[@#]([A-Z0-9]{1,32})\|([^<>]{1,200})>")
_BLOCK = re.compile(r"(```(?:[^`]++|`(?!``))*+```)")
_CODE = re.compile(r"`([^`\n]+)`")
_STRUCK_OUT = re.compile(r"(?<![\w~])~(?=[^\s~])[^~\n]++(?<=[^\s~])~(?![\w~])")
# An address is passed over as it stands: what looks like a mark in it is none.
_BOLD = re.compile(r"(<[^<>\n]*>)|(?<![\w*])\*(?=[^\s*])([^*\n]++)(?<=\S)\*(?![\w*])")
_ITALIC = re.compile(r"(<[^<>\n]*>)|(?<![\w_])_(?=[^\s_])([^_\n]++)(?<=\S)_(?![\w_])")
_ID_SHOWN = re.compile(r"<([@#])([A-Z0-9]{1,32})>")


@dataclass(frozen=True, slots=True)
class Words:
    """``text``: what a person reads. ``mentions``: who is addressed in it, in order; ``first``: whom it begins with.

    In code, in a quote and in what is struck out nobody is addressed. ``to_group``: it begins with a user group.
    """

    text: str
    mentions: tuple[str, ...] = ()
    first: str = ""
    to_group: bool = False


def read_markup(raw: str, names: Mapping[str, str], bot_user_id: str) -> Words:
    """Read ``text`` of a message (untrusted). What has no name in ``names`` or beside its id keeps its id."""
    said: list[str] = []
    spoken: list[str] = []
    for piece in _BLOCK.split(raw):
        if piece.startswith("```"):
            said.append(piece)
            continue
        plain = _STRUCK_OUT.sub(" ", piece) if "~" in piece else piece
        lines = plain.split("\n")
        spoken += [_CODE.sub(" ", line) for line in lines if not line.startswith(("&gt;", ">"))]
        said.append("\n".join(map(_without_marks, lines)))
    addressed = "\n".join(spoken).strip()
    first = MENTION.match(addressed)
    return Words(
        plain_words("".join(said), names, bot_user_id),
        tuple(found.group(1) for found in MENTION.finditer(addressed)),
        first.group(1) if first else "",
        to_group=_GROUP.match(addressed) is not None,
    )


def _without_marks(line: str) -> str:
    """Take away what sets words in bold, italic or as code: no mark may hide an id from who reads on."""
    shown = _CODE.sub(r"\1", line) if "`" in line else line
    shown = _BOLD.sub(_inside, shown) if "*" in shown else shown
    return _ITALIC.sub(_inside, shown) if "_" in shown else shown


def _inside(found: re.Match[str]) -> str:
    return found[1] or found[2]


def plain_words(raw: str, names: Mapping[str, str], bot_user_id: str) -> str:
    """Return links by label, people and channels by name, our own mention left out, entities as what they stand for."""
    text = _LINK.sub(lambda found: found.group(2) or found.group(1), raw)
    text = _CHANNEL.sub(lambda found: _named("#", found.group(1), found.group(2) or "", names), text)
    text = MENTION.sub(lambda found: "" if found.group(1) == bot_user_id else _person(found, names), text)
    text = _SPECIAL.sub(shown_special, text)
    return storable(html.unescape(text)).strip()


def _person(found: re.Match[str], names: Mapping[str, str]) -> str:
    return _named("@", found.group(1), found.group(2) or "", names)


def _named(sign: str, number: str, label: str, names: Mapping[str, str]) -> str:
    """Return a name; without one the id in Slack's own form, which is named later."""
    name = short_name(label or names.get(number, "")).lstrip(sign)
    return f"{sign}{name}" if name else f"<{sign}{number}>"


def shown_id(sign: str, number: str, names: Mapping[str, str], bot_user_id: str) -> str:
    """Return a person (``@``) or a channel (``#``) as a part of a text; nothing for ourselves."""
    return "" if number == bot_user_id else _named(sign, number, "", names)


def short_name(name: str) -> str:
    """Return a name, which its owner chooses, as a few words on one line."""
    return one_line(name.replace("<", "").replace(">", ""), LONGEST_NAME)


def labels_in(raw: str) -> Iterator[tuple[str, str]]:
    """Yield the ids of people and channels that Slack names beside them, with these names."""
    yield from _LABELLED.findall(raw)


def ids_in(text: str) -> list[str]:
    """Return the ids of people and channels in a text as it is kept that have no name yet, each once."""
    return list(dict.fromkeys(number for _, number in _ID_SHOWN.findall(text)))


def named(text: str, names: Mapping[str, str], nameless: Iterable[str] = ()) -> str:
    """Return a kept text with names for ids; ``nameless``: ids that Slack gives no name for."""
    unknown = set(nameless)

    def name(found: re.Match[str]) -> str:
        sign, number = found.groups()
        if number in unknown and not names.get(number):
            return f"#{UNNAMED}" if sign == "#" else "@somebody"
        return _named(sign, number, "", names)

    return _ID_SHOWN.sub(name, text)
