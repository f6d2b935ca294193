"""A return is issued when it is asked for, here and now; talk about returns issues nothing."""

import pytest

from bot.wiring import Bot
from tests.fakes.model_desk import SAMPLE
from tests.fakes.slack import FakeSlack
from tests.handlers.faq.published import publish_one
from tests.rows import each_row
from tests.stored import case_of, investigations_of, last, rmas_of, say, tasks_of
from workflows.rules.planning.plan import make_plan

TALK = [
    "Would the parents be able to send the cot back in spring? We have not ordered it yet.",
    "Please return Friday, it is faulty and came too early",
    "All fine now, refund received, so you can close it",
    'Your ad says "Not in love? Send it back within 60 days!" Does that hold for all sofas?',
    'The banner promised "bring it back and we refund it, it is that simple" for the lamp',
    "Sending the couch back cost me 80 euros",
    "My colleague is returning his monitor today",
    "Could my wife return the coat instead of me?",
    "Can I return gift cards?",
    "Can I return opened software?",
    "Can I return a used mattress?",
    "Can I return my lamp in a store?",
    "Can I return my lamp?",
    "Could I send back the boots?",
    "Am I able to return the lamp?",
    "I'd like to know if I can return the lamp",
    "I was wondering if I could return the lamp",
    "How do I return my lamp?",
    "Where can I return the lamp?",
    "Can I get a refund for the lamp?",
    "Would you take back the lamp?",
    "Could you take back the lamp?",
    "Do you take back old batteries?",
    "Is it okay to return the sofa after assembling it?",
    "Is it possible to return the lamp?",
    "If possible, could I return the lamp?",
    "May I return the dress if it does not fit?",
    "Returning the lamp was a nightmare",
    "There is no reason to return the bike",
    "I have no intention of sending the sofa back",
    "Neither the lamp nor the chair must go back",
    "The refund took ages",
    "Fix the lamp, otherwise I will return it",
    "Return the lamp in the event that it hums",
    "Please return the lamp, if it is still under warranty",
    "I'm tempted to return the lamp, it hums",
    "I want to return the lamp or maybe not",
    "I regret wanting to return the lamp because it hums",
    "Thanks for helping me return my lamp",
    "Returning the lamp took three weeks",
    "Did I return the lamp in time?",
    "Have I returned the lamp in time?",
    "I requested a refund a few days back",
    "I requested a refund for the lamp two weeks ago",
    "I asked for a return of the lamp last week",
    "I sent the lamp back a few days ago, it flickers",
    "I returned the kettle last week because it leaked",
    "I had to return the lamp because it flickered",
    "My brother wants to return his bike",
    "My wife would like to return the lamp, it flickers",
    "Bob wants to return the lamp, it flickers",
    "Can my brother return the lamp? It flickers.",
    "My friend asked me whether she can return the lamp, it flickers",
    "The customer wants to return the lamp",
    "the return of the lamp went smoothly",
    "The return of the lamp took ages",
    "I got my money back for the lamp",
    "Thanks for taking back the lamp so quickly",
    "I do not want to return the lamp, it flickers",
    "I would never return the lamp",
    "I don't think I want to return the lamp",
    "What happens if I return the lamp?",
    "Suppose I want to return the lamp, it flickers",
    "Imagine I return the lamp, what then?",
    "Before I return the lamp, can you tell me how to clean it?",
    "Should I return the lamp? It flickers.",
    "I might return the lamp, it flickers",
    "Why would I return the lamp? It is great.",
    "Who pays if I return the lamp?",
    "I regret returning the lamp",
    "We ended up returning the lamp",
    "I remember sending back the lamp",
    "A friend returned the lamp because it flickered",
    "Do people return the lamp often?",
    "How long do I have to return the lamp?",
    "Is there a fee to return the lamp?",
    "Last time I returned the lamp it took weeks",
    "I already sent back the lamp, where is my money?",
    "Has my return of the lamp arrived?",
    "What is the status of my return of the lamp?",
    "The store refused to take back the lamp, it flickers",
    "You promised to take back the lamp",
    "They told me to return the lamp",
    "Your colleague said I should send back the lamp",
    "In case it breaks, can I return the lamp?",
    "I will return the lamp only if it breaks",
    "Can I return shoes that I wore once?",
    "Can I return an opened book?",
    "could i return a phone without the box",
    "Could I return sale items?",
    "Can we return custom-made curtains?",
    "Can I return food?",
    "Can I return things bought abroad?",
    "I want to return to the shop for the lamp",
    "Please return my call about the lamp",
    "I returned to the store and bought the lamp",
    "return policy for lamps?",
    "Do you offer returns on lamps?",
    "I gave back the keys yesterday",
    "I'll be back with the lamp details",
    "Where is my order A-12345?",
    "My neighbour returned her TV because it flickered, was she right?",
    "What if I returned the lamp tomorrow?",
    "Can I return my lamp, or do I have to keep it?",
    "Can I return the lamp? I would like to know.",
    "Can I return the lamp? It was a gift.",
    "Can I still return the lamp after 40 days?",
    "Is there any way to return a lamp?",
    "The lamp I returned was broken",
    "My refund for the lamp has not arrived",
    "I was going to return the lamp but now it works",
    "I almost returned the lamp because it flickered",
    "Nobody wants to return the lamp",
    "I have returned lamps before",
    "Every time I return something it takes weeks",
    "Our customers return lamps all the time",
    "can u return lamps without receipt",
    "could someone return the lamp for me in the shop?",
    "Are refunds given for opened lamps?",
    "Can I return the lamp I got from my aunt?",
    "Does returning the lamp cost anything?",
    "Returning lamps is easy",
    "I heard that one can return lamps here",
    "Do I have to return the lamp in its box?",
    "My dad sent the lamp back last week, it flickered",
    "Can I return the lamp? Just curious.",
    "Can I return the lamp? Thanks.",
    "Could I send the grinder back? Or is it too late?",
    "May I return the lamp? Bought last week.",
    "Can I return the lamp? Very kind of you.",
    "Can I return gift cards? Too many of them here.",
    "I have decided not to return the lamp because it works",
    "My wife has decided to return the lamp, since it flickers",
    "I had decided to return the lamp because it flickered, but now it works",
    "He decided to return the lamp because it flickers",
    "Can I return the lamp? Unopened, of course.",
    "Can I return the lamp? Please advise.",
    "Could I return the lamp? Best regards, Ann",
    "Can I return the lamp? Much appreciated.",
    "I decided against returning the lamp, since it works",
    "Have you decided to return the lamp?",
    "Can I return the lamp? Way before Christmas, I mean.",
    "I have not decided whether to return the lamp, since it is heavy",
    "Can I return the lamp? In March.",
    "May I return the lamp? Order A-12345.",
    "Can I return the lamp? Not urgent.",
    "May I return the lamp? Wrong chat, sorry.",
    "Can I return the lamp? Too bad if not.",
    "Could I return the lamp? Not in a hurry.",
    "Can I return the lamp? Terribly sorry to bother you.",
    "The teacher is returning her whiteboard, I saw it by chance.",
    "the neighbour was returning a drill when I came in",
    "Some guests are returning the towels",
]
ASKED = [
    ("I want to return the kettle, it leaks", "kettle"),
    ("please take back my X200, it hums", "X200"),
    ("return the lamp, it flickers", "lamp"),
    ("Can I return the kettle? It leaks.", "kettle"),
    ("can i return my headphones, they broke", "headphones"),
    ("Could you please return the lamp, it flickers?", "lamp"),
    ("I'd like to send back the boots because they are too small", "boots"),
    ("I want my money back for the X200", "X200"),
    ("I am returning the TV because it flickers", "TV"),
    ("I need to send back the boots, too small", "boots"),
    ("Refund for the toaster please, it hums", "toaster"),
    ("Could I return the hairdryer? The plug doesn't fit.", "hairdryer"),
    ("Please arrange a return for my coffee table; one leg is broken.", "coffee table"),
    ("I would like to return my lamp", "lamp"),
    ("I want to return the blue rug", "blue rug"),
    ("Kindly take back the chair, it wobbles", "chair"),
    ("We need to return two monitors because of dead pixels", "monitors"),
    ("May I return my toaster? It rattles.", "toaster"),
    ("Please refund my coffee grinder. It stopped working after a day.", "coffee grinder"),
    ("Hello, could I return the cat tree? My cat won't use it.", "cat tree"),
    ("the curtains I ordered are too short, can I send them back?", "curtains"),
    ("My lamp flickers. I want to return it.", "lamp"),
    ("I wish to give back the drill, it is too loud", "drill"),
    ("Could you take back the guitar? The neck is warped.", "guitar"),
    ("return my 'SuperWidget 5000'", "SuperWidget 5000"),
    ("How can I return the ceiling fan? One blade is missing.", "ceiling fan"),
    ("I want to return a blender because it is noisy", "blender"),
    ("Return: blender (too loud)", "blender"),
    ("Send back the mouse please", "mouse"),
    ("I'd like a refund for the yoga mat because it smells", "yoga mat"),
    ("I have to return the lamp because it flickers", "lamp"),
    ("I must return the lamp, it flickers", "lamp"),
    ("We want to send the sofa back, it sags", "sofa"),
    ("My wife hates the vase, so I want to return it", "vase"),
    ("I can't wait to return my kettle because it leaks", "kettle"),
    ("I thought about it, however I want to return the lamp, it hums", "lamp"),
    ("If the fan hums call me, but return the chair, it wobbles", "chair"),
    ("If you have a moment, please return the lamp, it hums", "lamp"),
    ("If I remember correctly I have to return the lamp, it hums", "lamp"),
    ("Hi, please send back the mug, it is chipped", "mug"),
    ("As I said, I want to return the lamp, it flickers", "lamp"),
    ("I told you I want to return the lamp, it flickers", "lamp"),
    ("I'm sending the drill back because it overheats", "drill"),
    ("My husband says the lamp flickers. I want to return it.", "lamp"),
    ("I bought a chair last week and it wobbles, can I return it?", "chair"),
    ("I would like a refund for my headphones because they broke", "headphones"),
    ("after long thought I have decided to return the sewing machine, since it is too heavy", "sewing machine"),
    ("May I send the espresso grinder back? Far too loud for a flat.", "espresso grinder"),
    ("Could I send the espresso grinder back? Far too loud for a flat.", "espresso grinder"),
    ("I've decided to send back the rug because it sheds", "rug"),
    ("We have decided to return the sofa as it is too wide", "sofa"),
    ("I have made up my mind to return the bike, since the frame is bent", "bike"),
    ("We've come to the conclusion that we want to return the table because it wobbles", "table"),
    ("Can I return my jacket? Way too tight around the shoulders.", "jacket"),
    ("Could I bring the drill back? Much heavier than expected.", "drill"),
    ("May we return the curtains? Completely the wrong shade.", "curtains"),
    ("Might I return the lamp? Horribly bright.", "lamp"),
    ("I have concluded that the chair must go back since it hurts my back", "chair"),
    ("I have resolved to send the mixer back because it is noisy", "mixer"),
    ("Can I send my boots back? A size too small.", "boots"),
    ("Could I return the tent? Leaky at the seams.", "tent"),
    ("having slept on it I decided to return the mirror, because it is too big", "mirror"),
    ("I have chosen to return the blender since it leaks", "blender"),
    ("Can I return the vacuum? Barely any suction.", "vacuum"),
    ("May I return the monitor? Dead pixels everywhere.", "monitor"),
    ("I'm afraid I've had to decide to return the desk as it doesn't fit", "desk"),
    ("Since it is too heavy, I have decided to return the sewing machine", "sewing machine"),
    ("Can I return the clock? One size too small for my wall.", "clock"),
    ("We have finally decided to send back the piano because it will not stay in tune", "piano"),
]
WRITE = "return the lamp, it flickers"


def _returned(text: str) -> list[str | None]:
    return [task.product_name for task in make_plan(text).tasks if task.query_type == "ProductReturn"]


@each_row("text", TALK)
def test_talk_about_returns_issues_nothing(text: str) -> None:
    assert _returned(text) == []


@each_row(("text", "product"), ASKED)
def test_an_explicit_request_is_a_return(text: str, product: str) -> None:
    assert _returned(text) == [product]


async def test_whether_something_can_be_returned_is_answered_with_how_to_ask(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "Can I return gift cards?")

    assert WRITE in last(slack, event)
    assert (await rmas_of(bot), await tasks_of(bot)) == ([], [])
    assert (await case_of(bot)).status == "answered"


@pytest.mark.parametrize("text", ["Can I return my lamp?", "How do I return the lamp?"])
async def test_whether_one_s_own_thing_can_be_returned_is_asked_back(bot: Bot, slack: FakeSlack, text: str) -> None:
    event = await say(slack, bot, text)

    assert "Would you like to return the lamp?" in last(slack, event)
    assert await rmas_of(bot) == []


async def test_a_published_faq_on_returning_it_comes_before_any_question(bot: Bot, slack: FakeSlack) -> None:
    told = "Lamps can be returned within 30 days."
    await publish_one(bot, "Can I return a lamp?", told, told)

    event = await say(slack, bot, "Can I return my lamp?")

    assert told in last(slack, event)
    assert await tasks_of(bot) == []


async def test_what_the_reply_says_to_write_is_what_works(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "Can I return my lamp?")
    await say(slack, bot, WRITE, under=root)

    [rma] = await rmas_of(bot)
    assert (rma.product_name, rma.reason) == ("lamp", "it flickers")


async def test_where_a_published_faq_says_what_can_be_returned_that_answer_comes(bot: Bot, slack: FakeSlack) -> None:
    told = "Gift cards cannot be returned."
    await publish_one(bot, "Can I return gift cards?", told, told)

    event = await say(slack, bot, "Can I return gift cards?")

    assert told in last(slack, event)
    assert WRITE not in last(slack, event)
    assert await rmas_of(bot) == []


async def test_the_sample_of_the_design_still_does_all_three(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, SAMPLE)

    assert [task.state for task in await tasks_of(bot)] == ["done", "done", "done"]
    assert (len(await rmas_of(bot)), len(await investigations_of(bot))) == (1, 1)
    assert "Tracking number" in last(slack, event)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("May I send the espresso grinder back? Far too loud for a flat.", "Far too loud for a flat"),
        ("after long thought I have decided to return the drill, since it is too heavy", "it is too heavy"),
    ],
)
def test_a_reason_without_a_verb_or_after_a_decision_is_kept(text: str, reason: str) -> None:
    assert [task.reason_for_return for task in make_plan(text).tasks] == [reason]


async def test_money_back_for_a_named_thing_is_its_return(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, "I want my money back for the X200")

    assert [rma.product_name for rma in await rmas_of(bot)] == ["X200"]


async def test_a_wish_beside_a_return_goes_with_the_case_to_a_person_and_gets_no_part(
    bot: Bot, slack: FakeSlack
) -> None:
    wish = "I'd prefer a replacement rather than a refund"
    event = await say(slack, bot, f"I want to return the kettle, it leaks. {wish}.")

    assert [rma.product_name for rma in await rmas_of(bot)] == ["kettle"]
    assert (await case_of(bot)).status == "escalated"
    assert wish not in last(slack, event)
    assert "I cannot promise a replacement" in last(slack, event)


async def test_what_is_only_likely_issues_nothing(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, "I want to return the kettle, it leaks. The stroller isn't for us.")

    assert [rma.product_name for rma in await rmas_of(bot)] == ["kettle"]
