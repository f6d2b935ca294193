"""The shapes of Slack's blocks and elements as data: fields, text limits, counts and what may stand inside.

Source: docs.slack.dev/reference/block-kit; the numbers stand in ``sizes``.
A block that is not in ``BLOCKS`` is checked for its type and surface only.
"""

from dataclasses import dataclass

from bot.trial.web_api import sizes

PLAIN, ANY, STRING = "plain", "any", "string"


@dataclass(frozen=True)
class Shape:
    """What one type of block or element may hold; a text limit is (characters, style), a list limit (least, most)."""

    required: frozenset[str]
    optional: frozenset[str]
    texts: dict[str, tuple[int, str]]
    strings: dict[str, int]
    lists: dict[str, tuple[int, int]]
    children: frozenset[str]


def _shape(
    required: str = "",
    optional: str = "",
    *,
    texts: dict[str, tuple[int, str]] | None = None,
    strings: dict[str, int] | None = None,
    lists: dict[str, tuple[int, int]] | None = None,
    children: str = "",
) -> Shape:
    needed, may = frozenset(required.split()), frozenset(optional.split())
    return Shape(needed, may, texts or {}, strings or {}, lists or {}, frozenset(children.split()))


_SELECTS = (
    "static_select external_select users_select conversations_select channels_select "
    "multi_static_select multi_external_select multi_users_select multi_conversations_select multi_channels_select"
)
_PICKERS = "datepicker timepicker datetimepicker checkboxes radio_buttons"
_INPUTS = (
    f"{_SELECTS} {_PICKERS} plain_text_input email_text_input url_text_input number_input file_input rich_text_input"
)
_RICH = "rich_text_section rich_text_list rich_text_preformatted rich_text_quote"

BLOCKS: dict[str, Shape] = {
    "section": _shape(
        "",
        "text fields accessory expand",
        texts={"text": (sizes.SECTION_TEXT_MAX_LENGTH, ANY)},
        lists={"fields": (1, sizes.SECTION_FIELDS_MAX_ITEMS)},
        children=f"button overflow image workflow_button {_SELECTS} {_PICKERS}",
    ),
    "divider": _shape(),
    "header": _shape("text", texts={"text": (sizes.HEADER_TEXT_MAX_LENGTH, PLAIN)}),
    "context": _shape(
        "elements", lists={"elements": (1, sizes.CONTEXT_ELEMENTS_MAX_ITEMS)}, children="mrkdwn plain_text image"
    ),
    "actions": _shape(
        "elements",
        lists={"elements": (1, sizes.ACTIONS_ELEMENTS_MAX_ITEMS)},
        children=f"button overflow workflow_button rich_text_input {_SELECTS} {_PICKERS}",
    ),
    "context_actions": _shape(
        "elements",
        lists={"elements": (1, sizes.CONTEXT_ACTIONS_ELEMENTS_MAX_ITEMS)},
        children="feedback_buttons icon_button",
    ),
    "input": _shape(
        "label element",
        "dispatch_action hint optional",
        texts={"label": (sizes.INPUT_LABEL_MAX_LENGTH, PLAIN), "hint": (sizes.INPUT_HINT_MAX_LENGTH, PLAIN)},
        children=_INPUTS,
    ),
    "markdown": _shape("text", texts={"text": (sizes.MARKDOWN_TEXT_MAX_LENGTH, STRING)}),
    "image": _shape(
        "alt_text",
        "image_url slack_file title",
        texts={"title": (sizes.IMAGE_TITLE_MAX_LENGTH, PLAIN)},
        strings={"alt_text": sizes.IMAGE_ALT_TEXT_MAX_LENGTH, "image_url": sizes.IMAGE_IMAGE_URL_MAX_LENGTH},
    ),
    "plan": _shape(
        "title",
        "tasks",
        lists={"tasks": (0, sizes.PLAN_TASKS_MAX_ITEMS)},
        strings={"title": 3000},
        children="task_card",
    ),
    "task_card": _shape("task_id title", "details output sources status", strings={"title": 3000}),
    "rich_text": _shape("elements", lists={"elements": (1, 1000)}, children=_RICH),
    "table": _shape("rows", "column_settings", lists={"rows": (1, sizes.TABLE_ROWS_MAX_ITEMS)}),
    "data_table": _shape(
        "rows", "caption page_size row_header_column_index", lists={"rows": (1, sizes.DATA_TABLE_ROWS_MAX_ITEMS)}
    ),
    "alert": _shape("text", "level", texts={"text": (sizes.ALERT_TEXT_MAX_LENGTH, ANY)}),
}

_PLACEHOLDER = {"placeholder": (sizes.SELECT_PLACEHOLDER_MAX_LENGTH, PLAIN)}
_COMMON = "confirm focus_on_load placeholder"
_OPTIONS = "initial_option options option_groups"


def _select(optional: str, options: int = sizes.SELECT_OPTIONS_MAX_ITEMS) -> Shape:
    return _shape("", f"{_COMMON} {optional}", texts=_PLACEHOLDER, lists={"options": (1, options)})


def _field(optional: str) -> Shape:
    return _shape("", f"{_COMMON} initial_value dispatch_action_config {optional}", texts=_PLACEHOLDER)


_CONVERSATIONS = "initial_conversation default_to_current_conversation response_url_enabled filter"

ELEMENTS: dict[str, Shape] = {
    "button": _shape(
        "text",
        "value url style confirm accessibility_label agent_prompt agent_prompt_display alt_text visible_to_user_ids",
        texts={"text": (sizes.BUTTON_TEXT_MAX_LENGTH, PLAIN)},
        strings={"value": sizes.BUTTON_VALUE_MAX_LENGTH, "url": sizes.BUTTON_URL_MAX_LENGTH, "accessibility_label": 75},
    ),
    "confirm": _shape(
        "text",
        "title confirm deny style",
        texts={"title": (100, PLAIN), "text": (300, ANY), "confirm": (30, PLAIN), "deny": (30, PLAIN)},
    ),
    "overflow": _shape("options", "confirm alt_text", lists={"options": (1, sizes.OVERFLOW_OPTIONS_MAX_ITEMS)}),
    "static_select": _select(_OPTIONS),
    "multi_static_select": _select("initial_options options option_groups max_selected_items"),
    "external_select": _select("initial_option min_query_length"),
    "multi_external_select": _select("initial_options min_query_length max_selected_items"),
    "users_select": _select("initial_user"),
    "multi_users_select": _select("initial_users max_selected_items"),
    "conversations_select": _select(_CONVERSATIONS),
    "multi_conversations_select": _select(
        "initial_conversations default_to_current_conversation filter max_selected_items"
    ),
    "channels_select": _select("initial_channel response_url_enabled"),
    "multi_channels_select": _select("initial_channels max_selected_items"),
    "checkboxes": _select("options initial_options", sizes.CHECKBOXES_OPTIONS_MAX_ITEMS),
    "radio_buttons": _select("options initial_option", sizes.RADIO_BUTTONS_OPTIONS_MAX_ITEMS),
    "datepicker": _select("initial_date"),
    "timepicker": _select("initial_time timezone"),
    "datetimepicker": _select("initial_date_time"),
    "plain_text_input": _field("multiline min_length max_length"),
    "email_text_input": _field(""),
    "url_text_input": _field(""),
    "number_input": _field("is_decimal_allowed min_value max_value"),
    "rich_text_input": _field("min_lines max_lines"),
    "file_input": _shape("", "filetypes max_files"),
    "image": _shape("alt_text", "image_url slack_file", strings={"alt_text": 2000, "image_url": 3000}),
    "feedback_buttons": _shape("positive_button negative_button", "alt_text"),
    "icon_button": _shape(
        "icon text",
        "value confirm accessibility_label visible_to_user_ids alt_text",
        texts={"text": (75, PLAIN)},
        strings={"value": sizes.ICON_BUTTON_VALUE_MAX_LENGTH},
    ),
    "workflow_button": _shape("text workflow", "style accessibility_label alt_text", texts={"text": (75, PLAIN)}),
}
