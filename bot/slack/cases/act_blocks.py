"""The buttons and menus of what staff do with a case: all in its dialog, the most frequent ones on Home. Pure."""

from collections.abc import Iterator, Sequence

from bot.slack.assign_menu import NOBODY, seen
from bot.slack.blocks import Json, button, option, plain, row, sure_to_resolve
from bot.slack.resolve_button import resolves
from handlers.cases.acts import PRIORITIES
from storage.case_lists import CaseLine
from storage.records import Case
from workflows.routes import ROUTES

CLAIM, NOTE, REPLY, RESOLVE, REOPEN = "case_claim", "case_note", "case_reply", "case_resolve", "case_reopen"
HAND_BACK, ROUTE, PRIORITY = "case_hand_back", "case_route", "case_priority"


def acts(case: Case, user: str, page: int, assign: Sequence[Json], heard: int) -> tuple[Json, Json]:
    """Return what makes sense now, as buttons and as menus; ``assign``: the menu of whom it can be given to.

    ``heard``: how much of what was written is shown (``messages.times_heard``). The state that was seen goes with
    each choice, and names the blocks.
    """
    at = seen(case, page)
    menus = [*assign, _route(case), _priority(case)] if case.status != "resolved" else [_route(case)]
    return row(_buttons(case, user, heard), f"case_acts:{at}"), row(menus, f"case_set:{at}")


def quick_acts(line: CaseLine, opens: Json, assign: Sequence[Json]) -> Json:
    """Return what is done most with a case that needs a person, as a row under it on Home; ``opens`` opens it."""
    claim = [] if line.taken_over else [button(CLAIM, "Claim", line.number, style="primary")]
    others = [button(REPLY, "Reply", line.number), *assign, _resolve(line), opens]
    return row([*claim, *others], f"case_set:{line.number}:{line.assignee or NOBODY}")


def _buttons(case: Case, user: str, heard: int) -> Iterator[Json]:
    number = case.number
    if case.status != "resolved" and not (case.assignee == user and case.taken_over):
        yield button(CLAIM, "Claim", number, style="primary")
    yield button(REPLY, "Reply", number)
    yield button(NOTE, "Add a note", number)
    if case.taken_over and case.status != "resolved":
        yield button(HAND_BACK, "Hand back to the bot", number)
    if case.status == "resolved":
        yield button(REOPEN, "Reopen", number)
    else:
        yield _resolve(case, heard)


def _resolve(case: Case | CaseLine, heard: int | None = None) -> Json:
    asked = sure_to_resolve(owed=case.waits_since is not None)
    return button(RESOLVE, "Resolve", resolves(case.number, heard), confirm=asked)


def _route(case: Case) -> Json:
    options = [option(route.label, f"{case.number}:{route.name}:{case.route or NOBODY}") for route in ROUTES]
    return _menu(ROUTE, "Route…", options, f"{case.number}:{case.route}:")


def _priority(case: Case) -> Json:
    options = [option(name.capitalize(), f"{case.number}:{name}:{case.priority}") for name in PRIORITIES]
    return _menu(PRIORITY, "Priority…", options, f"{case.number}:{case.priority}:")


def _menu(action_id: str, hint: str, options: list[Json], now: str) -> Json:
    menu: Json = {"type": "static_select", "action_id": action_id, "placeholder": plain(hint), "options": options}
    chosen = next((one for one in options if one["value"].startswith(now)), None)
    return {**menu, "initial_option": chosen} if chosen else menu
