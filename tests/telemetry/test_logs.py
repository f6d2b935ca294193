"""What an operator can count on in the log of ``serve``: lines that machines read, of which each says whose it is."""

import json
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.slack import CUSTOMER, SUPPORT, FakeSlack
from tests.process.served import Desk

ORDER = "Where is my order A-12345?"


@pytest.fixture
async def desk(slack: FakeSlack, desk_folder: Path) -> AsyncIterator[Desk]:
    one = Desk(desk_folder, slack)
    yield one
    await one.close()


def lines_of(desk: Desk) -> list[dict[str, Any]]:
    """Return the lines of the log; all of them are JSON."""
    return [json.loads(line) for line in desk.said]


async def test_a_line_about_a_message_carries_its_job_its_case_and_its_run(desk: Desk, slack: FakeSlack) -> None:
    slack.fault("chat.postMessage", status=429, error="ratelimited", retry_after=0)
    await desk.start()
    event = slack.says(CUSTOMER, SUPPORT, ORDER)
    await slack.deliver(event)
    await slack.reply_to(event)
    await desk.stop()

    [delayed] = [line for line in lines_of(desk) if line["event"] == "reply_delayed"]
    [(run, case)] = desk.ask("SELECT run, cases.number FROM step_runs JOIN cases ON case_id = cases.id LIMIT 1")
    assert (delayed["job"], delayed["run"], delayed["case"]) == (run, run, case)
    assert delayed["level"] == "warning"


async def test_lines_that_are_about_no_message_carry_none(desk: Desk, slack: FakeSlack) -> None:
    await desk.start()
    event = slack.says(CUSTOMER, SUPPORT, ORDER)
    await slack.deliver(event)
    await slack.reply_to(event)
    await desk.stop()

    outside = [line for line in lines_of(desk) if line["event"] in {"ready", "stopping", "stopped"}]
    assert len(outside) == 3
    assert [line for line in outside if {"job", "case", "run"} & set(line)] == []


async def test_debug_tells_of_each_step_and_call_and_holds_no_words_of_a_customer(desk: Desk, slack: FakeSlack) -> None:
    desk.settings["FRONTDESK_LOG_LEVEL"] = "DEBUG"
    await desk.start()
    event = slack.says(CUSTOMER, SUPPORT, "Where is my order A-12345? My owl Xerxes ordered it.")
    await slack.deliver(event)
    await slack.reply_to(event)
    await desk.stop()

    told = {line["event"] for line in lines_of(desk) if line["level"] == "debug"}
    assert told == {"step_done", "slack_called", "job_done"}
    assert "Xerxes" not in "".join(desk.said)


SAYS = """
import logging, structlog
from bot.logs import LEVELS, set_up_logging
set_up_logging("json", LEVELS["{level}"])
log, driver = structlog.get_logger("handlers.answer"), logging.getLogger("aiosqlite")
log.debug("ours"); log.info("ours"); log.warning("ours"); log.error("ours")
driver.debug("theirs"); driver.info("theirs"); driver.warning("theirs")
"""


@pytest.mark.parametrize(
    ("level", "ours", "theirs"), [("debug", 4, 2), ("info", 3, 2), ("warning", 2, 1), ("error", 1, 0)]
)
def test_a_level_leaves_out_what_is_below_it_and_lets_no_driver_say_what_it_stores(
    level: str, ours: int, theirs: int
) -> None:
    command = [sys.executable, "-c", SAYS.format(level=level)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    events = [json.loads(line)["event"] for line in ended.stderr.splitlines()]

    assert (events.count("ours"), events.count("theirs")) == (ours, theirs)


FAILS = """
import logging, structlog
from bot.logs import LEVELS, set_up_logging
from storage.errors import Refused
from workflows.reply import Reply
set_up_logging("{log_format}", LEVELS["debug"])
def wrong_row():
    try:
        Reply.model_validate({{"sections": [{{"text": ["my owl Xerxes is ill"]}}]}})
    except ValueError as error:
        raise Refused("This reply cannot be read.") from error
def several():
    raise ExceptionGroup("about Xerxes", [KeyError("Xerxes"), OSError(28, "No space left on device")])
for fails in (wrong_row, several):
    for log in (structlog.get_logger("handlers.answer"), logging.getLogger("asyncio")):
        try:
            fails()
        except Exception:
            log.exception("broken")
"""


@pytest.mark.parametrize("log_format", ["json", "console"])
def test_of_an_error_the_log_says_where_it_was_and_no_words_but_our_own_and_the_system_s(log_format: str) -> None:
    command = [sys.executable, "-c", FAILS.format(log_format=log_format)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own code

    assert "Xerxes" not in ended.stderr
    for words in ("ValidationError", "Refused: This reply cannot be read.", "KeyError", "No space left on device"):
        assert ended.stderr.count(words) == 2
    assert ended.stderr.count("in wrong_row") == 4


NOBODY_FETCHES = """
import asyncio, gc
from bot.logs import LEVELS, set_up_logging
from workflows.reply import Reply
set_up_logging("{log_format}", LEVELS["debug"])
def fails(*words):
    Reply.model_validate({{"sections": [{{"text": ["my owl Xerxes is ill"]}}]}})
async def later():
    fails()
async def main():
    asyncio.create_task(later())
    asyncio.get_running_loop().call_soon(fails, "my owl Xerxes")
    future = asyncio.get_running_loop().create_future()
    future.set_exception(KeyError("Xerxes"))
    del future
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    gc.collect()
asyncio.run(main())
"""


@pytest.mark.parametrize("log_format", ["json", "console"])
def test_of_an_error_that_nobody_fetches_asyncio_says_where_it_was_and_none_of_its_words(log_format: str) -> None:
    command = [sys.executable, "-c", NOBODY_FETCHES.format(log_format=log_format)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own code

    assert "Xerxes" not in ended.stderr
    for words in (
        "Task exception was never retrieved",
        "Future exception was never retrieved",
        "Exception in callback",
    ):
        assert ended.stderr.count(words) == 1
    assert ended.stderr.count("ValidationError") == 2
    assert ended.stderr.count("in fails") == 2


async def test_a_kept_row_that_cannot_be_read_goes_to_a_person_and_not_into_the_log(
    desk: Desk, slack: FakeSlack
) -> None:
    await desk.start()
    event = slack.says(CUSTOMER, SUPPORT, ORDER)
    await slack.deliver(event)
    await slack.reply_to(event)
    await desk.stop()
    desk.ask('UPDATE posts SET body = \'{"sections": [{"text": ["my owl Xerxes is ill"]}]}\' WHERE kind = \'reply\'')

    await desk.start()
    await slack.deliver(slack.says(CUSTOMER, SUPPORT, "When will it arrive?", event["ts"]))
    await slack.reply_to(event, count=2)
    await desk.stop()

    assert "answer_broken" in {line["event"] for line in lines_of(desk)}
    assert "Xerxes" not in "".join(desk.said)
