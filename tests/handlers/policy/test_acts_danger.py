"""Danger goes to a person first and urgent, before anything else is done."""

import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel
from tests.fakes.slack import FakeSlack
from tests.rows import each_row
from tests.slack.handoff.people import cards
from tests.stored import case_of, last, rmas_of, say
from workflows.rules.escalation.danger import find_danger

DANGER = [
    "I am so tired of everything, I don't want to be here anymore",
    "there is nothing left to live for",
    "I was shocked by the toaster when I touched it",
    "I got burned by the kettle you sent",
    "the toaster catches fire when I plug it in",
    "Sparks fly out of the socket adapter",
    "the charger gets burning hot",
    "your stove leaks gas",
    "I'm bleeding, the knife handle snapped",
    "there was glass in the food",
    "There was a piece of glass in my baby's porridge",
    "someone ordered in my name",
    "Somebody opened an account in my name",
    "I am a victim of identity theft",
    "I got an electric shock from the lamp",
    "smoke is coming out of the TV",
    "my phone's battery is swollen",
    "my son swallowed a magnet from the toy",
    "the dog ate it, is it poison?",
    "the carbon monoxide alarm went off after we lit your heater",
    "My heater smells of gas",
    "The hoverboard exploded in the hallway",
    "the power bank got so hot it melted",
    "it gave me a shock when I touched it",
    "The ladder collapsed under me and I am in hospital",
    "my daughter choked on a part of the doll",
    "The blanket started smoking",
    "there's a burning smell from the dryer",
    "I burned my hand on the kettle handle",
    "it's on fire!!",
    "the phone got hot enough to burn my leg",
    "orders were made with my identity",
    "I want to return the heater, it caught fire",
    "My laptop battery is bloated",
    "I bit on metal in my bread",
    "The e-bike brakes failed and I crashed",
    "someone hacked my account",
    "The candle set my curtains on fire",
    "there are bare wires hanging out",
    "there were slivers of glass in the yoghurt",
    "my kid ate mouldy bread from your box",
    "found a screw in the muesli",
    "I nearly broke a tooth on a stone in the granola",
    "the outlet adapter scorched the wall",
    "the heater melted the carpet",
    "the lamp charred my shelf",
    "the plug is charred",
    "black soot on the wall behind the charger",
    "the toaster blackened our kitchen wall",
    "the baby swallowed a button from the coat",
    "my toddler put the loose magnet in her mouth and it is gone",
    "pieces of metal in the dog food",
    "a shard came out of the jam jar",
    "plastic bits in my soup",
    "splinters of glass in the pickle jar",
    "the cable insulation melted",
    "the multi-plug turned black and stinks of burnt plastic",
    "the extension cord is fused together, melted",
    "my cat ate a piece of the toy",
    "mould in the baby formula, my daughter drank it",
    "a metal shaving was in the chocolate bar",
    "there was a nail baked into the cookie",
    "a razor blade in the candy",
    "I found a needle in the strawberries",
    "he swallowed the little battery",
    "the remote's coin cell got swallowed",
    "the base of the iron burned a hole in the table",
    "hot plate cracked and glass flew into my eye",
    "the pressure cooker lid flew off",
    "wires are sparking",
    "the power bank is getting dangerously hot",
    "the microwave has burn marks inside and smells burnt",
    "live insects crawling in the rice",
    "my son got ill from the expired milk",
    "the candle glass burst and hot wax went everywhere",
    "the socket went up in smoke",
    "flames shot out",
    "the hair dryer singed my hair",
    "the tail of the toy came off and my child almost choked",
    "a wire was sticking out of my sausage",
    "the strawberries had a needle in them",
    "I found glass shards in a tin of beans",
    "my puppy swallowed the squeaker from the chew toy",
    "there is rust and metal in the juice",
    "the cable melted and left a hole",
    "the candle scorched our window frame",
    "my boy has a bead from the bracelet stuck in his throat",
    "the charger singed the bedsheet",
    "two wall sockets are blackened since we plugged it in",
    "Your charger exploded, can you help me?",
    "Hi guys, my toaster is on fire",
    "your customer service should know my toaster is on fire",
    "The battery exploded with a bang",
    "my kids got ill from your yoghurt",
    "my daughter is ill after eating the pudding",
    "we ate the mouldy jam",
    "my son ate part of the foam",
    "the plug smells burnt",
    "the iron left a burn mark on our table",
    "hot oil sprayed all over from the fryer",
    "the lamp gave my wife a heart attack, she got a shock from it",
    "The price was fair but it electrocuted my son",
    "a wasp was in the jam",
    "the charger burned a mark into the wall",
    "the baby ate a chunk of the teether",
    f"{'It is a long story. ' * 200} In the end it caught fire.",
]
HARMLESS = [
    "I was shocked at how fast it came",
    "shocked to see the price go up",
    "We got burned by another store before, how long is your guarantee?",
    "I don't want to be here when the parcel comes, can you leave it?",
    "When does the fire sale start?",
    "please fire up my account",
    "that is a hot deal!",
    "this is a killer feature",
    "Is the Fire TV stick in stock?",
    "I want to return the smoke detector, it beeps",
    "my inbox exploded",
    "the colours bleed in the wash",
    "I was shocked by the price",
    "Do you sell fire extinguishers?",
    "I need a shock absorber",
    "return the blood pressure monitor, it is inaccurate",
    "I have a burning question",
    "your team is on fire, great job",
    "the phone overheats",
    "The gas grill is missing a wheel",
    "The sparkling water is flat",
    "I placed order A-12345 in my name",
    "poison ivy costume in size M",
    "return the carbon monoxide detector, it does not pair",
    "burnt orange cushion, wrong shade",
    "kill the subscription please",
    "a glass is cracked in the frame",
    "smoking hot deal on headphones",
    "the armchair came with a broken arm",
    "the chocolate melted on the way",
    "the gas stove does not ignite",
    "smoking hot offer",
    "this deal is fire",
    "it's lit",
    "killer price",
    "my inbox is exploding",
    "that track is fire",
    "smokin' hot price!",
    "sales are exploding",
    "this party is lit",
    "your prices are killer",
    "my phone is blowing up with your emails",
    "you guys are killing me lol",
    "the design is sick, to die for",
    "hot price, want it",
    "the site crashed",
    "this new jacket is straight fire",
    "I'm dying to get my order",
    "drop dead gorgeous dress",
    "the glass of the frame is cracked",
    "a screw is missing from the shelf",
    "melt-in-the-mouth chocolate, great",
    "the wall bracket is black",
    "Do you have black wall paint?",
    "the metal food bowl is dented",
    "plastic containers for food, wrong size",
    "the glass lunch box has a loose lid",
    "my wallet is bleeding lol",
    "your customer service is on fire today",
    "my head is exploding with all these options",
    "the bomb! best shop ever",
    "this heat wave is killing me",
    "the nail polish is the wrong colour",
    "the knife is not sharp",
    "metal straws for drinks, too short",
    "is the plastic in your food box safe?",
    "the coffee machine has a glass jug",
    "I want to return the glass teapot, it drips",
    "the burner phone",
    "that is a burning question",
    "The chocolate melted in transit",
    "return the mould for cakes, it sticks",
    "the cookie cutter is made of metal",
    "the charcoal shirt is too small",
    "the soup bowl is made of glass",
    "this hoodie is fire!!",
    "what a smoking hot bargain",
    "the new drop is lit",
    "killer discount, I love it",
    "my notifications are exploding",
    "the baking mould is dented",
    "the cheese melted on the way here",
    "there is a scratch in the glass of the water bottle",
    "the screw in the coffee grinder is loose",
    "I am sick of waiting",
    "that design is sick",
    "I'll take the chocolates please",
    "My son ate from the plastic plate and loved it",
    "my wife ate part of the order before I could count",
    "there is a wire in the fruit basket handle",
    "haha my packaging exploded in bubble wrap",
    "I'll turn off the heater",
    "I'll drink the milk after",
    "I'll return the food from last week",
    "The bread arrived mouldy, we can't eat it",
    "my son ate all the cake, can I order more?",
    "the coffee smells burnt",
    "the jar arrived in shards",
    "the table has a burn mark, scratch and dent, refund?",
    "your prices gave me a heart attack, haha",
    "the price nearly gave my husband a heart attack",
    "lol I died when I saw the prices",
    "my brain is exploding with all the choices",
    "The fireplace video in the app does not play",
]


@each_row("text", DANGER)
def test_danger_is_found(text: str) -> None:
    assert find_danger(text) is not None


@each_row("text", HARMLESS)
def test_what_only_sounds_dangerous_is_not(text: str) -> None:
    assert find_danger(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "the toaster catches fire when I plug it in",
        "I want to return the heater, it caught fire",
        "there was glass in the food",
        "someone ordered in my name",
        "my heater smells of gas",
    ],
)
async def test_danger_goes_to_a_person_first_and_urgent(desk: Bot, slack: FakeSlack, text: str) -> None:
    event = await say(slack, desk, text)

    case = await case_of(desk)
    assert (case.status, case.priority) == ("escalated", "urgent")
    assert await rmas_of(desk) == []
    assert "waits for a person from our support team, marked as urgent" in last(slack, event)
    assert len(cards(slack)) == 1


async def test_danger_is_heard_while_a_product_is_awaited(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, "I want to return something")
    await say(slack, bot, "the toaster, sparks fly out of it", under=root)

    case = await case_of(bot)
    assert (case.status, case.priority, await rmas_of(bot)) == ("escalated", "urgent", [])
    assert "Please stop using the product" in last(slack, root)


async def test_an_order_beside_danger_is_looked_up_below_it(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "My air fryer is smoking. And where is my order A-12345?")

    shown = last(slack, event)
    assert shown.index("Please stop using the product") < shown.index("Tracking number")
    assert (await case_of(bot)).priority == "urgent"


async def test_a_model_is_not_asked_whether_a_fire_is_urgent(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel
) -> None:
    async with open_bot(settings_for(openai_api_key=KEY, openai_base_url=model.base_url)) as bot:
        slack.delivery.bot_url = bot.url
        event = await say(slack, bot, "I want to return the 'SuperWidget 5000', it caught fire")

        assert (await case_of(bot)).priority == "urgent"
        assert await rmas_of(bot) == []
        assert last(slack, event).startswith("I am sorry to read this.")


async def test_what_only_sounds_dangerous_is_answered_as_ever(bot: Bot, slack: FakeSlack) -> None:
    await say(slack, bot, "I want to return the smoke detector, it beeps")

    assert [rma.product_name for rma in await rmas_of(bot)] == ["smoke detector"]
    assert (await case_of(bot)).status == "answered"
