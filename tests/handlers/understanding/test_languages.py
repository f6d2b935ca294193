"""A message in another language: read whole, told honestly in its own words, and a person; a case has a language."""

import pytest

from bot.wiring import Bot, open_bot
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel, Say
from tests.fakes.slack import BOT_USER, FakeSlack
from tests.stored import case_of, last, say, tasks_of

LANGUAGE = "a language the engine cannot serve"
OWN = {
    "de": (
        "Ich habe meine Bestellung noch nicht erhalten, wo ist sie?",
        (
            "Leider kann ich im Moment nicht auf Deutsch antworten; ein Mensch aus unserem Support-Team macht hier "
            "weiter, unter der Fallnummer CASE-1001."
        ),
    ),
    "fr": (
        "Bonjour, je n'ai pas reçu ma commande, où est mon colis ?",
        (
            "Malheureusement, je ne peux pas vous répondre en français pour le moment ; une personne de notre équipe "
            "d\u2019assistance va prendre le relais, sous le numéro de dossier CASE-1001."
        ),
    ),
    "es": (
        "Hola, ¿dónde está mi pedido? No lo he recibido.",
        (
            "Lo siento, de momento no puedo responderle en español; una persona de nuestro equipo de soporte "
            "continuará con su caso, con el número CASE-1001."
        ),
    ),
    "pt": (
        "Olá, não recebi a minha encomenda, onde está?",
        (
            "Infelizmente, de momento não posso responder em português; uma pessoa do nosso suporte vai dar "
            "continuidade ao seu caso, com o número CASE-1001."
        ),
    ),
    "it": (
        "Buongiorno, non ho ancora ricevuto il mio ordine",
        (
            "Purtroppo al momento non posso rispondere in italiano; una persona del nostro team di assistenza "
            "proseguirà con la Sua richiesta, con il numero di caso CASE-1001."
        ),
    ),
    "nl": (
        "Waar is mijn bestelling? Ik heb nog niets ontvangen.",
        (
            "Helaas kan ik op dit moment niet in het Nederlands antwoorden; iemand van ons supportteam gaat hiermee "
            "verder, onder zaaknummer CASE-1001."
        ),
    ),
    "pl": (
        "Dzień dobry, gdzie jest moja paczka? Czekam już trzy tygodnie.",
        (
            "Niestety nie mogę w tej chwili odpowiadać po polsku; sprawą zajmie się dalej osoba z naszego zespołu "
            "wsparcia, pod numerem sprawy CASE-1001."
        ),
    ),
}
ORDER = "Where is my order A-12345?"
GERMAN, GERMAN_SENTENCE = OWN["de"]


@pytest.mark.parametrize("language", OWN)
async def test_without_a_model_the_customer_reads_in_their_own_language_that_a_person_goes_on(
    bot: Bot, slack: FakeSlack, language: str
) -> None:
    text, sentence = OWN[language]

    event = await say(slack, bot, text)

    case = await case_of(bot)
    assert sentence in last(slack, event)
    assert "I cannot answer in this language at the moment" in last(slack, event)
    assert (case.status, case.language) == ("escalated", language)


async def test_a_language_that_has_no_sentence_of_ours_is_told_in_english(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "Hej, var är min beställning? Jag har inte fått den.")

    assert last(slack, event).startswith("I am sorry, I cannot answer in this language at the moment.")
    assert (await case_of(bot)).status == "escalated"


@pytest.mark.parametrize(
    "text",
    [
        f"Guten Tag, ich hoffe es geht Ihnen gut und Sie haben ein schönes Wochenende. {ORDER}",
        f"Bonjour à tous, j'espère que vous allez bien !\n\n{ORDER}",
        f"> Ich habe meine Bestellung noch nicht erhalten und warte\n{ORDER}",
        f"Je n'ai pas reçu ma commande A-12345, où est mon colis ?\n\n{ORDER}",
        f"Hola! {ORDER}",
        f"{ORDER} I got this from you:\n\nSehr geehrter Kunde, Ihre Bestellung wurde leider nicht verschickt.",
    ],
    ids=["greeting", "greeting above", "quoted", "said twice", "one word", "pasted below"],
)
async def test_a_request_in_english_is_served_whatever_language_stands_around_it(
    bot: Bot, slack: FakeSlack, text: str
) -> None:
    event = await say(slack, bot, text)

    case = await case_of(bot)
    assert "Tracking number" in last(slack, event)
    assert "I am not sure" not in last(slack, event)
    assert (case.language, case.status) == ("en", "answered")


@pytest.mark.parametrize(
    "text",
    [
        f"Hello, how are you?\n\n{GERMAN}",
        f"Do you speak German?\n{GERMAN} Ich warte schon seit zwei Wochen.",
        f"{GERMAN}\nAccess denied. You do not have permission to view this page.\nWas soll ich tun?",
        f"{GERMAN}\n\nSent from my iPhone. This e-mail and any attachments are confidential.",
        "SuperWidget 5000, A-12345\n" * 100 + f"\n{GERMAN}",
    ],
    ids=["English greeting", "asks for the language", "English error", "English footer", "late in a long text"],
)
async def test_a_request_in_another_language_goes_to_a_person_whatever_english_stands_around_it(
    bot: Bot, slack: FakeSlack, text: str
) -> None:
    event = await say(slack, bot, text)

    assert GERMAN_SENTENCE in last(slack, event)
    assert (await case_of(bot)).status == "escalated"


@pytest.mark.parametrize("text", ["A-12345", "SuperWidget 5000", "die Lampe"])
async def test_what_tells_no_language_is_in_that_of_its_case(bot: Bot, slack: FakeSlack, text: str) -> None:
    root = await say(slack, bot, GERMAN)

    said = last(slack, root)
    await say(slack, bot, f"<@{BOT_USER}> {text}", under=root)

    assert GERMAN_SENTENCE in said
    assert "I have added this to your case" in last(slack, root)  # the sentence in German is said once
    assert (await case_of(bot)).language == "de"
    assert await tasks_of(bot) == []


async def test_what_tells_no_language_is_english_in_a_new_case(bot: Bot, slack: FakeSlack) -> None:
    event = await say(slack, bot, "A-12345")

    assert "Tracking number" in last(slack, event)
    assert (await case_of(bot)).language == "en"


async def test_an_english_message_in_a_german_case_is_served(bot: Bot, slack: FakeSlack) -> None:
    root = await say(slack, bot, GERMAN)

    await say(slack, bot, ORDER, under=root)

    assert "Tracking number" in last(slack, root)


@pytest.mark.parametrize(
    "then", ["Ok, then in English. Where is my order A-12345?", "ok in english then: where is A-12345"]
)
async def test_who_goes_over_to_english_is_served_and_nobody_is_called_again(
    bot: Bot, slack: FakeSlack, then: str
) -> None:
    root = await say(slack, bot, "Guten Tag, ich habe eine Frage zu meinem Konto bei Ihnen.")
    await say(slack, bot, then, under=root)

    assert "Here is how order A-12345 stands" in last(slack, root)
    assert "I cannot settle it myself" not in last(slack, root)
    assert "added this to your case" not in last(slack, root)


async def answered(slack: FakeSlack, settings_for: SettingsFor, model: FakeModel, text: str) -> tuple[str, str]:
    """Return the reply of a desk with a model, and how its case stands."""
    async with open_bot(settings_for(openai_api_key=KEY, openai_base_url=model.base_url)) as desk:
        slack.delivery.bot_url = desk.url
        event = await say(slack, desk, text)
        return last(slack, event), (await case_of(desk)).status


TECHNICAL = {"route": "technical_support", "confidence": 0.9, "language": "de"}
ROUTER = "Mein Router funktioniert nicht mehr, ich habe keine Verbindung"


async def test_a_model_answers_in_the_language_of_the_message(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel
) -> None:
    model.script("classify", Say(TECHNICAL))
    model.script("technical_reply", Say({"reply": "Welches Modell haben Sie, und seit wann ist das so?"}))

    reply, status = await answered(slack, settings_for, model, ROUTER)

    assert reply.startswith("Welches Modell haben Sie")
    assert "Support-Team" not in reply
    assert status == "waiting"


async def test_where_the_model_fails_over_the_answer_the_customer_is_told_in_their_own_language(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel
) -> None:
    model.script("classify", Say(TECHNICAL))
    model.script("technical_reply", Say(status=503), times=None)

    reply, status = await answered(slack, settings_for, model, ROUTER)

    assert GERMAN_SENTENCE in reply
    assert status == "escalated"


async def test_who_asks_a_model_for_a_person_is_told_so_in_their_own_language(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel
) -> None:
    model.script("classify", Say({**TECHNICAL, "route": "general_question", "wants_human": True}))
    model.script("general_reply", Say({"reply": "Gern.", "answered": True}))

    reply, _ = await answered(slack, settings_for, model, "Ich möchte mit einem Mitarbeiter sprechen")

    assert "Ein Mensch aus unserem Support-Team macht hier weiter, unter der Fallnummer CASE-1001." in reply
    assert "nicht auf Deutsch" not in reply


async def test_a_model_that_goes_by_the_greeting_is_put_right(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel
) -> None:
    model.script("classify", Say(TECHNICAL))
    model.script("technical_reply", Say({"reply": "Which model do you have, and since when is it so?"}))
    greeting = "Guten Tag, ich hoffe es geht Ihnen gut und Sie haben ein schönes Wochenende."

    reply, _ = await answered(slack, settings_for, model, f"{greeting}\n\nMy router drops the connection every day.")

    assert reply.startswith("Which model do you have")
    assert model.of("technical_reply")[0].blocks["language"] == "en"


@pytest.mark.parametrize(
    ("language", "thanks", "reply"),
    [
        ("de", "Vielen Dank!", "Gern geschehen!"),
        ("de", "Danke dir", "Gern geschehen!"),
        ("es", "gracias a ti", "¡De nada!"),
        ("fr", "merci beaucoup, bonne journée", "Avec plaisir !"),
        ("es", "muchas gracias", "¡De nada!"),
        ("pt", "obrigada", "De nada!"),
        ("it", "grazie mille!", "Prego!"),
        ("nl", "Dank je wel", "Graag gedaan!"),
        ("pl", "dziękuję bardzo", "Nie ma za co!"),
    ],
)
async def test_thanks_in_another_language_get_a_short_word_in_it_and_call_nobody(
    bot: Bot, slack: FakeSlack, language: str, thanks: str, reply: str
) -> None:
    root = await say(slack, bot, OWN[language][0])
    await say(slack, bot, thanks, under=root)

    assert reply in last(slack, root)
    assert "I cannot answer in this language" not in last(slack, root)


@pytest.mark.parametrize(
    "text",
    [
        "Hallo, aus dem Toaster kommt Rauch und es riecht verbrannt!",
        "Bonjour, le chargeur que vous m'avez envoyé brûle, il y a de la fumée partout",
        "Hola, la batería de mi bicicleta echa humo y está muy caliente",
        "Olá, a bateria que comprei está a deitar fumo e muito quente",
        "Buongiorno, la lavatrice che ho comprato fa scintille e c'è del fumo",
        "Hoi, de accu van mijn fiets rookt en wordt heel heet!",
    ],
)
async def test_danger_in_another_language_is_urgent(bot: Bot, slack: FakeSlack, text: str) -> None:
    await say(slack, bot, text)

    case = await case_of(bot)
    assert (case.status, case.priority) == ("escalated", "urgent")


async def test_an_ordinary_problem_in_another_language_is_not_urgent(bot: Bot, slack: FakeSlack) -> None:
    await say(
        slack, bot, "Guten Tag, die Nähmaschine, die Sie mir geschickt haben, verknotet den Faden. Was kann ich tun?"
    )

    assert (await case_of(bot)).priority == "normal"
