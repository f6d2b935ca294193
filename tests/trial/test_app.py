"""What the trial workspace serves an app: commands, modals, buttons, Home, files, streams; with a real Bolt app."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.trial.bot_process import Child, Command
from bot.trial.open import open_trial
from bot.trial.page_api.trial import Plan, Trial
from bot.trial.workspace.seed import ANA, BEN, GENERAL, SUPPORT
from tests.trial.app import Told, installed, running
from tests.trial.page import Json, Page, open_page


@pytest.fixture
async def trial() -> AsyncIterator[Trial]:
    async with open_trial(Plan(installed())) as opened:
        yield opened


@pytest.fixture
async def told(trial: Trial) -> AsyncIterator[Told]:
    """What the app heard, in order."""
    async with running(trial) as heard:
        yield heard


@pytest.fixture
async def page(trial: Trial, told: Told) -> AsyncIterator[Page]:
    """Ana's page, while the app runs."""
    assert told == []
    async with open_page(trial.address, ANA) as opened:
        yield opened


async def say(page: Page, text: str, channel: str = SUPPORT) -> Json:
    answer = await page.post("say", channel=channel, text=text)
    return dict(answer["message"])


async def open_faq(page: Page) -> Json:
    await page.post("command", channel=SUPPORT, text="/faq billing")
    return dict((await page.until("view_opened"))["view"])


async def test_commands_and_shortcuts_of_the_manifest_are_offered(page: Page) -> None:
    state = await page.get("state")

    assert [command["name"] for command in state["commands"]] == ["/faq", "/say"]
    assert [shortcut["callback_id"] for shortcut in state["shortcuts"]] == ["faq_message"]
    assert state["bot"]["home_tab"] is True


async def test_the_answer_to_a_command_is_seen_by_the_person_who_typed_it_only(trial: Trial, page: Page) -> None:
    async with open_page(trial.address, BEN) as other:
        await page.post("command", channel=SUPPORT, text="/say a < b")
        mine = await page.until("ephemeral")
        await say(page, "all")
        await other.until("message", lambda line: line["message"]["text"] == "all")
        theirs = await other.get("history", channel=SUPPORT)

        assert "ephemeral" not in other.kinds()
    assert mine["message"]["text"] == "You said a &lt; b"
    assert [said["text"] for said in theirs["messages"]] == ["all"]


async def test_an_ephemeral_message_is_shown_to_one_person_only(trial: Trial, page: Page) -> None:
    async with open_page(trial.address, BEN) as other:
        await say(page, "psst")
        await other.until("message", lambda line: line["message"]["text"] == "all of you")
        await page.until("ephemeral", lambda line: line["message"]["text"] == "only you")

        assert "only you" not in str(other.heard)
        assert "only you" not in str(await other.get("history", channel=SUPPORT))


async def test_a_modal_and_a_home_tab_are_seen_by_their_person_only(trial: Trial, page: Page) -> None:
    async with open_page(trial.address, BEN) as other:
        view = await open_faq(page)
        await page.post("home", tab="home")
        await page.until("home")
        refused = await other.post("submit", view_id=view["id"], values={})
        await say(page, "all")
        await other.until("message", lambda line: line["message"]["text"] == "all")

        assert not {"view_opened", "home"} & set(other.kinds())
        assert (await other.get("views"))["views"] == []
    assert refused["error"] == "This dialog is no longer open."


async def test_a_modal_checks_what_slacks_client_checks(page: Page) -> None:
    view = await open_faq(page)

    empty = await page.post("submit", view_id=view["id"], values={})
    long = await page.post("submit", view_id=view["id"], values={"title": {"text": "x" * 21}})

    assert empty == {"ok": False, "errors": {"title": "Please complete this required field."}}
    assert long["errors"] == {"title": "Must be 0 to 20 characters; it has 21."}


async def test_a_modal_shows_the_errors_of_the_app_and_changes_when_it_is_accepted(page: Page, told: Told) -> None:
    view = await open_faq(page)
    file = (await page.upload("notes.txt", b"Refunds take 5 days."))["file"]
    more = {"count": {"pick": "twenty"}, "papers": {"files": [file["id"]]}}

    taken = await page.post("submit", view_id=view["id"], values={"title": {"text": "taken"}})
    made = await page.post("submit", view_id=view["id"], values={"title": {"text": "Refunds"}, **more})
    changed = (await page.until("view_updated"))["view"]

    assert taken["errors"] == {"title": "There is one of this name."}
    assert (made["action"], changed["id"], changed["title"]["text"]) == ("update", view["id"], "Made")
    state = told[-1]
    assert state["count"]["pick"]["selected_option"]["value"] == "twenty"
    assert state["papers"]["files"]["files"][0]["url_private_download"].endswith("/notes.txt")


async def test_a_modal_is_laid_over_another_and_both_are_closed(page: Page, told: Told) -> None:
    view = await open_faq(page)
    typed = {"title": {"text": "half done"}}
    await page.post("action", view_id=view["id"], block_id="more", action_id="help", values=typed)
    above = (await page.until("view_pushed"))["view"]

    await page.post("close_view", view_id=above["id"], all=True)
    await page.until("view_closed", lambda line: line["view_id"] == view["id"])

    assert above["previous_view_id"] == view["id"]
    assert told[0]["view"]["state"]["values"]["title"]["text"]["value"] == "half done"
    assert (told[-1]["type"], told[-1]["is_cleared"]) == ("view_closed", True)
    assert (await page.get("views"))["views"] == []


async def test_a_button_and_a_menu_reach_the_app_and_its_answer_replaces_the_message(page: Page, told: Told) -> None:
    await say(page, "buttons")
    row = (await page.until("message", lambda line: line["message"]["text"] == "choose"))["message"]
    where = {"channel": SUPPORT, "ts": row["ts"], "block_id": "row"}

    chosen = await page.post("action", action_id="menu", value="ten", **where)
    await page.until("message_changed", lambda line: line["message"]["text"] == "pressed menu")
    gone = await page.post("action", action_id="press", **where)

    assert chosen == {"ok": True}
    assert next(each for each in told if each.get("action_id") == "menu")["selected_option"]["value"] == "ten"
    assert gone["error"] == "This button does not stand there any more."


async def test_a_press_on_what_is_drawn_anew_at_that_moment_reaches_the_app_as_it_was_seen(
    trial: Trial, page: Page, told: Told
) -> None:
    await say(page, "buttons")
    row = (await page.until("message", lambda line: line["message"]["text"] == "choose"))["message"]
    again = [{**block, "block_id": "row after"} for block in row["blocks"]]
    client = AsyncWebClient(token=trial.slack.bot_token, base_url=trial.slack.api_url)
    await client.chat_update(channel=SUPPORT, ts=row["ts"], text="choose", blocks=again)

    chosen = await page.post(
        "action", channel=SUPPORT, ts=row["ts"], block_id="row", action_id="menu", value="ten", values={}
    )

    assert chosen == {"ok": True}
    pressed = next(each for each in told if each.get("action_id") == "menu")
    assert (pressed["block_id"], pressed["selected_option"]["value"]) == ("row", "ten")


async def test_a_shortcut_on_a_message_opens_a_modal(page: Page, told: Told) -> None:
    said = await say(page, "a good answer", GENERAL)

    await page.post("shortcut", callback_id="faq_message", channel=GENERAL, ts=said["ts"])

    await page.until("view_opened")
    assert next(each for each in told if each["type"] == "message_action")["message"]["text"] == "a good answer"


async def test_opening_home_tells_the_app_and_shows_what_it_publishes(page: Page) -> None:
    first = await page.post("home", tab="home")
    published = (await page.until("home"))["view"]

    assert first["view"] is None
    assert published["blocks"][0]["text"]["text"] == f"Cases of <@{ANA}>"
    assert (await page.get("home"))["view"]["id"] == published["id"]


async def test_a_stream_is_shown_as_a_plan_with_task_cards_and_its_text(page: Page) -> None:
    await say(page, "stream")
    working = await page.until("message_changed", lambda line: "in_progress" in str(line["message"].get("blocks")))
    done = await page.until("message_changed", lambda line: "Done" in str(line["message"].get("blocks")))

    [plan, text] = done["message"]["blocks"]
    assert working["message"]["streaming"] is True
    assert (plan["type"], plan["title"], plan["tasks"][0]["status"]) == ("plan", "Two things", "complete")
    assert (text["type"], text["text"]) == ("markdown", "**Done**")
    assert "streaming" not in done["message"]


async def test_a_status_line_goes_when_the_bot_posts(page: Page) -> None:
    said = await say(page, "status")

    await page.until("status", lambda line: line["status"] == "is looking…")
    await page.until("message", lambda line: line["message"]["text"] == "found")
    gone = await page.until("status", lambda line: line["status"] == "")

    assert gone["thread_ts"] == said["ts"]


async def test_a_file_of_the_app_stands_in_the_thread_and_is_a_download(page: Page) -> None:
    await say(page, "file")
    [file] = (await page.until("message", lambda line: line["message"].get("files")))["message"]["files"]

    async with page.http.get(page.url + file["url"]) as answer:
        content = await answer.text()

    assert (file["name"], content) == ("faq.md", "# FAQ")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="faq.md"'
    assert answer.headers["Content-Type"] == "application/octet-stream"


async def test_a_page_somebody_uploads_is_never_rendered_here(page: Page) -> None:
    file = (await page.upload("evil.html", b"<script>alert(1)</script>"))["file"]

    async with page.http.get(page.url + file["url"]) as answer:
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["Content-Disposition"].startswith("attachment")


async def test_a_reaction_is_shown_told_to_the_app_and_taken_away_again(page: Page, told: Told) -> None:
    said = await say(page, "nice", GENERAL)
    where = {"channel": GENERAL, "ts": said["ts"], "name": "tada"}

    added, removed = await page.post("react", **where), await page.post("react", **where)

    await page.until("reaction", lambda line: line["reactions"] == [])
    assert (added["there"], removed["there"]) == (True, False)
    assert next(line for line in page.heard if line["type"] == "reaction")["reactions"][0]["users"] == [ANA]
    assert (await told.until(lambda each: each["type"] == "reaction_added"))["reaction"] == "tada"


async def test_a_mention_reaches_the_app_as_message_and_as_app_mention(page: Page, told: Told) -> None:
    await say(page, "@frontdesk hello")
    await told.until(lambda each: each["type"] == "message")
    mention = await told.until(lambda each: each["type"] == "app_mention")

    assert (mention["ts"], mention["text"]) == (told[0]["ts"], "<@U0DESKBOT> hello")
    assert "channel_type" not in mention


async def test_what_slack_lets_pass_and_a_careful_app_avoids_is_a_note_in_the_inspector(page: Page) -> None:
    await say(page, "sloppy")
    await page.until("message", lambda line: line["message"]["text"] == "https://example.com")

    entries = (await page.get("wire"))["wire"]
    post = next(entry for entry in entries if entry["name"] == "chat.postMessage")
    assert post["response"]["ok"] is True
    assert "chat.postMessage: unfurl_links is not switched off" in post["notes"]


async def test_a_scope_that_the_installed_manifest_does_not_ask_for_is_a_note_in_the_inspector() -> None:
    async with open_trial(Plan(replace(installed(), scopes=("chat:write",)))) as trial:
        client = AsyncWebClient(token=trial.slack.bot_token, base_url=trial.slack.api_url)
        with pytest.raises(SlackApiError, match="missing_scope"):
            await client.users_info(user=ANA)
        async with open_page(trial.address, ANA) as page:
            entries = (await page.get("wire"))["wire"]

    assert entries[0]["notes"] == ["users.info: needs users:read, which the app's manifest does not ask for"]


async def test_a_command_that_nobody_answers_says_so(trial: Trial) -> None:
    async with open_page(trial.address, ANA) as page:
        answer = await page.post("command", channel=SUPPORT, text="/faq")

    assert answer["error"] == "Frontdesk is not running now (stopped). Start it again and repeat."


async def test_a_press_while_the_bot_starts_says_that_it_is_starting(trial: Trial) -> None:
    trial.bot = Child(Command((), {}, Path.cwd()), lambda: None, print)
    trial.bot.status = "starting"

    async with open_page(trial.address, ANA) as page:
        answer = await page.post("command", channel=SUPPORT, text="/faq")

    assert answer["error"] == "Frontdesk is starting: press again in a moment."
