"""Promises about a process that dies: told with a real ``frontdesk serve``, ``kill -9``, and Slack sending again."""

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.slack import CUSTOMER, SUPPORT, FakeSlack, Json, deleted
from tests.handlers.test_messages import SAMPLE
from tests.process.served import Desk, HeldModel
from tests.storage.fixtures import BACKENDS

ORDER = "Where is my order A-12345?"
RETURN = "I want to return the kettle, it leaks."
ONE_OF_EACH = {"cases": 1, "messages": 1, "tasks": 3, "investigations": 1, "rmas": 1, "posts": 1}
ASKED_ONCE = {"classify": 1, "plan": 1, "billing_concern": 1, "synthesize": 1}


@pytest.fixture
async def model() -> AsyncIterator[HeldModel]:
    async with HeldModel() as fake:
        yield fake
        fake.verify()


@pytest.fixture
async def desk(slack: FakeSlack, desk_folder: Path) -> AsyncIterator[Desk]:
    one = Desk(desk_folder, slack)
    yield one
    await one.close()


@pytest.mark.parametrize("step", ["classify", "plan", "billing_concern", "synthesize"])
async def test_a_kill_at_a_step_loses_nothing_doubles_nothing_and_pays_nothing_twice(
    desk: Desk, slack: FakeSlack, model: HeldModel, step: str
) -> None:
    desk.use(model)
    await desk.start()
    held = model.hold(step)
    event = slack.says(CUSTOMER, SUPPORT, SAMPLE)
    assert await slack.deliver(event) == [200]
    await held.reached.wait()

    await desk.kill()
    held.let_go.set()
    await desk.start()
    assert await slack.redeliver(event) == [200]
    await slack.reply_to(event)

    assert await desk.stop() == 0
    assert len(slack.replies_to(event)) == 1
    assert desk.rows() == ONE_OF_EACH
    assert dict(model.counts) == {**ASKED_ONCE, step: 2}


@pytest.mark.parametrize("step", ["classify", "synthesize"])
async def test_a_process_that_is_stopped_and_goes_on_loses_nothing_and_doubles_nothing(
    desk: Desk, slack: FakeSlack, model: HeldModel, step: str
) -> None:
    desk.use(model)
    await desk.start()
    held = model.hold(step)
    event = slack.says(CUSTOMER, SUPPORT, SAMPLE)
    await slack.deliver(event)
    await held.reached.wait()

    desk.signal(signal.SIGSTOP)
    held.let_go.set()
    again = asyncio.create_task(slack.redeliver(event))  # waits at the port of a process that does not run
    beside = await desk.run("serve")
    desk.signal(signal.SIGCONT)
    await again
    await slack.reply_to(event)

    assert await desk.stop() == 0
    assert "another Frontdesk serves this data already" in beside[2]
    assert len(slack.replies_to(event)) == 1
    assert desk.rows() == ONE_OF_EACH
    assert dict(model.counts) == ASKED_ONCE


async def test_a_kill_in_the_middle_of_a_wave_mixes_no_parts(desk: Desk, slack: FakeSlack, model: HeldModel) -> None:
    desk.use(model)
    await desk.start()
    text = "Invoice INV-111 is too high. Invoice INV-222 was charged twice. Invoice INV-333 is in the wrong currency."
    held = model.hold("billing_concern", "INV-222\n</invoice>")
    event = slack.says(CUSTOMER, SUPPORT, text)
    await slack.deliver(event)
    await held.reached.wait()
    await slack.wait_for(lambda: any("2 done" in post.shown for post in slack.posts_in(SUPPORT, event["ts"])))

    await desk.kill()
    held.let_go.set()
    await desk.start()
    await slack.redeliver(event)
    await slack.reply_to(event)

    assert await desk.stop() == 0
    concerns = dict(desk.ask("SELECT invoice_number, concern FROM investigations"))
    assert "too high" in concerns["INV-111"]
    assert "charged twice" in concerns["INV-222"]
    assert "wrong currency" in concerns["INV-333"]
    assert model.counts["billing_concern"] == 4


async def test_a_kill_before_slack_took_the_reply_posts_it_once(desk: Desk, slack: FakeSlack) -> None:
    await desk.start()
    fault = slack.fault("chat.postMessage", hang=True, cut_before_accept=True)
    event = slack.says(CUSTOMER, SUPPORT, ORDER)
    await slack.deliver(event)
    await fault.reached()

    await desk.kill()
    fault.release()
    await desk.start()
    await slack.redeliver(event)
    await slack.reply_to(event)

    assert await desk.stop() == 0
    assert len(slack.replies_to(event)) == 1
    assert desk.ask("SELECT state FROM posts") == [("sent",)]


async def test_a_kill_after_slack_took_the_reply_finds_it_and_posts_no_other(desk: Desk, slack: FakeSlack) -> None:
    await desk.start()
    slack.fault("chat.postMessage", cut_after_accept=True)
    first_look = slack.fault("conversations.replies", hang=True)
    event = slack.says(CUSTOMER, SUPPORT, ORDER)
    await slack.deliver(event)
    [reply] = await slack.reply_to(event)
    await first_look.reached()  # it cannot find its reply before it is killed

    await desk.kill()
    first_look.release()
    assert desk.ask("SELECT state, ts FROM posts") == [("sending", None)]
    look = slack.fault("conversations.replies", status=503)
    await desk.start()
    await slack.redeliver(event)
    await look.reached()

    assert await desk.stop() == 0
    assert [one.ts for one in slack.replies_to(event)] == [reply.ts]
    assert desk.ask("SELECT state, ts FROM posts") == [("sent", reply.ts)]


async def test_a_reply_on_its_way_to_a_message_that_is_deleted_when_the_process_dies_is_settled(
    desk: Desk, slack: FakeSlack
) -> None:
    await desk.start()
    first = slack.says(CUSTOMER, SUPPORT, ORDER)
    await slack.deliver(first)
    await slack.reply_to(first)
    slack.fault("chat.postMessage", cut_after_accept=True)
    first_look = slack.fault("conversations.replies", hang=True)
    event = slack.says(CUSTOMER, SUPPORT, RETURN, thread_ts=first["ts"])
    await slack.deliver(event)
    await first_look.reached()
    await slack.deliver(deleted(event))

    await desk.kill()
    first_look.release()
    before = desk.ask("SELECT state FROM posts")
    look = slack.fault("conversations.replies", status=503)
    await desk.start()
    await look.reached()

    assert await desk.stop() == 0
    assert before == [("sent",), ("sending",)]
    assert len(slack.replies_to(first)) == 2
    assert desk.ask("SELECT state FROM posts") == [("sent",), ("sent",)]
    assert desk.ask("SELECT state FROM rmas") == [("issued",)]


@pytest.mark.parametrize("backend", BACKENDS)
async def test_a_kill_while_more_lines_may_come_answers_all_of_them_once_after_the_start(
    desk: Desk, slack: FakeSlack, backend: str, request: pytest.FixtureRequest
) -> None:
    if backend == "postgresql":
        desk.settings["DATABASE_URL"] = request.getfixturevalue("postgres_url")
    await desk.start()
    first, *later = (slack.says(CUSTOMER, SUPPORT, text) for text in ("Hi", "about my order", "it is A-12345"))
    assert await slack.deliver([first, *later]) == [200] * 3

    await desk.kill()
    before = slack.replies_to(first)
    await desk.start()
    [reply] = await slack.reply_to(first)

    assert await desk.stop() == 0
    assert before == []
    assert "A-12345" in reply.shown
    assert len(slack.replies_in(SUPPORT)) == 1


async def test_thirty_messages_under_three_kills_are_each_answered_once(desk: Desk, slack: FakeSlack) -> None:
    await desk.start()
    events = [slack.says(CUSTOMER, SUPPORT, SAMPLE.replace("12345", f"{20_000 + n}")) for n in range(30)]
    await slack.deliver(events, concurrently=True)

    for answered in (3, 10, 20):
        await slack.wait_for(lambda enough=answered: len(slack.replies_in(SUPPORT)) >= enough)  # type: ignore[misc]
        await desk.kill()
        await desk.start()
        await slack.redeliver(events)  # type: ignore[arg-type]
    await slack.wait_for(lambda: all(slack.replies_to(event) for event in events))

    assert await desk.stop() == 0
    assert [len(slack.replies_to(event)) for event in events] == [1] * 30
    assert desk.rows() == {name: 30 * count for name, count in ONE_OF_EACH.items()}
    assert _orders_in_replies(slack, events) == [f"A-{20_000 + n}" for n in range(30)]


def _orders_in_replies(slack: FakeSlack, events: list[Json]) -> list[str]:
    orders = {f"A-{20_000 + n}" for n in range(30)}
    return [next(order for order in sorted(orders) if order in slack.replies_to(one)[0].shown) for one in events]


async def test_a_stop_finishes_what_is_under_way_and_ends_with_zero(
    desk: Desk, slack: FakeSlack, model: HeldModel
) -> None:
    desk.from_scratch = True
    desk.use(model)
    await desk.start()
    held = model.hold("synthesize")
    event = slack.says(CUSTOMER, SUPPORT, SAMPLE)
    await slack.deliver(event)
    await held.reached.wait()
    held.let_go.set()

    assert await desk.stop() == 0

    assert len(slack.replies_to(event)) == 1


async def test_a_stop_that_cannot_wait_leaves_the_message_to_the_next_start(
    desk: Desk, slack: FakeSlack, model: HeldModel
) -> None:
    desk.use(model)
    desk.settings["FRONTDESK_SHUTDOWN_GRACE_S"] = "0"
    await desk.start()
    held = model.hold("plan")
    event = slack.says(CUSTOMER, SUPPORT, SAMPLE)
    await slack.deliver(event)
    await held.reached.wait()

    assert await desk.stop() == 0
    assert slack.replies_to(event) == []
    held.let_go.set()
    await desk.start()
    await slack.reply_to(event)

    assert await desk.stop() == 0
    assert desk.rows() == ONE_OF_EACH
    assert dict(model.counts) == {**ASKED_ONCE, "plan": 2}


async def test_one_process_serves_and_ask_works_beside_it(desk: Desk, slack: FakeSlack) -> None:
    await desk.start()

    second = await desk.run("serve")
    asked = await desk.run("ask", "Where is my order A-1?")

    assert second[0] == 2
    assert "another Frontdesk serves this data already" in second[2]
    assert "Traceback" not in second[2]
    assert asked[0] == 0
    assert "A-1" in asked[1]
    event = slack.says(CUSTOMER, SUPPORT, ORDER)
    await slack.deliver(event)
    assert len(await slack.reply_to(event)) == 1
    assert await desk.stop() == 0


async def test_serve_without_tokens_says_what_is_missing(desk: Desk) -> None:
    desk.settings |= {"SLACK_BOT_TOKEN": "", "SLACK_SIGNING_SECRET": ""}

    code, _, said = await desk.run("serve")

    assert code == 2
    assert said.startswith("frontdesk: missing: SLACK_BOT_TOKEN")


async def test_serve_on_a_broken_database_file_says_so(desk: Desk) -> None:
    (desk.folder / "frontdesk.db").write_bytes(b"this is no database, " * 500)

    code, _, said = await desk.run("serve")

    assert code == 2
    assert "file is not a database" in said
    assert "Traceback" not in said
