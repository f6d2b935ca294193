"""Promises about /faq in a process that dies: told with a real ``frontdesk serve`` and ``kill -9``."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.slack import CUSTOMER, DM, SUPPORT, FakeSlack
from tests.process.served import Desk, HeldModel
from tests.slack.faqs.people import filled, status_of, thread_of

LEAST, MOST = 11, 13  # model calls: the questions and ten answers, whose quotes say the sources; two to spare


@pytest.fixture
async def model() -> AsyncIterator[HeldModel]:
    async with HeldModel() as fake:
        yield fake
        fake.verify()


@pytest.fixture
async def desk(slack: FakeSlack, desk_folder: Path, model: HeldModel) -> AsyncIterator[Desk]:
    slack.allow(f"live <@{CUSTOMER}>")
    one = Desk(desk_folder, slack)
    one.use(model)
    await one.start()
    yield one
    await one.close()


async def delivered(slack: FakeSlack) -> None:
    """Wait until the files stand in the thread: they come last."""
    await slack.wait_for(lambda: any(post.files for post in slack.posts_in(SUPPORT)))


@pytest.mark.parametrize("step", ["faq_questions", "faq_answer"])
async def test_a_kill_at_a_step_pays_no_finished_call_twice_and_delivers_once(
    desk: Desk, slack: FakeSlack, model: HeldModel, step: str
) -> None:
    held = model.hold(step)
    await filled(slack)
    await held.reached.wait()
    if step != "faq_questions":
        await slack.wait_for(lambda: any("of 10 answers proved" in update.text for update in slack.updates))

    await desk.kill()
    held.let_go.set()
    paid, kept = len(model.asked), desk.ask("SELECT count(*) FROM step_runs WHERE engine = 'model'")[0][0]
    await desk.start()
    await delivered(slack)
    assert await desk.stop() == 0

    assert LEAST - kept <= len(model.asked) - paid <= MOST - kept
    assert "10 of 10 questions delivered" in status_of(slack).shown
    assert len([post for post in slack.posts_in(SUPPORT) if post.thread_ts is None]) == 1
    assert len(thread_of(slack)) == len({post.shown for post in thread_of(slack)})


async def test_a_page_whose_answer_was_lost_when_the_process_died_stands_once(
    desk: Desk, slack: FakeSlack, model: HeldModel
) -> None:
    await filled(slack)
    await slack.post_in(SUPPORT)
    page = slack.fault("chat.postMessage", hang=True)
    await page.reached(30)

    await desk.kill()
    page.release()
    await desk.start()
    await delivered(slack)
    assert await desk.stop() == 0

    pages = [post.shown for post in thread_of(slack)]
    assert len(pages) == len(set(pages))
    assert LEAST <= len(model.asked) <= MOST


# --- what is asked of a finished set ----------------------------------------------------------------------------------


async def _made(desk: Desk, slack: FakeSlack) -> None:
    await filled(slack, count="3")
    await delivered(slack)
    assert await desk.stop() == 0
    await desk.start()


async def test_an_entry_that_was_being_made_anew_when_the_process_died_is_made_anew(
    desk: Desk, slack: FakeSlack, model: HeldModel
) -> None:
    await _made(desk, slack)
    page = thread_of(slack)[0]
    before = page.shown
    held = model.hold("faq_answer")
    await slack.action("faq_again", page, user=CUSTOMER)
    await held.reached.wait()

    await desk.kill()
    held.let_go.set()
    await desk.start()
    await slack.wait_for(lambda: page.shown != before)

    assert await desk.stop() == 0
    assert desk.ask("SELECT job FROM faq_requests") == []
    assert desk.ask("SELECT version FROM faq_entries ORDER BY position") == [(1,), (0,), (0,)]
    [question] = desk.ask("SELECT question FROM faq_entries WHERE position = 1")
    assert question[0] in page.shown


async def test_files_that_were_asked_for_before_the_process_died_come_once(desk: Desk, slack: FakeSlack) -> None:
    await _made(desk, slack)
    await slack.command("/faq", "1", user=CUSTOMER)
    await slack.wait_for(lambda: "faq_files_to_me" in str(slack.views_of(CUSTOMER)[-1].view))
    upload = slack.fault("files.getUploadURLExternal", hang=True)
    await slack.action("faq_files_to_me", slack.views_of(CUSTOMER)[-1])
    await upload.reached()

    await desk.kill()
    upload.release()
    await desk.start()
    await slack.wait_for(lambda: any(post.files for post in slack.posts_in(DM)))

    assert await desk.stop() == 0
    assert desk.ask("SELECT job FROM faq_requests") == []
    assert [file["name"] for post in slack.posts_in(DM) for file in post.files] == ["FAQ.md", "FAQ.json", "FAQ.csv"]
