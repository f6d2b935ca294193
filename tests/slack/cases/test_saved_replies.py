"""Promises about saved replies: staff keep them by ``/cases replies``, and take them for a reply to a customer."""

import json
from typing import Any

import pytest

from bot.trial.delivery import payloads
from bot.wiring import Bot, open_bot
from handlers.cases import saved_replies
from storage.records import SavedReply
from storage.saved_replies import saved_of
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, STAFF, TEAM, FakeSlack, Json, View
from tests.slack.cases.people import cases_of, forge, press, shown
from tests.slack.handoff.people import PLEASE, SAM, cards
from tests.stored import Clock, everything_stored, last, say

HELLO = ("Greeting", "Hello {customer}, {agent} here about {case} ({route}).")
FILLED = "Hello Ana, Sam here about CASE-1001 (General Question)."


async def save(slack: FakeSlack, bot: Bot, name: str = HELLO[0], text: str = HELLO[1]) -> Json:
    """Add a saved reply from the list; return what the form was answered."""
    view = await cases_of(slack, bot, "replies")
    await press(slack, bot, view, "saved_reply_add")
    ack = await slack.submit(await slack.view_of(STAFF), {"name": name, "text": text})
    await bot.idle()
    return ack.json


async def kept(bot: Bot) -> list[SavedReply]:
    return await bot.db.read(lambda tx: saved_of(tx, TEAM))


async def reply_dialog(slack: FakeSlack, bot: Bot) -> View:
    """Open the dialog of a reply from the newest card."""
    await slack.action("case_reply", cards(slack)[-1], user=STAFF)
    await bot.idle()
    return await slack.view_of(STAFF)


async def take(slack: FakeSlack, bot: Bot, dialog: View, name: str, typed: str = "") -> View:
    """Choose a saved reply in the dialog, in whose field ``typed`` stands now; return the dialog."""
    [menu] = [block for block in dialog.view["blocks"] if block["type"] == "actions"]
    [option] = [one for one in menu["elements"][0]["options"] if one["text"]["text"] == name]
    action = {"type": "static_select", "action_id": "saved_reply_take", "block_id": menu["block_id"]}
    state = {field_of(dialog)["block_id"]: {"it": {"type": "plain_text_input", "value": typed or None}}}
    payload = payloads.pressed(slack.site, dialog, STAFF, {**action, "selected_option": option}, state)
    assert (await slack.delivery.form("interactive", payload)).status == 200
    await bot.idle()
    return dialog


def field_of(dialog: View) -> dict[str, Any]:
    [field] = [block for block in dialog.view["blocks"] if block["type"] == "input"]
    return dict(field)


def stands_in(dialog: View) -> str:
    return str(field_of(dialog)["element"].get("initial_value", ""))


# --- keeping them ----------------------------------------------------------------------------------------------------


async def test_staff_add_a_saved_reply_and_see_it_in_the_list(desk: Bot, slack: FakeSlack) -> None:
    await save(slack, desk)

    assert [(one.name, one.text) for one in await kept(desk)] == [HELLO]
    assert "Hello {customer}" in shown(await cases_of(slack, desk, "replies"))


async def test_the_list_under_the_form_shows_what_was_saved_at_once(desk: Bot, slack: FakeSlack) -> None:
    view = await cases_of(slack, desk, "replies")
    await press(slack, desk, view, "saved_reply_add")

    await slack.submit(await slack.view_of(STAFF), {"name": "Greeting", "text": "Hello"})
    await desk.idle()

    assert "Greeting" in shown(view)


async def test_staff_change_a_saved_reply(desk: Bot, slack: FakeSlack) -> None:
    await save(slack, desk)
    view = await cases_of(slack, desk, "replies")
    await press(slack, desk, view, "saved_reply_edit")

    await slack.submit(await slack.view_of(STAFF), {"name": "Hello", "text": "Hi {customer}!"})
    await desk.idle()

    assert [(one.name, one.text) for one in await kept(desk)] == [("Hello", "Hi {customer}!")]


async def test_staff_delete_a_saved_reply(desk: Bot, slack: FakeSlack) -> None:
    await save(slack, desk)
    view = await cases_of(slack, desk, "replies")
    await press(slack, desk, view, "saved_reply_edit")
    form = await slack.view_of(STAFF)

    await press(slack, desk, form, "saved_reply_delete")

    assert await kept(desk) == []
    assert "The saved reply is deleted." in shown(form)
    assert "There are none yet." in shown(view)


@pytest.mark.parametrize(
    ("name", "text", "field", "words"),
    [
        ("Greeting", "Hello {name}!", "text", "There is no {name}. What can stand in braces: {customer}, {case}"),
        ("Greeting", "Hello { First Name }!", "text", "There is no {first name}."),
        ("  ", "Hello", "name", "A name has 1 to 75 characters"),
        ("Greeting", "   ", "text", "A reply holds 1 to 3,000 characters"),
    ],
)
async def test_what_is_wrong_with_a_saved_reply_is_said_at_its_field(
    desk: Bot, slack: FakeSlack, name: str, text: str, field: str, words: str
) -> None:
    answer = await save(slack, desk, name, text)

    assert answer["response_action"] == "errors"
    assert words in answer["errors"][field]
    assert await kept(desk) == []


async def test_a_name_is_there_once_however_it_is_written(desk: Bot, slack: FakeSlack) -> None:
    await save(slack, desk)

    answer = await save(slack, desk, "GREETING", "Hi")

    assert answer["errors"] == {"name": "There is a saved reply of this name already."}
    assert len(await kept(desk)) == 1


async def test_who_changes_it_second_overwrites_nothing(desk: Bot, slack: FakeSlack) -> None:
    await save(slack, desk)
    view = await cases_of(slack, desk, "replies")
    await press(slack, desk, view, "saved_reply_edit")
    form = await slack.view_of(STAFF)
    [seen] = await kept(desk)
    await desk.db.write(lambda tx: saved_replies.save(tx, SAM, seen, "Greeting", "Changed by Ruth"))

    ack = await slack.submit(form, {"name": "Greeting", "text": "Changed by Sam"})

    assert "Somebody has changed or deleted it meanwhile" in ack.json["errors"]["name"]
    assert (await kept(desk))[0].text == "Changed by Ruth"


async def test_no_more_are_kept_than_a_menu_and_a_list_hold(desk: Bot, slack: FakeSlack) -> None:
    for number in range(saved_replies.MOST):
        name = f"Reply {number:02}"
        await desk.db.write(lambda tx, name=name: saved_replies.save(tx, SAM, None, name, "Hello"))  # type: ignore[misc]

    view = await cases_of(slack, desk, "replies")
    await press(slack, desk, view, "saved_reply_add")

    assert "Reply 94" in shown(view)
    assert "There are 95 saved replies, as many as there can be" in shown(await slack.view_of(STAFF))


async def test_cards_and_secrets_in_a_saved_reply_are_masked(desk: Bot, slack: FakeSlack) -> None:
    await save(slack, desk, "Card", "Use 4111 1111 1111 1111")

    assert "4111 1111" not in await everything_stored(desk)


async def test_who_is_not_staff_sees_and_keeps_none(desk: Bot, slack: FakeSlack) -> None:
    await save(slack, desk)

    view = await cases_of(slack, desk, "replies", user=CUSTOMER)
    await forge(slack, view, {"type": "button", "action_id": "saved_reply_add", "block_id": "x", "value": "new"})
    await forge(slack, view, {"type": "button", "action_id": "saved_reply_edit", "block_id": "x", "value": "1"})
    await desk.idle()

    views = "".join(json.dumps(one.view) for one in slack.site.views.values() if one.user == CUSTOMER)
    assert "Only support staff have saved replies" in views
    assert "Hello {customer}" not in views
    assert "saved_reply_form" not in views


@pytest.mark.usefixtures("desk")
async def test_the_help_names_them_the_shortcut_and_the_emoji(slack: FakeSlack) -> None:
    ack = await slack.command("/cases", "help", user=STAFF)

    assert "`replies`: saved replies" in ack.body
    assert "*Open a case*" in ack.body
    assert ":ticket:" in ack.body


# --- taking them -----------------------------------------------------------------------------------------------------


async def test_a_saved_reply_fills_the_dialog_and_goes_to_the_customer_as_it_stands(
    desk: Bot, slack: FakeSlack
) -> None:
    await save(slack, desk)
    event = await say(slack, desk, PLEASE)

    dialog = await take(slack, desk, await reply_dialog(slack, desk), "Greeting")
    filled = stands_in(dialog)
    await slack.submit(dialog, {field_of(dialog)["block_id"]: filled})
    await desk.idle()

    assert filled == FILLED
    assert FILLED in last(slack, event)


async def test_what_was_typed_before_stays(desk: Bot, slack: FakeSlack) -> None:
    await save(slack, desk)
    await say(slack, desk, PLEASE)

    dialog = await take(slack, desk, await reply_dialog(slack, desk), "Greeting", "I looked into it.")

    assert stands_in(dialog) == f"I looked into it.\n\n{FILLED}"


async def test_another_one_takes_the_place_of_the_first_unless_that_was_changed(desk: Bot, slack: FakeSlack) -> None:
    await save(slack, desk)
    await save(slack, desk, "Bye", "Bye {customer}!")
    await say(slack, desk, PLEASE)
    dialog = await take(slack, desk, await reply_dialog(slack, desk), "Greeting", "Mine.")

    await take(slack, desk, dialog, "Bye", stands_in(dialog))
    second = stands_in(dialog)
    await take(slack, desk, dialog, "Greeting", f"{second} Changed.")

    assert second == "Mine.\n\nBye Ana!"
    assert stands_in(dialog) == f"Mine.\n\nBye Ana! Changed.\n\n{FILLED}"


async def test_what_would_not_fit_with_it_stays_as_it_was_typed(desk: Bot, slack: FakeSlack) -> None:
    await save(slack, desk)
    await say(slack, desk, PLEASE)
    typed = "x" * 2990

    dialog = await take(slack, desk, await reply_dialog(slack, desk), "Greeting", typed)

    assert stands_in(dialog) == typed
    assert "a reply holds 3,000" in shown(dialog)


async def test_one_that_was_deleted_meanwhile_is_said_and_takes_nothing_away(desk: Bot, slack: FakeSlack) -> None:
    await save(slack, desk)
    await say(slack, desk, PLEASE)
    dialog = await reply_dialog(slack, desk)
    await desk.db.write(lambda tx: saved_replies.delete(tx, SAM, 1))

    await take(slack, desk, dialog, "Greeting", "Mine.")

    assert stands_in(dialog) == "Mine."
    assert "That saved reply was deleted meanwhile." in shown(dialog)


async def test_a_name_that_slack_does_not_tell_is_left_to_who_writes(desk: Bot, slack: FakeSlack) -> None:
    await save(slack, desk, "Greeting", "Hello {customer}")
    slack.fault("users.info", error="user_not_found", times=None)
    await say(slack, desk, PLEASE)

    dialog = await take(slack, desk, await reply_dialog(slack, desk), "Greeting")

    assert stands_in(dialog) == "Hello {customer}"
    assert "Slack does not tell right now what to put for {customer}" in shown(dialog)


async def test_without_saved_replies_the_dialog_has_no_menu(desk: Bot, slack: FakeSlack) -> None:
    await say(slack, desk, PLEASE)

    dialog = await reply_dialog(slack, desk)

    assert [block["type"] for block in dialog.view["blocks"]] == ["context", "input"]


async def test_a_refused_reply_is_told_at_the_field_that_was_filled(desk: Bot, slack: FakeSlack) -> None:
    await save(slack, desk)
    await say(slack, desk, PLEASE)
    dialog = await take(slack, desk, await reply_dialog(slack, desk), "Greeting")
    field = field_of(dialog)["block_id"]

    ack = await slack.submit(dialog, {field: "   "})

    assert list(ack.json["errors"]) == [field]


async def test_over_socket_mode_they_work_the_same(slack: FakeSlack, settings_for: SettingsFor, clock: Clock) -> None:
    slack.delivery.mode = "socket"
    slack.allow("live <@U0STAFF")
    settings = settings_for(slack_app_token=slack.app_token, staff_channel="C0STAFF01")
    async with open_bot(settings, clock) as bot:
        await slack.connected()
        await save(slack, bot)
        await say(slack, bot, PLEASE)

        dialog = await take(slack, bot, await reply_dialog(slack, bot), "Greeting", "Mine.")

    assert stands_in(dialog) == f"Mine.\n\n{FILLED}"
