"""How wordings of published entries are shown to staff: a modal with what people chose, to approve or to reject."""

from collections.abc import Sequence

from bot.slack.blocks import Json, button, modal, note, row, section
from bot.slack.render import escape
from storage.faq_aliases import Alias

LIST, APPROVE, REJECT = "faq_aliases", "faq_alias_approve", "faq_alias_reject"
MOST_SHOWN = 45  # two blocks each, of a modal's 100
WORDING_CHARS = 400
HEAD = (
    "What people wrote before they chose an entry among those the desk offered. Once you approve a wording, its entry "
    "answers it at once; so it does after three different people chose it and none said that it did not help."
)
STATES = {"proposed": "waits for you", "approved": "approved", "rejected": "rejected"}


def aliases_button(number: int | str) -> Json:
    """Return the button that opens the wordings of a set."""
    return button(LIST, "Wordings", str(number))


def aliases_modal(number: int, aliases: Sequence[Alias]) -> Json:
    """Return the wordings of a set."""
    if not aliases:
        return modal("Wordings", [section(f"Nobody has chosen an entry of set {number} for other words yet.")])
    blocks = [note(HEAD)]
    for one in aliases[:MOST_SHOWN]:
        blocks += [section(_line(one)), row(_buttons(one), f"alias_{one.id}_{one.state}")]
    return modal("Wordings", blocks)


def _line(one: Alias) -> str:
    people = "one person" if one.people == 1 else f"{one.people} people"
    state = STATES[one.state] if one.state != "proposed" or not one.answers else "answers by itself"
    unhelpful = f", {one.unhelpful} said it did not help" if one.unhelpful else ""
    return f"“{_cut(one.wording)}”\n→ *{_cut(one.question)}*\n{people} chose it{unhelpful} · {state}"


def _buttons(one: Alias) -> list[Json]:
    approve, reject = button(APPROVE, "Approve", str(one.id)), button(REJECT, "Reject", str(one.id))
    return {"proposed": [approve, reject], "approved": [reject], "rejected": [approve]}[one.state]


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return escape(line if len(line) <= WORDING_CHARS else f"{line[: WORDING_CHARS - 1]}…")
