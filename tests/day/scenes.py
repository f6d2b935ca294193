"""The scenes of the day, in their order; each leaves pictures, and some say how many clicks an act took."""

from collections.abc import Awaitable, Callable

from playwright.async_api import Locator, expect

from tests.day.player import Player

MAYBE = "I am thinking about sending the blue lamp back"
PERSON = "My router drops the connection every evening, please let me talk to a human being"
SCANNER = "My scanner only shows a red light, can I talk to a human?"
DANGER = "The charger of my SuperWidget 5000 is smoking and smells of burnt plastic"
MISSING = "I want to return something I bought last week."
BY_PERSON = (
    "I want to talk to a person about my invoice INV-4711",
    "My blender does not start. Let me speak to a human",
)
Clicks = dict[str, int]


async def weekend(player: Player) -> None:
    """On Saturday customers write, and nobody is there."""
    await expect(player.page.locator(".bot-state")).to_contain_text("is ready")
    await player.picture("01-start")
    await player.move_clock("Until tomorrow, 9:00", until="Saturday")
    await player.page.locator(".sample", has_text="Three requests").click()
    await expect(player.thread).to_contain_text("RMA-")
    await player.picture("02-three-requests")
    await player.act_as("Ben Okafor")
    await player.open_thread(await player.say(MAYBE))
    await player.picture("03-asked-back")
    await player.press(player.replies.last, "Yes")
    await expect(player.thread).to_contain_text("RMA-")
    await player.picture("04-yes")
    await _ask_on(player, "where do I send it?", "12 Harbour Road")
    await _ask_on(player, "and the kettle too, it leaks", "RMA number")
    await _ask_on(player, "cancel that one", "cancel")
    await player.picture("07-follow-ups")
    await player.act_as("Chloe Martin")
    await player.open_thread(await player.say(SCANNER))
    await player.picture("05-a-person-please")
    await _ask_on(player, "when will somebody look at it?", "CASE-")
    await _ask_on(player, "never mind, it works now, thanks", "no longer waits for a person")
    await player.picture("08-a-person-no-more")
    await player.open_thread(await player.say(PERSON))
    await player.open_thread(await player.say(DANGER))
    await player.picture("06-danger")


async def monday(player: Player) -> None:
    """Staff find cards, the digest and, an hour later, reminders; they keep a reply for later."""
    await player.act_as("Sam Fischer")
    await player.go_to("staff")
    await player.picture("10-cards")
    await player.move_clock("Until tomorrow, 9:00", until="Monday")
    await expect(player.messages.filter(has_text="The week from")).to_be_visible()
    await player.picture("11-monday-nine")
    await player.move_clock("An hour")
    await expect(player.messages.filter(has_text="still waits for a person")).to_have_count(2)
    await player.picture("12-reminded")
    await player.command("/cases replies")
    await player.press(player.modal, "New saved reply")
    await player.modal.locator("input").fill("Greeting")
    await player.modal.locator("textarea").fill("Hello {customer}, {agent} here about {case}.")
    await player.press(player.modal, "Save")
    await expect(player.modal).to_contain_text("Hello {customer}")
    await player.picture("13-saved-replies")
    await player.page.keyboard.press("Escape")


async def work_the_card(player: Player) -> Clicks:
    """Claim, note, reply twice (once with a saved reply), assign, look, resolve: all from the card."""
    card = player.messages.filter(has_text="Why:").filter(has_text="router").first
    counted = {"claim": await _clicks(player, lambda: player.press(card, "Claim"))}
    await expect(card).to_contain_text("Claimed by")
    await player.picture("14-claimed")
    await card.hover()
    await card.get_by_role("button", name="Reply in thread").click()
    await player.say("Called her: the firmware is 2.1.", "#thread-composer")
    await expect(player.thread).to_contain_text("📝")
    await player.picture("15-note")
    counted["reply"] = await _clicks(player, lambda: _reply(player, card, "Version 2.2 repairs that."))
    await expect(card).not_to_contain_text("due")
    await player.press(card, "Reply")
    await player.modal.get_by_label("Take a saved reply…").select_option("Greeting")
    await expect(player.modal.locator("textarea")).to_have_value(
        "Hello Chloe Martin, Sam Fischer here about CASE-1004."
    )
    await player.picture("16-saved-reply")
    await player.press(player.modal, "Send")
    await expect(player.modal).to_have_count(0)
    counted["assign"] = await _clicks(player, lambda: player.choose(card, "Assign to…", "Ruth Nakamura"))
    await expect(card).to_contain_text("Assigned to @Ruth Nakamura")
    await player.picture("17-assigned")
    await player.press(card, "Open")
    await expect(player.modal).to_contain_text("Timeline")
    await player.picture("18-case")
    await player.page.keyboard.press("Escape")
    counted["resolve"] = await _clicks(player, lambda: player.press(card, "Resolve"))
    await expect(card).to_contain_text("Resolved by")
    await player.picture("19-resolved")
    return counted


async def rate(player: Player) -> None:
    """The customer is told, and rates; staff see it."""
    await player.act_as("Chloe Martin")
    await player.go_to("support")
    await player.open_thread(player.messages.filter(has_text="router").first)
    await expect(player.thread).to_contain_text("Could we help you?")
    await player.picture("20-told")
    await player.replies.last.get_by_role("button", name="Helpful: we could help you").click()
    await expect(player.replies.last.get_by_role("button")).to_have_count(0)
    await player.picture("21-rated")
    await player.go_home()
    await expect(player.home).to_contain_text("CASE-1004")
    await player.picture("22-home-of-a-customer")
    await player.act_as("Sam Fischer")
    await player.go_to("staff")
    await expect(player.messages.filter(has_text="Their rating: helpful")).to_be_attached()
    await player.messages.filter(has_text="Their rating: helpful").scroll_into_view_if_needed()
    await player.picture("23-rating-on-the-card")


async def act_by_emoji(player: Player) -> None:
    """A case is opened from a message and claimed, by emoji; the menu says to which case it belongs."""
    await player.act_as("Ben Okafor")
    await player.go_to("general")
    written = await player.say("Has anybody seen where my order B-55555 is?")
    await player.act_as("Sam Fischer")
    await player.go_to("general")
    await player.react(written, "ticket")
    await player.open_thread(written)
    await player.react(written, "eyes")
    await player.picture("30-emoji")
    await written.hover()
    await written.get_by_role("button", name="Open a case").click()
    await expect(player.messages.last).to_contain_text("belongs to CASE-1006")
    await player.picture("31-has-a-case")


async def work_on_home(player: Player) -> Clicks:
    """The same acts on Home, the queue; then all cases, and one of them."""
    await player.act_as("Ana Souza")
    await player.go_to("support")
    for text in BY_PERSON:
        await player.open_thread(await player.say(text))
    await player.act_as("Sam Fischer")
    await player.go_home()
    home = player.home
    await expect(home).to_contain_text("blender")
    await player.picture("40-home")
    counted = {"claim": await _clicks(player, lambda: player.press(home, "Claim"))}
    await expect(home.get_by_role("button", name="Claim")).to_have_count(2)
    counted["assign"] = await _clicks(player, lambda: player.choose(home, "Assign to…", "Ruth Nakamura"))
    await expect(home).to_contain_text("@Ruth")
    await player.picture("41-home-assigned")
    counted["reply"] = await _clicks(player, lambda: _reply(player, home, "Please unplug it. I call you."))
    await expect(home).not_to_contain_text("charger")
    counted["resolve"] = await _clicks(player, lambda: _resolve(player, home))
    await expect(home).to_contain_text("Resolved 2")
    await player.picture("43-home-resolved")
    await home.get_by_role("button", name="All ").click()
    await expect(home).to_contain_text("All, newest first")
    await player.picture("44-home-all")
    return counted


async def days_pass(player: Player) -> None:
    """Who owes an answer is reminded, their case is closed with a word, and the week is told."""
    await player.act_as("Ben Okafor")
    await player.go_to("support")
    written = await player.say(MISSING)
    await player.open_thread(written)
    for _ in range(4):
        await player.move_clock("A day")
    await expect(player.thread).to_contain_text("A short reminder")
    await player.picture("50-reminded-of-a-question")
    await player.move_clock("Until tomorrow, 9:00", until="Monday")
    await player.act_as("Sam Fischer")
    await player.go_to("staff")
    digests = player.messages.filter(has_text="The week from")
    await expect(digests).to_have_count(2)
    await digests.last.scroll_into_view_if_needed()
    await player.picture("51-digest")
    await player.act_as("Ben Okafor")
    await player.go_to("support")
    for _ in range(2):
        await player.move_clock("A day")
    await player.open_thread(written)
    await expect(player.thread).to_contain_text("I have closed case CASE-1009")
    await player.picture("52-closed")


async def look(player: Player, label: str) -> None:
    """The digest, Home, a case and its dialogs as they look on another screen."""
    await player.act_as("Sam Fischer")
    await player.go_to("staff")
    await player.picture(f"60-{label}-staff")
    await player.messages.filter(has_text="The week from").last.scroll_into_view_if_needed()
    await player.picture(f"61-{label}-digest")
    await player.go_home()
    await expect(player.home).to_contain_text("CASE-1009")
    await player.picture(f"62-{label}-home")
    await player.press(player.home, "Open")
    await expect(player.modal).to_contain_text("Timeline")
    await player.picture(f"63-{label}-case")
    await player.press(player.modal, "Reply")
    await expect(player.modal.locator("textarea")).to_be_focused()
    await player.picture(f"64-{label}-reply")
    await player.press(player.modal, "Cancel")
    await expect(player.modal.locator("textarea")).to_have_count(0)
    await player.press(player.modal, "Close")
    await expect(player.modal).to_have_count(0)


async def _ask_on(player: Player, text: str, told: str) -> None:
    """Write in the open thread and wait for what the answer tells."""
    await player.say(text, "#thread-composer")
    await expect(player.replies.last).to_contain_text(told)


async def _clicks(player: Player, act: Callable[[], Awaitable[None]]) -> int:
    before = player.clicks
    await act()
    return player.clicks - before


async def _reply(player: Player, where: Locator, text: str) -> None:
    await player.press(where, "Reply")
    await player.modal.locator("textarea").fill(text)
    await player.press(player.modal, "Send")
    await expect(player.modal).to_have_count(0)


async def _resolve(player: Player, where: Locator) -> None:
    await player.press(where, "Resolve")
    sure = player.page.locator("dialog", has_text="Resolve")
    await expect(sure).to_be_visible()
    await player.picture("42-sure")
    await player.press(sure, "Resolve")
