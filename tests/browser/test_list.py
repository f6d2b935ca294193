"""The list of messages in the trial workspace: it appends, keeps the place, catches up, and obeys the keyboard."""

import asyncio
import re
from pathlib import Path

import pytest
from playwright.async_api import Route, expect

from bot.trial.page_api.trial import Trial
from bot.trial.workspace.seed import ANA, BEN, RANDOM, SUPPORT
from bot.trial.workspace.workspace import Message
from tests.browser.desk import OpenDesk
from tests.browser.scripted import Post, ScriptedBot

pytestmark = pytest.mark.asyncio(loop_scope="session")


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


async def test_a_message_that_comes_while_a_thread_is_loading_is_not_lost(open_desk: OpenDesk, post: Post) -> None:
    desk = await open_desk()
    root = await desk.say("A question")
    ts = await root.get_attribute("data-ts")
    await post("First", thread_ts=ts)
    taken, later = asyncio.Event(), asyncio.Event()

    async def hold(route: Route) -> None:
        answer = await route.fetch()
        taken.set()
        await later.wait()
        await route.fulfill(response=answer)

    await desk.page.route("**/trial/thread*", hold)
    await root.locator(".open-thread").click()
    await taken.wait()
    await post("Second", thread_ts=ts)
    await expect(root.locator(".open-thread")).to_contain_text("2 replies")
    later.set()

    await expect(desk.replies).to_have_text([re.compile("A question"), re.compile("First"), re.compile("Second")])


async def test_what_happens_to_my_message_before_its_own_answer_comes_stays(
    open_desk: OpenDesk, scripted: ScriptedBot, post: Post
) -> None:
    desk = await open_desk()
    taken: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    later = asyncio.Event()

    async def hold(route: Route) -> None:
        answer = await route.fetch()
        taken.set_result((await answer.json())["message"]["ts"])
        await later.wait()
        await route.fulfill(response=answer)

    await desk.page.route("**/trial/say", hold)
    await desk.page.locator("#composer").fill("A note")
    await desk.page.keyboard.press("Enter")
    ts = await taken
    await scripted.client.reactions_add(channel=SUPPORT, timestamp=ts, name="memo")
    await post("An answer", thread_ts=ts)
    await expect(desk.messages.last).to_contain_text("📝")
    await expect(desk.messages.last).to_contain_text("1 reply")
    later.set()
    await desk.answered()

    await expect(desk.messages.last).to_contain_text("📝")
    await expect(desk.messages.last).to_contain_text("1 reply")


async def test_the_page_tells_while_a_request_of_its_is_under_way(open_desk: OpenDesk, scripted: ScriptedBot) -> None:
    desk = await open_desk()
    assert scripted.heard.empty()
    later = asyncio.Event()

    async def hold(route: Route) -> None:
        await later.wait()
        await route.continue_()

    await desk.page.route("**/trial/say", hold)
    await desk.page.locator("#composer").fill("On its way")
    await desk.page.keyboard.press("Enter")

    await expect(desk.page.locator("html")).to_have_attribute("data-asking", "1")
    later.set()
    await expect(desk.messages.last).to_contain_text("On its way")
    await expect(desk.page.locator("html")).to_have_attribute("data-asking", "0")


async def test_what_happens_elsewhere_is_marked_unread_until_it_is_opened(open_desk: OpenDesk, post: Post) -> None:
    desk = await open_desk()
    await post("Lunch?", channel=RANDOM)
    random = desk.page.locator(".channel", has_text="random")

    await expect(random.locator(".count")).to_have_text("1")
    await desk.go_to("random")

    await expect(random.locator(".count")).to_have_count(0)
    await expect(desk.messages.last).to_contain_text("Lunch?")


async def test_a_press_counts_though_the_sidebar_changes_under_it(open_desk: OpenDesk, post: Post) -> None:
    desk = await open_desk()
    random = desk.page.locator(".channel", has_text="random")
    await random.hover()
    await desk.page.mouse.down()
    await post("Lunch?", channel=RANDOM)
    await expect(random.locator(".count")).to_have_text("1")

    await desk.page.mouse.up()

    await expect(random).to_have_attribute("aria-current", "page")


async def test_a_press_counts_though_the_page_is_told_again_what_it_knows(open_desk: OpenDesk, trial: Trial) -> None:
    desk = await open_desk()
    ben, there = desk.page.locator(".person", has_text="Ben Okafor"), trial.slack.workspace
    await ben.hover()
    await desk.page.mouse.down()
    there.publish("channel", there.channels[RANDOM])
    await desk.answered()

    await desk.page.mouse.up()

    await expect(ben).to_have_attribute("aria-checked", "true")


async def test_a_sample_is_sent_though_the_page_is_told_again_what_it_knows(
    open_desk: OpenDesk, trial: Trial, scripted: ScriptedBot
) -> None:
    desk = await open_desk()
    assert scripted.heard.empty()
    there = trial.slack.workspace
    await desk.samples.first.hover()
    await desk.page.mouse.down()
    there.publish("channel", there.channels[RANDOM])
    await desk.answered()

    await desk.page.mouse.up()

    await expect(desk.messages).to_have_count(1)


async def test_a_press_on_a_thread_counts_though_another_reply_comes_under_it(open_desk: OpenDesk, post: Post) -> None:
    desk = await open_desk()
    root = await desk.say("A question")
    ts = await root.get_attribute("data-ts")
    await post("First", thread_ts=ts)
    await root.locator(".open-thread").hover()
    await desk.page.mouse.down()
    await post("Second", thread_ts=ts)
    await expect(root.locator(".open-thread")).to_contain_text("2 replies")

    await desk.page.mouse.up()

    await expect(desk.replies).to_have_count(3)


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


async def test_a_file_is_attached_shown_and_can_be_fetched(
    open_desk: OpenDesk, scripted: ScriptedBot, tmp_path: Path
) -> None:
    desk = await open_desk()
    assert scripted.heard.empty()
    (tmp_path / "invoice.txt").write_text("INV-7890")

    await desk.page.locator("#main input[type=file]").set_input_files(tmp_path / "invoice.txt")
    await expect(desk.page.locator("#main .chips")).to_contain_text("invoice.txt")
    await desk.say("Here it is")
    async with desk.page.expect_download() as fetched:
        await desk.messages.last.get_by_role("link", name="invoice.txt").click()

    assert (await (await fetched.value).path()).read_text() == "INV-7890"


async def test_who_switches_the_person_stays_with_the_bot(open_desk: OpenDesk, scripted: ScriptedBot) -> None:
    desk = await open_desk()
    assert scripted.heard.empty()
    await desk.go_to("Frontdesk")
    await desk.say("Only Ana and the bot read this")

    await desk.act_as("Ben Okafor")

    await expect(desk.page.locator("#main h1")).to_have_text("Frontdesk")
    await expect(desk.messages).to_have_count(0)


async def test_who_switches_the_person_sees_only_theirs_whatever_order_the_answers_come_in(
    open_desk: OpenDesk, trial: Trial
) -> None:
    desk = await open_desk()
    await desk.go_to("Frontdesk")
    await desk.say("Only Ana and the bot read this")
    _say(trial, BEN, "Only Ben and the bot read this")
    later, held = asyncio.Event(), asyncio.Event()

    async def hold_the_first(route: Route) -> None:
        if not held.is_set():
            held.set()
            await later.wait()
        await route.continue_()

    await desk.page.route("**/trial/history*", hold_the_first)
    await desk.page.locator(".person", has_text="Ben Okafor").click()
    await expect(desk.messages.filter(has_text="Only Ben")).to_have_count(1)
    later.set()
    await desk.answered()

    await expect(desk.messages).to_have_text([re.compile("Only Ben")])


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


def _chat(trial: Trial, count: int) -> None:
    """Let that many messages be said in #support."""
    there = trial.slack.workspace
    for n in range(count):
        there.add(Message(SUPPORT, there.stamps.next(), ANA, f"Message {n}"))


def _say(trial: Trial, user: str, text: str) -> None:
    """Let a person write to the bot."""
    there = trial.slack.workspace
    there.add(Message(there.direct_channel(user).id, there.stamps.next(), user, text))


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


async def test_what_could_not_be_sent_waits_where_it_was_written(open_desk: OpenDesk) -> None:
    desk = await open_desk()
    later = asyncio.Event()

    async def refuse(route: Route) -> None:
        await later.wait()
        await route.fulfill(json={"ok": False, "error": "Not now."})

    await desk.page.route("**/trial/say", refuse)
    await desk.page.locator("#composer").fill("Only for support")
    await desk.page.keyboard.press("Enter")
    await desk.page.locator(".channel", has_text="random").first.click()
    await expect(desk.page.locator(".channel[aria-current=page]")).to_contain_text("random")
    later.set()
    await desk.answered()

    await expect(desk.page.locator("#composer")).to_have_value("")
    await desk.go_to("support")
    await expect(desk.page.locator("#composer")).to_have_value("Only for support")


async def test_of_a_deleted_message_with_replies_it_is_not_said_whose_it_was(
    open_desk: OpenDesk, scripted: ScriptedBot
) -> None:
    desk = await open_desk()
    first = await desk.say("Taken back in a moment")
    await scripted.client.chat_postMessage(channel=SUPPORT, thread_ts=await first.get_attribute("data-ts"), text="Seen")
    await expect(first.locator(".open-thread")).to_be_visible()

    await first.hover()
    await first.get_by_role("button", name="Delete").click()
    await desk.page.get_by_role("dialog").get_by_role("button", name="Delete").click()

    await expect(first).to_contain_text("This message was deleted.")
    await expect(first).not_to_contain_text("USLACKBOT")
    await expect(first).not_to_contain_text("edited")
    await expect(first.locator(".avatar").first).to_be_hidden()
