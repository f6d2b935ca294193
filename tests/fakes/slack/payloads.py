"""Payloads made from what a test means: it names the button or the input, and that must really stand there."""

from collections.abc import Iterator
from typing import Any

from bot.trial.delivery.payloads import pressed, submission
from bot.trial.workspace.site import Site, View
from bot.trial.workspace.workspace import Json, Message
from tests.fakes.slack.world import CUSTOMER


def block_action(
    site: Site, action_id: str, on: Message | View, *, user: str = CUSTOMER, value: Json | str | None = None
) -> Json:
    """Press a button, or choose in a menu (``value`` as a dict), that really is on this message or view."""
    block_id, element = _find(on, action_id)
    chosen = value if isinstance(value, dict) else {"value": value} if value is not None else {}
    return pressed(site, on, user, {"block_id": block_id, **element, **chosen}, {})


def view_submission(site: Site, view: View, values: dict[str, Any], *, user: str | None = None) -> Json:
    """Send a modal; ``values`` by block id: text, or the element's state. An unknown block is the test's error."""
    state: Json = {}
    for block in view.view.get("blocks", []):
        if block.get("type") != "input":
            continue
        element = block["element"]
        given = values.pop(block.get("block_id", ""), None)
        filled = given if isinstance(given, dict) else {"value": given}
        state[block.get("block_id", "")] = {element.get("action_id", ""): {"type": element["type"], **filled}}
    if values:
        raise AssertionError(f"the modal has no input block {sorted(values)}")
    return submission(site, view, state, user=user)


def _find(on: Message | View, action_id: str) -> tuple[str, Json]:
    blocks = on.view["blocks"] if isinstance(on, View) else on.blocks
    for index, block in enumerate(blocks):
        for element in _elements(block):
            if element.get("action_id") == action_id:
                return block.get("block_id", f"b{index}"), element
    raise AssertionError(f"nothing with action_id {action_id} stands there")


def _elements(node: object) -> Iterator[Json]:
    if isinstance(node, dict):
        if "action_id" in node:
            yield node
        for value in node.values():
            yield from _elements(value)
    elif isinstance(node, list):
        for item in node:
            yield from _elements(item)
