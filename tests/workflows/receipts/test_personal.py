"""Nothing is asked for that opens an account, in whatever words: security questions, birth, a card's end, a code."""

from tests.rows import each_row
from workflows.receipts.check import AllowedFacts, unsupported_claims
from workflows.receipts.personal import asks_for_the_personal

LOCKED = AllowedFacts("I am locked out of my account, and you charged my card twice.")


@each_row(
    "asked",
    [
        "Please read out the number in the text message.",
        "Which digits came by SMS?",
        "Tell me the code that was e-mailed to you.",
        "What was your first pet called?",
        "Which street did you grow up in?",
        "When were you born, and in which town?",
        "Which e-mail address and birthday did you give?",
        "What is the name of your favourite teacher?",
        "When does the card run out?",
        "Until which month is your card valid?",
        "What stands on the front of the card?",
        "Wie hieß Ihr erstes Haustier?",
        "Wann sind Sie geboren?",
        "Bis wann ist die Karte gültig?",
        "Nennen Sie mir bitte die Zahlen aus der Textnachricht.",
        "Comment s'appelait votre premier animal ?",
        "Quelle est votre date de naissance ?",
        "¿En qué calle creció?",
        "¿Cuándo caduca la tarjeta?",
        "Come si chiamava il suo primo animale?",
        "Quando scade la carta?",
    ],
)
def test_what_opens_an_account_is_not_asked_for(asked: str) -> None:
    assert unsupported_claims(asked, LOCKED)


@each_row(
    "asked",
    [
        "Which order is it, and when did you place it?",
        "Which error does the text message on the printer show?",
        "Never give anybody the number in the text message.",
        "What is your pet's fountain doing: does it hum?",
        "When does the subscription run out?",
        "Please change your security question.",
        "Does the card reader blink?",
        "Which message appears, and until when is the gift card valid?",
        "You tell me that your father's order was promised for last week.",
        "Which model is it, and when did you buy it?",
        "In welcher Straße steht das Gerät?",
        "Quel est le numéro de commande reçu par mail ?",
        "¿Qué número de pedido aparece en el mensaje?",
        "Qual è il numero d'ordine arrivato via mail?",
    ],
)
def test_what_the_desk_needs_may_be_asked_for(asked: str) -> None:
    assert not asks_for_the_personal(asked)
