"""Somebody in danger is told to stop, to keep away and to call, in any language; nothing plays the danger down."""

import pytest

from tests.rows import each_row
from workflows.receipts.check import AllowedFacts, unsupported_claims, without_unsupported
from workflows.receipts.hazards import could_harm, is_paperwork, worsens


@each_row(
    ("sentence", "customer"),
    [
        ("A bit of smoke is harmless at first, carry on.", "My new kettle smokes."),
        ("Let it cool and keep charging it.", "The power bank is swollen."),
        ("Just put it back into its case.", "The tablet's battery is swollen"),
        ("Das ist ganz normal, laden Sie weiter.", "Der Akku ist aufgebläht."),
        ("Décollez doucement la coque.", "La batterie est gonflée et ça sent le brûlé."),
        ("No pasa nada, siga usando la estufa.", "Huele a gas."),
        ("Non serve chiamare nessuno.", "Mio figlio ha inghiottito una pila, è velenosa?"),
        ("Aggiunga un bicchiere di candeggina.", "Lo scarico è otturato, ho messo il disgorgante"),
        ("Wischen Sie die Steckdose einfach trocken.", "Wasser ist in die Steckdose gelaufen."),
        ("Disable the antivirus until it is installed.", "The antivirus blocks your installer."),
        ("Some tape round it will do for today.", "There is a bare wire at the blender."),
        ("Bis zur Werkstatt können Sie vorsichtig weiterfahren.", "Die Bremse am Roller greift kaum noch."),
        ("Fermez bien les fenêtres, ça passera.", "Le poêle laisse sortir de la fumée dans le salon."),
        ("Póngase zapatos de goma y termine el lavado.", "La lavadora me da calambre."),
        ("Gli dia del latte, domani starà meglio.", "Il gatto ha leccato l'antigelo."),
    ],
)
def test_a_danger_is_not_played_down_and_nothing_else_is_tried(sentence: str, customer: str) -> None:
    assert worsens(sentence, "advice", customer)
    assert unsupported_claims(sentence, AllowedFacts(customer))


@each_row(
    ("sentence", "customer"),
    [
        ("Please unplug it and keep well away.", "My new kettle smokes."),
        ("Don't charge it or press on it.", "The power bank is swollen."),
        ("Laden Sie ihn nicht mehr und legen Sie ihn ins Freie.", "Der Akku ist aufgebläht."),
        ("N'utilisez plus l'appareil et aérez la pièce.", "Ça sent le gaz."),
        ("Abra las ventanas y llame al servicio de emergencias.", "Huele a gas."),
        ("Chiami subito il veterinario.", "Il cane ha mangiato del veleno."),
        ("Does it smoke as soon as it is switched on?", "My new kettle smokes."),
    ],
)
def test_what_is_safe_is_advised_beside_a_danger(sentence: str, customer: str) -> None:
    assert not worsens(sentence, "advice", customer)


@each_row(
    ("sentence", "customer"),
    [
        ("Keep using the old charger for now.", "The new phone is too slow."),
        ("Press the button for ten seconds.", "The remote does nothing."),
        ("Take out the battery, wait a minute and put it back.", "The battery of my remote is empty."),
        ("Compare the reading with the one on the bill.", "My gas bill is far too high."),
        ("Try a mild soap on a hidden spot first.", "Is the cover safe to bleach?"),
        ("Legen Sie den Rand zuerst.", "Fehlt beim Feuerwerk-Puzzle ein Teil?"),
        ("Serrez la valve à la main.", "Mon matelas gonflable se dégonfle."),
        ("Drücken Sie die Taste zehn Sekunden lang.", "Die Fernbedienung geht nicht."),
    ],
)
def test_without_a_danger_anything_may_be_tried(sentence: str, customer: str) -> None:
    assert not worsens(sentence, "advice", customer)


def test_a_draft_that_makes_a_danger_worse_is_not_mended() -> None:
    draft = "I'm sorry about the fright. It is perfectly fine to use it. Which model is it?"

    assert without_unsupported(draft, AllowedFacts("Smoke comes out of my heater.")) is None


@pytest.mark.parametrize(
    "sentence",
    ["Cover the old labels on the box.", "Kleben Sie das Etikett auf den Karton.", "Écrivez-le ici ce soir."],
)
def test_an_advice_about_paperwork_does_no_harm(sentence: str) -> None:
    assert is_paperwork(sentence)
    assert not any("harmful" in why for why in unsupported_claims(sentence, AllowedFacts("My parcel came open.")))


@pytest.mark.parametrize(
    "sentence",
    ["Put the label on the hot stove.", "Schreiben Sie die PIN auf das Etikett.", "Steck dein Passwort ins Paket."],
)
def test_paperwork_with_something_that_harms_is_none(sentence: str) -> None:
    assert not is_paperwork(sentence)


@each_row(
    ("sentence", "could"),
    [
        ("Ein Zettel an der Tür mit Ihrem Namen erspart dem Boten das Raten.", False),
        ("Clear a metre around the machine so that whoever comes can get at the back.", False),
        ("Mientras lo piensa, apunte la fecha de vencimiento.", False),
        ("A real technician doesn't ring out of the blue to get into your computer.", False),
        ("Dry the phone in the oven.", True),
        ("Send me the code from your phone.", True),
        ("Stop the antidepressant from one day to the next.", True),
    ],
)
def test_harm_is_believed_where_something_is_named_that_does_it(sentence: str, could: bool) -> None:
    assert could_harm(sentence, "Where is my parcel?") is could


def test_where_the_customer_is_in_danger_the_reader_is_believed() -> None:
    assert could_harm("A note on the door will do.", "There is smoke from the socket.")
