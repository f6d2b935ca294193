"""The menu in which a case is given to a member of staff: on its card, in its modal, on Home. Pure."""

from collections.abc import Mapping

from bot.slack.blocks import Json, option, plain
from storage.case_lists import CaseLine
from storage.records import Case

ASSIGN = "case_assign"
NOBODY = "-"
MOST_OPTIONS = 100  # docs.slack.dev/reference/block-kit/block-elements/select-menu-element
LONGEST_OPTION = 75  # docs.slack.dev/reference/block-kit/composition-objects/option-object


def assign_menu(case: Case | CaseLine, staff: Mapping[str, str]) -> list[Json]:
    """Return the menu as an element of a row; nothing where there is nobody to choose. ``staff``: names by id."""
    named = sorted((name, user) for user, name in staff.items())
    options = [option(name[:LONGEST_OPTION], user) for name, user in named[: MOST_OPTIONS - 1]]
    if not options:
        return []
    chosen = next((one for one in options if one["value"] == case.assignee), None)
    # Where the bot is silent a case is handed back instead: somebody has to answer.
    options += [option("Nobody", NOBODY)] if case.assignee and not case.taken_over else []
    menu = {"type": "static_select", "action_id": ASSIGN, "placeholder": plain("Assign to…"), "options": options}
    return [{**menu, "initial_option": chosen} if chosen else menu]


def seen(case: Case, page: int = 0) -> str:
    """Return what a block's id says of the case as it was seen: its number, who had it, the page, and when it changed.

    An act is compared with it. Slack keeps what somebody chose as long as the block keeps its id; after a refusal it
    must show what is.
    """
    return f"{case.number}:{case.assignee or NOBODY}:{page}:{case.updated_at.timestamp():.6f}"
