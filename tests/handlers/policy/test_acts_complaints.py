"""A complaint about an order gets its status and a person; a plain question about one gets the status alone."""

import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel, Say
from tests.fakes.slack import FakeSlack
from tests.rows import each_row
from tests.stored import case_of, last, say
from workflows.rules.escalation.complaints import complains_of_order
from workflows.rules.planning.leftovers import complaints_in
from workflows.rules.planning.plan import found_in

COMPLAINTS = [
    "Order A-12345: the box was empty",
    "A-12345 came today. Two cups are missing.",
    "Order A-12345 says delivered but I never got it",
    "My order A-12345 arrived damaged",
    "I got the wrong item in order A-12345",
    "order A-12345 never came",
    "Where is A-12345? The tracking says delivered, nothing is here.",
    "half of order A-12345 is missing",
    "A-12345 arrived with the box crushed",
    "only two of the four cups were in there, order A-12345",
    "A-12345: a pink one instead of the black",
    "order A-12345 contained somebody else's parcel",
    "tracking for A-12345 claims I signed for it, I did not",
    "order A-12345 arrived as a puzzle",
    "Order A-12345 is three weeks late, the estimate was the 3rd",
    "A-12345 is now two months overdue",
    "The estimate for A-12345 was three weeks ago",
    "It is ten days past the estimated date of order A-12345",
    "order A-12345 should have come a month ago",
    "My order A-12345 hasn't moved in 5 days, I'm worried it's lost.",
    "A-12345 hasn't been scanned for six days, I worry it has been lost",
    "I suspect A-12345 is lost",
    "Why is my order A-12345 so slow?! I paid for express!",
]
UNLIKE_ORDERED = [
    "A-12345 is shown as cancelled, I never cancelled it",
    "you took my money and A-12345 says cancelled",
    "only two of the four cups were in there, order A-12345",
    "A-12345: a pink one instead of the black",
    "order A-12345 contained somebody else's parcel",
    "tracking for A-12345 claims I signed for it, I did not",
    "A-12345 was delivered according to you, I wasn't home",
    "order A-12345 came in a thousand pieces",
    "the vase from A-12345 arrived as a puzzle",
    "A-12345 got here squashed flat",
    "I ordered six glasses in A-12345 and got four",
    "order A-12345: three instead of five",
    "A-12345 contained a kettle, I had ordered a toaster",
    "You sent me size 40 instead of 42 in order A-12345",
    "A-12345: this is not my stuff, the label has another name",
    "order A-12345 came in bits",
    "A-12345 looks like an elephant sat on it",
    "The parcel A-12345 was addressed to a Mr. Chen",
    "A-12345: got blue, ordered green",
    "In A-12345 the charger was not in the box",
    "order A-12345 was signed for by someone I don't know",
    "A-12345 is shown as handed over but nobody rang",
    "the contents of A-12345 are ruined",
    "A-12345 turned up in ruins",
    "A-12345 is a wreck",
    "Order A-12345: the mirror is a spiderweb now",
    "A-12345: I count only nine of the ten tiles",
    "order A-12345 supposedly left with a neighbour, none of them has it",
    "A-12345 came soaking wet",
    "received the wrong variant in A-12345",
    "two bottles short in A-12345",
    "A-12345 has not all items in it",
    "They gave me another customer's box, mine is A-12345",
    "A-12345: the photo shows a door that isn't mine",
    "A-12345 arrived bent out of shape",
    "order A-12345 leaked everywhere",
    "A-12345: half the parts aren't there",
    "A-12345 was used, with scratches all over",
    "Order A-12345: the parcel had three of the five books in it",
    "A-12345 was meant to hold a red scarf, a green scarf was inside",
    "My A-12345 box has Mrs Lopez on the label, not me",
    "carrier says I accepted A-12345 at the door, but I was abroad",
    "A-12345 looks like it was run over by a truck",
    "I got six of ten plates from A-12345",
    "you shipped the large, I ordered the medium, A-12345",
    "A-12345 came in crumbs",
    "the app states A-12345 was dropped off, there is nothing",
    "For A-12345 you packed a toaster; I ordered a kettle",
    "A-12345: my mirror is a pile of shards",
    "A-12345 got delivered to God knows where, not to me",
    "the courier marked A-12345 as received by me, never happened",
    "half of what I paid for in A-12345 was inside",
    "A-12345 the dress is navy, I chose black",
    "Order A-12345: the package held 4 of the 6 mugs",
    "I received 3 of my 5 books, order A-12345",
    "I got another customer's parcel instead of A-12345",
    "A-12345 has two holes, what now?",
    "The shelf in A-12345 has split",
    "still no sign of A-12345",
    "A-12345 had been opened and resealed, one cup is gone",
]
NO_COMPLAINT = [
    "Where is my order A-12345?",
    "order A-12345 is not here yet",
    "When will order A-12345 be delivered?",
    "Has A-12345 been split into two pieces?",
    "I'd like a puzzle, and where is A-12345?",
    "where is order A-12345, I ordered the pink one",
    "status of A-12345 please, I wasn't home yesterday",
    "Is A-12345 coming today? I can sign for it",
    "order A-12345 has four cups, when does it ship?",
    "Can I change A-12345 to black instead of pink?",
    "Any news on A-12345? It is a puzzle for my son",
    "which pieces of A-12345 were sent?",
    "A-12345 status? I ordered two of the four sizes",
    "Will someone be able to sign for A-12345? I will not be home",
    "is A-12345 sent in one box or two?",
    "When is A-12345 coming? I have only two days left",
    "Will order A-12345 come in one piece?",
    "order A-12345, I ordered it on Monday and got a confirmation mail, when will it ship?",
    "I received an email about A-12345, when will it come?",
    "please send A-12345 to my office instead of my home",
    "Is A-12345 the one with the red cover?",
    "A-12345: could you ship it Friday instead?",
    "I got a tracking link for A-12345, where is it?",
    "tracking says A-12345 will be delivered today, is that right?",
    "tracking for A-12345 says it has not been delivered yet, when is it?",
    "How many pieces are in A-12345?",
    "hi, A-12345 status please, thanks",
    "I ordered two lamps in A-12345 and have not received a tracking number yet",
    "Is A-12345 still in one depot or with the driver?",
    "My order A-12345 contains a gift, when does it arrive?",
    "Can my neighbour sign for A-12345?",
    "I am not home until five, when does A-12345 come?",
    "Have 2 of the 3 parcels in A-12345 been shipped?",
    "parcel 1 of 2 of A-12345 has arrived, when will the other come?",
    "Order A-12345 contains three lamps, when will it arrive?",
    "Will A-12345 be split between two deliveries?",
    "Only two days to go, where is A-12345?",
    "A-12345 says it has not been collected yet, is that right?",
    "I hope A-12345 is not lost, where is it?",
    "When will A-12345 arrive? I'm worried I'll miss the courier.",
]


@each_row("text", UNLIKE_ORDERED)
def test_what_came_unlike_ordered_or_not_at_all_is_a_complaint(text: str) -> None:
    assert complains_of_order(text, named=True)


@each_row("text", NO_COMPLAINT)
def test_a_question_or_a_wish_about_an_order_is_no_complaint(text: str) -> None:
    assert not complains_of_order(text, named=True)
    assert not complaints_in(text, found_in(text, None))


@pytest.mark.parametrize("text", COMPLAINTS)
async def test_a_complaint_about_an_order_gets_the_status_and_a_person(bot: Bot, slack: FakeSlack, text: str) -> None:
    event = await say(slack, bot, text)

    assert "Tracking number" in last(slack, event)
    assert "waits for a person from our support team" in last(slack, event)
    assert (await case_of(bot)).status == "escalated"


@pytest.mark.parametrize(
    "text",
    [
        "Where is my order A-12345?",
        "order A-12345 is not here yet",
        "Has A-12345 shipped? Also return the lamp, two screws are missing",
        "When will order A-12345 be delivered?",
    ],
)
async def test_a_plain_question_about_an_order_needs_no_person(bot: Bot, slack: FakeSlack, text: str) -> None:
    await say(slack, bot, text)

    assert (await case_of(bot)).status == "answered"


@pytest.mark.parametrize(
    "text", ["My package came and the box was empty", "My parcel says delivered but I never got it"]
)
async def test_a_complaint_about_an_order_without_its_number_gets_a_person(
    bot: Bot, slack: FakeSlack, text: str
) -> None:
    await say(slack, bot, text)

    assert (await case_of(bot)).status == "escalated"


async def test_a_complaint_that_a_model_leaves_out_of_its_plan_gets_a_person(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel
) -> None:
    task = {"query_type": "StatusUpdate", "order_id": "A-12345"}
    model.script("plan", Say({"tasks": [task], "leftovers": []}))
    async with open_bot(settings_for(openai_api_key=KEY, openai_base_url=model.base_url)) as bot:
        slack.delivery.bot_url = bot.url
        event = await say(slack, bot, "Order A-12345: the box was empty")

        assert "Tracking number" in last(slack, event)
        assert (await case_of(bot)).status == "escalated"


def test_where_the_customer_keeps_a_box_is_no_complaint() -> None:
    assert not complains_of_order("one moment, the box is in the attic", named=False)
    assert complains_of_order("the parcel was left in the attic of a stranger", named=False)


@pytest.mark.parametrize(
    "text",
    [
        "never came",
        "it never came",
        "the lamp never arrived",
        "my jacket still hasn't arrived",
        "the kettle I bought never showed up",
        "never got it",
        "I didn't receive my lamp",
    ],
)
async def test_what_never_came_is_asked_for_its_order_and_handed_to_a_person(
    bot: Bot, slack: FakeSlack, text: str
) -> None:
    event = await say(slack, bot, text)

    assert "Please tell me the order number" in last(slack, event)
    assert (await case_of(bot)).status == "escalated"


@pytest.mark.parametrize("text", ["the engineer never came", "the confirmation mail never came", "I never got married"])
async def test_what_is_no_thing_that_is_sent_is_asked_for_no_order(bot: Bot, slack: FakeSlack, text: str) -> None:
    event = await say(slack, bot, text)

    assert "order number" not in last(slack, event)


@pytest.mark.parametrize(
    "text", ["broken, send me a new one", "it's broken, please send me a new one", "broken. want a replacement"]
)
async def test_a_new_one_for_what_is_broken_is_a_persons(bot: Bot, slack: FakeSlack, text: str) -> None:
    event = await say(slack, bot, text)

    assert "I cannot send a replacement myself" in last(slack, event)
    assert "the number of its order" in last(slack, event)
    assert (await case_of(bot)).status == "escalated"


async def test_a_thing_that_is_named_for_which_a_new_one_is_wished_is_asked_about(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "my lamp is broken, send me a new one")

    assert "Would you like to return the lamp?" in last(slack, event)
    assert (await case_of(bot)).status == "escalated"
