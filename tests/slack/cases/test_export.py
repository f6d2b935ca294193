"""Promises about exporting cases: staff get all, others their own, as a file in a direct message; memory is bounded."""

import csv
import io
import json
import tracemalloc
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.formats.cases import COLUMNS, Format, write_cases
from bot.wiring import Bot
from storage.case_lists import FILTERS
from storage.export import ExportRow
from tests.fakes.slack import CUSTOMER, DM, OTHER_CUSTOMER, OTHER_DM, STAFF, SUPPORT, FakeSlack
from tests.slack.cases.people import THREE_PARTS
from tests.stored import say

AT = datetime(2026, 11, 25, 12, tzinfo=UTC)


def row(number: int, subject: str = "Where is my order?") -> ExportRow:
    """Return a case as it is exported."""
    who = ("general_question", "answered", "normal", None)
    return ExportRow(number, f"CASE-{number}", subject, "U0ANA0001", *who, AT, AT, None, -1, 2, 1, 0)  # type: ignore[arg-type]


async def written(form: Format, cases: Sequence[ExportRow]) -> str:
    """Write cases in batches of what is asked for."""
    out = io.StringIO()

    async def next_cases(after: int, limit: int) -> Sequence[ExportRow]:
        return [case for case in cases if case.id > after][:limit]

    assert await write_cases(out, form, next_cases) == len(cases)
    return out.getvalue()


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1"])
async def test_a_cell_that_a_spreadsheet_would_run_is_defused(start: str) -> None:
    _, cells = csv.reader(io.StringIO(await written("csv", [row(1, start)])))

    assert cells[COLUMNS.index("subject")].startswith("'")


async def test_both_formats_hold_every_case_with_the_same_fields() -> None:
    cases = [row(number, f'A "quoted", {number}') for number in range(1, 2502)]

    from_csv = list(csv.DictReader(io.StringIO(await written("csv", cases))))
    from_json = json.loads(await written("json", cases))

    assert [one["number"] for one in from_csv] == [one["number"] for one in from_json] == [one.number for one in cases]
    assert from_csv[7]["rating"] == "-1"
    assert from_csv[7]["subject"] == from_json[7]["subject"] == 'A "quoted", 8'
    assert from_csv[7].keys() == from_json[7].keys() == set(COLUMNS)


@pytest.mark.parametrize("form", ["csv", "json"])
async def test_no_cases_are_a_file_too(form: Format) -> None:
    text = await written(form, [])

    assert text == (",".join(COLUMNS) + "\n" if form == "csv" else "[\n]\n")


OTHERS = 1_000_000  # bytes that others in this process may take meanwhile; 18,000 more cases would take 4.5 times that


async def peak(folder: Path, form: Format, count: int) -> int:
    """Return the most bytes in use while so many cases are written."""

    async def next_cases(after: int, limit: int) -> Sequence[ExportRow]:
        return [row(number) for number in range(after + 1, min(after + limit, count) + 1)]

    with (folder / "cases").open("w", encoding="utf-8", newline="") as out:
        tracemalloc.start()
        assert await write_cases(out, form, next_cases) == count
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    return most


@pytest.mark.no_cover
@pytest.mark.parametrize("form", ["csv", "json"])
async def test_ten_times_as_many_cases_take_no_more_memory(tmp_path: Path, form: Format) -> None:
    few = await peak(tmp_path, form, 2_000)

    assert await peak(tmp_path, form, 20_000) < few + OTHERS


async def test_staff_get_all_cases_in_their_direct_message_and_nobody_else_sees_it(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, THREE_PARTS)
    await say(slack, bot, "Where is my order A-12345?", user=OTHER_CUSTOMER)

    ack = await slack.command("/cases", "export csv", user=STAFF)
    await bot.idle()

    direct = slack.workspace.direct_channel(STAFF).id
    [message] = [post for post in slack.posts_in(direct) if post.files]
    rows = list(csv.DictReader(io.StringIO(slack.workspace.files[message.files[0]["id"]][1].decode())))
    assert "direct message" in ack.body
    assert [one["number"] for one in rows] == ["CASE-1001", "CASE-1002"]
    assert {one["priority"] for one in rows} == {"normal"}
    assert "2 cases" in message.text
    assert not [post for post in slack.posts_in(SUPPORT) if post.files]


async def test_help_says_what_can_be_typed_and_shows_it_to_whoever_asked(slack: FakeSlack, bot: Bot) -> None:
    cases = await slack.command("/cases", "help", user=OTHER_CUSTOMER)
    faqs = await slack.command("/faq", "Help", user=OTHER_CUSTOMER)

    await bot.idle()
    assert all(word in cases.body for word in ("CASE-1001", "export csv", *FILTERS))
    assert all(word in faqs.body for word in ("list", "gaps", "Make FAQs"))
    assert "views.open" not in [call.method for call in slack.calls]


async def test_everybody_else_gets_their_own_cases_only(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, THREE_PARTS, user=CUSTOMER)
    await say(slack, bot, "Where is my order A-12345?", user=OTHER_CUSTOMER)

    await slack.command("/cases", "export json", user=OTHER_CUSTOMER)
    await bot.idle()

    [message] = [post for post in slack.posts_in(OTHER_DM) if post.files]
    found = json.loads(slack.workspace.files[message.files[0]["id"]][1])
    assert [one["number"] for one in found] == ["CASE-1002"]
    assert "priority" not in found[0]
    assert not [post for post in slack.posts_in(DM) if post.files]


@pytest.mark.usefixtures("bot")
async def test_a_format_there_is_not_is_refused_with_those_there_are(slack: FakeSlack) -> None:
    await slack.command("/cases", "export xlsx", user=STAFF)
    await slack.wait_for(lambda: bool(slack.responses))

    assert "csv or json" in slack.responses[-1]["text"]


async def test_an_upload_that_slack_refuses_is_told(bot: Bot, slack: FakeSlack) -> None:
    slack.fault("files.getUploadURLExternal", status=503)

    await slack.command("/cases", "export csv", user=STAFF)
    await bot.idle()

    assert "try again" in slack.responses[-1]["text"]
