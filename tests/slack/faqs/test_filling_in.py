"""Filling in the form of /faq: what it opens with, how it grows, what comes back whole, where errors stand."""

import asyncio
import json
import re

import pytest

from bot.wiring import Bot
from storage import faqs
from tests.fakes.slack import CUSTOMER, DM, GENERAL, TEAM, FakeSlack, Json
from tests.fakes.slack.payloads import block_action
from tests.handlers.faq.desk import DOCUMENTS
from tests.slack.faqs.people import add_document, form_of, sent, set_of

pytestmark = pytest.mark.usefixtures("owner_named")


@pytest.mark.usefixtures("bot")
async def test_the_form_opens_before_anything_else_and_holds_the_text_after_the_command(slack: FakeSlack) -> None:
    view = await form_of(slack, "Batteries store energy & more <for> the night.")

    field = next(block for block in view.view["blocks"] if block.get("block_id") == "text_0_0")
    assert field["element"]["initial_value"] == "Batteries store energy & more <for> the night."
    assert [call.method for call in slack.calls if call.method != "auth.test"] == ["views.open"]


@pytest.mark.parametrize("text", ["list of our batteries", "12 reasons for batteries", "gaps between panels"])
@pytest.mark.usefixtures("bot")
async def test_a_subcommand_with_more_words_is_a_document(slack: FakeSlack, text: str) -> None:
    view = await form_of(slack, text)

    assert view.view["callback_id"] == "faq_form"
    assert text in json.dumps(view.view)


@pytest.mark.usefixtures("bot")
async def test_a_direct_message_offers_no_channel_to_deliver_to(slack: FakeSlack) -> None:
    view = await form_of(slack, channel=DM)

    assert "where" not in [block.get("block_id") for block in view.view["blocks"]]


async def test_a_long_text_goes_over_several_fields_and_comes_back_whole(bot: Bot, slack: FakeSlack) -> None:
    text = " ".join(f"Sentence number {n} tells about storage of energy." for n in range(140))
    view = await form_of(slack, text)
    fields = {
        block["block_id"]: block["element"]["initial_value"]
        for block in view.view["blocks"]
        if str(block.get("block_id")).startswith("text_")
    }

    await sent(slack, view, {**fields, "count": "3"})
    await bot.idle()

    faq, _ = await set_of(bot)
    stored = await bot.db.read(lambda tx: faqs.documents_of(tx, faq.id))
    assert len(fields) == 3
    assert [document.text for document in stored] == [text]


ERRORS = [
    ({}, "text_0_0", "nothing to make FAQs from"),
    ({"title_0": "Solar"}, "text_0_0", "has a title and no text"),
    ({"text_0_0": "Panels make power from light.", "count": "26"}, "count", "1 to 25"),
    ({"text_0_0": "Panels make power from light.", "count": "0"}, "count", "1 to 25"),
    ({"text_0_0": "Panels make power from light.", "count": "many"}, "count", "1 to 25"),
]


@pytest.mark.parametrize(("values", "field", "words"), ERRORS)
@pytest.mark.usefixtures("bot")
async def test_an_error_stands_at_its_field(slack: FakeSlack, values: Json, field: str, words: str) -> None:
    view = await form_of(slack)

    ack = await slack.submit(view, {"count": "10", **values})

    assert ack.json["response_action"] == "errors"
    assert words in ack.json["errors"][field]


async def test_halves_of_characters_and_nul_in_the_form_are_cleaned_as_in_files(bot: Bot, slack: FakeSlack) -> None:
    view = await form_of(slack)

    await sent(slack, view, {"title_0": "Wi\0nd \ud83d", "text_0_0": "Wind turns\0 the \ud83d blades.", "count": "1"})
    await bot.idle()

    faq, _ = await set_of(bot)
    stored = await bot.db.read(lambda tx: faqs.documents_of(tx, faq.id))
    assert [(document.title, document.text) for document in stored] == [
        ("Wind \ufffd", "Wind turns the \ufffd blades.")
    ]


async def test_more_text_goes_on_in_another_field_of_the_same_document(bot: Bot, slack: FakeSlack) -> None:
    view = await form_of(slack)
    await slack.action("faq_add_room", view)

    await sent(slack, view, {"text_0_0": "Wind turns the blades.", "text_0_1": "Blades make power.", "count": "1"})
    await bot.idle()

    faq, _ = await set_of(bot)
    stored = await bot.db.read(lambda tx: faqs.documents_of(tx, faq.id))
    assert [document.text for document in stored] == ["Wind turns the blades.\n\nBlades make power."]


async def test_the_language_that_is_chosen_is_the_sets(bot: Bot, slack: FakeSlack) -> None:
    view = await form_of(slack)
    values = {"text_0_0": DOCUMENTS[2].text, "count": "1", "language": {"selected_option": {"value": "German"}}}

    await sent(slack, view, values)
    await bot.idle()

    assert (await set_of(bot))[0].language == "German"


@pytest.mark.usefixtures("bot")
async def test_a_form_with_more_text_than_slack_takes_back_still_grows(slack: FakeSlack) -> None:
    view = await form_of(slack, "word " * 8000)
    payload = block_action(slack.site, "faq_add_document", view, user=CUSTOMER, value=None)
    payload["view"]["state"]["values"] = {f"text_0_{part}": {"it": {"value": "Ж" * 3000}} for part in range(14)}

    await slack.delivery.form("interactive", payload)
    await slack.wait_for(lambda: "text_1_0" in json.dumps(view.view))

    assert "text_0_13" in json.dumps(view.view)
    assert "Ж" not in json.dumps(view.view, ensure_ascii=False)


async def test_the_button_for_more_text_is_acknowledged_before_slack_shows_it(bot: Bot, slack: FakeSlack) -> None:
    view = await form_of(slack)
    held = slack.fault("views.update", hang=True)

    async with asyncio.timeout(60):
        ack = await slack.action("faq_add_room", view)
        await held.reached()
    held.release()
    await bot.idle()

    assert ack.status == 200
    assert "text_0_1" in json.dumps(view.view)


@pytest.mark.usefixtures("bot")
async def test_titles_that_look_the_same_are_told_apart(slack: FakeSlack) -> None:
    view = await form_of(slack)
    await add_document(slack, view, 1)
    values = {"title_0": "What\u2019s wind", "text_0_0": "Light.", "title_1": "what's  wind", "text_1_0": "More light."}

    ack = await slack.submit(view, {**values, "count": "1"})

    assert "Two documents are titled" in ack.json["errors"]["title_1"]


@pytest.mark.usefixtures("bot")
async def test_two_documents_of_one_title_are_told_apart_at_the_second(slack: FakeSlack) -> None:
    view = await form_of(slack)
    await add_document(slack, view, 1)
    values = {"title_0": "Solar", "text_0_0": "Light.", "title_1": "solar", "text_1_0": "More light.", "count": "1"}

    ack = await slack.submit(view, values)

    assert "Two documents are titled" in ack.json["errors"]["title_1"]


async def test_what_somebody_changed_in_the_form_is_refused(bot: Bot, slack: FakeSlack) -> None:
    view = await form_of(slack, "Panels make power from light.")
    sealed = view.view["private_metadata"]
    view.view["private_metadata"] = re.sub(r'"channel":"[^"]*"', f'"channel":"{GENERAL}"', sealed)
    assert view.view["private_metadata"] != sealed

    ack = await slack.submit(view, {"text_0_0": "Panels make power from light.", "count": "1"})

    assert "was changed on the way" in json.dumps(ack.json)
    assert await bot.db.read(lambda tx: faqs.owed_sets(tx, TEAM)) == []


async def test_a_form_that_was_closed_meanwhile_disturbs_nobody(bot: Bot, slack: FakeSlack) -> None:
    view = await form_of(slack)
    slack.site.close_views([view])

    ack = await slack.action("faq_add_document", view)
    await bot.idle()

    assert ack.status == 200
    assert slack.posts_in(DM) == []


async def test_a_pasted_text_with_front_matter_bears_its_title_and_is_read_without_it(
    bot: Bot, slack: FakeSlack
) -> None:
    body = "Batteries store energy for the night. A battery of ours lasts for ten years."
    view = await form_of(slack)

    await sent(slack, view, {"text_0_0": f"---\ntitle: All about batteries\nlayout: page\n---\n{body}", "count": "3"})
    await bot.idle()

    faq, _ = await set_of(bot)
    [stored] = await bot.db.read(lambda tx: faqs.documents_of(tx, faq.id))
    assert (stored.title, stored.text) == ("All about batteries", body)
