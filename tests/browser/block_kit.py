"""Block Kit for the tests: one message and one modal with everything the page has to draw."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    """Return a plain_text object."""
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str, *, verbatim: bool = False) -> Json:
    """Return a mrkdwn object."""
    return {"type": "mrkdwn", "text": text, "verbatim": verbatim}


def option(text: str, value: str) -> Json:
    """Return an option."""
    return {"text": plain(text), "value": value}


def rich(text: str) -> Json:
    """Return a rich_text block of one section."""
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}],
    }


def task(number: int, title: str, status: str) -> Json:
    """Return a task card."""
    return {"type": "task_card", "task_id": f"t{number}", "title": title, "status": status}


ROUTES = [option("Billing", "billing"), option("Technical", "technical"), option("General", "general")]
CONFIRM = {"title": plain("Cancel this return?"), "text": mrkdwn("*RMA-100016* will not be valid any more."),
           "confirm": plain("Cancel the return"), "deny": plain("Keep it"), "style": "danger"}  # fmt: skip
FEEDBACK = {
    "type": "feedback_buttons",
    "action_id": "rate",
    "positive_button": {"text": plain("Helpful"), "value": "good"},
    "negative_button": {"text": plain("Not helpful"), "value": "bad"},
}
TABLE = {
    "type": "table",
    "column_settings": [{"align": "left"}, {"align": "right"}],
    "rows": [
        [{"type": "raw_text", "text": "Order"}, {"type": "raw_text", "text": "Parcels"}],
        [{"type": "raw_text", "text": "A-12345"}, rich("two")],
    ],
}
DATA_TABLE = {
    "type": "data_table",
    "caption": "Open cases",
    "page_size": 2,
    "rows": [
        [{"type": "raw_text", "text": "Case"}, {"type": "raw_text", "text": "Days"}],
        *([{"type": "raw_text", "text": f"CASE-{n}"}, {"type": "raw_number", "value": days, "text": str(days)}]
          for n, days in ((1001, 12), (1002, 3), (1003, 25))),
    ],
}  # fmt: skip
BUTTONS = {
    "type": "actions",
    "block_id": "buttons",
    "elements": [
        {"type": "button", "action_id": "claim", "text": plain("Claim"), "value": "CASE-1001", "style": "primary"},
        {"type": "button", "action_id": "cancel", "text": plain("Cancel this return"), "value": "RMA-100016",
         "style": "danger", "confirm": CONFIRM},
        {"type": "static_select", "action_id": "route", "placeholder": plain("Route"), "options": ROUTES},
        {"type": "overflow", "action_id": "more", "options": [option("Export", "export"), option("Note", "note")]},
    ],
}  # fmt: skip
FORMATTED = "*Bold*, _italic_, ~struck~, `code`, :tada: and <https://example.com|a link>\n> quoted"
MARKDOWN = "## Markdown\n\n1. first **point**\n2. second\n\n- [x] done\n\n| a | b |\n|---|--:|\n| 1 | 2 |"
EVERYTHING: list[Json] = [
    {"type": "header", "text": plain("Case 1001")},
    {"type": "section", "text": mrkdwn(FORMATTED),
     "accessory": {"type": "button", "action_id": "open", "text": plain("Open"), "value": "CASE-1001"}},
    {"type": "section", "fields": [mrkdwn("*Route*\nBilling"), mrkdwn("*State*\nWaiting")]},
    {"type": "divider"},
    {"type": "markdown", "text": MARKDOWN},
    TABLE,
    DATA_TABLE,
    {"type": "plan", "title": "Three requests",
     "tasks": [task(1, "Invoice INV-7890", "complete"), task(2, "Return", "in_progress"), task(3, "Order", "error")]},
    {"type": "image", "image_url": "https://images.example.com/box.png", "alt_text": "A dented box"},
    BUTTONS,
    {"type": "context_actions", "elements": [FEEDBACK]},
    {"type": "context", "elements": [mrkdwn("CASE-1001 · automatic first response")]},
]  # fmt: skip


def field(block_id: str, label: str, element: Json, **more: Any) -> Json:  # noqa: ANN401 - fields of a block
    """Return an input block whose action id is ``it``."""
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "element": {"action_id": "it", **element},
        **more,
    }


def faq_modal(**more: Any) -> Json:  # noqa: ANN401 - fields of a view
    """Return a modal with one input of every kind that the bot may ask by."""
    blocks = [
        field("title", "Title", {"type": "plain_text_input"}),
        field("text", "Text", {"type": "plain_text_input", "multiline": True}, hint=plain("Up to 3,000 characters.")),
        field("count", "Questions", {"type": "number_input", "is_decimal_allowed": False, "initial_value": "10"}),
        field(
            "where",
            "Deliver to",
            {"type": "radio_buttons", "options": [option("Me", "me"), option("This channel", "here")]},
        ),
        field("route", "Route", {"type": "static_select", "options": ROUTES}),
        field("tags", "Tags", {"type": "multi_static_select", "options": ROUTES}, optional=True),
        field("day", "Day", {"type": "datepicker"}, optional=True),
        field("mail", "Mail", {"type": "email_text_input"}, optional=True),
        field("also", "Also", {"type": "checkboxes", "options": [option("Publish", "publish")]}, optional=True),
        field("files", "Files", {"type": "file_input", "filetypes": ["txt", "md"]}, optional=True),
    ]
    titles = {"title": plain("Make FAQs"), "submit": plain("Make them"), "close": plain("Not now")}
    return {"type": "modal", "callback_id": "faq", **titles, "blocks": blocks, **more}
