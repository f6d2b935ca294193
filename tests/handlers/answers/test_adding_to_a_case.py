"""What only adds to a case that waits for a person is added in one line; what is new is still said, and once."""

import pytest

from bot.wiring import Bot
from storage import cases
from tests.fakes.slack import FakeSlack
from tests.rows import each_row
from tests.stored import case_of, last, say
from workflows.rules.escalation.again import happens_still

ADDED = "I have added this to your case CASE-1001; a person will read it."
DANGER = "The heated blanket left a brown scorch on the sheet and the bedroom smelt of burning plastic."
SHOCK = "my lad got a proper zap off the fish tank lamp when he put his hand in"
PERSON = "put me through to a human pls"
COMPLAINT = "A-77351 never came and the month is nearly over."
ITALIAN = (
    "Buongiorno, sono la titolare di una piccola cartoleria e avrei bisogno di parlare dei vostri prezzi all'ingrosso."
)
SAID_ONCE = (
    "Please stop using the product",
    "I cannot settle it myself",
    "You asked for a person",
    "Our support team has your case already",
    "I cannot answer in this language",
    "Purtroppo",
)


async def _hand_overs(bot: Bot) -> int:
    case = await case_of(bot)
    lines = await bot.db.read(lambda tx: cases.timeline_of(tx, case.id))
    return [one.event for one in lines].count("escalated")


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (DANGER, "It's unplugged and out on the balcony now."),
        (DANGER, "I've put it outside in a bucket of sand. So where is A-52093?"),
        (DANGER, "we threw the cover away, nobody was hurt"),
        (SHOCK, "he's ok, bit shaken. it was plugged in the kitchen socket, the one with the trip switch"),
        (PERSON, "its about the birdhouse, i only want to talk about it with a person"),
        (PERSON, "can I please speak to somebody"),
        (COMPLAINT, "For the record my address hasn't changed, it's still 4 Tanner's Row."),
        (ITALIAN, "Mi trovate in negozio tutti i giorni dopo le 15."),
    ],
)
async def test_what_adds_to_a_case_that_waits_is_added_and_nothing_is_said_again(
    bot: Bot, slack: FakeSlack, first: str, then: str
) -> None:
    root = await say(slack, bot, first)
    await say(slack, bot, then, under=root)

    assert ADDED in last(slack, root)
    assert [words for words in SAID_ONCE if words in last(slack, root)] == []
    assert await _hand_overs(bot) == 1
    assert (await case_of(bot)).status == "escalated"


@pytest.mark.parametrize(
    ("first", "then", "words"),
    [
        (DANGER, "it's smoking again!", "Please stop using the product"),
        (DANGER, "now my hand is burnt as well", "Please stop using the product"),
        (SHOCK, "is it safe to use it now?", "Please stop using the product"),
        (PERSON, "My charger is on fire", "The case is now marked as urgent."),
        (COMPLAINT, "The heated blanket caught fire", "The case is now marked as urgent."),
        (COMPLAINT, "can I talk to a human", "Our support team has your case already."),
        (PERSON, "please delete all my data", "settled by a person, not by me."),
        (PERSON, "This is the worst company ever, I am furious!", "I am sorry for the trouble"),
    ],
)
async def test_what_is_new_in_a_case_that_waits_is_said_and_stands_on_its_timeline(
    bot: Bot, slack: FakeSlack, first: str, then: str, words: str
) -> None:
    root = await say(slack, bot, first)
    await say(slack, bot, then, under=root)

    assert words in last(slack, root)
    assert ADDED in last(slack, root)
    assert await _hand_overs(bot) == 2


async def test_the_same_wish_is_not_answered_a_second_time_in_the_same_words(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, COMPLAINT)
    await say(slack, bot, "can I talk to a human", under=root)
    await say(slack, bot, "I want to talk to a human now", under=root)

    assert "has your case already" not in last(slack, root)
    assert ADDED in last(slack, root)


@each_row(
    ("text", "happens"),
    [
        ("It's unplugged and out on the balcony now.", False),
        ("he's ok, bit shaken. it was plugged in the kitchen socket", False),
        ("I've put it outside in a bucket of sand", False),
        ("nobody was hurt", False),
        ("it stopped smoking when I pulled the plug", False),
        ("the fire is out", False),
        ("it is not hot any more", False),
        ("I bought it in March", False),
        ("it's smoking again!", True),
        ("my hand is burnt as well", True),
        ("the other one is getting hot too", True),
        ("he is in hospital", True),
        ("now it smells of gas", True),
        ("she can't breathe", True),
        ("no fire, but it still sparks", True),
    ],
)
def test_a_sign_or_harm_that_is_not_over_happens_still(text: str, happens: bool) -> None:
    assert happens_still(text) is happens
