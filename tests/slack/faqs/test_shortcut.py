"""Promises about "Make FAQs" on a message: what of it and its thread comes into the form, and what is said if not."""

import json

import pytest

from bot.wiring import Bot
from tests.fakes.slack import CUSTOMER, GENERAL, OTHER_CUSTOMER, OUTSIDE, FakeSlack, Json, mention
from tests.fakes.slack.kinds import forward, part, plain, rich_text
from tests.fakes.slack.world import record
from tests.formats.pdfs import drawn
from tests.stored import say
from workflows.faq.conversations import CONVERSATION

BATTERIES = "Batteries store energy as chemistry for the night."
HYDRO = "Pumped hydro lifts water into a lake."


async def make_faqs(bot: Bot, slack: FakeSlack, event: Json) -> str:
    """Use the shortcut on a message; return what the modal then shows, as JSON."""
    await slack.shortcut("faq_from_message", message=slack.workspace.find(GENERAL, event["ts"]))
    await bot.idle()
    return json.dumps((await slack.view_of(CUSTOMER)).view)


def in_thread(slack: FakeSlack) -> tuple[Json, Json]:
    """Let two people talk in a thread that the bot knows nothing of; return root and reply."""
    root = slack.says(OTHER_CUSTOMER, GENERAL, BATTERIES)
    return root, slack.says(OTHER_CUSTOMER, GENERAL, HYDRO, root["ts"])


async def test_a_single_message_becomes_the_document_without_asking_slack(bot: Bot, slack: FakeSlack) -> None:
    event = slack.says(OTHER_CUSTOMER, GENERAL, BATTERIES)

    shown = await make_faqs(bot, slack, event)

    assert shown.count(BATTERIES) == 2  # its title and its text
    assert CONVERSATION not in shown
    assert slack.called("conversations.replies") == []


async def test_a_thread_that_is_not_ours_is_read_from_slack_by_one_call(bot: Bot, slack: FakeSlack) -> None:
    _, reply = in_thread(slack)

    shown = await make_faqs(bot, slack, reply)

    assert json.dumps(f"{BATTERIES}\n\n{HYDRO}") in shown
    assert CONVERSATION in shown  # its title says so, and nothing of it is published unseen
    assert len(slack.called("conversations.replies")) == 1
    assert "some are missing" not in shown


async def test_a_thread_that_mentioned_the_bot_late_is_read_whole(bot: Bot, slack: FakeSlack) -> None:
    root, _ = in_thread(slack)
    asked = mention("what is this about?", channel=GENERAL, thread_ts=root["ts"], ts=slack.workspace.stamps.next())
    await slack.deliver(asked)
    await bot.idle()

    shown = await make_faqs(bot, slack, asked)

    assert BATTERIES in shown
    assert HYDRO in shown
    assert "what is this about?" in shown


async def test_a_thread_longer_than_one_call_is_cut_and_the_form_says_so(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.faqs.sources.LONGEST_THREAD", 1)
    _, reply = in_thread(slack)

    shown = await make_faqs(bot, slack, reply)

    assert "some are missing here" in shown
    assert BATTERIES in shown
    assert HYDRO not in shown


FAULTS = [{"status": 429, "retry_after": 30}, {"status": 503}, {"error": "internal_error"}, {"error": "invalid_auth"}]


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_slack_that_gives_no_thread_leaves_a_notice_and_no_waiting(
    bot: Bot, slack: FakeSlack, fault: Json
) -> None:
    _, reply = in_thread(slack)
    slack.fault("conversations.replies", **fault)

    shown = await make_faqs(bot, slack, reply)

    assert "Reading the message" not in shown
    assert "does not answer right now" in shown


async def test_a_bug_leaves_a_notice_and_no_waiting(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, reply = in_thread(slack)
    monkeypatch.setattr("bot.slack.faqs.sources.subject_of", None)

    shown = await make_faqs(bot, slack, reply)

    assert "Something went wrong on our side" in shown


@pytest.mark.parametrize(("fault", "words"), [({"status": 503}, BATTERIES), ({"error": "view_too_large"}, "with less")])
async def test_a_slack_that_does_not_take_the_form_gets_it_again_or_a_notice(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, fault: Json, words: str
) -> None:
    monkeypatch.setattr("bot.slack.faqs.fill_modal.WAIT_AT_MOST_S", 0.0)
    slack.fault("views.update", **fault)

    shown = await make_faqs(bot, slack, slack.says(OTHER_CUSTOMER, GENERAL, BATTERIES))

    assert words in shown


async def test_a_thread_becomes_a_document_from_our_own_tables(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "The app crashes every time I open the settings.")
    before = len(slack.called("conversations.replies"))

    await slack.shortcut("faq_from_message", message=slack.replies_to(event)[0])
    await bot.idle()

    shown = json.dumps((await slack.view_of(CUSTOMER)).view)
    assert "The app crashes every time I open the settings." in shown
    assert len(slack.called("conversations.replies")) == before


async def test_a_thread_the_bot_cannot_read_is_an_error_that_names_invite(bot: Bot, slack: FakeSlack) -> None:
    root = slack.says(CUSTOMER, OUTSIDE, "How do we store energy?")
    reply = slack.says(OTHER_CUSTOMER, OUTSIDE, "In batteries.", root["ts"])
    message = slack.workspace.find(OUTSIDE, reply["ts"])

    await slack.shortcut("faq_from_message", message=message)
    await bot.idle()

    assert "/invite @Frontdesk" in json.dumps((await slack.view_of(CUSTOMER)).view)


async def test_a_file_of_the_message_becomes_the_document(bot: Bot, slack: FakeSlack) -> None:
    file = slack.upload("batteries.txt", BATTERIES.encode())
    event = slack.says(OTHER_CUSTOMER, GENERAL, "", files=[file])

    assert BATTERIES in await make_faqs(bot, slack, event)


async def test_forwarded_words_and_rich_text_become_the_document(bot: Bot, slack: FakeSlack) -> None:
    event = forward(BATTERIES, channel=GENERAL) | {"blocks": rich_text(part("section", plain(HYDRO)))}
    record(slack.workspace, event)

    shown = await make_faqs(bot, slack, event)

    assert json.dumps(f"{HYDRO}\n\n{BATTERIES}") in shown


async def test_a_file_of_the_message_that_cannot_be_read_is_named(bot: Bot, slack: FakeSlack) -> None:
    file = slack.upload("batteries.pdf", b"%PDF-1.4 nothing")

    shown = await make_faqs(bot, slack, slack.says(OTHER_CUSTOMER, GENERAL, "hello", files=[file]))

    assert "batteries.pdf cannot be read" in shown


async def test_what_was_read_of_the_files_of_a_message_stands_in_the_form_and_stays_when_it_grows(
    bot: Bot, slack: FakeSlack
) -> None:
    shown = f"BT /F1 12 Tf 50 750 Td ({BATTERIES}) Tj ET"
    file = slack.upload("batteries.pdf", drawn(shown, ""))
    read = "Read Batteries: 2 pages, 1 section; page 2 has no text: it may be a picture."

    before = await make_faqs(bot, slack, slack.says(OTHER_CUSTOMER, GENERAL, "", files=[file]))
    await slack.action("faq_add_document", await slack.view_of(CUSTOMER))
    await bot.idle()

    after = json.dumps((await slack.view_of(CUSTOMER)).view)
    assert read in before
    assert read in after
    assert "title_1" in after
