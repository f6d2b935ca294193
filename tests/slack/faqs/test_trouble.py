"""Promises about /faq while Slack, a channel or the database are in trouble, and with texts at Slack's limits."""

import asyncio
from typing import Any

import pytest

from bot.slack.blocks import Json
from bot.slack.faqs.result_views import entries_page, pages_of
from bot.slack.render import PAGE_BLOCKS, PAGE_CHARS
from bot.trial.web_api.block_limits import broken_blocks
from bot.wiring import Bot
from storage import faqs
from storage.errors import Transient
from storage.faq_records import FaqEntry, FaqSet
from tests.fakes.model import FakeModel, Say
from tests.fakes.slack import CUSTOMER, DM, STAFF, SUPPORT, FakeSlack, Message
from tests.slack.faqs.people import filled, form_of, sent, set_of, status_of, thread_of

pytestmark = pytest.mark.usefixtures("owner_named")


def buttons_of(page: Message) -> list[Json]:
    return [one for block in page.blocks for one in block.get("elements", []) if one.get("type") == "button"]


async def test_what_became_of_a_set_is_shown_however_busy_slack_is(bot: Bot, slack: FakeSlack) -> None:
    slack.fault("chat.update", status=429, retry_after=0, times=8)

    await filled(slack, count="3")
    await bot.idle()

    assert "3 of 3 questions delivered" in status_of(slack).shown


async def test_a_channel_that_is_archived_meanwhile_gets_nothing_and_the_owner_all_of_it(
    modelled: Bot, slack: FakeSlack, model: FakeModel
) -> None:
    model.script("faq_answer", Say(hang=True))
    await filled(slack, count="3")
    await slack.post_in(SUPPORT)

    slack.workspace.channels[SUPPORT].is_archived = True
    slack.fault("chat.postMessage", error="is_archived")
    model.release()
    await modelled.idle()

    assert f"I could not post in <#{SUPPORT}>" in status_of(slack, DM).shown
    assert [post.files != [] for post in thread_of(slack, DM)] == [False, True]
    assert (await set_of(modelled))[0].delivered_at is not None


async def test_a_database_that_blinks_fails_no_set_and_pays_no_call_twice(
    modelled: Bot, slack: FakeSlack, model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish, blinks = faqs.finish_set, iter([True])

    def blinking(*arguments: Any) -> bool:  # noqa: ANN401 - whatever it is called with
        if next(blinks, False):
            msg = "the database does not do its work"
            raise Transient(msg)
        return finish(*arguments)

    monkeypatch.setattr(faqs, "finish_set", blinking)
    await filled(slack, count="3")
    await modelled.idle()
    paid = len(model.asked)
    assert (await set_of(modelled))[0].state == "working"

    await modelled.chores.ring()
    await modelled.idle()

    assert (await set_of(modelled))[0].state == "done"
    assert len(model.asked) == paid


async def test_a_set_that_is_withdrawn_while_an_entry_is_made_anew_stays_withdrawn(
    modelled: Bot, slack: FakeSlack, model: FakeModel
) -> None:
    await filled(slack, count="3")
    await modelled.idle()
    await slack.action("faq_publish", status_of(slack), user=STAFF)
    await modelled.idle()
    model.script("faq_answer", Say(hang=True))
    asked = model.counts["faq_answer"]

    await slack.action("faq_again", thread_of(slack)[0], user=STAFF)
    await model.reached("faq_answer", asked + 1)
    await slack.action("faq_withdraw", status_of(slack), user=STAFF)
    model.release()
    await modelled.idle()

    _, entries = await set_of(modelled)
    assert [(entry.version, entry.published) for entry in entries] == [(1, False), (0, False), (0, False)]


async def test_pressing_twice_makes_an_entry_anew_once(modelled: Bot, slack: FakeSlack, model: FakeModel) -> None:
    await filled(slack, count="3")
    await modelled.idle()
    page, paid = thread_of(slack)[0], len(model.asked)
    await slack.action("faq_again", page, user=CUSTOMER)
    await modelled.idle()
    once = len(model.asked) - paid

    await asyncio.gather(*(slack.action("faq_again", page, user=CUSTOMER, value="1:2:0") for _ in range(3)))
    await modelled.idle()

    assert [entry.version for entry in (await set_of(modelled))[1]] == [1, 1, 0]
    assert len(model.asked) - paid <= 2 * once + 2


async def test_a_second_press_that_comes_when_the_entry_is_made_anew_changes_nothing(
    modelled: Bot, slack: FakeSlack, model: FakeModel
) -> None:
    await filled(slack, count="3")
    await modelled.idle()
    page = thread_of(slack)[0]
    [seen] = [
        one["value"] for one in buttons_of(page) if one["action_id"] == "faq_again" and one["value"][:4] == "1:1:"
    ]
    await slack.action("faq_again", page, user=CUSTOMER, value=seen)
    await modelled.idle()
    paid = len(model.asked)

    await slack.action("faq_again", page, user=CUSTOMER, value=seen)
    await modelled.idle()

    assert [entry.version for entry in (await set_of(modelled))[1]] == [1, 0, 0]
    assert len(model.asked) == paid


async def test_the_files_come_to_whoever_asks_or_a_sentence_why_not(bot: Bot, slack: FakeSlack) -> None:
    await filled(slack, count="3")
    await bot.idle()
    await slack.command("/faq", "1")
    await bot.idle()
    await slack.action("faq_files_to_me", slack.views_of(CUSTOMER)[-1])
    await bot.idle()
    assert [file["name"] for post in slack.posts_in(DM) for file in post.files] == ["FAQ.md", "FAQ.json", "FAQ.csv"]

    slack.scopes = [scope for scope in slack.scopes if scope != "files:write"]
    slack.allow("needs files:write")
    await slack.action("faq_files_to_me", slack.views_of(CUSTOMER)[-1])
    await bot.idle()

    assert "could not be attached" in slack.posts_in(DM)[-1].shown


async def test_the_list_shows_own_sets_and_opens_them(bot: Bot, slack: FakeSlack) -> None:
    await filled(slack, count="3")
    await bot.idle()

    await slack.command("/faq", "list")
    await bot.idle()
    listed = slack.views_of(CUSTOMER)[-1]
    await slack.action("faq_open", listed)
    await bot.idle()

    assert "3 of 3" in str(listed.view)
    assert "Send me the files" in str(slack.views_of(CUSTOMER)[-1].view)


async def test_a_removed_entry_of_a_text_in_another_script_is_struck_out_where_it_stands(
    modelled: Bot, slack: FakeSlack
) -> None:
    letters = "абвгдежзик"
    pieces = [" ".join(f"{one * 5}{other * 3}" for other in letters * 3) + "." for one in letters]
    view = await form_of(slack)
    where = {"selected_option": {"value": "channel"}}
    await sent(slack, view, {"text_0_0": "\n\n".join(pieces), "count": "25", "where": where})
    await modelled.idle()

    before = len(thread_of(slack)[0].text.encode())

    await slack.action("faq_remove", thread_of(slack)[0], user=CUSTOMER)
    await modelled.idle()

    assert before > 4000
    assert "(removed)" in thread_of(slack)[0].shown


def largest(position: int, letter: str) -> FaqEntry:
    """Return an entry as large as the steps allow."""
    quotes = [{"document": 0, "title": letter * 120, "start": 0, "end": 1000, "text": letter * 1000} for _ in range(6)]
    return FaqEntry(
        position, 1, position, letter * 300, letter * 1200, [letter * 120], quotes, "model", published=False,
        version=0, removed_by=None,
    )  # fmt: skip


SET = FaqSet(1, "T1", 1, "U1", "Title", "faq:T1:1", "", None, 25, "done", None, "C1", None, None, None)  # type: ignore[arg-type]


@pytest.mark.parametrize("letter", ["a", "&", "ж"])
def test_the_largest_entries_fit_slack_and_none_is_lost(letter: str) -> None:
    entries = [largest(position, letter) for position in range(1, 26)]

    pages = pages_of(SET, entries)

    assert [position for page in pages for position in page] == list(range(1, 26))
    shown = [entries_page(SET, [entries[position - 1] for position in page]) for page in pages]
    assert [broken_blocks(list(page.blocks), "message") for page in shown] == [[] for _ in pages]
    assert max(len(page.blocks) for page in shown) <= PAGE_BLOCKS
    assert max(len(page.text) for page in shown) <= PAGE_CHARS


def test_entries_that_grew_after_their_page_was_planned_still_fit_it() -> None:
    entries = [largest(position, "&") for position in range(1, 9)]

    page = entries_page(SET, entries)

    blocks: list[Json] = list(page.blocks)
    assert broken_blocks(blocks, "message") == []
    assert len(page.text) <= PAGE_CHARS
