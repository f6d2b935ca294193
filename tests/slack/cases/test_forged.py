"""Promises about forged ids: who sends another's case number in a payload is refused, on the log, and told nothing."""

import hashlib
import hmac
import json

import pytest
import structlog

from bot.wiring import Bot
from tests.fakes.slack import CUSTOMER, OTHER_CUSTOMER, STAFF, FakeSlack, View
from tests.slack.cases.people import THREE_PARTS, cases_of, forge, home_of, press, shown
from tests.stored import case_of, rmas_of, say

SECRETS = ("higher than I expected", "not compatible", "SuperWidget 5000")
UNKNOWN = "CASE-9999"


@pytest.fixture
async def own(bot: Bot, slack: FakeSlack) -> View:
    """Ana's case is CASE-1001; Ben has CASE-1002 and looks at it."""
    await say(slack, bot, THREE_PARTS, user=CUSTOMER)
    await say(slack, bot, "Where is my order A-12346?", user=OTHER_CUSTOMER)
    return await cases_of(slack, bot, "CASE-1002", user=OTHER_CUSTOMER)


def seen_by_other(slack: FakeSlack) -> str:
    """Return everything Ben was shown in views and ephemerals."""
    views = [shown(view) for kind in ("modal", "home") for view in slack.views_of(OTHER_CUSTOMER, kind)]
    told = [json.dumps(answer) for answer in slack.responses if answer["user"] == OTHER_CUSTOMER]
    return "\n".join([*views, *told])


async def test_another_s_number_is_answered_like_one_that_does_not_exist(bot: Bot, slack: FakeSlack, own: View) -> None:
    with structlog.testing.capture_logs() as logs:
        refused = shown(await cases_of(slack, bot, "CASE-1001", user=OTHER_CUSTOMER))
        unknown = shown(await cases_of(slack, bot, UNKNOWN, user=OTHER_CUSTOMER))

    assert refused == unknown.replace(UNKNOWN, "CASE-1001")
    assert leaked(slack) == []
    assert [line["user"] for line in logs if line["event"] == "case_refused"] == [OTHER_CUSTOMER, OTHER_CUSTOMER]
    assert own.user == OTHER_CUSTOMER


def leaked(slack: FakeSlack) -> list[str]:
    """Return what Ben saw of Ana's case."""
    seen = seen_by_other(slack)
    return [secret for secret in SECRETS if secret in seen]


@pytest.mark.parametrize("text", ["SuperWidget", "INV-7890", "all", "escalated", "RMA-", "CASE-1001 "])
async def test_no_word_finds_another_s_case(bot: Bot, slack: FakeSlack, own: View, text: str) -> None:
    del own
    await cases_of(slack, bot, text, user=OTHER_CUSTOMER)
    [rma] = await rmas_of(bot)
    await cases_of(slack, bot, rma.number, user=OTHER_CUSTOMER)

    assert leaked(slack) == []


@pytest.mark.parametrize(
    ("action_id", "value"),
    [
        ("case_open", "CASE-1001"),
        ("case_claim", "CASE-1001"),
        ("case_resolve", "CASE-1001"),
        ("case_reopen", "CASE-1001"),
        ("case_hand_back", "CASE-1001"),
        ("case_note", "CASE-1001"),
        ("case_reply", "CASE-1001"),
        ("case_route", "CASE-1001:technical_support:-"),
        ("case_priority", "CASE-1001:urgent:normal"),
        ("case_page_next", "CASE-1001:0"),
        ("case_cancel_rma", "CASE-1001:RMA"),
        ("case_cancel_rma", "CASE-1002:RMA"),
        ("case_assign", "U0BEN0001"),
    ],
)
async def test_an_action_with_another_s_number_does_and_shows_nothing(
    bot: Bot, slack: FakeSlack, own: View, action_id: str, value: str
) -> None:
    before, [rma] = await case_of(bot), await rmas_of(bot)
    action = {"action_id": action_id, "block_id": "case_set:CASE-1001:-:0", "type": "button"}
    action |= {"value": value.replace("RMA", rma.number)}

    with structlog.testing.capture_logs() as logs:
        ack = await forge(slack, own, action)
        await bot.idle()

    assert ack.status == 200
    assert await case_of(bot) == before
    assert (await rmas_of(bot))[0].state == "issued"
    assert leaked(slack) == []
    assert [line for line in logs if "refused" in line["event"] and line["user"] == OTHER_CUSTOMER]


@pytest.mark.parametrize("action_id", ["case_claim", "case_resolve", "case_note", "case_reply"])
async def test_a_requester_does_nothing_of_staff_s_to_their_own_case(
    bot: Bot, slack: FakeSlack, own: View, action_id: str
) -> None:
    before = await case_of(bot, "CASE-1002")

    action = {"action_id": action_id, "block_id": "b", "type": "button", "value": "CASE-1002"}
    await forge(slack, own, action)
    await bot.idle()

    assert await case_of(bot, "CASE-1002") == before
    assert "case_note_form" not in seen_by_other(slack)


async def test_a_note_with_a_forged_number_in_its_dialog_is_refused(bot: Bot, slack: FakeSlack, own: View) -> None:
    modal = await cases_of(slack, bot, "CASE-1001")
    await press(slack, bot, modal, "case_note")
    dialog = await slack.view_of(STAFF)
    dialog.view["private_metadata"] = dialog.view["private_metadata"].replace("CASE-1001", "CASE-1002")

    with structlog.testing.capture_logs() as logs:
        ack = await slack.submit(dialog, {"text": "Forged"})
        await bot.idle()

    assert ack.json["response_action"] == "errors"
    assert "Forged" not in shown(await cases_of(slack, bot, "CASE-1002"))
    assert [line for line in logs if line["event"] == "act_refused"]
    assert own.user == OTHER_CUSTOMER


def sealed_before(token: str) -> str:
    """Return what dialogs of version 0.1.0 carried for a note by staff on Ben's case."""
    key = hashlib.sha256(b"frontdesk modal\0" + token.encode()).digest()
    carried = {"case": "CASE-1002", "over": "V1", "page": 0}
    text = json.dumps([carried, STAFF], sort_keys=True, separators=(",", ":"))
    return json.dumps({**carried, "seal": hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]})


@pytest.mark.parametrize("metadata", [None, "", "{}", "null", "[1].x", "." * 3000, "{" * 3000, "\ud800.x", "é.é", "\0"])
async def test_what_was_never_sealed_or_by_an_older_version_stores_nothing_and_asks_to_open_the_dialog_again(
    bot: Bot, slack: FakeSlack, own: View, metadata: str | None
) -> None:
    await press(slack, bot, await cases_of(slack, bot, "CASE-1002"), "case_note")
    dialog = await slack.view_of(STAFF)
    dialog.view["private_metadata"] = sealed_before(slack.bot_token) if metadata is None else metadata

    ack = await slack.submit(dialog, {"text": "Forged"})
    await bot.idle()

    assert ack.json["response_action"] == "errors"
    assert "open it again" in ack.json["errors"]["text"]
    assert "Forged" not in shown(await cases_of(slack, bot, "CASE-1002"))
    assert own.user == OTHER_CUSTOMER


async def test_a_dialog_of_staff_s_sent_by_somebody_else_is_refused(bot: Bot, slack: FakeSlack, own: View) -> None:
    modal = await cases_of(slack, bot, "CASE-1002")
    await press(slack, bot, modal, "case_note")
    dialog = await slack.view_of(STAFF)

    ack = await slack.submit(dialog, {"text": "Forged"}, user=OTHER_CUSTOMER)
    await bot.idle()

    assert ack.json["response_action"] == "errors"
    assert "Forged" not in shown(await cases_of(slack, bot, "CASE-1002"))
    assert own.user == OTHER_CUSTOMER


@pytest.mark.parametrize(
    "metadata",
    [
        '{"filter": "escalated", "search": "", "trail": [999]}',
        '{"filter": "all", "search": "SuperWidget", "trail": []}',
        '{"filter": {"$ne": 1}, "search": 7, "trail": "x", "requester": "U0ANA0001", "is_staff": true}',
        "[]",
        "no JSON",
    ],
)
async def test_forged_state_of_home_shows_nothing_of_others(
    bot: Bot, slack: FakeSlack, own: View, metadata: str
) -> None:
    del own
    home = await home_of(slack, bot, OTHER_CUSTOMER)
    home.view["private_metadata"] = metadata

    for action_id in ("queue_back", "queue_next", "queue_search", "queue_filter_all", "queue_filter_mine"):
        action = {"action_id": action_id, "block_id": "b", "type": "button", "value": "99999"}
        await forge(slack, home, action)
    await bot.idle()

    assert leaked(slack) == []
    assert "*CASE-1001*" not in seen_by_other(slack)
