"""What a bot may show in the trial workspace and what pressing it does; hostile text does nothing."""

from typing import Any

import pytest
from playwright.async_api import expect

from bot.trial.page_api.trial import Trial
from bot.trial.workspace.seed import ANA, SUPPORT
from bot.trial.workspace.workspace import Message
from tests.browser.block_kit import BUTTONS, EVERYTHING, FEEDBACK, mrkdwn, plain, task
from tests.browser.desk import OpenDesk, where_it_is_noon
from tests.browser.scripted import Post, ScriptedBot

pytestmark = pytest.mark.asyncio(loop_scope="session")


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


async def test_text_is_drawn_as_slack_draws_it(open_desk: OpenDesk, post: Post, trial: Trial) -> None:
    desk = await open_desk(timezone_id=where_it_is_noon())
    now = int(trial.clock())
    day = {"type": "date", "timestamp": now - 24 * 3600, "format": "on {date_pretty}", "fallback": "some day"}
    items = [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "first", "style": {"bold": True}}, day]}
    ]
    nested = {"type": "rich_text_list", "style": "ordered", "indent": 1, "offset": 2, "elements": items}

    await post(
        blocks=[
            {"type": "header", "text": plain("Done :tada:")},
            {
                "type": "section",
                "text": mrkdwn(f"due <!date^{now}^{{date_short_pretty}} {{time}}^https://a.example|x>"),
            },
            {"type": "section", "text": mrkdwn("before\n```code```\nafter")},
            {"type": "rich_text", "elements": [nested]},
        ]
    )

    blocks = desk.messages.last.locator(".block")
    await expect(blocks.nth(0)).to_have_text("Done 🎉")
    await expect(blocks.nth(1)).to_contain_text("due Today ")
    await expect(blocks.nth(1).get_by_role("link")).to_have_attribute("href", "https://a.example/")
    await expect(blocks.nth(2).locator("br")).to_have_count(0)
    await expect(blocks.nth(3).locator("ol[start='3'] > li > strong")).to_have_text("first")
    await expect(blocks.nth(3)).to_contain_text("on yesterday")


async def test_an_overflow_menu_opens_inside_a_narrow_window(open_desk: OpenDesk, post: Post) -> None:
    desk = await open_desk(viewport={"width": 390, "height": 800}, has_touch=True)
    more = {"type": "overflow", "action_id": "more", "options": [{"text": plain("Something longer"), "value": "1"}]}
    await post(blocks=[{"type": "section", "text": mrkdwn("One"), "accessory": more}])

    await desk.messages.last.get_by_role("button", name="More actions").click()

    box = await desk.messages.last.get_by_role("menu").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390


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
    await desk.answered()  # else the thread, asked for when it was opened, may come later and be drawn anew
    await tasks.last.evaluate("(node) => { node.dataset.same = 'yes'; }")

    there = {"channel": SUPPORT, "ts": stream["ts"]}
    await scripted.client.api_call(
        "chat.appendStream", json={**there, "chunks": [_chunk(1, "Invoice INV-7890", "complete")]}
    )

    await expect(tasks.first).to_have_attribute("data-status", "complete")
    await expect(tasks.last).to_have_attribute("data-same", "yes")
    await expect(desk.replies.last).to_have_class("message streaming")
    await scripted.client.api_call("chat.stopStream", json=there)
    await expect(desk.replies.last).not_to_have_class("message streaming")


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


async def test_a_block_of_a_wrong_shape_and_quotes_without_end_take_nothing_away(
    open_desk: OpenDesk, trial: Trial, scripted: ScriptedBot
) -> None:
    desk = await open_desk()
    assert scripted.heard.empty()
    there = trial.slack.workspace
    blocks = [
        {"type": "markdown", "text": ">" * 9000 + " deep"},
        {"type": "from_the_future", "text": "x"},
        {"type": "markdown", "text": "still here"},
    ]

    there.add(Message(SUPPORT, there.stamps.next(), ANA, "text", blocks=blocks))

    await expect(desk.messages.last).to_contain_text("A block this page does not draw: from_the_future")
    await expect(desk.messages.last).to_contain_text("still here")


def _chunk(number: int, title: str, status: str) -> dict[str, Any]:
    card = task(number, title, status)
    return {"type": "task_update", "id": card["task_id"], "title": title, "status": status}


def _title(title: str) -> dict[str, str]:
    return {"type": "plan_update", "title": title}
