"""From a reply to Slack's blocks: escaped, split to Slack's limits, nothing lost."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.slack.answer_buttons import (
    LABEL_CHARS,
    OFFER,
    under_answer,
    under_offers,
    under_private,
    under_question,
    under_return,
)
from workflows.reply import Reply, Section

# Slack takes 3,000 characters a section, 50 blocks a message; an undocumented limit sits near 10,000 characters a
# message (measured), so a page stays at 9,000.
SECTION_CHARS = 2900
PAGE_CHARS = 9000
PAGE_BLOCKS = 45
SENT_ALONE = "I have answered you in a direct message, since others read along here."
NOT_SHOWN = "I have an answer for you, which I do not write here, since others read along."

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
        blocks += [under_offers(reply_id, section.offers)] if section.offers and reply_id is not None else []
    blocks += [_context(piece) for piece in split(escape(reply.small_print), SECTION_CHARS)]
    pages: list[list[Block]] = [[]]
    for block in blocks:
        if pages[-1] and (len(pages[-1]) >= PAGE_BLOCKS or len(_text([*pages[-1], block])) > PAGE_CHARS):
            pages.append([])
        pages[-1].append(block)
    if reply_id is not None:
        # One that an older version planned is offered a person by being final.
        pages[-1] += under_answer(reply_id, rated=reply.final, person=reply.offers_person or reply.final)
    return [Page(tuple(page), _text(page)) for page in pages]


def render_beside(reply: Reply, reply_id: int) -> list[Page]:
    """Return what stands in the thread of an answer that was sent to its reader alone, or could not be sent to them."""
    blocks = [_mrkdwn(NOT_SHOWN if reply.undelivered else SENT_ALONE), under_private(reply_id)]
    blocks += under_answer(reply_id, rated=reply.final, person=reply.offers_person or reply.final)
    return [Page(tuple(blocks), _text(blocks))]


def render_alone(reply: Reply, about: str) -> list[Page]:
    """Return an answer as it is sent to its reader alone. ``about``: the number of its case."""
    here = reply.small_print if about in reply.small_print else " · ".join(filter(None, (about, reply.small_print)))
    return render(reply.model_copy(update={"small_print": here}))


def _text(blocks: list[Block]) -> str:
    """Return what the blocks say; buttons say nothing, but for the questions that may be meant."""
    return "\n\n".join(filter(None, map(_said, blocks)))


def _said(block: Block) -> str:
    elements = block.get("elements", ())
    if block["type"] == "actions":
        offers = (one for one in elements if one["action_id"].startswith(OFFER))
        return "\n".join(escape(one["text"]["text"]) for one in offers)
    piece = block.get("text") or (elements[0] if block["type"] == "context" else None)
    return piece["text"] if piece else ""


def _pieces(section: Section) -> Iterator[str]:
    lines = [f"*{_one_line(section.heading)}*"] if section.heading else []
    lines += [escape(section.text)] if section.text else []
    lines += [f"• *{_one_line(fact.label)}:* {escape(fact.value)}" for fact in section.facts]
    # What is too long for a button stands above it, too.
    whole = [f"{one.number}. {one.question}" for one in section.offers]
    lines += [escape(one) for one in whole if len(one) > LABEL_CHARS]
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
