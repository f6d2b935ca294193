"""The promise that a job of any kind, run again when its work is done, does nothing: only rows say what is owed."""

import pytest

from bot.slack.faqs.jobs import MAKE
from bot.slack.faqs.requests import REMAKE, SEND_FILES
from bot.slack.handoff.posting import SEND
from bot.slack.waiting_turns import ANSWER
from bot.wiring import Bot
from tests.fakes.slack import CUSTOMER, FakeSlack
from tests.handlers.test_messages import SAMPLE
from tests.slack.faqs.people import filled, thread_of
from tests.slack.handoff.people import PLEASE
from tests.stored import all_rows, say
from workflows.engine.embedded import EmbeddedEngine
from workflows.engine.port import Job


async def test_a_job_of_any_kind_whose_work_is_done_does_nothing_when_it_runs_again(
    desk: Bot, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    slack.allow(f"live <@{CUSTOMER}>")
    slack.allow("live <@U0STAFF")
    queued: dict[str, Job] = {}
    enqueue = EmbeddedEngine.enqueue

    async def noted(engine: EmbeddedEngine, job: Job) -> None:
        queued[job.id] = job
        await enqueue(engine, job)

    monkeypatch.setattr(EmbeddedEngine, "enqueue", noted)
    await say(slack, desk, SAMPLE)
    await say(slack, desk, PLEASE)
    await filled(slack, count="3")
    await desk.idle()
    await slack.action("faq_again", thread_of(slack)[0], user=CUSTOMER)
    await desk.idle()
    await slack.command("/faq", "1", user=CUSTOMER)
    await desk.idle()
    await slack.action("faq_files_to_me", slack.views_of(CUSTOMER)[-1])
    await desk.idle()
    rows, posted = await desk.db.read(all_rows), len(slack.workspace.messages)

    await desk.engine.enqueue_again(list(queued.values()))
    await desk.idle()

    assert {job.flow for job in queued.values()} == {ANSWER, SEND, MAKE, REMAKE, SEND_FILES}
    assert await desk.db.read(all_rows) == rows
    assert len(slack.workspace.messages) == posted
