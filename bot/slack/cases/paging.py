"""Pages of a modal: blocks cut to what Slack takes in one view."""

import json
from collections.abc import Sequence

from bot.slack.blocks import Json, button, note, row

# A view takes 100 blocks and 250 kB in all (Slack's documentation); the head of a case needs up to ten.
MOST_BLOCKS = 80
MOST_CHARS = 100_000
TURN = "case_page"


def pages(blocks: Sequence[Json]) -> list[list[Json]]:
    """Cut blocks into pages; at least one, though it be empty. A heading does not end a page."""
    cut: list[list[Json]] = [[]]
    size = 0
    for at, block in enumerate(blocks):
        own = len(json.dumps(block))
        ends = block["type"] == "header" and len(cut[-1]) + 1 >= MOST_BLOCKS and at + 1 < len(blocks)
        if cut[-1] and (ends or len(cut[-1]) >= MOST_BLOCKS or size + own > MOST_CHARS):
            cut.append([])
            size = 0
        cut[-1].append(block)
        size += own
    return cut


def page_of(blocks: Sequence[Json], wanted: int, number: str) -> tuple[list[Json], int]:
    """Return the page ``wanted`` (from 0, else the nearest) with buttons to turn it, and its number."""
    cut = pages(blocks)
    at = min(max(wanted, 0), len(cut) - 1)
    if len(cut) == 1:
        return cut[0], 0
    turns = [button(f"{TURN}_back", "Previous page", f"{number}:{at - 1}")] if at else []
    turns += [button(f"{TURN}_next", "Next page", f"{number}:{at + 1}")] if at + 1 < len(cut) else []
    return [*cut[at], note(f"Page {at + 1} of {len(cut)}"), row(turns, "case_turns")], at
