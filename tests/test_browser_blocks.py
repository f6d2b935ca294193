"""What a bot may show in the trial workspace and what a person may do with it: blocks, modals, Home, hostile text."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect

from bot.trial.seed import ANA, RANDOM, SUPPORT
from bot.trial.trial import Trial
from bot.trial.workspace import Message
from tests.browser.desk import Desk, OpenDesk
from tests.browser.kit import BUTTONS, EVERYTHING, FEEDBACK, faq_modal, field, mrkdwn, plain, task
from tests.browser.scripted import ScriptedBot

pytest_plugins = ["tests.browser.fixtures"]
pytestmark = pytest.mark.asyncio(loop_scope="module")

Post = Callable[..., Awaitable[Any]]
QUIET: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False}


@pytest.fixture
def post(scripted: ScriptedBot) -> Post:
    """Post as the bot into #support."""

    def say(text: str = "For screen readers.", **more: Any) -> Awaitable[Any]:  # noqa: ANN401 - Slack's arguments
        return scripted.client.chat_postMessage(channel=SUPPORT, text=text, **QUIET, **more)

    return say


async def test_every_block_is_drawn(open_desk: OpenDesk, post: Post) -> None:
    desk = await open_desk(viewport={"width": 1280, "height": 1500})

    await post(blocks=EVERYTHING)

    message = desk.messages.last
    await expect(message.locator(".block")).to_have_count(len(EVERYTHING))
    await expect(message.locator(".unknown")).to_have_count(0)
    await expect(message.get_by_role("button", name="Cancel this return")).to_be_visible()
    await expect(message.locator(".plan")).to_contain_text("2 of 3")
    await expect(message.locator(".picture-frame")).to_contain_text("A dented box")
    await expect(message.locator("tbody tr", has_text="CASE-1003")).to_have_count(0)
    await message.get_by_role("button", name="Days").click()
    await message.get_by_role("button", name="Days").click()
    await expect(message.locator(".data-table tbody tr").first).to_contain_text("CASE-1003")
    await desk.shot("blocks")


async def test_a_button_tells_the_bot_who_pressed_what_where(
    open_desk: OpenDesk, post: Post, scripted: ScriptedBot
) -> None:
    desk = await open_desk()
    answer = await post(blocks=[BUTTONS])

    await desk.messages.last.get_by_role("button", name="Claim").click()

    payload = await scripted.next("block_actions")
    assert payload["user"]["id"] == ANA
    assert payload["actions"][0]["value"] == "CASE-1001"
    assert payload["message"]["ts"] == answer["ts"]


async def test_a_button_with_a_question_acts_only_after_yes(
    open_desk: OpenDesk, post: Post, scripted: ScriptedBot
) -> None:
    desk = await open_desk()
    await post(blocks=[BUTTONS])
    press = desk.messages.last.get_by_role("button", name="Cancel this return")

    await press.click()
    await desk.page.get_by_role("button", name="Keep it").click()
    await press.click()
    await desk.page.keyboard.press("Escape")
    await desk.messages.last.get_by_label("Route").select_option("billing")
    await press.click()
    await desk.page.get_by_role("button", name="Cancel the return").click()

    chosen, pressed = await scripted.next("block_actions"), await scripted.next("block_actions")
    assert chosen["actions"][0]["selected_option"]["value"] == "billing"
    assert pressed["actions"][0]["action_id"] == "cancel"


async def test_feedback_is_told_and_stays_pressed(open_desk: OpenDesk, post: Post, scripted: ScriptedBot) -> None:
    desk = await open_desk()
    await post(blocks=[{"type": "context_actions", "elements": [FEEDBACK]}])
    helpful = desk.messages.last.get_by_role("button", name="Helpful", exact=True)

    await helpful.click()

    await expect(helpful).to_have_attribute("aria-pressed", "true")
    assert (await scripted.next("block_actions"))["actions"][0]["value"] == "good"


async def test_a_streamed_plan_grows_in_place(open_desk: OpenDesk, scripted: ScriptedBot) -> None:
    desk = await open_desk()
    root = await desk.say("Two things, please")
    await root.hover()
    await root.get_by_role("button", name="Reply in thread").click()
    ts = await root.get_attribute("data-ts")
    to = {"channel": SUPPORT, "thread_ts": ts, "recipient_user_id": ANA, "recipient_team_id": "T0DESK001"}
    first, second = _chunk(1, "Invoice INV-7890", "in_progress"), _chunk(2, "Order A-12345", "pending")
    stream = await scripted.client.api_call(
        "chat.startStream", json={**to, "task_display_mode": "plan", "chunks": [_title("Two requests"), first, second]}
    )
    tasks = desk.replies.last.locator(".task")
    await expect(tasks).to_have_count(2)
    await tasks.last.evaluate("(node) => { node.dataset.same = 'yes'; }")

    there = {"channel": SUPPORT, "ts": stream["ts"]}
    await scripted.client.api_call(
        "chat.appendStream", json={**there, "chunks": [_chunk(1, "Invoice INV-7890", "complete")]}
    )

    await expect(tasks.first).to_have_attribute("data-status", "complete")
    await expect(tasks.last).to_have_attribute("data-same", "yes")
    await expect(desk.replies.last).to_have_class("message streaming")
    await desk.shot("streaming")
    await scripted.client.api_call("chat.stopStream", json=there)
    await expect(desk.replies.last).not_to_have_class("message streaming")


async def test_a_modal_shows_errors_at_their_fields_and_sends_what_was_filled_in(
    open_desk: OpenDesk, scripted: ScriptedBot, tmp_path: Path
) -> None:
    desk = await _with_modal(open_desk, scripted)
    notes = tmp_path / "notes.txt"
    notes.write_text("Panels turn light into current.")

    await desk.modal.get_by_role("button", name="Make them").click()
    await expect(desk.modal.locator("[data-block=title] .field-error")).to_be_visible()
    await expect(desk.modal.locator("[data-block=mail] .field-error")).to_be_hidden()
    await desk.shot("modal-errors")
    await desk.modal.get_by_label("Title").fill("Solar power")
    await desk.modal.get_by_label("Text").fill("Panels turn light into current.")
    await desk.modal.get_by_text("This channel").click()
    await desk.modal.get_by_label("Route").select_option("general")
    await desk.modal.locator("summary").click()
    await desk.modal.locator(".several-list").get_by_text("Billing").click()
    await desk.modal.get_by_label("Day").fill("2026-11-25")
    await desk.modal.get_by_label("Files").set_input_files(notes)
    await expect(desk.modal.locator(".file-list")).to_contain_text("notes.txt")
    await desk.modal.get_by_role("button", name="Make them").click()

    values = (await scripted.next("view_submission"))["view"]["state"]["values"]
    await expect(desk.page.locator("dialog")).to_have_count(0)
    assert values["title"]["it"]["value"] == "Solar power"
    assert values["count"]["it"]["value"] == "10"
    assert values["where"]["it"]["selected_option"]["value"] == "here"
    assert [each["value"] for each in values["tags"]["it"]["selected_options"]] == ["billing"]
    assert values["day"]["it"]["selected_date"] == "2026-11-25"
    assert values["files"]["it"]["files"][0]["name"] == "notes.txt"


async def test_errors_of_the_bot_stand_at_the_field(open_desk: OpenDesk, scripted: ScriptedBot) -> None:
    view = faq_modal(blocks=[field("title", "Title", {"type": "plain_text_input"})])
    desk = await _with_modal(open_desk, scripted, view)
    scripted.answers.append({"response_action": "errors", "errors": {"title": "Two documents have this title."}})

    await desk.modal.get_by_label("Title").fill("Solar power")
    await desk.page.keyboard.press("Enter")

    await expect(desk.modal.locator("[data-block=title] .field-error")).to_have_text("Two documents have this title.")
    await expect(desk.modal.get_by_label("Title")).to_be_focused()


async def test_modals_stack_change_in_place_and_close_from_the_top(open_desk: OpenDesk, scripted: ScriptedBot) -> None:
    view = faq_modal(blocks=[field("title", "Title", {"type": "plain_text_input"})])
    desk = await _with_modal(open_desk, scripted, view)
    pushed = {"type": "modal", "title": plain("Second"), "submit": plain("Go"), "blocks": view["blocks"]}
    scripted.answers.append({"response_action": "push", "view": pushed})
    await desk.modal.get_by_label("Title").fill("Kept")
    await desk.modal.get_by_role("button", name="Make them").click()
    await expect(desk.modal.get_by_role("heading")).to_have_text("Second")

    await desk.page.keyboard.press("Escape")
    await expect(desk.modal.get_by_role("heading")).to_have_text("Make FAQs")
    await expect(desk.modal.get_by_label("Title")).to_have_value("Kept")
    longer = {**view, "blocks": [*view["blocks"], field("more", "More", {"type": "plain_text_input"}, optional=True)]}
    view_id = await desk.modal.get_attribute("data-view")
    await scripted.client.views_update(view_id=view_id, view=longer)

    await expect(desk.modal.get_by_label("More")).to_be_visible()
    await expect(desk.modal.get_by_label("Title")).to_have_value("Kept")
    await desk.page.keyboard.press("Escape")
    await expect(desk.page.locator("dialog")).to_have_count(0)


async def test_home_is_asked_for_drawn_and_its_buttons_work(open_desk: OpenDesk, scripted: ScriptedBot) -> None:
    desk = await open_desk()
    await desk.go_to("Frontdesk's Home")
    assert (await scripted.next("app_home_opened"))["tab"] == "home"
    await expect(desk.page.locator(".home")).to_contain_text("Nothing here yet")

    blocks = [
        {"type": "header", "text": plain("Open cases")},
        {"type": "section", "block_id": "row", "text": mrkdwn("*CASE-1001* · Invoice INV-7890 · _waiting_"),
         "accessory": {"type": "button", "action_id": "open", "text": plain("Open"), "value": "1001"}},
        {"type": "context", "elements": [mrkdwn("Ana Souza · billing · 2 minutes ago")]},
    ]  # fmt: skip
    await scripted.client.views_publish(user_id=ANA, view={"type": "home", "blocks": blocks})
    await expect(desk.page.locator(".home")).to_contain_text("CASE-1001")
    await desk.shot("home")
    await desk.page.locator(".home").get_by_role("button", name="Open").click()

    assert (await scripted.next("block_actions"))["view"]["type"] == "home"


async def test_a_slash_command_is_completed_sent_and_answered_to_one_person_only(
    open_desk: OpenDesk, scripted: ScriptedBot
) -> None:
    desk, other = await open_desk(), await open_desk()
    await other.act_as("Ben Okafor")
    await desk.page.locator("#composer").press_sequentially("/f")
    await expect(desk.page.locator(".completion [role=option]")).to_have_count(1)
    await desk.shot("completion")
    await desk.page.keyboard.press("Enter")
    await desk.page.keyboard.type("list")
    await desk.page.keyboard.press("Enter")

    command = await scripted.next("command")
    await scripted.client.chat_postEphemeral(channel=SUPPORT, user=ANA, text="You have no FAQs yet.")

    assert (command["command"], command["text"]) == ("/faq", "list")
    await expect(desk.messages.last).to_contain_text("only you can see this")
    await expect(other.messages).to_have_count(0)


async def test_script_and_javascript_links_do_nothing(open_desk: OpenDesk, post: Post) -> None:
    desk = await open_desk()
    nasty = "<script>alert(1)</script> <img src=x onerror=alert(2)> javascript:alert(3) [x](javascript:alert(4))"
    await desk.say(nasty)
    blocks = [
        {"type": "section", "text": mrkdwn("<javascript:alert(5)|press> &lt;script&gt;alert(6)&lt;/script&gt;")},
        {"type": "markdown", "text": f"{nasty}\n\n<b onmouseover=alert(7)>bold</b> [y](data:text/html,z)"},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [
            {"type": "link", "url": "javascript:alert(8)", "text": "rich"}, {"type": "text", "text": "<i>text</i>"}]}]},
        {"type": "actions", "elements": [
            {"type": "button", "action_id": "go", "text": plain("Go"), "url": "javascript:alert(9)"}]},
        {"type": "section", "text": mrkdwn("<https://evil.example/?a=1|https is fine>")},
    ]  # fmt: skip
    await post(blocks=blocks)

    message = desk.messages.last
    await expect(desk.messages.first).to_contain_text("<script>alert(1)</script>")
    await expect(message).to_contain_text("<b onmouseover=alert(7)>bold</b>")
    await message.get_by_text("press").click()
    await message.get_by_text("rich").click()
    await message.get_by_role("button", name="Go").click()
    links = await desk.page.eval_on_selector_all(".log a", "(all) => all.map((a) => [a.protocol, a.rel, a.target])")
    assert links == [["https:", "noopener noreferrer", "_blank"]]
    await expect(message).to_contain_text("(evil.example)")
    assert await desk.page.locator(".log :is(script, img, iframe, i, b)").count() == 0


async def test_two_hundred_messages_are_appended_and_none_is_drawn_again(
    open_desk: OpenDesk, trial: Trial, scripted: ScriptedBot
) -> None:
    desk = await open_desk()
    assert scripted.heard.empty()
    first = await desk.say("The first message")
    await first.evaluate("(node) => { node.dataset.same = 'yes'; }")
    await desk.page.evaluate(WATCH)

    _chat(trial, 200)

    await expect(desk.messages).to_have_count(201)
    await expect(desk.messages.last).to_be_in_viewport()
    await expect(desk.messages.first).to_have_attribute("data-same", "yes")
    assert await desk.page.evaluate("window.watched") == {"messages": 200, "removed": 0}


async def test_who_reads_further_up_keeps_the_place_and_is_told_of_new_messages(
    open_desk: OpenDesk, trial: Trial, post: Post
) -> None:
    _chat(trial, 40)
    desk = await open_desk()
    await expect(desk.messages.nth(39)).to_be_in_viewport()
    scroller = desk.page.locator("#main .scroller")
    await scroller.hover()
    await desk.page.mouse.wheel(0, -4000)
    await expect(desk.messages.first).to_be_in_viewport()

    await post("Something new")

    await expect(desk.messages).to_have_count(41)
    await expect(desk.messages.first).to_be_in_viewport()
    await expect(desk.page.locator("#main .marker")).to_have_count(1)
    await desk.page.get_by_role("button", name="New messages").click()
    await expect(desk.messages.last).to_be_in_viewport()


async def test_what_happens_elsewhere_is_marked_unread_until_it_is_opened(
    open_desk: OpenDesk, scripted: ScriptedBot
) -> None:
    desk = await open_desk()
    await scripted.client.chat_postMessage(channel=RANDOM, text="Lunch?", **QUIET)
    random = desk.page.locator(".channel", has_text="random")

    await expect(random.locator(".count")).to_have_text("1")
    await desk.go_to("random")

    await expect(random.locator(".count")).to_have_count(0)
    await expect(desk.messages.last).to_contain_text("Lunch?")


async def test_another_person_sees_the_same_channel_but_may_not_change_my_message(
    open_desk: OpenDesk, scripted: ScriptedBot
) -> None:
    desk = await open_desk()
    assert scripted.heard.empty()
    await desk.say("Mine")

    await desk.act_as("Ben Okafor")
    await expect(desk.messages.last).to_contain_text("Mine")
    await desk.messages.last.hover()
    await expect(desk.messages.last.get_by_role("button", name="Edit")).to_have_count(0)
    await desk.messages.last.get_by_role("button", name="Add a reaction").click()
    await desk.page.keyboard.press("Enter")
    await expect(desk.messages.last.locator(".reaction")).to_have_text("👍1")
    await desk.say("And this is Ben")
    await expect(desk.messages.last.locator(".message-who")).to_have_text("Ben Okafor")


async def test_a_deleted_message_is_gone_for_everybody(open_desk: OpenDesk, scripted: ScriptedBot) -> None:
    desk, other = await open_desk(), await open_desk()
    assert scripted.heard.empty()
    message = await desk.say("Oops")
    await expect(other.messages).to_have_count(1)

    await message.hover()
    await message.get_by_role("button", name="Delete").click()
    await desk.page.get_by_role("dialog").get_by_role("button", name="Delete").click()

    await expect(desk.messages).to_have_count(0)
    await expect(other.messages).to_have_count(0)


async def test_a_lost_connection_is_said_and_caught_up_with(
    open_desk: OpenDesk, trial: Trial, scripted: ScriptedBot, post: Post
) -> None:
    desk = await open_desk()
    assert scripted.heard.empty()
    lost = desk.page.get_by_text("The connection to the trial workspace is lost.")

    await desk.page.evaluate(HOLD)
    for link in list(trial.pages):
        await link.close()
    await expect(lost).to_be_visible()
    await post("While you were away")
    await desk.page.evaluate("window.letGo()")

    await expect(desk.messages.last).to_contain_text("While you were away")
    await expect(lost).to_be_hidden()


async def test_a_bot_that_is_not_there_is_said_with_what_to_do(open_desk: OpenDesk, trial: Trial) -> None:
    desk = await open_desk()

    await expect(desk.page.locator(".notice.bad")).to_contain_text("Frontdesk has stopped")
    assert trial.bot is None


async def test_everything_can_be_done_with_the_keyboard(open_desk: OpenDesk, scripted: ScriptedBot) -> None:
    desk = await open_desk()
    assert scripted.heard.empty()
    keyboard = desk.page.keyboard
    await keyboard.press("Tab")
    await keyboard.press("Enter")
    await expect(desk.page.locator("#composer")).to_be_focused()
    await keyboard.type("First line")
    await keyboard.press("Shift+Enter")
    await keyboard.type("second line")
    await keyboard.press("Enter")
    await expect(desk.messages).to_have_count(1)
    await expect(desk.messages.last.locator("br")).to_have_count(1)

    await keyboard.press("ArrowUp")
    await keyboard.press("End")
    await keyboard.type(", changed")
    await keyboard.press("Enter")
    await expect(desk.messages.last).to_contain_text("second line, changed")
    await expect(desk.messages.last).to_be_focused()
    await keyboard.press("Enter")
    await expect(desk.page.locator("#thread-composer")).to_be_visible()
    await keyboard.press("Escape")
    await expect(desk.thread).to_be_hidden()
    await keyboard.press("Alt+2")
    await expect(desk.page.locator(".person[aria-checked=true]")).to_contain_text("Ben Okafor")


async def _with_modal(open_desk: OpenDesk, scripted: ScriptedBot, view: dict[str, Any] | None = None) -> Desk:
    """Open a page whose person typed /faq and got a modal."""
    desk = await open_desk()
    await desk.page.locator("#composer").fill("/faq")
    await desk.page.keyboard.press("Enter")
    command = await scripted.next("command")
    await scripted.client.views_open(trigger_id=command["trigger_id"], view=view or faq_modal())
    await expect(desk.modal).to_be_visible()
    return desk


def _chat(trial: Trial, count: int) -> None:
    """Let that many messages be said in #support."""
    there = trial.slack.workspace
    for n in range(count):
        there.add(Message(SUPPORT, there.stamps.next(), ANA, f"Message {n}"))


def _chunk(number: int, title: str, status: str) -> dict[str, Any]:
    card = task(number, title, status)
    return {"type": "task_update", "id": card["task_id"], "title": title, "status": status}


def _title(title: str) -> dict[str, str]:
    return {"type": "plan_update", "title": title}


# Counts messages that come and go in the list of the open channel.
WATCH = """
() => {
  window.watched = {messages: 0, removed: 0};
  const count = (nodes) => [...nodes].filter((node) => node.classList?.contains("message")).length;
  new MutationObserver((changes) => changes.forEach((change) => {
    window.watched.messages += count(change.addedNodes);
    window.watched.removed += count(change.removedNodes);
  })).observe(document.querySelector("#main .log"), {childList: true});
}
"""

# New sockets of the page wait until letGo() is called.
HOLD = """
() => {
  const Real = window.WebSocket;
  window.WebSocket = function () { return {close() {}, addEventListener() {}}; };
  window.letGo = () => { window.WebSocket = Real; window.dispatchEvent(new Event("online")); };
}
"""
