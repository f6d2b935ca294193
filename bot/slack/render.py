"""From a reply to Slack's blocks: escaped, split to Slack's limits, nothing lost."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.slack.answer_buttons import under_answer, under_question, under_return
from workflows.reply import Reply, Section

# Slack takes 3,000 characters a section, 50 blocks a message; an undocumented limit sits near 10,000 characters a
# message (measured), so a page stays at 9,000.
SECTION_CHARS = 2900
PAGE_CHARS = 9000
PAGE_BLOCKS = 45

Block = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """One Slack message: its blocks, and the same as text for notifications and for clients without blocks."""

    blocks: tuple[Block, ...]
    text: str


def escape(text: str) -> str:
    """Escape what Slack would read as markup: nothing from a customer or a model can mention or link by it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def render(reply: Reply, reply_id: int | None = None) -> list[Page]:
    """Return the messages a reply becomes, in order; at least one. ``reply_id``: what its buttons name it by."""
    blocks: list[Block] = []
    for section in reply.sections:
        blocks += [_mrkdwn(piece) for piece in _pieces(section)]
        blocks += [under_return(section.rma)] if section.rma else []
        blocks += [under_question(section.asks)] if section.asks else []
    blocks += [_context(piece) for piece in split(escape(reply.small_print), SECTION_CHARS)]
    pages: list[list[Block]] = [[]]
    for block in blocks:
        if pages[-1] and (len(pages[-1]) >= PAGE_BLOCKS or len(_text([*pages[-1], block])) > PAGE_CHARS):
            pages.append([])
        pages[-1].append(block)
    if reply.final and reply_id is not None:
        pages[-1] += under_answer(reply_id)
    return [Page(tuple(page), _text(page)) for page in pages]


def _text(blocks: list[Block]) -> str:
    """Return what the blocks say; buttons say nothing."""
    texts = (block.get("text") or (block["elements"][0] if block["type"] == "context" else None) for block in blocks)
    return "\n\n".join(piece["text"] for piece in texts if piece)


def _pieces(section: Section) -> Iterator[str]:
    lines = [f"*{_one_line(section.heading)}*"] if section.heading else []
    lines += [escape(section.text)] if section.text else []
    lines += [f"• *{_one_line(fact.label)}:* {escape(fact.value)}" for fact in section.facts]
    if lines:
        yield from split("\n".join(lines), SECTION_CHARS)


def _one_line(text: str) -> str:
    return escape(re.sub(r"[\s*]+", " ", text).strip())


def split(text: str, limit: int) -> Iterator[str]:
    """Cut ``text`` into pieces of at most ``limit`` characters: at a line, else at a space, never inside an entity."""
    while len(text) > limit:
        cut = max(text.rfind("\n", 1, limit), 0) or max(text.rfind(" ", 1, limit), 0) or limit
        entity = re.search(r"&(?:amp|lt|gt)?$|&[a-z]{1,3}$", text[:cut])
        cut = entity.start() if entity and cut == limit and entity.start() else cut
        if text[:cut].strip():
            yield text[:cut]
        text = text[cut:].lstrip("\n ") if text[cut] in "\n " else text[cut:]
    if text.strip():
        yield text


def _mrkdwn(text: str) -> Block:
    # verbatim: Slack shall not turn names and addresses in it into links by itself.
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _context(text: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}
