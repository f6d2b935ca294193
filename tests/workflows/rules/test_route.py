"""Promises of the keyless router: right route, honest confidence, and a person only when one is asked for or needed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.public_messages import public_messages
from tests.rows import each_row
from workflows.language.detection import detect
from workflows.routes import ROUTES
from workflows.rules.route import Terms, classify, tokens_of

ROUTE_OF = {route.label: route.name for route in ROUTES}


TECHNICAL = """
My app crashes when I open settings
I can't log in
The invoice page shows error 500
How do I connect my scale to the wifi?
The website is down again
My screen stays black after the update
Your API returns 403 for every call
The headphones won't pair with my laptop
I forgot my password
Export to CSV gives me an empty file
Installation fails with code 0x80070005
My account is locked after too many attempts
Slack integration stopped sending notifications
I get "access denied" every time I open the dashboard
The confirmation email never arrives, so I can't finish signing up
Our webhook stopped firing this morning
Printer shows offline although it is on
How do I reset my device to factory settings?
The blender is broken, it doesn't turn on any more
the checkout page freezes on my phone
Search returns no results at all since yesterday
""".strip().splitlines()

BILLING = """
I was charged twice this month
I want a refund
Why is my bill higher than last month?
Can you send me a copy of my last invoice?
My card was charged $49 but I cancelled
Do you take PayPal?
I don't recognise a payment on my statement
When is my next payment due?
The VAT on my invoice is wrong
Is there a cancellation fee?
You took 20 euros too much from my account
Please explain invoice INV-7890, it seems too high
You billed me for a month after I cancelled
Why did you take 39.90 from my card on the 3rd? I can't work out what the payment was for
What is this 12.50 on my credit card from you?
Something of 20 pounds left my account on Monday with your name on it, what is it for?
39.90 taken from my card, why?
you took money off my card twice this month
I've a billing question about our standing order with you, it went up in October
Do I have any credit left on my account with you?
I never got the refund you promised
What is this $12.99 charge from you?
Can I pay by bank transfer instead of card?
how much do i owe you
I need a receipt for my tax return
Why was my account debited two times?
there's a mistake on invoice 4711
""".strip().splitlines()

GENERAL = """
What are your opening hours?
Where is my order?
Hello
Do you ship to Norway?
How long does delivery take?
Thanks a lot for your help!
What is the difference between the Pro and the Basic plan?
I want to return the headphones, they are too big
Are you a bot?
Is the SuperWidget 5000 available in red?
What can you do?
How do I create an account?
My parcel has not arrived yet
What's the status of order A-12345?
Does the lamp come with a warranty?
I'd like to leave a review
Are you open on Sundays?
My package says delivered but I don't have it
How do I unsubscribe from your newsletter?
I moved, please update my shipping address
Where can I find your terms of service?
""".strip().splitlines()


@each_row("text", TECHNICAL)
def test_what_does_not_work_is_a_technical_question(text: str) -> None:
    assert classify(text).route == "technical_support"


@each_row("text", BILLING)
def test_what_is_about_money_is_a_billing_question(text: str) -> None:
    assert classify(text).route == "billing_inquiry"


@each_row("text", GENERAL)
def test_anything_else_is_a_general_question(text: str) -> None:
    assert classify(text).route == "general_question"


@pytest.mark.parametrize(
    "text", ["", "   ", "asdf qwer zxcv", "😀😀😀", "\x00\x07", "blue elephants dance", "12345 67890"]
)
def test_what_matches_nothing_is_a_general_question_with_low_confidence(text: str) -> None:
    answer = classify(text)

    assert (answer.route, answer.confidence < 0.5) == ("general_question", True)


def test_a_message_torn_between_two_routes_has_low_confidence() -> None:
    assert classify("my payment gets stuck").confidence < 0.5


@pytest.mark.parametrize(
    "text", ["I want a refund for invoice 12", "I forgot my password", "When will my parcel arrive?"]
)
def test_a_clear_message_has_high_confidence(text: str) -> None:
    assert classify(text).confidence > 0.8


def test_the_public_messages_are_routed_as_people_labelled_them() -> None:
    rows = [row for row in public_messages() if row["label"] in ROUTE_OF]

    right = sum(classify(row["text"]).route == ROUTE_OF[row["label"]] for row in rows)

    assert right / len(rows) >= 0.90


def test_when_the_router_is_sure_it_is_nearly_always_right() -> None:
    rows = [row for row in public_messages() if row["label"] in ROUTE_OF]
    sure = [(row, answer) for row in rows if (answer := classify(row["text"])).confidence >= 0.5]

    right = sum(answer.route == ROUTE_OF[row["label"]] for row, answer in sure)

    assert len(sure) >= 0.8 * len(rows)
    assert right / len(sure) >= 0.95


def test_public_messages_in_english_are_english() -> None:
    assert [row["text"] for row in public_messages() if detect(row["text"]) != "en"] == []


def test_whether_a_message_holds_tasks_is_passed_through() -> None:
    assert (classify("where is my order", has_tasks=True).has_tasks, classify("hi").has_tasks) == (True, False)


@given(st.text(alphabet=st.characters()))
def test_classify_never_raises_on_any_text(text: str) -> None:
    answer = classify(text)

    assert 0 <= answer.confidence <= 1


@pytest.mark.parametrize(
    "unit", ["refund error order ", "😀", "\ud800", '"', "<", "'", ":a", "1,", "> ", "@", "$1,", "a"]
)
def test_a_giant_text_is_read_only_at_its_start(unit: str) -> None:
    giant = unit * (100_000 // len(unit))

    assert classify(giant) == classify(giant[:2000])


@pytest.mark.parametrize(
    "text",
    [
        "I want to talk to a human",
        "Can I speak with a real person please?",
        "agent",
        "Get me a representative",
        "Please connect me to an agent",
        "I'd like to speak to your manager",
        "could someone call me back",
        "I don't know how to talk to an agent",
        "transfer me to an operator",
        "I need a human, not a bot",
        "put me through to a supervisor",
        "Please escalate this",
        "is it possible to chat with somebody",
    ],
)
def test_who_asks_for_a_person_is_heard(text: str) -> None:
    assert classify(text).wants_human


@pytest.mark.parametrize(
    "text",
    [
        "What are the opening hours of customer service?",
        "Are you a human or a robot?",
        "Am I talking to a real person?",
        "I don't want to talk to an agent",
        "My user agent is Chrome",
        "I need a human-readable export",
        "Your agent told me it ships today",
        "I spoke to someone yesterday",
        "How many agent seats do we have?",
        "The password manager needs an update",
        "How do I transfer money to another person?",
        "The package was delivered to the wrong person",
        "Invite a person to my workspace",
    ],
)
def test_who_only_mentions_people_does_not_ask_for_one(text: str) -> None:
    assert not classify(text).wants_human


@each_row(
    "text",
    [
        "This is unacceptable!",
        "That is simply not acceptable",
        "I am furious",
        "Third time I ask, where is my order?",
        "WHERE IS MY ORDER!!!",
        "GIVE ME MY MONEY BACK NOW!",
        "You people are useless idiots",
        "What a joke of a company",
        "I will take legal action",
        "You will hear from my lawyer",
        "I'm sick and tired of waiting",
        "How many times do I have to explain this?",
        "fix your fucking app",
        "worst service ever",
        "You overcharged me 50 dollars, this is a scandal!!!",
        "12 euros for that is daylight robbery",
    ],
)
def test_clear_anger_is_noticed(text: str) -> None:
    assert classify(text).angry


@pytest.mark.parametrize(
    "text",
    [
        "I'm not angry, just curious",
        "I am a bit disappointed",
        "Unfortunately it still does not work",
        "WHAT IS THE ATMOSPHERE OF IT",
        "PLEASE HELP ME!",
        "THANK YOU SO MUCH!",
        "Angry Birds does not start",
        "My lawyer needs a copy of the invoice",
        "This is the third time I order from you, great shop!",
        "Is this email a scam?",
        "Tell me a joke",
        "The app crashed three times",
        "It isn't a waste of time at all",
    ],
)
def test_unhappy_is_not_angry(text: str) -> None:
    assert not classify(text).angry


@pytest.mark.parametrize(
    ("text", "is_angry"),
    [
        ("I LOVE THE LAMP, IT IS PERFECT!!!", False),
        ("THANK YOU FOR THE LAMP, WE LOVE IT!!!", False),
        ("WE ARE SO HAPPY WITH THE SOFA!!!!", False),
        ("I DO NOT LOVE THE WAY YOU TREAT ME!!!", True),
        ("WE LOVE THE LAMP BUT WHERE IS THE REFUND!!!", True),
        ("I WOULD LOVE MY MONEY BACK NOW. I HAVE NOT SEEN IT!!!", True),
        ("WHERE IS MY PARCEL PLEASE!!!", True),
    ],
)
def test_praise_in_capitals_is_no_anger_however_many_marks_it_has(text: str, is_angry: bool) -> None:
    assert classify(text).angry is is_angry


@pytest.mark.parametrize(
    ("text", "wants"),
    [
        ("Please don't connect me to an agent, just tell me how long delivery takes.", False),
        ("do not transfer me to a human please", False),
        ("Do I need to call an agent to return it?", False),
        ("do I have to speak to somebody for that?", False),
        ("Please connect me to an agent", True),
        ("Do I have to beg to speak to a human?", True),
        ("I need to call an agent", True),
    ],
)
def test_a_person_who_is_declined_or_only_asked_about_is_not_wanted(text: str, wants: bool) -> None:
    assert classify(text).wants_human is wants


@pytest.mark.parametrize("filling", [1_900, 2_500, 19_000])
def test_a_person_who_is_asked_for_at_the_end_of_a_long_story_is_wanted(filling: int) -> None:
    story = ("The lamp stood on the shelf and I read a book. " * 500)[:filling]

    assert classify(f"{story}. Let me talk to a human.").wants_human


@each_row(
    ("code", "text"),
    [
        ("de", "Ich habe meine Bestellung noch nicht erhalten"),
        ("de", "Wo ist mein Paket?"),
        ("de", "Die App funktioniert nicht mehr, bitte um Hilfe"),
        ("de", "Können Sie mir die Rechnung noch einmal schicken?"),
        ("de", "Ich möchte mit einem Mitarbeiter sprechen"),
        ("fr", "Bonjour, je n'ai pas reçu ma commande"),
        ("fr", "Où est mon colis et quand est-ce qu'il arrive ?"),
        ("fr", "Je voudrais un remboursement pour ma facture"),
        ("fr", "Mon mot de passe ne fonctionne pas"),
        ("es", "Hola, ¿dónde está mi pedido?"),
        ("es", "No puedo entrar en mi cuenta"),
        ("es", "Necesito la factura del mes pasado, por favor"),
        ("es", "Quiero hablar con una persona"),
        ("it", "Buongiorno, non ho ancora ricevuto il mio ordine"),
        ("it", "Vorrei un rimborso per la fattura"),
        ("it", "La mia password non funziona più"),
        ("pt", "Olá, não recebi a minha encomenda"),
        ("pt", "Preciso de ajuda com a minha conta"),
        ("pt", "Onde está o meu pedido?"),
        ("nl", "Waar is mijn bestelling?"),
        ("nl", "Ik kan niet inloggen op mijn account"),
        ("nl", "De factuur klopt niet, kunt u dat nakijken?"),
        ("pl", "Dzień dobry, gdzie jest moja paczka?"),
        ("pl", "Nie mogę się zalogować na konto"),
        ("pl", "Proszę o zwrot pieniędzy za fakturę"),
        ("sv", "Hej, var är min beställning?"),
        ("sv", "Jag kan inte logga in på mitt konto"),
        ("da", "Hvornår kommer min pakke?"),
        ("da", "Jeg har ikke fået min faktura"),
        ("no", "Jeg har ikke mottatt pakken, hva gjør jeg nå?"),
        ("fi", "Missä minun tilaukseni on?"),
        ("fi", "En voi kirjautua, salasana ei toimi"),
        ("cs", "Dobrý den, kde je moje objednávka?"),
        ("cs", "Nemohu se přihlásit, heslo nefunguje a nevím co dělat"),
        ("tr", "Merhaba, siparişim nerede?"),
        ("tr", "Bu fatura için teşekkürler ama kargo nerede?"),
        ("ro", "Bună ziua, unde este comanda mea?"),
        ("hu", "Jó napot, hol van a rendelésem?"),
        ("id", "Halo, pesanan saya belum sampai, tolong bantu"),
        ("ru", "Здравствуйте, где мой заказ?"),
        ("uk", "Доброго дня, де моє замовлення? Її ще немає"),
        ("el", "Πού είναι η παραγγελία μου;"),
        ("ar", "أين طلبي؟"),
        ("fa", "سفارش من کجاست؟ چرا نرسیده"),
        ("he", "איפה ההזמנה שלי?"),
        ("hi", "मेरा ऑर्डर कहाँ है?"),
        ("zh", "我的订单在哪里"),
        ("ja", "注文した商品はどこですか"),
        ("ko", "제 주문은 어디에 있나요?"),
        ("th", "คำสั่งซื้อของฉันอยู่ที่ไหน"),
    ],
)
def test_another_language_is_recognised_when_it_is_clear(code: str, text: str) -> None:
    assert detect(text) == code


@each_row(
    "text",
    [
        "Where is my order?",
        "Hi",
        "OK danke",
        "hola, where is my order?",
        'The error says "Bitte geben Sie Ihr Passwort ein" when I log in',
        "My El Niño jacket from La Redoute is the wrong size",
        "Die Hard DVD, is it in stock?",
        'Can you ship the "Süße Träume" blanket to Köln?',
        "order 4711-äöü",
        "> Ich habe meine Bestellung nicht erhalten",
        "de la cruz",
        "no",
        "I need the faktura, as we call it here",
        "Я",
        "de facto standard en route to me",
    ],
)
def test_short_mixed_and_quoted_texts_are_english(text: str) -> None:
    assert detect(text) == "en"


def test_the_language_stands_in_the_classification() -> None:
    assert classify("Ich habe meine Bestellung noch nicht erhalten").language == "de"


def test_terms_are_words_phrases_stems_and_pairs() -> None:
    terms = Terms(["card", "my new card", "arriv*", "card + arriv*", "card + lost"])

    assert terms.find(tokens_of("When does my new card arrive?")) == {"card", "my new card", "arriv*", "card + arriv*"}


def test_markup_apostrophes_and_amounts_do_not_get_in_the_way() -> None:
    text = "<@U1> I can\u2019t see the $1,200 of <https://x.example/refund|this> :tada:"

    assert tokens_of(text) == ["i", "cant", "see", "the", "someamount", "of"]
