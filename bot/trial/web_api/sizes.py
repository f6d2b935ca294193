"""Block Kit's numbers and which block is on which surface; source: docs.slack.dev/reference/block-kit.

A test compares each with the limit registry of slackblocks, which is not a dependency of the wheel.
"""

ACTIONS_ELEMENTS_MAX_ITEMS = 25
ALERT_TEXT_MAX_LENGTH = 200
BUTTON_TEXT_MAX_LENGTH = 75
BUTTON_URL_MAX_LENGTH = 3_000
BUTTON_VALUE_MAX_LENGTH = 2_000
CHECKBOXES_OPTIONS_MAX_ITEMS = 10
CONTEXT_ACTIONS_ELEMENTS_MAX_ITEMS = 5
CONTEXT_ELEMENTS_MAX_ITEMS = 10
DATA_TABLE_ROWS_MAX_ITEMS = 201
HEADER_TEXT_MAX_LENGTH = 150
ICON_BUTTON_VALUE_MAX_LENGTH = 2_000
IMAGE_ALT_TEXT_MAX_LENGTH = 2_000
IMAGE_IMAGE_URL_MAX_LENGTH = 3_000
IMAGE_TITLE_MAX_LENGTH = 2_000
INPUT_HINT_MAX_LENGTH = 2_000
INPUT_LABEL_MAX_LENGTH = 2_000
MARKDOWN_TEXT_MAX_LENGTH = 12_000
MARKDOWN_TOTAL_TEXT_MAX_LENGTH = 12_000
MESSAGE_BLOCKS_MAX_ITEMS = 50
OPTION_DESCRIPTION_MAX_LENGTH = 75
OPTION_TEXT_MAX_LENGTH = 75
OPTION_VALUE_MAX_LENGTH = 150
OVERFLOW_OPTIONS_MAX_ITEMS = 5
PLAN_TASKS_MAX_ITEMS = 50
RADIO_BUTTONS_OPTIONS_MAX_ITEMS = 10
SECTION_FIELDS_ITEM_MAX_LENGTH = 2_000
SECTION_FIELDS_MAX_ITEMS = 10
SECTION_TEXT_MAX_LENGTH = 3_000
SELECT_OPTIONS_MAX_ITEMS = 100
SELECT_PLACEHOLDER_MAX_LENGTH = 150
TABLE_ROWS_MAX_ITEMS = 100
TEXT_MAX_LENGTH = 3_000
VIEW_BLOCKS_MAX_ITEMS = 100
VIEW_PRIVATE_METADATA_MAX_LENGTH = 3_000
VIEW_TITLE_MAX_LENGTH = 24

_MESSAGE = """
actions card carousel container context context_actions data_table data_visualization divider file header image input
markdown plan rich_text section table task_card video
"""
_MODAL = "actions alert card context divider header image input rich_text section video"
_HOME = """
actions card carousel container context data_table data_visualization divider header image input rich_text section table
video
"""

SURFACES: dict[str, frozenset[str]] = {
    "message": frozenset(_MESSAGE.split()),
    "modal": frozenset(_MODAL.split()),
    "home": frozenset(_HOME.split()),
}
