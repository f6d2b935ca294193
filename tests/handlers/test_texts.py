"""Whatever people write: odd texts are answered, secrets are not kept, nobody is pinged."""

import pytest

from bot.wiring import Bot
from tests.fakes.slack import CUSTOMER, SUPPORT, FakeSlack
from tests.stored import case_of, everything_stored, last, message_of, numbers_from, say

ORDER = "Where is my order A-12345?"


async def test_card_numbers_and_secrets_are_masked_before_they_are_stored(bot: Bot, slack: FakeSlack) -> None:
    text = "My card 4111 1111 1111 1111 was charged twice, my password is hunter2secret and the invoice is INV-7890"

    event = await say(slack, bot, text)

    stored = await everything_stored(bot)
    assert "4111 1111" not in stored
    assert "hunter2secret" not in stored
    assert "INV-7890" in last(slack, event)
    assert "4111" not in last(slack, event)


async def test_a_card_number_at_the_length_limit_of_a_text_is_not_stored_in_part(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, "word " * 2398 + "4111 1111 1111 1111 is my card")

    assert not numbers_from("4111", await everything_stored(bot))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert('x')</script> where is order A-12345?",
        "<!channel> <!here|here> where is my order A-12345?",
        "`rm -rf` ```code``` *bold* _it_ ~no~ where is my order A-12345?",
        "where is my order A-12345? " + "lorem ipsum " * 1700,
        "<https://example.com|here> <mailto:a@b.example> <#C0GENERAL|general> <@U0BEN0001>",
        "a\0b \ud800 \u202e \x07",
    ],
)
async def test_odd_text_is_answered_without_pinging_anybody(bot: Bot, slack: FakeSlack, text: str) -> None:
    event = await say(slack, bot, text)

    assert len(slack.replies_to(event)) == 1
    assert (await case_of(bot)).first_response_at is not None


async def test_a_product_named_like_a_mention_is_shown_as_text(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "I want to return the 'Widget &lt;!channel&gt; <!everyone>' because it hums")

    assert len(slack.replies_to(event)) == 1
    assert slack.violations == []


async def test_a_picture_without_words_goes_to_a_person(bot: Bot, slack: FakeSlack) -> None:
    event = slack.says(CUSTOMER, SUPPORT, "", files=[slack.upload("photo.png", b"png", "image/png")])

    await slack.deliver(event)
    await bot.idle()

    assert "I cannot look at pictures; a person will: photo.png" in last(slack, event)
    assert (await case_of(bot)).status == "escalated"


async def test_a_file_with_words_is_answered_by_its_words(bot: Bot, slack: FakeSlack) -> None:
    event = slack.says(CUSTOMER, SUPPORT, ORDER, files=[slack.upload("photo.png", b"png", "image/png")])

    await slack.deliver(event)
    await bot.idle()

    assert "A-12345" in last(slack, event)


async def test_what_is_kept_of_a_message_is_what_the_person_saw(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "<@U0DESKBOT> is A &amp; B &lt; C? See <https://example.com|the page>")

    kept = await message_of(bot, event)

    assert kept is not None
    assert kept.text == "is A & B < C? See the page"
