"""What is said in a case that waits for a person, and by who has not got the number that is asked for."""

import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel
from tests.fakes.model import Say as Said
from tests.fakes.slack import STAFF_CHANNEL, FakeSlack
from tests.stored import case_of, investigations_of, last, say

RETURN = "I want to return the lamp, it flickers"
ORDER = "Where is my order A-12345?"
PERSON = "I want to talk to a human"


async def test_more_words_are_added_to_a_case_that_waits_for_a_person(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, PERSON)
    await say(slack, bot, "My router drops the connection every evening", under=root)

    assert "I have added this to your case CASE-1001; a person will read it." in last(slack, root)
    assert "waits for a person" not in last(slack, root)


@pytest.mark.parametrize("then", [PERSON, "Please delete all my data", "This is the worst company ever, I am furious!"])
async def test_a_person_is_not_promised_twice_in_the_same_words(bot: Bot, slack: FakeSlack, then: str) -> None:
    root = await say(slack, bot, PERSON)
    await say(slack, bot, then, under=root)

    assert last(slack, root).count("I have added this to your case") == 1
    assert "waits for a person" not in last(slack, root)
    assert "You asked for a person" not in last(slack, root)


async def test_danger_after_a_hand_over_is_still_marked_as_urgent(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, PERSON)
    await say(slack, bot, "My charger is on fire", under=root)

    assert "urgent" in last(slack, root)
    assert (await case_of(bot)).priority == "urgent"


async def test_a_case_that_waits_for_a_person_still_answers_lookups_and_follow_ups(
    either: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, either, f"{RETURN}. {PERSON}")
    await say(slack, either, ORDER, under=root)
    looked = last(slack, root)
    await say(slack, either, "and where do I send it?", under=root)

    assert "Tracking number" in looked
    assert "Shipping instructions" in last(slack, root)
    assert (await case_of(either)).status == "escalated"


async def test_a_model_that_is_not_sure_offers_no_person_to_somebody_who_waits_for_one(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel
) -> None:
    offer = "I am not sure about that. Would you like to talk to a person?"
    async with open_bot(settings_for(openai_api_key=KEY, openai_base_url=model.base_url)) as bot:
        slack.delivery.bot_url = bot.url
        root = await say(slack, bot, PERSON)
        model.script("general_reply", Said({"reply": offer, "answered": False}))
        await say(slack, bot, "Do you have a shop in Rome?", under=root)

    assert "added this to your case CASE-1001" in last(slack, root)
    assert "Would you like" not in last(slack, root)


async def test_when_somebody_comes_is_not_guessed(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, PERSON)
    await say(slack, bot, "when will someone get back to me?", under=root)

    assert "CASE-1001 is waiting for a person" in last(slack, root)
    assert "I cannot tell" in last(slack, root)


# --- a number that is not at hand ------------------------------------------------------------------------------------


async def test_who_does_not_know_the_account_number_learns_where_it_stands_and_then_gets_a_person(
    either: Bot, slack: FakeSlack
) -> None:
    root = await say(slack, either, "I was charged twice this month, how come?")
    await say(slack, either, "no idea what my account number is", under=root)
    way_on, status = last(slack, root), (await case_of(either)).status
    await say(slack, either, "I can't find it", under=root)

    assert "usually stands at the top of an invoice" in way_on
    assert status == "waiting"
    assert "You need not search any further." in last(slack, root)
    assert (await case_of(either)).status == "escalated"


async def test_who_has_no_invoice_number_gets_a_person_and_may_still_find_it(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, f"{RETURN}. And please explain my invoice, it is too high")
    asked = last(slack, root)
    await say(slack, bot, "I don't have the invoice number", under=root)
    handed = last(slack, root)
    await say(slack, bot, "it is INV-7890", under=root)

    assert "invoice number" in asked
    assert "now waits for a person" in handed
    assert "Please tell me the invoice number" not in handed
    assert len(await investigations_of(bot)) == 1


async def test_staff_learn_why_a_number_is_missing(desk: Bot, slack: FakeSlack) -> None:
    root = await say(slack, desk, "Where is my order?")
    await say(slack, desk, "I lost the order number", under=root)

    assert "a number the customer cannot find" in slack.posts_in(STAFF_CHANNEL)[-1].shown
