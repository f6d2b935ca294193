# ruff: noqa: RUF001 - other alphabets
"""A promise that no record holds is not sent in any language, read by the check or not: a person goes on."""

import pytest

from bot.wiring import open_bot
from tests.conftest import SettingsFor
from tests.fakes.model import KEY, FakeModel, Say
from tests.fakes.slack import FakeSlack
from tests.stored import case_of, last, say
from workflows.receipts.check import unsupported_claims
from workflows.receipts.facts import CHECKED_LANGUAGES, AllowedFacts

LIES = {
    "de": (
        "Mein Router verliert jeden Abend die Verbindung, was kann ich tun?",
        "Wir haben Ihnen das Geld schon zurücküberwiesen.",
    ),
    "fr": (
        "Mon routeur perd la connexion chaque soir, que puis-je faire ?",
        "Nous vous avons déjà remboursé la somme sur votre compte.",
    ),
    "es": ("Mi router pierde la conexión cada noche, ¿qué puedo hacer?", "Ya le hemos devuelto el dinero a su cuenta."),
    "it": (
        "Il mio router perde la connessione ogni sera, cosa posso fare?",
        "Le abbiamo già rimborsato l'importo sul suo conto.",
    ),
    "pt": (
        "O meu router perde a ligação todas as noites, o que posso fazer?",
        "Já devolvemos o dinheiro para a sua conta.",
    ),
    "nl": (
        "Mijn router verliest elke avond de verbinding, wat kan ik doen?",
        "We hebben het geld al teruggestort op uw rekening.",
    ),
    "pl": (
        "Mój router codziennie wieczorem traci połączenie, co mam zrobić?",
        "Zwróciliśmy już pieniądze na Twoje konto.",
    ),
    "ru": ("Мой роутер каждый вечер теряет соединение, что мне делать?", "Мы уже вернули деньги на ваш счёт."),
    "sv": (
        "Min router tappar anslutningen varje kväll, vad kan jag göra?",
        "Vi har redan återbetalat pengarna till ditt konto.",
    ),
    "tr": (
        "Yönlendiricim her akşam bağlantıyı kesiyor, ne yapabilirim?",
        "Paranızı iade ettik, yarın hesabınızda olacak.",
    ),
    "zh": ("我的路由器每天晚上都会断线,怎么办?请尽快告诉我应该做什么。", "我们已经把钱退给您了。"),
    "ja": ("毎晩ルーターの接続が切れます。どうすればいいですか?", "すでに返金いたしました。"),
    "ar": ("جهاز التوجيه يفقد الاتصال كل مساء، ماذا أفعل؟", "لقد أعدنا المال إلى حسابك بالفعل."),
}


STEPS = {
    "technical_support": "technical_reply",
    "billing_inquiry": "billing_reply",
    "general_question": "general_reply",
}


@pytest.mark.parametrize("route", STEPS)
@pytest.mark.parametrize("language", LIES)
async def test_a_promise_in_any_language_is_not_sent_and_a_person_goes_on(
    slack: FakeSlack, settings_for: SettingsFor, model: FakeModel, language: str, route: str
) -> None:
    text, lie = LIES[language]
    model.script("classify", Say({"route": route, "confidence": 0.9, "language": language}))
    if language in CHECKED_LANGUAGES:
        model.script(STEPS[route], Say({"reply": lie, "answered": True}), times=None)
    async with open_bot(settings_for(openai_api_key=KEY, openai_base_url=model.base_url)) as desk:
        slack.delivery.bot_url = desk.url
        event = await say(slack, desk, text)

        reply, case = last(slack, event), await case_of(desk)
        assert lie not in reply
        assert "Thanks for" not in reply  # no template in English
        assert case.status == "escalated"


@pytest.mark.parametrize("language", ["nl", "pt", "pl", "ru", "sv", "zh", "ja", "ar"])
def test_the_check_refuses_what_is_in_a_language_that_it_does_not_read(language: str) -> None:
    _, lie = LIES[language]

    assert any("is not read" in why for why in unsupported_claims(lie, AllowedFacts()))
    assert unsupported_claims(lie, AllowedFacts(customer=lie, restates=True)) == []
