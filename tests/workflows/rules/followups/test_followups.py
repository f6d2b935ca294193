"""What follows up on what the desk told before, and what only sounds like it: one row a message."""

from tests.rows import each_row
from workflows.rules.followups.followups import follow_ups
from workflows.rules.followups.one_more import more_returns
from workflows.rules.followups.short_answers import answer_in
from workflows.understanding.turns import turn_of

ASKED = [
    ("When will it arrive?", "when order"),
    ("and when does it get here?", "when order"),
    ("when will my parcel come?", "when order"),
    ("Thanks! And when is it coming?", "when order"),
    ("what day will it be delivered?", "when order"),
    ("ETA?", "when order"),
    ("What's the ETA on that?", "when order"),
    ("Will it be here by Friday?", "when order"),
    ("how soon will I get it?", "when order"),
    ("When can I expect it?", "when order"),
    ("When's it due to arrive", "when order"),
    ("How long till it arrives?", "when order"),
    ("when?", "when"),
    ("By when?", "when"),
    ("When will I hear back?", "when investigation"),
    ("When do I get an answer about the invoice?", "when investigation"),
    ("when will the investigation be done?", "when investigation"),
    ("how long does it take?", "take"),
    ("How long will the investigation take?", "take investigation"),
    ("where is it?", "where order"),
    ("Where's it now? :thinking_face:", "where order"),
    ("Where is my parcel right now", "where order"),
    ("Has it shipped yet?", "where order"),
    ("is it on its way?", "where order"),
    ("has it been sent out already?", "where order"),
    ("where is my order?", "where order"),
    ("any news about my order?", "where order"),
    ("which carrier?", "carrier order"),
    ("Which carrier is it with?", "carrier order"),
    ("who delivers it?", "carrier order"),
    ("Who's bringing the parcel?", "carrier order"),
    ("what courier did they use", "carrier order"),
    ("which company ships it", "carrier order"),
    ("tracking number?", "tracking order"),
    ("what was the tracking number again?", "tracking order"),
    ("I can't find the tracking number", "tracking order"),
    ("Can I track it?", "tracking order"),
    ("do you have a tracking link", "tracking order"),
    ("what's the number again?", "number"),
    ("What was my RMA number?", "number return"),
    ("What was that RMA number? My tablet cut it off", "number return"),
    ("Which RMA number was it? My laptop cut off the last line.", "number return"),
    ("The RMA number again, please? My watch only shows half the number.", "number return"),
    ("What was the RMA number? I didn't write it down.", "number return"),
    ("Could you repeat the reference of that investigation?", "number investigation"),
    ("what was the reference again?", "number"),
    ("can you give me the RMA number again please", "number return"),
    ("I lost the RMA number", "number return"),
    ("remind me of the investigation number", "number investigation"),
    ("what's the case number", "number case"),
    ("Where do I send it?", "send_to return"),
    ("where should I ship it to", "send_to return"),
    ("and where to?", "send_to return"),
    ("how do I return it?", "send_to return"),
    ("How do I send it back?", "send_to return"),
    ("What's the address again?", "send_to return"),
    ("where do i send the lamp?", "send_to return"),
    ("How do I pack the blue desk lamp?", "send_to return"),
    ("I don't know where to send it", "send_to return"),
    ("Not sure where to send it back to", "send_to return"),
    ("Do I need a label?", "send_to return"),
    ("which number do I write on the box?", "send_to return"),
    ("where do I have to send RMA-100016?", "send_to return RMA-100016"),
    ("How long is the RMA valid?", "valid return"),
    ("by when do I have to send it?", "valid return"),
    ("Does the RMA expire?", "valid return"),
    ("is there a deadline?", "valid return"),
    ("how much time do I have to send it?", "valid return"),
    ("what happens now?", "done"),
    ("What did you do?", "done"),
    ("what have you done so far?", "done"),
    ("what's next?", "done"),
    ("any update?", "done"),
    ("how does it stand?", "done"),
    ("Where do I send it? And when do I hear about the invoice?", "send_to return + when investigation"),
    ("When will it arrive, and which carrier is it?", "when order + carrier order"),
    ("When will someone get back to me?", "person case"),
    ("cancel that return", "cancel return"),
    ("please cancel it", "cancel"),
    ("Can you cancel the return please?", "cancel return"),
    ("cancel the return of the lamp", "cancel return"),
    ("Please cancel RMA-100016, thanks", "cancel return RMA-100016"),
    ("I don't want to return it anymore", "cancel return"),
    ("I'll keep it", "cancel return"),
    ("I want to keep the lamp after all", "cancel return"),
    ("I changed my mind", "cancel"),
    ("I changed my mind about the return", "cancel return"),
    ("never mind", "cancel"),
    ("never mind, it works now", "works"),
    ("It works now!", "works"),
    ("it's working again, thanks", "works"),
    ("the lamp works now", "works"),
    ("oh, forget it, I got it working", "works"),
]
OF_ITS_OWN = [
    "When do you open?",
    "Where are you located?",
    "where is order A-12345?",
    "when will my new order A-222 arrive?",
    "Why was INV-7890 so high, and when do I hear back?",
    "Cancel my order",
    "cancel my subscription",
    "don't cancel the return",
    "how long is the warranty?",
    "What's your phone number?",
    "How do I return gift cards?",
    "Where can I buy a lamp?",
    "It doesn't work",
    "it still does not work now",
    "It works now but the screen is cracked",
    "It never arrived",
    "my parcel arrived damaged",
    "I want to return the lamp, it flickers",
    "Where do I send it? I also want to return the kettle.",
    "What was the RMA number? My tablet is broken.",
    "What was the RMA number? My blender ate it, I want to return that too.",
    "what about the kettle?",
    "Can I return it if it is opened?",
    "Do you ship to Norway?",
    "How long does a refund take?",
    "When will you send a replacement?",
    "Can you change the address?",
    "who pays for the return shipping?",
    "What are your delivery times?",
    "when is my invoice due?",
    "How long do batteries last?",
    "do you deliver on Sundays?",
    "what is the number of your hotline?",
    "My neighbour wants to know where to send his lamp",
    "She said that it works now",
    "",
    "thanks!",
]


@each_row(("text", "asked"), ASKED)
def test_a_follow_up_is_known_by_what_it_asks_about(text: str, asked: str) -> None:
    assert " + ".join(_shown(one.kind, one.about, one.thing, one.number) for one in follow_ups(text)) == asked


@each_row("text", OF_ITS_OWN)
def test_a_message_that_says_anything_of_its_own_is_no_follow_up(text: str) -> None:
    assert follow_ups(text) == ()


def _shown(kind: str, about: str | None, thing: str, number: str) -> str:
    return " ".join(piece for piece in (kind, about, thing and f"({thing})", number) if piece)


@each_row(
    ("text", "returns"),
    [
        ("and the kettle too", "kettle"),
        ("the kettle too, please", "kettle"),
        ("Thanks! And the kettle too.", "kettle"),
        ("same for the kettle", "kettle"),
        ("Same for the kettle, it leaks", "kettle: it leaks"),
        ("could you do the same for the kettle?", "kettle"),
        ("Great, thanks. Same with the toaster please", "toaster"),
        ("also the kettle", "kettle"),
        ("Also the blue kettle, the lid is broken", "blue kettle: the lid is broken"),
        ("also my headphones, they crackle", "headphones: they crackle"),
        ("the toaster as well please", "toaster"),
        ("and the 'SuperWidget 5000' as well", "SuperWidget 5000"),
        ("and the kettle too because it leaks", "kettle: it leaks"),
        ("And the kettle too. It leaks.", "kettle: It leaks"),
        ("and the kettle and the toaster too", "kettle + toaster"),
        ("I need another RMA for the kettle please", "kettle"),
        ("one more return for the kettle, it leaks", "kettle: it leaks"),
        ("Could I get another return for the toaster?", "toaster"),
        ("plus the kettle", "kettle"),
    ],
)
def test_a_thing_named_as_one_more_is_a_return(text: str, returns: str) -> None:
    found = ((one.product_name or "", one.reason_for_return) for one in more_returns(text))

    assert " + ".join(": ".join(filter(None, one)) for one in found) == returns


@each_row(
    "text",
    [
        "what about the kettle?",
        "and the kettle?",
        "and the kettle too?",
        "and the kettle",
        "the kettle too has a crack",
        "the kettle is broken too",
        "the kettle works too",
        "I like the kettle too",
        "same problem with the kettle",
        "and my neighbour too",
        "and me too",
        "same for me",
        "also thanks",
        "also, where is my order?",
        "also the weather is nice",
        "also the invoice",
        "also the delivery was late",
        "and the other one too",
        "and the money too",
        "Same for order A-12345",
        "Can I get another one for my desk?",
        "I need another one for the kitchen table",
        "please one more for my phone",
        "one more for the lamp",
    ],
)
def test_a_thing_that_is_only_brought_up_is_no_return(text: str) -> None:
    assert more_returns(text) == ()


@each_row(
    ("text", "said"),
    [
        ("yes", "yes"),
        ("Yes please", "yes"),
        ("yes, cancel it", "yes"),
        ("cancel it", "yes"),
        ("sure, go ahead", "yes"),
        ("both", "all"),
        ("yes, all of them", "all"),
        ("no", "no"),
        ("No thanks", "no"),
        ("no, leave it", "no"),
        ("never mind", "no"),
        ("yes, the lamp", "one lamp"),
        ("RMA-100016", "one RMA-100016"),
        ("no, the kettle", "one kettle instead"),
        ("thanks", ""),
        ("yes but where is my order", ""),
        ("yes, and I want a refund", ""),
        ("no idea", ""),
        ("I'll keep it", ""),
        ("ok thanks", ""),
        ("yeah right", ""),
        ("no, yes, do it", ""),
        ("no, cancel it", ""),
        ("ok, cancel it", "yes"),
        ("ok, yes, cancel that return please", "yes"),
        ("yes, RMA-100016 please", "one RMA-100016"),
        ("not RMA-100016", ""),
        ("y", "yes"),
        ("n", "no"),
        ("stop", "no"),
        ("please don't", "no"),
        ("ok both please", "all"),
    ],
)
def test_a_yes_or_no_is_nothing_more(text: str, said: str) -> None:
    found = answer_in(text)

    assert (f"{found.said} {found.thing}{found.number}{' instead' * found.instead}".strip() if found else "") == said


@each_row(
    ("text", "lacks"),
    [
        ("no idea what my account number is", "unsure"),
        ("No idea", "unsure"),
        ("I don't know my account number", "unsure"),
        ("where do I find it?", "unsure"),
        ("what is my account number?", "unsure"),
        ("idk", "unsure"),
        ("No clue, sorry", "unsure"),
        ("I don't have the invoice number", "without"),
        ("I can't find it", "without"),
        ("I lost the invoice", "without"),
        ("I never got an invoice", "without"),
        ("I don't have an account", "without"),
        ("I threw the letter away", "without"),
        ("I don't have it yet", None),
        ("I will send it later", None),
        ("47110815", None),
        ("where is my parcel?", None),
        ("I don't know why my router drops", None),
        ("I have no internet", None),
        ("I don't want that", None),
    ],
)
def test_who_has_not_got_a_number_is_understood(text: str, lacks: str | None) -> None:
    (said,) = turn_of(text, "account")

    assert (said.does if said.does in {"unsure", "without"} else None) == lacks
