"""What the trial workspace promises a page and the unchanged bot: the same answers as in Slack, to the right person."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.slack.manifest import make_manifest
from bot.trial.open import open_trial
from bot.trial.page_api.trial import Plan, Trial
from bot.trial.workspace.installed import install
from bot.trial.workspace.seed import ANA, BEN, GENERAL, SUPPORT
from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.handlers.test_messages import SAMPLE
from tests.trial.app import connected
from tests.trial.page import Json, Page, open_page

PLAN = install(make_manifest("Frontdesk", None))


@pytest.fixture
async def trial() -> AsyncIterator[Trial]:
    async with open_trial(Plan(PLAN)) as running:
        yield running


@pytest.fixture
async def bot(trial: Trial, settings_for: SettingsFor) -> AsyncIterator[Bot]:
    """The real bot over Socket Mode; only address and tokens differ from Slack."""
    async with open_bot(settings_for(**pointed_at(trial), slack_app_token=trial.slack.app_token)) as running:
        await connected(trial)
        yield running


@pytest.fixture
async def page(trial: Trial) -> AsyncIterator[Page]:
    """Ana's page, with the inspector."""
    async with open_page(trial.address, ANA, wire=True) as opened:
        yield opened


def pointed_at(trial: Trial) -> Json:
    slack = trial.slack
    return {
        "slack_api_url": slack.api_url,
        "slack_bot_token": slack.bot_token,
        "slack_signing_secret": slack.signing_secret,
        "support_channels": frozenset({SUPPORT}),
    }


def answers(line: Json, *words: str) -> bool:
    """Whether this line of the feed is the bot's message with all these words."""
    shown = str(line["message"].get("blocks")) + line["message"]["text"]
    return "bot_id" in line["message"] and all(word in shown for word in words)


def tells_the_bot_its_own_words(entry: Json) -> bool:
    """Whether Slack sent the bot what the bot said, as Slack does."""
    return entry["kind"] == "event" and "bot_id" in entry["request"]["event"]


async def test_the_sample_message_is_answered_in_its_thread_with_progress(bot: Bot, page: Page) -> None:
    said = (await page.post("say", channel=SUPPORT, text=SAMPLE))["message"]

    await page.until("status", lambda line: line["thread_ts"] == said["ts"] and line["status"])
    await page.until("message", lambda line: answers(line, "Working on 3 requests"))
    root = await page.until("message_changed", lambda line: line["message"].get("reply_count") == 1)
    reply = await page.until("message_changed", lambda line: answers(line, "INV-CASE-1001-1", "RMA-", "A-12345"))

    assert reply["message"]["thread_ts"] == said["ts"] == root["message"]["ts"]
    await bot.idle()


async def test_the_bot_answers_over_signed_http_as_well(trial: Trial, page: Page, settings_for: SettingsFor) -> None:
    trial.slack.delivery.mode = "http"
    async with open_bot(settings_for(**pointed_at(trial))) as running:
        trial.slack.delivery.bot_url = running.url
        await page.post("say", channel=SUPPORT, text="Where is my order A-12345?")

        await page.until("message", lambda line: answers(line, "A-12345"))
        await running.idle()


async def test_a_mention_in_a_channel_is_answered_and_small_talk_is_not(bot: Bot, page: Page) -> None:
    talk = (await page.post("say", channel=GENERAL, text="Lunch, anybody?"))["message"]
    asked = (await page.post("say", channel=GENERAL, text="@frontdesk where is my order A-12345?"))["message"]

    reply = await page.until("message", lambda line: answers(line, "A-12345"))
    await bot.idle()

    assert reply["message"]["thread_ts"] == asked["ts"]
    assert len((await page.get("thread", channel=GENERAL, ts=talk["ts"]))["messages"]) == 1


async def test_a_direct_message_is_answered(bot: Bot, page: Page) -> None:
    home = await page.post("home", tab="messages")
    await page.post("say", channel=home["channel"]["id"], text="Where is my order A-12345?")

    await page.until("message", lambda line: answers(line, "A-12345"))
    await bot.idle()


async def test_what_was_said_before_the_bot_was_there_is_answered_when_it_comes(
    trial: Trial, page: Page, settings_for: SettingsFor
) -> None:
    await page.post("say", channel=SUPPORT, text="Where is my order A-12345?")
    assert (await page.get("state"))["bot"]["status"] == "stopped"

    async with open_bot(settings_for(**pointed_at(trial), slack_app_token=trial.slack.app_token)) as running:
        await page.until("message", lambda line: answers(line, "A-12345"))
        await running.idle()


async def test_a_missing_product_name_is_asked_for_and_filled_by_the_next_message(bot: Bot, page: Page) -> None:
    said = (await page.post("say", channel=SUPPORT, text="I want to return something"))["message"]
    await page.until("message", lambda line: answers(line, "product"))

    await page.post("say", channel=SUPPORT, thread_ts=said["ts"], text="the blue lamp, it flickers")

    await page.until("message", lambda line: answers(line, "RMA-"))
    await bot.idle()


async def test_an_edit_is_told_to_the_bot_and_shown(bot: Bot, page: Page) -> None:
    said = (await page.post("say", channel=GENERAL, text="helo"))["message"]

    changed = (await page.post("edit", channel=GENERAL, ts=said["ts"], text="hello & <b>"))["message"]

    assert (changed["text"], changed["typed"]) == ("hello &amp; &lt;b&gt;", "hello & <b>")
    assert "edited" in (await page.until("message_changed"))["message"]
    event = await page.until("wire", lambda line: line["entry"]["name"] == "message.message_changed")
    assert event["entry"]["request"]["event"]["previous_message"]["text"] == "helo"
    await bot.idle()


async def test_nobody_edits_or_deletes_the_words_of_another(trial: Trial, page: Page) -> None:
    said = (await page.post("say", channel=GENERAL, text="mine"))["message"]
    where = {"channel": GENERAL, "ts": said["ts"]}

    async with open_page(trial.address, BEN) as other:
        refused = [await other.post("edit", text="yours", **where), await other.post("delete", **where)]

    assert [answer["error"] for answer in refused] == ["Only the author can do this."] * 2


async def test_a_deleted_message_goes_and_one_with_replies_leaves_a_tombstone(page: Page) -> None:
    alone = (await page.post("say", channel=GENERAL, text="alone"))["message"]
    root = (await page.post("say", channel=GENERAL, text="root"))["message"]
    await page.post("say", channel=GENERAL, thread_ts=root["ts"], text="reply")

    for message in (alone, root):
        await page.post("delete", channel=GENERAL, ts=message["ts"])

    await page.until("message_deleted", lambda line: line["ts"] == alone["ts"])
    await page.until("message_changed", lambda line: line["message"].get("subtype") == "tombstone")
    [left] = (await page.get("history", channel=GENERAL))["messages"]
    assert (left["subtype"], left["reply_count"], left["user"]) == ("tombstone", 1, "USLACKBOT")


async def test_a_long_channel_is_read_in_pages_from_the_end(page: Page) -> None:
    sent = [(await page.post("say", channel=GENERAL, text=str(n)))["message"]["ts"] for n in range(5)]

    last = await page.get("history", channel=GENERAL, limit="2")
    before = await page.get("history", channel=GENERAL, limit="3", before=last["messages"][0]["ts"])

    assert ([said["text"] for said in last["messages"]], last["more"]) == (["3", "4"], True)
    assert ([said["ts"] for said in before["messages"]], before["more"]) == (sent[:3], False)


async def test_what_is_read_tells_up_to_which_line_of_the_feed_it_holds(page: Page) -> None:
    first = (await page.post("say", channel=GENERAL, text="one"))["message"]
    read = await page.get("history", channel=GENERAL)
    second = (await page.post("say", channel=GENERAL, text="two"))["message"]

    held = await page.until("message", lambda line: line["message"]["ts"] == first["ts"])
    missing = await page.until("message", lambda line: line["message"]["ts"] == second["ts"])

    assert held["seq"] <= read["seq"] < missing["seq"]


async def test_unread_messages_are_counted_until_they_are_read(trial: Trial, page: Page) -> None:
    async with open_page(trial.address, BEN) as other:
        await page.post("say", channel=GENERAL, text="one")
        said = (await page.post("say", channel=GENERAL, text="two"))["message"]
        await other.until("unread", lambda line: line["count"] == 2)
        await other.post("say", channel=GENERAL, thread_ts=said["ts"], text="a reply")
        threads = (await page.until("unread", lambda line: line["threads"]))["threads"]

        await page.post("read", channel=GENERAL, thread_ts=said["ts"])
        await other.post("read", channel=GENERAL)
        state = await page.get("state"), await other.get("state")

    rooms = [next(room for room in each["channels"] if room["id"] == GENERAL) for each in state]
    assert threads == [said["ts"]]
    assert [(room["unread"], room["threads"]) for room in rooms] == [(0, []), (0, [])]


async def test_a_trial_that_is_kept_goes_on_where_it_was(tmp_path: Path) -> None:
    async with open_trial(Plan(PLAN, keep=tmp_path)) as first, open_page(first.address, ANA) as page:
        file = (await page.upload("a.txt", b"words"))["file"]
        await page.post("say", channel=GENERAL, text="remember me", files=[file["id"]])

    async with open_trial(Plan(PLAN, keep=tmp_path)) as second, open_page(second.address, ANA) as page:
        [message] = (await page.get("history", channel=GENERAL))["messages"]
        async with page.http.get(page.url + message["files"][0]["url"]) as answer:
            content = await answer.read()

    assert (message["text"], content) == ("remember me", b"words")


async def test_the_inspector_shows_both_directions_and_no_token(bot: Bot, trial: Trial, page: Page) -> None:
    await page.post("say", channel=SUPPORT, text="Where is my order A-12345? My token is xoxb-123-secret")
    await page.until("message", lambda line: answers(line, "A-12345"))
    await page.until("wire", lambda line: tells_the_bot_its_own_words(line["entry"]))
    await bot.idle()

    entries = (await page.get("wire"))["wire"]

    assert {(entry["direction"], entry["kind"]) for entry in entries} >= {("out", "api"), ("in", "event")}
    names = [entry["name"] for entry in entries]
    assert {"auth.test", "apps.connections.open", "message", "chat.postMessage"} <= set(names)
    for secret in (trial.slack.bot_token, trial.slack.app_token, trial.slack.signing_secret, "xoxb-123", "ticket=w"):
        assert secret not in str(entries)


async def test_a_page_that_does_not_ask_for_the_inspector_hears_nothing_of_it(bot: Bot, trial: Trial) -> None:
    async with open_page(trial.address, ANA) as page:
        await page.post("say", channel=SUPPORT, text="Where is my order A-12345?")
        await page.until("message", lambda line: answers(line, "A-12345"))

    assert "wire" not in page.kinds()
    await bot.idle()


# --- who may come in -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
        {"Host": "evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_another_web_page_can_neither_act_nor_read_nor_listen(page: Page, headers: dict[str, str]) -> None:
    body = {"as": ANA, "channel": GENERAL, "text": "injected"}
    base = f"{page.url}/trial"

    acted = await page.http.post(f"{base}/say", json=body, headers=headers)
    read = await page.http.get(f"{base}/state", headers=headers)
    with pytest.raises(aiohttp.WSServerHandshakeError) as listened:
        await page.http.ws_connect(f"{base}/live?as={ANA}", headers=headers)

    assert (acted.status, read.status, listened.value.status) == (403, 403, 403)
    assert (await page.get("history", channel=GENERAL))["messages"] == []


async def test_another_web_page_cannot_speak_for_the_bot(trial: Trial, page: Page) -> None:
    form = {"token": trial.slack.bot_token, "channel": SUPPORT, "text": "injected"}

    answer = await page.http.post(
        f"{trial.slack.api_url}chat.postMessage", data=form, headers={"Origin": "https://e.x"}
    )

    assert answer.status == 403
    assert trial.slack.workspace.messages == []


@pytest.mark.parametrize("path", ["/", "/?key=wrong", "/trial/state", "/trial/file/F1"])
async def test_without_the_key_nothing_is_shown(trial: Trial, path: str) -> None:
    async with aiohttp.ClientSession() as stranger, stranger.get(trial.slack.url + path) as answer:
        assert answer.status == 403
        assert "open the address that the terminal printed" in await answer.text()


async def test_a_form_cannot_act(page: Page) -> None:
    answer = await page.http.post(f"{page.url}/trial/say", data={"as": ANA, "channel": GENERAL, "text": "x"})

    assert (answer.status, (await answer.json())["error"]) == (415, "The request must be JSON.")


async def test_the_page_loads_nothing_from_outside_and_is_not_framed(page: Page) -> None:
    async with page.http.get(f"{page.url}/") as answer:
        policy, sniff = answer.headers["Content-Security-Policy"], answer.headers["X-Content-Type-Options"]

    assert (answer.status, sniff) == (200, "nosniff")
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("name", ["..%2ftrial.py", ".hidden", "%2e%2e%2ftrial.py", "none.js"])
async def test_only_the_pages_own_files_are_handed_out(page: Page, name: str) -> None:
    async with page.http.get(f"{page.url}/static/{name}") as answer:
        assert answer.status == 404


@pytest.mark.parametrize(
    ("act", "body", "words"),
    [
        ("say", {"as": "U0NOBODY", "channel": GENERAL, "text": "x"}, "nobody with this id"),
        ("say", {"as": "U0DESKBOT", "channel": GENERAL, "text": "x"}, "nobody with this id"),
        ("say", {"channel": "D0BEN0001", "text": "x"}, "not in this channel"),
        ("say", {"channel": GENERAL, "text": "  "}, "empty"),
        ("say", {"channel": GENERAL, "text": ["x"]}, "text of at most"),
        ("say", {"channel": GENERAL, "text": "x" * 40_001}, "40,000"),
        ("say", {"channel": GENERAL, "text": "x", "thread_ts": "1.2"}, "thread is gone"),
        ("say", {"channel": GENERAL, "text": "x", "files": ["F0"]}, "attach it again"),
        ("react", {"channel": GENERAL, "ts": "1.2", "name": "eyes"}, "message is gone"),
        ("command", {"channel": GENERAL, "text": "/nonsense"}, "/nonsense is not a command here"),
        ("submit", {"view_id": "V0", "values": {}}, "no longer open"),
        ("shortcut", {"callback_id": "x"}, "is not running"),
        ("restart_bot", {}, "not started from here"),
        ("move_clock", {"seconds": 3600}, "not started from here"),
        ("move_clock", {"seconds": -60}, "goes forward only"),
        ("move_clock", {"seconds": 40 * 24 * 3600}, "at most a month"),
        ("move_clock", {"seconds": "3600"}, "must be a number"),
    ],
)
async def test_what_cannot_be_done_is_refused_with_a_sentence(page: Page, act: str, body: Json, words: str) -> None:
    answer = await page.post(act, **body)

    assert answer["ok"] is False
    assert words in answer["error"]


async def test_a_closed_browser_is_noticed(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.trial.page_api.trial.GONE_AFTER_S", 0.05)
    gone = asyncio.Event()
    trial.page_gone = gone.set

    async with open_page(trial.address, ANA), open_page(trial.address, BEN):
        pass

    async with asyncio.timeout(60):
        await gone.wait()
