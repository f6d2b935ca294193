"""What went wrong is said to who pressed, wherever they pressed, and as a person reads it."""

import pytest

from bot.wiring import Bot, open_bot
from handlers.cases import acts
from storage.errors import Transient
from tests.conftest import SettingsFor
from tests.fakes.slack import OTHER_CUSTOMER, STAFF, FakeSlack, View
from tests.slack.cases.people import forge, home_of, press
from tests.slack.handoff.people import PLEASE, cards, told
from tests.slack.handoff.people import press as press_on
from tests.stored import Clock, case_of, say

LATER = "Slack or our database does not answer right now. Please try again in a minute."


async def test_a_refusal_on_home_names_people_and_shows_signs_as_slack_writes_them(
    slack: FakeSlack, settings_for: SettingsFor, clock: Clock
) -> None:
    async with open_bot(settings_for(staff=frozenset({STAFF, OTHER_CUSTOMER})), clock) as bot:
        slack.delivery.bot_url = bot.url
        await say(slack, bot, PLEASE)
        home, other = await home_of(slack, bot), await home_of(slack, bot, OTHER_CUSTOMER)
        stale = View(home.id, home.user, dict(home.view), home.hash, home.root, home.method)
        await press(slack, bot, other, "case_claim")
        await press(slack, bot, stale, "case_claim")

        [block] = (await slack.view_of(STAFF)).view["blocks"]

    assert block["text"]["type"] == "mrkdwn"
    assert f"<@{OTHER_CUSTOMER}> claimed it" in block["text"]["text"]


@pytest.mark.parametrize("error", ["expired_trigger_id", "push_limit_reached", "ratelimited"])
async def test_what_cannot_be_said_in_a_dialog_is_said_in_a_direct_message(
    desk: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, error: str
) -> None:
    await say(slack, desk, PLEASE)
    home = await home_of(slack, desk)
    monkeypatch.setattr(acts, "claim", _away)
    slack.fault("views.open", error=error, times=None)

    await press(slack, desk, home, "case_claim")

    assert _said_directly(slack) == f"That did not work. {LATER}"


@pytest.mark.parametrize("is_known", [True, False])
async def test_a_refused_choice_in_a_menu_on_home_is_shown_no_longer(
    desk: Bot, slack: FakeSlack, clock: Clock, is_known: bool
) -> None:
    await say(slack, desk, PLEASE)
    home = await home_of(slack, desk, chosen="escalated")
    if not is_known:
        clock.forward(minutes=31)
        await say(slack, desk, "one more thing: it is broken", user=OTHER_CUSTOMER)
    before, [menu] = _menus(home), [block for block in home.view["blocks"] if block.get("block_id") in _menus(home)][:1]
    gone = {"text": {"type": "plain_text", "text": "Gone"}, "value": "U0GONE0001"}
    action = {"action_id": "case_assign", "type": "static_select", "selected_option": gone, "action_ts": "1.1"}

    await forge(slack, home, {**action, "block_id": menu["block_id"]})
    await desk.idle()
    shown_now = await slack.view_of(STAFF, "home")
    after = _menus(shown_now)

    assert not before & after
    assert {one.rpartition(":")[0] for one in after} >= before
    [told_so] = (await slack.view_of(STAFF)).view["blocks"]
    assert "<@U0GONE0001> is not support staff" in told_so["text"]["text"]
    await press(slack, desk, shown_now, "case_assign", {"selected_option": {**gone, "value": STAFF}})
    assert (await case_of(desk)).assignee == STAFF


def _menus(home: View) -> set[str]:
    ids = (str(block.get("block_id", "")) for block in home.view["blocks"])
    return {one for one in ids if one.startswith("case_set:")}


async def test_what_slack_does_not_take_where_it_was_pressed_is_said_in_a_direct_message(
    desk: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    await say(slack, desk, PLEASE)
    monkeypatch.setattr("bot.slack.handoff.listeners.claim", _away)
    monkeypatch.setattr(slack.site, "response_urls", _Spent())

    await press_on(slack, desk, "card_claim", cards(slack)[0], user=STAFF)

    assert told(slack, STAFF) == []
    assert _said_directly(slack) == LATER


class _Spent(dict[str, object]):
    """Addresses for answers, all of which have been used."""

    def __contains__(self, _: object) -> bool:
        return False


def _said_directly(slack: FakeSlack) -> str:
    """Return what was last posted, to the member of staff alone."""
    post, opened = slack.called("chat.postMessage")[-1], slack.called("conversations.open")[-1]
    assert STAFF in str(opened)
    return str(post.args["text"])


def _away(*_: object) -> None:
    msg = "the database is busy"
    raise Transient(msg, 1)
