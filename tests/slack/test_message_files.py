"""Promises about files that stand with a message: named, kept by name and link, read where they are words."""

import pytest

from bot.slack.file_reader import MOST_BYTES
from bot.wiring import Bot
from tests.conftest import SettingsFor
from tests.fakes.slack import CUSTOMER, DM, FakeSlack, Json, deleted, edited, message
from tests.fakes.slack.kinds import forward, picture, share, snippet
from tests.formats.pdfs import pdf
from tests.slack.cases.people import cases_of, shown
from tests.slack.handoff.people import staffed
from tests.stored import Clock, case_of, everything_stored, last, message_of, rmas_of, tasks_of
from workflows.language.passages import parted

LATE = "Order A-12345 has not arrived"
RETURN = "I want to return the 'SuperWidget 5000', it hums"


async def hear(slack: FakeSlack, bot: Bot, event: Json) -> Json:
    await slack.deliver(event)
    await bot.idle()
    return event


async def test_a_picture_is_named_and_a_person_looks_at_it(bot: Bot, slack: FakeSlack) -> None:
    event = await hear(slack, bot, message("The app shows this, what is wrong?", files=[picture()]))

    assert "I cannot look at pictures; a person will: screenshot.png" in last(slack, event)
    assert (await case_of(bot)).status == "escalated"


async def test_a_picture_without_a_word_goes_to_a_person(bot: Bot, slack: FakeSlack) -> None:
    event = await hear(slack, bot, message("", channel=DM, files=[picture()]))

    assert "a person will: screenshot.png" in last(slack, event)
    assert "tell me in words" not in last(slack, event)


async def test_beside_what_was_done_a_picture_is_named_and_calls_nobody(bot: Bot, slack: FakeSlack) -> None:
    event = await hear(slack, bot, message("Where is my order A-12345?", files=[picture()]))

    named = "I cannot look at pictures: screenshot.png is kept with your case"
    before, found, after = last(slack, event).partition(named)
    assert "Tracking number" in before
    assert found
    assert "If a person should look at it" in after
    assert (await case_of(bot)).status == "answered"


async def test_beside_what_was_done_each_file_is_named_with_why_nobody_has_looked_at_it(
    bot: Bot, slack: FakeSlack
) -> None:
    slack.fault("files.info", error="file_not_found")
    film = {**picture("fall.mp4", "F0FILM001"), "mimetype": "video/mp4", "filetype": "mp4"}
    files = [slack.upload("mail.txt", LATE.encode()), picture(), film]

    event = await hear(slack, bot, message("Where is my order A-12345?", files=files))

    assert "I could not read mail.txt (" in last(slack, event)
    assert "I cannot look at pictures: screenshot.png is kept" in last(slack, event)
    assert "I cannot open files of this kind: fall.mp4 is kept" in last(slack, event)
    assert (await case_of(bot)).status == "answered"


async def test_a_text_file_is_read_as_words_of_others(bot: Bot, slack: FakeSlack) -> None:
    file = slack.upload("mail.txt", LATE.encode())

    event = await hear(slack, bot, message("where is this one?", files=[file]))

    kept = await message_of(bot, event)
    assert "A-12345" in last(slack, event)
    assert kept is not None
    assert parted(kept.text).passages[0].head == "↪ File mail.txt:"


@pytest.mark.parametrize(
    ("name", "content", "mimetype"),
    [
        ("mail.md", f"# Mail\n\n- {LATE}".encode(), "text/markdown"),
        ("mail.pdf", pdf(LATE, "and nobody answers the telephone."), "application/pdf"),
    ],
)
async def test_markdown_and_a_pdf_are_read_too(
    bot: Bot, slack: FakeSlack, name: str, content: bytes, mimetype: str
) -> None:
    file = slack.upload(name, content, mimetype)

    event = await hear(slack, bot, message("where is this one?", files=[file]))

    kept = await message_of(bot, event)
    assert "A-12345" in last(slack, event)
    assert [task.order_id for task in await tasks_of(bot)] == ["A-12345"]
    assert kept is not None
    assert parted(kept.text).passages[0].head == f"↪ File {name}:"


async def test_a_file_beyond_the_limit_is_named_as_unread(bot: Bot, slack: FakeSlack) -> None:
    file = slack.upload("log.txt", LATE.encode()) | {"size": MOST_BYTES + 1}
    slack.workspace.files[file["id"]] = (file, LATE.encode())

    event = await hear(slack, bot, message("please see what it says", files=[file]))

    assert "I could not read log.txt" in last(slack, event)
    assert slack.called("files.info")
    assert await tasks_of(bot) == []


async def test_a_snippet_of_which_slack_shows_the_beginning_is_read_whole(bot: Bot, slack: FakeSlack) -> None:
    words = "line\n" * 40 + LATE
    file = {**slack.upload("log.txt", words.encode()), **snippet("log.txt", words, shown=20)}
    slack.workspace.files[file["id"]] = ({**file}, words.encode())

    event = await hear(slack, bot, message("where is this one?", files=[file]))

    assert [task.order_id for task in await tasks_of(bot)] == ["A-12345"]
    assert "A-12345" in last(slack, event)


async def test_nothing_is_returned_because_of_a_file(bot: Bot, slack: FakeSlack) -> None:
    file = slack.upload("mail.txt", RETURN.encode())

    await hear(slack, bot, message("see the file", files=[file]))

    assert await rmas_of(bot) == []


async def test_a_file_is_read_after_the_ack(bot: Bot, slack: FakeSlack) -> None:
    held = slack.fault("files.info", hang=True)
    file = slack.upload("mail.txt", LATE.encode())

    assert await slack.deliver(message("where is this one?", files=[file])) == [200]

    await held.reached()
    held.release()
    await bot.idle()


async def test_what_a_file_says_behind_what_is_read_goes_to_a_person(bot: Bot, slack: FakeSlack) -> None:
    long = "Where is my order A-12345? ".ljust(10_000, "x")
    file = slack.upload("mail.txt", b"b " * 1_500 + b"and please cancel the contract")

    event = await hear(slack, bot, message(long, files=[file]))

    kept = await message_of(bot, event)
    assert kept is not None
    assert "cancel the contract" not in kept.text
    assert "longer than I can read at once" in last(slack, event)
    assert (await case_of(bot)).status == "escalated"


async def test_a_file_that_cannot_be_had_is_said_to_be_unread(bot: Bot, slack: FakeSlack) -> None:
    slack.fault("files.info", error="file_not_found")
    file = slack.upload("mail.txt", LATE.encode())

    event = await hear(slack, bot, message("please see what it says", files=[file]))

    assert "I could not read mail.txt" in last(slack, event)
    assert (await case_of(bot)).status == "escalated"


async def test_the_words_of_a_file_stay_when_the_message_is_edited(bot: Bot, slack: FakeSlack) -> None:
    event = await hear(slack, bot, message("where is it?", files=[slack.upload("mail.txt", LATE.encode())]))

    await hear(slack, bot, edited(event, "where is this one, please?"))

    kept = await message_of(bot, event)
    assert kept is not None
    assert parted(kept.text).own == "where is this one, please?"
    assert parted(kept.text).passed_on == LATE


async def test_files_are_erased_with_their_message(bot: Bot, slack: FakeSlack) -> None:
    file = slack.upload("zebra.txt", b"the zebra lamp hums")
    event = await hear(slack, bot, message("how do I fix that?", files=[file, picture("zebra.png")]))
    assert "zebra" in await everything_stored(bot)

    await hear(slack, bot, deleted(event))

    assert "zebra" not in await everything_stored(bot)


async def test_the_case_shows_files_with_their_links(slack: FakeSlack, settings_for: SettingsFor, clock: Clock) -> None:
    async with staffed(slack, settings_for, clock) as bot:
        event = forward("it looks so", "what is this?", shares=[share("it looks so", files=[picture("b.png", "F02")])])
        event |= {"files": [picture()], "subtype": "file_share", "user": CUSTOMER}
        await hear(slack, bot, event)
        text = shown(await cases_of(slack, bot, "1001"))

    assert "files/U0ANA0001/F0PICTURE1/screenshot.png|screenshot.png>" in text
    assert "b.png> (forwarded)" in text
