"""What the page of the trial says of its bot, its connection and its clock."""

import pytest
from playwright.async_api import expect

from bot.trial.page_api.trial import Trial
from tests.browser.desk import OpenDesk, where_it_is_noon
from tests.browser.scripted import Post, ScriptedBot

pytestmark = pytest.mark.asyncio(loop_scope="session")


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


class CrashedBot:
    """A bot that has ended, and runs again when it is asked to."""

    status = "crashed"
    detail = "The bot ended with exit code 2: the database is locked"
    lines: tuple[str, ...] = ("warning: busy", "error: the database is locked")

    def __init__(self, trial: Trial) -> None:
        self._trial = trial

    async def restart(self) -> None:
        """Run again."""
        self.status, self.detail = "ready", ""
        self._trial.bot_changed()

    async def clock_moved(self, ahead_s: float) -> None:
        """It has no clock."""


class SteadyBot(CrashedBot):
    """A bot that runs, has something to say to people, and goes by the trial's clock."""

    status = "ready"
    detail = "The model did not answer, so Frontdesk goes by its own rules. The terminal says why."
    lines = ()


async def test_what_the_bot_has_to_say_is_put_away_by_who_has_read_it(open_desk: OpenDesk, trial: Trial) -> None:
    desk = await open_desk()
    trial.bot = SteadyBot(trial)
    trial.bot_changed()
    notice = desk.page.locator(".notice", has_text="The model did not answer")

    await notice.get_by_role("button", name="Close this notice").click()
    trial.bot_changed()
    await desk.answered()

    await expect(notice).to_be_hidden()


async def test_the_clock_goes_forward_from_the_page_and_what_was_today_was_yesterday(
    open_desk: OpenDesk, trial: Trial, post: Post
) -> None:
    desk = await open_desk(timezone_id=where_it_is_noon())
    trial.bot = SteadyBot(trial)
    await post(f"due <!date^{int(trial.clock()) - 60}^{{date_pretty}}|some day>")
    await expect(desk.messages.last).to_contain_text("due Today")

    await desk.page.get_by_role("button", name="Move the clock forward").click()
    dialog = desk.page.get_by_role("dialog", name="Move the clock forward")
    await expect(dialog).to_contain_text("as on this computer")
    await dialog.get_by_role("button", name="A day").click()
    await expect(dialog.get_by_role("status")).to_contain_text("1 day ahead of this computer")
    await expect(desk.page.locator("#toasts > *")).to_have_count(0)
    await dialog.get_by_role("button", name="Done").click()
    await desk.say("said the day after")

    await expect(desk.page.locator(".day")).to_have_text(["Yesterday", "Today"])
    await expect(desk.messages.first).to_contain_text("due Yesterday")
    assert trial.clock.ahead_s == 24 * 3600


async def test_the_samples_stay_folded_in_this_browser_once_they_were_folded(open_desk: OpenDesk, trial: Trial) -> None:
    desk = await open_desk()
    await desk.page.locator(".guide summary").click()
    await expect(desk.page.locator(".guide")).not_to_have_attribute("open", "")

    again = await desk.page.context.new_page()
    await again.goto(trial.address)

    await expect(again.locator(".guide summary")).to_be_visible()
    await expect(again.locator(".guide")).not_to_have_attribute("open", "")


async def test_a_crashed_bot_is_said_with_its_last_words_and_started_again(open_desk: OpenDesk, trial: Trial) -> None:
    desk = await open_desk()
    notice = desk.page.locator(".notice.bad")
    await expect(notice).to_contain_text("Frontdesk has stopped")
    trial.bot = CrashedBot(trial)
    trial.bot_changed()

    await expect(notice).to_contain_text("exit code 2: the database is locked")
    await notice.locator("summary").click()
    await expect(notice).to_contain_text("warning: busy")
    await notice.get_by_role("button", name="Restart").click()

    await expect(notice).to_be_hidden()


# New sockets of the page wait until letGo() is called.
HOLD = """
() => {
  const Real = window.WebSocket;
  window.WebSocket = function () { return {close() {}, addEventListener() {}}; };
  window.letGo = () => { window.WebSocket = Real; window.dispatchEvent(new Event("online")); };
}
"""
