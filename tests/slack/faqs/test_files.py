"""Promises about files in the form of /faq: what is read, what is refused and where that is said, where tokens go."""

import asyncio
import json
import threading

import pytest
from aiohttp import web

from bot.slack.attached import Attached
from bot.wiring import Bot
from storage import faqs
from storage.errors import Transient
from tests.fakes.slack import CUSTOMER, OTHER_CUSTOMER, SUPPORT, TEAM, FakeSlack, Json
from tests.formats.pdfs import drawn, encrypted, pdf
from tests.handlers.faq.desk import DOCUMENTS
from tests.slack.faqs.people import form_of, set_of, status_of
from workflows.faq.documents import Document

LINES = (
    "Solar panels turn light into electric power without any moving part.",
    "A panel loses about half a percent of its power every year.",
)


@pytest.fixture(autouse=True)
def _patient(slack: FakeSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message of a set names its owner, on purpose; a busy machine may take its time over a PDF."""
    slack.allow(f"live <@{CUSTOMER}>")
    monkeypatch.setattr("bot.slack.faqs.form_listeners.ANSWER_WITHIN_S", 50.0)


def files(*rows: Json) -> Json:
    """Return what a form holds that has these files and nothing else."""
    return {"files": {"files": list(rows)}, "count": "2"}


async def test_texts_and_pdfs_are_read_beside_what_is_pasted(bot: Bot, slack: FakeSlack) -> None:
    note = slack.upload("wind.md", DOCUMENTS[2].text.encode())
    paper = slack.upload("panels.pdf", pdf(*LINES))
    view = await form_of(slack)

    ack = await slack.submit(view, {**files(note, paper), "title_0": "Storage", "text_0_0": DOCUMENTS[0].text})
    await bot.idle()

    faq, _ = await set_of(bot)
    stored = await bot.db.read(lambda tx: faqs.documents_of(tx, faq.id))
    assert ack.json == {}
    assert [document.title for document in stored] == ["Storage", "Wind turbines", "Panels"]
    assert LINES[0] in stored[2].text
    assert "2 of 2 questions delivered" in status_of(slack, "D0ANA0001").shown


async def test_what_of_a_file_could_not_be_read_stands_in_the_message_of_its_set(bot: Bot, slack: FakeSlack) -> None:
    shown = " T* ".join(f"({line}) Tj" for line in LINES)
    paper = slack.upload("panels.pdf", drawn(f"BT /F1 12 Tf 14 TL 50 750 Td {shown} ET", ""))

    ack = await slack.submit(await form_of(slack), files(paper))
    await bot.idle()

    read = "Read Panels: 2 pages, 1 section; page 2 has no text"
    assert read in status_of(slack, "D0ANA0001").shown
    assert ack.json["response_action"] == "update"
    assert read in json.dumps(ack.json["view"])


async def test_what_was_read_stands_in_the_message_of_a_set_before_its_questions_are_made(
    bot: Bot, slack: FakeSlack
) -> None:
    note = slack.upload("wind.md", b"# Wind\n\n## Blades\n\nBlades turn.\n\n## Towers\n\nTowers stand.")

    await slack.submit(await form_of(slack), files(note))
    await bot.idle()

    first = next(call.args for call in slack.called("chat.postMessage") if "FAQ set 1" in call.args["text"])
    assert "Read Wind: 2 sections." in first["text"]
    assert "0 of 2 answers proved" in first["text"]


async def test_while_files_are_read_the_form_shows_which(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.faqs.form_listeners.ANSWER_WITHIN_S", 0.0)
    monkeypatch.setattr("bot.slack.faqs.fill_modal.SHOWN_EVERY_S", 0.01)
    held = asyncio.Event()

    async def fetch(_client: object, file: Attached) -> bytearray:
        await held.wait()
        return bytearray(f"{file.name} is a file of words.".encode())

    monkeypatch.setattr("bot.slack.file_reader._fetch", fetch)
    view = await form_of(slack)

    await slack.submit(view, files(slack.upload("panels.txt", b"Panels."), slack.upload("wind.txt", b"Wind.")))
    await slack.wait_for(lambda: any("file 2 of 2: wind.txt" in str(one.view) for one in slack.views_of(CUSTOMER)))
    held.set()
    await bot.idle()

    assert "Read Wind: 1 section." in json.dumps((await slack.view_of(CUSTOMER)).view)


REFUSED = [
    ("secret.pdf", encrypted(pdf(*LINES)), "is protected"),
    ("scan.pdf", pdf(), "without text, probably scanned"),
    ("photo.md", b"\x89PNG\x00\x01\x02", "not a text"),
    ("empty.txt", b"  \n", "is empty"),
    ("long.txt", b"Wind turns the blades of a turbine. " * 6000, "200,000 is the most"),
    ("table.xlsx", b"PK", "Word (.docx) and PDF can be read"),
]


@pytest.mark.parametrize(("name", "data", "words"), REFUSED)
async def test_what_cannot_be_read_is_said_at_the_files(
    bot: Bot, slack: FakeSlack, name: str, data: bytes, words: str
) -> None:
    view = await form_of(slack)

    ack = await slack.submit(view, files(slack.upload(name, data)))

    assert words in ack.json["errors"]["files"]
    assert await bot.db.read(lambda tx: faqs.owed_sets(tx, TEAM)) == []


async def test_a_file_that_takes_long_keeps_the_form_open_and_says_what_is_wrong_in_it(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.faqs.form_listeners.ANSWER_WITHIN_S", 0.0)
    view = await form_of(slack)
    values = {**files(slack.upload("scan.pdf", pdf())), "title_0": "Storage", "text_0_0": DOCUMENTS[0].text}

    ack = await slack.submit(view, values)
    assert ack.json["response_action"] == "update"
    await bot.idle()

    shown = json.dumps((await slack.view_of(CUSTOMER)).view)
    assert "without text, probably scanned" in shown
    assert json.dumps(DOCUMENTS[0].text)[1:-1] in shown


async def test_a_file_that_takes_long_and_is_good_is_made_into_faqs(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.faqs.form_listeners.ANSWER_WITHIN_S", 0.0)
    view = await form_of(slack)

    await slack.submit(view, files(slack.upload("panels.pdf", pdf(*LINES))))
    await bot.idle()

    assert (await set_of(bot))[0].state == "done"
    assert "are being made" in json.dumps((await slack.view_of(CUSTOMER)).view)


LATE = [(Transient("the database was restarted"), "does not answer right now"), (RuntimeError("a bug"), "went wrong")]


@pytest.mark.parametrize(("error", "words"), LATE)
async def test_a_form_whose_order_fails_late_ends_with_a_notice(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    async def fail(_desk: object, _order: object) -> None:
        raise error

    monkeypatch.setattr("bot.slack.faqs.form_listeners.open_faq", fail)
    monkeypatch.setattr("bot.slack.faqs.form_listeners.ANSWER_WITHIN_S", 0.0)
    view = await form_of(slack)

    await slack.submit(view, files(slack.upload("wind.md", DOCUMENTS[2].text.encode())))
    await bot.idle()

    assert words in json.dumps((await slack.view_of(CUSTOMER)).view)


async def test_a_late_problem_of_a_form_with_more_text_than_slack_takes_back_is_a_notice(
    bot: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.faqs.form_listeners.ANSWER_WITHIN_S", 0.0)
    view = await form_of(slack, "word " * 8000)
    fields = {f"text_0_{part}": "Ж" * 3000 for part in range(13)}

    await slack.submit(view, {**fields, **files(slack.upload("scan.pdf", pdf()))})
    await bot.idle()

    shown = json.dumps((await slack.view_of(CUSTOMER)).view)
    assert "without text, probably scanned" in shown
    assert "too much text to be shown again" in shown


async def test_our_token_goes_to_slacks_file_host_only(bot: Bot, slack: FakeSlack) -> None:
    seen: list[str | None] = []

    async def take(request: web.Request) -> web.Response:
        seen.append(request.headers.get("Authorization"))
        return web.Response(text="Wind turns the blades.")

    app = web.Application()
    app.router.add_get("/{name}", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    elsewhere = {"name": "wind.md", "size": 9, "url_private_download": f"http://{host}:{port}/wind.md"}
    view = await form_of(slack)

    ack = await slack.submit(view, files(elsewhere))
    await runner.cleanup()

    assert "is not stored in Slack" in ack.json["errors"]["files"]
    assert seen == []
    assert await bot.db.read(lambda tx: faqs.owed_sets(tx, TEAM)) == []


async def test_a_page_is_read_though_slack_hands_it_out_as_it_does_its_login_page(bot: Bot, slack: FakeSlack) -> None:
    page = f"<html><body><h1>Wind</h1><p>{DOCUMENTS[2].text.splitlines()[-1]}</p></body></html>"

    await slack.submit(await form_of(slack), files(slack.upload("wind.html", page.encode(), "text/html")))
    await bot.idle()

    assert "Read Wind: 1 section." in status_of(slack, "D0ANA0001").shown


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("name", ["wind.md", "wind.html"])
async def test_without_the_scope_the_person_learns_that_files_cannot_be_read(slack: FakeSlack, name: str) -> None:
    slack.scopes = [scope for scope in slack.scopes if scope != "files:read"]
    view = await form_of(slack)

    ack = await slack.submit(view, files(slack.upload(name, DOCUMENTS[2].text.encode())))

    assert "scope files:read" in ack.json["errors"]["files"]


async def test_without_the_scope_for_files_the_faqs_still_come(bot: Bot, slack: FakeSlack) -> None:
    slack.scopes = [scope for scope in slack.scopes if scope != "files:write"]
    slack.allow("needs files:write")
    view = await form_of(slack)

    await slack.submit(view, {"text_0_0": DOCUMENTS[2].text, "count": "2"})
    await bot.idle()

    assert "2 of 2 questions delivered" in status_of(slack, "D0ANA0001").shown
    assert (await set_of(bot))[0].delivered_at is not None


@pytest.fixture
def slow_files(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Reading a file takes until this is set; a form says at once that it takes long."""
    done = threading.Event()

    def read(name: str, _data: bytearray) -> Document:
        done.wait(600)
        return Document(name, DOCUMENTS[2].text)

    monkeypatch.setattr("bot.slack.file_reader.read_document", read)
    monkeypatch.setattr("bot.slack.faqs.form_listeners.ANSWER_WITHIN_S", 0.0)
    return done


async def test_files_that_take_long_hold_up_no_message(bot: Bot, slack: FakeSlack, slow_files: threading.Event) -> None:
    view = await form_of(slack)
    rows = [slack.upload(f"paper-{number}.pdf", b"%PDF-") for number in range(10)]
    await slack.submit(view, files(*rows))
    asked = slack.says(OTHER_CUSTOMER, SUPPORT, "Where is my order A-12345?")

    try:
        async with asyncio.timeout(60):
            statuses = await slack.deliver(asked)
            await slack.wait_for(lambda: bool(slack.replies_to(asked)))
    finally:
        slow_files.set()
    await bot.idle()

    assert statuses == [200]


async def test_a_file_above_ten_megabytes_is_refused_whatever_its_size_is_said_to_be(
    bot: Bot, slack: FakeSlack
) -> None:
    said, unsaid = slack.upload("said.txt", b"x"), slack.upload("unsaid.txt", b"x" * (10 * 2**20 + 1))
    view = await form_of(slack)

    first = await slack.submit(view, files({**said, "size": 10 * 2**20 + 1}))
    second = await slack.submit(view, files({**unsaid, "size": 1}))

    assert first.json["errors"]["files"].startswith("said.txt is larger than 10 MB")
    assert second.json["errors"]["files"].startswith("unsaid.txt is larger than 10 MB")
    assert await bot.db.read(lambda tx: faqs.owed_sets(tx, TEAM)) == []
