"""Slack's ``rich_text`` blocks as the person sees them. Never raises on any JSON.

Elements as in https://docs.slack.dev/reference/block-kit/blocks/rich-text-block. One table says how each is read.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.slack.reading.markup import Words, shown_id
from bot.slack.text import storable

Json = dict[str, Any]

MOST_ELEMENTS = 5_000  # of a message; Slack's own limit on its text is far below
MOST_INDENT = 8


@dataclass(slots=True)
class _Page:
    """What is being read: its words so far, and who was addressed."""

    names: Mapping[str, str]
    bot_user_id: str
    left: int = MOST_ELEMENTS
    mentions: list[str] = field(default_factory=list)
    first: str | None = None  # None: nothing has been said yet
    to_group: bool = False


def read_rich_text(blocks: object, names: Mapping[str, str], bot_user_id: str) -> Words | None:
    """Read the ``rich_text`` among a message's blocks (untrusted); None: there is none, or nothing in it is read."""
    page, lines = _Page(names, bot_user_id), list[str]()
    for block in _dicts(blocks):
        if block.get("type") == "rich_text":
            lines += [_PARTS[kind](part, page) for kind, part in _typed(block.get("elements")) if kind in _PARTS]
    text = storable("\n".join(line for line in lines if line.strip())).strip()
    if not text and not page.mentions:
        return None
    return Words(text, tuple(page.mentions), page.first or "", to_group=page.to_group)


def _section(part: Json, page: _Page) -> str:
    return _inline(part, page, speaks=True).strip("\n")


def _quote(part: Json, page: _Page) -> str:
    return "\n".join(f"> {line}" for line in _inline(part, page, speaks=False).strip("\n").split("\n"))


def _preformatted(part: Json, page: _Page) -> str:
    text = _inline(part, page, speaks=False)
    return f"```{text}```" if text.strip() else ""


def _list(part: Json, page: _Page) -> str:
    indent = part.get("indent")
    pad = "    " * (min(indent, MOST_INDENT) if isinstance(indent, int) and indent > 0 else 0)
    items = [_section(item, page) for item in _dicts(part.get("elements"))]
    offset = part.get("offset")
    first = 1 + (offset if isinstance(offset, int) and 0 < offset <= MOST_ELEMENTS else 0)  # of a list that goes on
    is_ordered = part.get("style") == "ordered"
    marks = (f"{at}." for at in range(first, first + len(items))) if is_ordered else iter("•" * len(items))
    return "\n".join(f"{pad}{mark} {item}" for mark, item in zip(marks, items, strict=True))


def _inline(part: Json, page: _Page, *, speaks: bool) -> str:
    """Return the words of a part. ``speaks``: who is named in it is addressed; not in code, nor struck out."""
    out: list[str] = []
    for kind, element in _typed(part.get("elements")):
        page.left -= 1
        if page.left < 0:
            break
        style = element.get("style")
        style = style if isinstance(style, dict) else {}
        if style.get("strike") is True or kind not in _ELEMENTS:
            out.append(" ")
            continue
        words = _ELEMENTS[kind](element, page)
        if speaks and style.get("code") is not True:
            _note_address(kind, element, words, page)
        out.append(words)
    return "".join(out)


def _note_address(kind: str, element: Json, words: str, page: _Page) -> None:
    user = _text(element, "user_id") if kind == "user" else ""
    if user:
        page.mentions.append(user)
    if page.first is None and (user or words.strip()):
        page.first, page.to_group = user, kind == "usergroup"


def _link(element: Json, _page: _Page) -> str:
    return _text(element, "text") or _text(element, "url").removeprefix("mailto:").removeprefix("tel:")


def _emoji(element: Json, _page: _Page) -> str:
    name = _text(element, "name")
    return f":{name}:" if name else ""


_ELEMENTS: dict[str, Callable[[Json, _Page], str]] = {
    "text": lambda element, _: _text(element, "text"),
    "link": _link,
    "user": lambda element, page: _shown("@", _text(element, "user_id"), page),
    "channel": lambda element, page: _shown("#", _text(element, "channel_id"), page),
    "usergroup": lambda element, page: "@" + (page.names.get(_text(element, "usergroup_id")) or "group").lstrip("@"),
    "broadcast": lambda element, _: f"@{_text(element, 'range')}",
    "emoji": _emoji,
    "date": lambda element, _: _text(element, "fallback"),
    "color": lambda element, _: _text(element, "value"),
}

_PARTS: dict[str, Callable[[Json, _Page], str]] = {
    "rich_text_section": _section,
    "rich_text_list": _list,
    "rich_text_quote": _quote,
    "rich_text_preformatted": _preformatted,
}


def _shown(sign: str, number: str, page: _Page) -> str:
    is_id = 0 < len(number) <= 32 and number.isascii() and number.isalnum() and number.upper() == number
    return shown_id(sign, number, page.names, page.bot_user_id) if is_id else ""


def _typed(elements: object) -> Iterator[tuple[str, Json]]:
    for element in _dicts(elements):
        kind = element.get("type")
        yield kind if isinstance(kind, str) else "", element


def _dicts(found: object) -> list[Json]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _text(element: Json, key: str) -> str:
    value = element.get(key)
    return value if isinstance(value, str) else ""
