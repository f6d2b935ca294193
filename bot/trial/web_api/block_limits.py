"""Slack's limits on blocks and views, checked as Slack checks them; the shapes stand in ``block_shapes``.

Each check returns Slack's own words, such as ``must be less than 3001 characters [json-pointer:/blocks/0/text/text]``.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Literal

from bot.trial.web_api import sizes
from bot.trial.web_api.block_shapes import BLOCKS, ELEMENTS, PLAIN, Shape
from bot.trial.web_api.sizes import SURFACES
from bot.trial.workspace.workspace import Json

Surface = Literal["home", "message", "modal"]

NESTED = {"elements", "accessory", "element", "tasks", "confirm"}


def broken_blocks(blocks: object, surface: Surface, at: str = "/blocks") -> list[str]:
    """Return what Slack would hold against these blocks; an empty list if it would take them."""
    if not isinstance(blocks, list):
        return [f"must be an array [json-pointer:{at}]"]
    most = sizes.MESSAGE_BLOCKS_MAX_ITEMS if surface == "message" else sizes.VIEW_BLOCKS_MAX_ITEMS
    found = [f"no more than {most} items allowed [json-pointer:{at}]"] if len(blocks) > most else []
    for index, block in enumerate(blocks):
        found += _broken_block(block, surface, f"{at}/{index}")
    return [*found, *_repeated(blocks, at), *_too_much_markdown(blocks, at)]


def broken_view(view: object) -> list[str]:
    """Return what Slack would hold against a modal or Home view."""
    if not isinstance(view, dict) or view.get("type") not in {"modal", "home"}:
        return ["must be a modal or home view [json-pointer:/view/type]"]
    modal = view["type"] == "modal"
    found = list(_view_strings(view))
    if modal:
        found += [] if "title" in view else ["missing required field: title [json-pointer:/view]"]
        if "submit" not in view and any(block.get("type") == "input" for block in view.get("blocks", [])):
            found.append("submit is required when a view contains an input block [json-pointer:/view]")
    for extra in sorted(set(view) - _VIEW_FIELDS):
        found.append(f"no more fields are allowed: {extra} [json-pointer:/view]")
    return found + broken_blocks(view.get("blocks"), "modal" if modal else "home", "/view/blocks")


_VIEW_FIELDS = {
    *("type", "title", "blocks", "close", "submit", "submit_disabled"),
    *("private_metadata", "callback_id", "external_id", "clear_on_close", "notify_on_close"),
}


def _view_strings(view: Json) -> Iterator[str]:
    for key, most in {"title": sizes.VIEW_TITLE_MAX_LENGTH, "close": 24, "submit": 24}.items():
        if key in view:
            yield from _broken_text(view[key], most, PLAIN, f"/view/{key}")
    for key, most in {
        "private_metadata": sizes.VIEW_PRIVATE_METADATA_MAX_LENGTH,
        "callback_id": 255,
        "external_id": 255,
    }.items():
        yield from _too_long(view.get(key), most, f"/view/{key}")


def _broken_block(block: object, surface: Surface, at: str) -> list[str]:
    if not isinstance(block, dict):
        return [f"must be an object [json-pointer:{at}]"]
    kind = str(block.get("type"))
    if kind not in {name for names in SURFACES.values() for name in names}:
        return [f"unsupported type: {kind} [json-pointer:{at}/type]"]
    found = (
        [] if kind in SURFACES[surface] else [f"block type {kind} is not allowed in {surface} [json-pointer:{at}/type]"]
    )
    if kind == "section" and not block.get("text") and not block.get("fields"):
        found.append(f"missing required field: text or fields [json-pointer:{at}]")
    if kind == "task_card" and block.get("status") == "pending":
        found.append(f"a standalone task card may not be pending [json-pointer:{at}/status]")
    return found + (_broken(block, BLOCKS[kind], at) if kind in BLOCKS else [])


def _broken(node: Json, shape: Shape, at: str) -> list[str]:
    known = shape.required | shape.optional | {"type", "block_id", "action_id"}
    found = [f"missing required field: {name} [json-pointer:{at}]" for name in sorted(shape.required - node.keys())]
    found += [f"no more fields are allowed: {name} [json-pointer:{at}]" for name in sorted(node.keys() - known)]
    for key, (most, style) in shape.texts.items():
        if key in node:
            found += _broken_text(node[key], most, style, f"{at}/{key}")
    for key, most in {**shape.strings, "block_id": 255, "action_id": 255}.items():
        found += _too_long(node.get(key), most, f"{at}/{key}")
    for key, (least, most) in shape.lists.items():
        found += _wrong_count(node.get(key, []), least, most, f"{at}/{key}") if key in node else []
    if node.get("type") == "section":
        for index, text in enumerate(node.get("fields", [])):
            found += _broken_text(text, sizes.SECTION_FIELDS_ITEM_MAX_LENGTH, "any", f"{at}/fields/{index}")
    return found + _broken_children(node, shape, at)


def _broken_children(node: Json, shape: Shape, at: str) -> list[str]:
    found: list[str] = []
    nested = sorted(NESTED & node.keys()) if "type" in node else []  # a confirm dialog has no type, only texts
    for key in nested:
        child = node[key]
        children = (
            [(f"{at}/{key}", child)]
            if isinstance(child, dict)
            else [(f"{at}/{key}/{i}", c) for i, c in enumerate(child)]
        )
        for where, each in children:
            found += _broken_child(each, shape.children, key, where)
    for key in ("options", "initial_options"):
        for index, option in enumerate(node.get(key, [])):
            found += _broken_option(option, f"{at}/{key}/{index}")
    return found


def _broken_child(child: object, allowed: frozenset[str], key: str, at: str) -> list[str]:
    if not isinstance(child, dict):
        return [f"must be an object [json-pointer:{at}]"]
    kind = "confirm" if key == "confirm" else str(child.get("type"))
    if key != "confirm" and kind not in allowed:
        return [f"unsupported type: {kind} [json-pointer:{at}/type]"]
    if kind in {"mrkdwn", "plain_text"}:
        return _broken_text(child, sizes.TEXT_MAX_LENGTH, "any", at)
    shape = ELEMENTS.get(kind) or BLOCKS.get(kind)
    return _broken(child, shape, at) if shape else []


def _broken_option(option: Json, at: str) -> list[str]:
    found = _broken_text(option.get("text"), sizes.OPTION_TEXT_MAX_LENGTH, "any", f"{at}/text")
    found += _too_long(option.get("value"), sizes.OPTION_VALUE_MAX_LENGTH, f"{at}/value")
    if "description" in option:
        found += _broken_text(option["description"], sizes.OPTION_DESCRIPTION_MAX_LENGTH, "any", f"{at}/description")
    return found


def _broken_text(text: object, most: int, style: str, at: str) -> list[str]:
    if style == "string" or not isinstance(text, dict):
        return _too_long(text, most, at) if style == "string" else [f"must be a text object [json-pointer:{at}]"]
    if text.get("type") not in ({"plain_text"} if style == PLAIN else {"plain_text", "mrkdwn"}):
        return [f"unsupported type: {text.get('type')} [json-pointer:{at}/type]"]
    if not text.get("text"):
        return [f"must be more than 0 characters [json-pointer:{at}/text]"]
    return _too_long(text["text"], most, f"{at}/text")


def _too_long(value: object, most: int, at: str) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, str):
        return [f"must be a string [json-pointer:{at}]"]
    return [f"must be less than {most + 1} characters [json-pointer:{at}]"] if len(value) > most else []


def _wrong_count(items: object, least: int, most: int, at: str) -> list[str]:
    if not isinstance(items, list):
        return [f"must be an array [json-pointer:{at}]"]
    if len(items) > most:
        return [f"no more than {most} items allowed [json-pointer:{at}]"]
    return [f"no less than {least} items allowed [json-pointer:{at}]"] if len(items) < least else []


def _repeated(blocks: list[Any], at: str) -> list[str]:
    rows = [block for block in blocks if isinstance(block, dict)]
    ids = Counter(block["block_id"] for block in rows if block.get("block_id"))
    found = [f"block_id already exists: {name} [json-pointer:{at}]" for name, count in ids.items() if count > 1]
    for index, block in enumerate(rows):
        inside = [item for key in sorted(NESTED & block.keys()) for item in _each(block[key])]
        actions = Counter(item["action_id"] for item in inside if isinstance(item, dict) and item.get("action_id"))
        found += [
            f"action_id already exists: {n} [json-pointer:{at}/{index}]" for n, count in actions.items() if count > 1
        ]
    return found


def _each(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _too_much_markdown(blocks: list[Any], at: str) -> list[str]:
    texts = [block.get("text") for block in blocks if isinstance(block, dict) and block.get("type") == "markdown"]
    total = sum(len(text) for text in texts if isinstance(text, str))
    most = sizes.MARKDOWN_TOTAL_TEXT_MAX_LENGTH
    return (
        [f"markdown blocks hold {total} characters, no more than {most} allowed [json-pointer:{at}]"]
        if total > most
        else []
    )
