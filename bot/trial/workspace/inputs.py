"""Inputs and buttons: their ids, the state Slack makes of a choice, and what its client checks first. Pure."""

import re
from collections.abc import Iterator
from typing import Any

from bot.trial.workspace.workspace import Json

# Element types by the key under which Slack puts what was chosen (docs.slack.dev/reference/interaction-payloads).
ONE_OPTION = {"static_select", "external_select", "radio_buttons", "overflow"}
OPTIONS = {"multi_static_select", "multi_external_select", "checkboxes"}
CHOSEN = {
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "rich_text_input": "rich_text_value",
    "file_input": "files",
}
TEXTS = {"plain_text_input", "email_text_input", "url_text_input", "number_input"}
STATEFUL = {*ONE_OPTION, *OPTIONS, *CHOSEN, *TEXTS} - {"overflow"}
INTERACTIVE = {*STATEFUL, "overflow", "button", "workflow_button", "icon_button", "feedback_buttons"}
REQUIRED = "Please complete this required field."
_EMAIL, _URL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"), re.compile(r"https?://\S+")


def named(blocks: list[Json]) -> list[Json]:
    """Return the blocks with the ids Slack gives where the app gave none."""
    return [_named_block(block, index) for index, block in enumerate(blocks)]


def _named_block(block: Json, index: int) -> Json:
    block = {"block_id": f"b{index}", **block}
    for key in ("element", "accessory"):
        if isinstance(block.get(key), dict) and block[key].get("type") in INTERACTIVE:
            block[key] = {"action_id": f"b{index}-0", **block[key]}
    if block.get("type") in {"actions", "context_actions"}:
        block["elements"] = [{"action_id": f"b{index}-{n}", **each} for n, each in enumerate(block["elements"])]
    return block


def elements_of(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every (block, interactive element) of named blocks, in order."""
    for block in blocks:
        inside = [block.get("element"), block.get("accessory")]
        inside += block["elements"] if block.get("type") in {"actions", "context_actions"} else []
        for element in inside:
            if isinstance(element, dict) and element.get("type") in INTERACTIVE:
                yield block, element


def state_of(blocks: list[Json], values: Json) -> Json:
    """Return ``state.values`` for plain values by block and action id; what is not given has its initial value."""
    state: Json = {}
    for block, element in elements_of(blocks):
        if element["type"] in STATEFUL:
            given = values.get(block["block_id"], {})
            has = isinstance(given, dict) and element["action_id"] in given
            filled = chosen(element, given[element["action_id"]]) if has else _initial(element)
            row = state.setdefault(block["block_id"], {})
            row[element["action_id"]] = {"type": element["type"], **filled}
    return state


def chosen(element: Json, plain: Any) -> Json:  # noqa: ANN401 - any JSON from the page
    """Return what Slack says of a choice; ``plain`` is a value, a list of values, or an option object as it is."""
    kind = element["type"]
    if kind in ONE_OPTION:
        return {"selected_option": _option(element, plain)}
    if kind in OPTIONS:
        found = [_option(element, each) for each in plain or []]
        return {"selected_options": [option for option in found if option is not None]}
    if kind in CHOSEN:
        if kind == "datetimepicker" and isinstance(plain, str) and plain.isdigit():
            plain = int(plain)
        return {CHOSEN[kind]: plain or ([] if CHOSEN[kind].endswith("s") else None)}
    if kind in TEXTS:
        return {"value": str(plain) if plain not in (None, "") else None}
    if kind == "feedback_buttons":
        return {"value": plain}
    return {"value": element["value"]} if "value" in element else {}


def _initial(element: Json) -> Json:
    kind = element["type"]
    if kind in ONE_OPTION:
        return {"selected_option": element.get("initial_option")}
    if kind in OPTIONS:
        return {"selected_options": element.get("initial_options", [])}
    if kind in CHOSEN:
        none: list[str] | None = [] if CHOSEN[kind].endswith("s") else None
        return {CHOSEN[kind]: element.get(CHOSEN[kind].replace("selected", "initial"), none)}
    return {"value": element.get("initial_value")}


def _option(element: Json, plain: Any) -> Json | None:  # noqa: ANN401
    if isinstance(plain, dict) or plain in (None, ""):
        return plain or None
    groups = [element.get("options", []), *(group["options"] for group in element.get("option_groups", []))]
    return next((option for group in groups for option in group if option.get("value") == plain), None)


def problems(blocks: list[Json], state: Json) -> dict[str, str]:
    """Return what Slack's client would not let pass in a modal, by block id: empty required fields, lengths, kinds."""
    found: dict[str, str] = {}
    for block, element in elements_of(blocks):
        if block.get("type") == "input":
            words = _problem(block, element, state[block["block_id"]][element["action_id"]])
            if words:
                found[block["block_id"]] = words
    return found


def _problem(block: Json, element: Json, filled: Json) -> str:
    value = next((what for key, what in filled.items() if key != "type"), None)
    if not value:
        return "" if block.get("optional") else REQUIRED
    if element["type"] not in TEXTS:
        return ""
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if not least <= len(value) <= most:
        return f"Must be {least} to {most} characters; it has {len(value)}."
    if element["type"] == "number_input":
        return _number_problem(element, value)
    if element["type"] == "email_text_input" and not _EMAIL.fullmatch(value):
        return "Must be an email address."
    return "Must be a web address." if element["type"] == "url_text_input" and not _URL.fullmatch(value) else ""


def _number_problem(element: Json, value: str) -> str:
    try:
        number = float(value) if element.get("is_decimal_allowed") else int(value)
    except ValueError:
        return "Must be a number." if element.get("is_decimal_allowed") else "Must be a whole number."
    if "min_value" in element and number < float(element["min_value"]):
        return f"Must be at least {element['min_value']}."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Must be at most {element['max_value']}."
    return ""
