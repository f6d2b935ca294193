"""A record said in other words, and what the customer said given back, in several languages; what is a wrong fact."""

import pytest

from tests.rows import each_row
from workflows.receipts.check import AllowedFacts, unsupported_claims
from workflows.receipts.customers_words import is_customers_word
from workflows.receipts.dates import without_known
from workflows.receipts.restating import is_on_record

ORDER = (
    "Order: C-40718\nStatus: in transit\nCarrier: DHL\nTracking number: JJD0099871\n"
    "Estimated delivery: Thursday, 3 December 2026"
)
RETURN = (
    "RMA number: RMA-200417\nProduct: AquaPure 3 filter jug\nReason for return: it leaks\n"
    "Shipping instructions: pack the product securely, write RMA-200417 on the outside of the package"
)
CHECKED = (
    "Investigation: INV-CASE-2044-1\nInvoice: INV-5510\n"
    "Action taken: the invoice was flagged for review by the billing department\n"
    "Answer expected by: Tuesday, 1 December 2026 (2 business days)"
)


@each_row(
    ("sentence", "record"),
    [
        ("Good news: order C-40718 is already on its way.", ORDER),
        ("DHL has it under tracking number JJD0099871, and it should reach you on December 3.", ORDER),
        ("Ihre Bestellung C-40718 ist unterwegs, und zwar mit DHL.", ORDER),
        ("Votre commande C-40718 est en route avec DHL.", ORDER),
        ("Su pedido C-40718 va de camino con DHL.", ORDER),
        ("La consegna è prevista per giovedì 3 dicembre.", ORDER),
        ("Your return of the AquaPure 3 filter jug has been approved.", RETURN),
        ("Il reso di AquaPure 3 filter jug è autorizzato con il numero RMA-200417.", RETURN),
        ("Ihre Rechnung INV-5510 wird gerade geprüft.", CHECKED),
        ("I have asked billing to review invoice INV-5510; you can expect an answer by December 1.", CHECKED),
    ],
)
def test_a_record_may_be_said_in_other_words_and_in_another_language(sentence: str, record: str) -> None:
    assert is_on_record(sentence, AllowedFacts(records=(record,)))


@each_row(
    ("sentence", "record"),
    [
        ("Order C-40718 has been delivered.", ORDER),
        ("Order C-40718 is with UPS.", ORDER),
        ("Order C-40719 is in transit.", ORDER),
        ("Order C-40718 is not in transit.", ORDER),
        ("Order C-40718 is in transit and free of charge.", ORDER),
        ("Votre commande C-40718 a été livrée par DHL.", ORDER),
        ("Il suo ordine C-40718 è in consegna oggi con DHL.", ORDER),
        ("Your refund for the AquaPure 3 filter jug has been approved.", RETURN),
        ("Ihre Rechnung INV-5510 wurde geprüft und ist in Ordnung.", CHECKED),
    ],
)
def test_another_status_number_or_deed_is_a_wrong_fact(sentence: str, record: str) -> None:
    assert not is_on_record(sentence, AllowedFacts(records=(record,)))


SHOWN = "Order: C-1 shipped, carrier GLS, estimate 4 December 2026"
ASKED = "A person has been asked to look at this, urgent\nAnswer expected by 16 April 2026"
CUSTOMS = "Pedido C-9: en preparación, transportista sin asignar\nSin fecha estimada"


@each_row(
    ("sentence", "record"),
    [
        ("Yes, that's on record: a person has been asked to look at this.", ASKED),
        ("The date to keep in mind is 16 April.", ASKED),
        ("As the record shows, it is marked urgent.", ASKED),
        ("The order now reads as shipped.", SHOWN),
        ("C-1 ist mit GLS unterwegs.", SHOWN),
        ("C-9 sigue en preparación y aún no tiene transportista asignado.", CUSTOMS),
        ("No hay fecha estimada en la ficha.", CUSTOMS),
        ("Le numéro INV-7 est celui de la facture.", "Enquête INV-7 ouverte"),
    ],
)
def test_words_that_lead_over_to_a_record_say_nothing_themselves(sentence: str, record: str) -> None:
    assert is_on_record(sentence, AllowedFacts(records=(record,)))


@each_row(
    ("sentence", "record"),
    [
        ("C-9 no está en preparación.", CUSTOMS),
        ("The order isn't shipped, the record shows.", SHOWN),
        ("Both orders are delivered.", "Order C-1: delivered\nOrder C-2: being prepared"),
        ("The date to keep in mind is 17 April.", ASKED),
    ],
)
def test_what_is_denied_or_said_of_two_needs_a_record_of_just_that(sentence: str, record: str) -> None:
    allowed = AllowedFacts(records=(record,))

    assert not is_on_record(sentence, allowed) or unsupported_claims(sentence, allowed)


def test_what_a_record_denies_proves_nothing() -> None:
    assert not is_on_record("Your order is on its way.", AllowedFacts(records=("Status: not shipped",)))


@pytest.mark.parametrize(
    "written",
    ["December 3", "3. Dezember 2026", "jueves 3 de diciembre", "giovedi 3 dicembre", "2026-12-03", "Thursday"],
)
def test_a_date_of_a_record_may_be_written_in_another_way(written: str) -> None:
    assert without_known(f"It is due {written}", (ORDER,)).split() == ["It", "is", "due"]


@pytest.mark.parametrize("written", ["December 30", "Friday, 3 December", "3 December 2027", "Friday", "4. Dezember"])
def test_another_date_is_no_date_of_the_record(written: str) -> None:
    assert written in without_known(f"It is due {written}", (ORDER,))


def test_an_amount_may_be_written_in_another_way() -> None:
    record = ("Amount: 1,250.50 EUR",)

    assert without_known("1.250,50 €", record).strip() == ""
    assert without_known("1.250 €", record) == "1.250 €"


@each_row(
    ("sentence", "customer"),
    [
        ("You were charged twice, as you write.", "I was charged twice!!"),
        ("Entiendo que le cobraron dos veces.", "Me cobraron dos veces"),
        ("Sie schreiben, dass Sie im Mai gekündigt haben.", "ich hab im mai gekündigt"),
    ],
)
def test_what_the_customer_said_may_be_given_back_as_such(sentence: str, customer: str) -> None:
    assert is_customers_word(sentence, customer)
    assert unsupported_claims(sentence, AllowedFacts(customer=customer)) == []


@each_row(
    ("sentence", "customer"),
    [
        ("Your refund was approved.", "Was my refund approved?"),
        ("As you know, your refund was approved.", "I was charged twice"),
        ("As you say, your refund was approved.", "Was my refund approved?"),
        ("I cancelled your subscription, as you asked.", "I cancelled my subscription"),
        ("You were charged three times, as you write.", "I was charged twice"),
    ],
)
def test_what_the_customer_did_not_say_is_no_word_of_theirs(sentence: str, customer: str) -> None:
    assert not is_customers_word(sentence, customer)


CHAIR = "Ich habe den Schaukelstuhl bestellt und will ihn zurückgeben. Kann ich das Paket am Freitag bringen?"
RMA = "RMA-4KD77 issued for the rocking chair; send it to Returns, 9 Mill Lane, Hull"
ANSWER = "Investigation INV-CASE-88 opened for invoice INV-3107 (charged twice); answer by 4 December 2026"
TOLD = "A person was told at 16:05"


@each_row(
    ("sentence", "records"),
    [
        ("Für den Schaukelstuhl gilt RMA-4KD77.", (RMA,)),
        ("The parcel goes to Returns, 9 Mill Lane, Hull.", (RMA,)),
        ("No problem, the number is RMA-4KD77.", (RMA,)),
        ("Don't forget to write RMA-4KD77 on the parcel.", (RMA,)),
        ("INV-CASE-88 is open for INV-3107, and the answer is due by 4 December 2026.", (ANSWER,)),
        ("La réponse est attendue d'ici le 4 décembre 2026.", (ANSWER,)),
        ("Um 16:05 Uhr wurde hier eine Person informiert.", ("Um 16:05 wurde eine Person informiert",)),
        ("A person was told at 16:05.", (TOLD,)),
    ],
)
def test_a_record_is_said_with_the_customers_own_name_for_a_thing(sentence: str, records: tuple[str, ...]) -> None:
    assert unsupported_claims(sentence, AllowedFacts(CHAIR, records)) == []


@each_row(
    ("sentence", "records"),
    [
        ("Für den Schaukelstuhl gilt RMA-4KD78.", (RMA,)),
        ("Die Rückzahlung für den Schaukelstuhl ist mit RMA-4KD77 freigegeben.", (RMA,)),
        ("RMA-4KD77 is for the rocking chair, and I've waived the fee for it.", (RMA,)),
        ("Order C-40718 is in transit, so it's cancelled and won't be charged.", (ORDER,)),
        ("No problem, your refund is under RMA-4KD77.", (RMA,)),
        ("I can tell you that a person was told at 16:50.", (TOLD,)),
        ("Une personne a été prévenue à 16 h 50.", ("Une personne a été prévenue à 16:05",)),
    ],
)
def test_what_a_sentence_adds_to_a_record_needs_one_too(sentence: str, records: tuple[str, ...]) -> None:
    assert unsupported_claims(sentence, AllowedFacts(CHAIR, records))


def test_kind_words_may_say_the_customers_figures_back() -> None:
    said = AllowedFacts("240 euros were taken and the rent is due!")
    assert unsupported_claims("240 euros at once hurts, I understand that.", said) == []
    assert unsupported_claims("250 euros at once hurts, I understand that.", said)


@each_row(
    ("sentence",),
    [
        ("Try the bigger size indoors first when it gets to you.",),
        ("Once the refund is there, the order can be forgotten.",),
        ("Bis der reparierte Toaster bei Ihnen ankommt, hilft eine Pfanne.",),
        ("Antes de que llegue el cargador nuevo, prueba con otro cable.",),
        ("Une fois le remboursement arrivé, gardez le reçu.",),
        ("Dès que le nouveau chargeur arrive, essayez-le sur une autre prise.",),
        ("Avant qu'un nouveau chargeur arrive, essayez un autre câble.",),
        ("Quando arriva il ricambio, lo provi su una presa diversa.",),
    ],
)
def test_an_advice_takes_no_deed_of_ours_for_granted(sentence: str) -> None:
    assert unsupported_claims(sentence, AllowedFacts("The toaster stays cold."))


@each_row(
    ("sentence", "customer", "record"),
    [
        ("When it arrives, have a look at the box before you sign.", "Where is C-40718?", ORDER),
        ("When did it arrive at your door?", "The toaster stays cold.", ""),
        ("Before it arrives, clear a space for it.", "My wardrobe arrives next week, any tips?", ""),
        ("Wait until the toaster has cooled down before you clean it.", "The toaster smells.", ""),
    ],
)
def test_what_is_on_record_or_the_customer_waits_for_may_be_spoken_of(
    sentence: str, customer: str, record: str
) -> None:
    assert unsupported_claims(sentence, AllowedFacts(customer, (record,) if record else ())) == []


@each_row(
    ("sentence", "record"),
    [
        (
            "The trainers go to Returns with RMA-E0D7U on the parcel.",
            "RMA-E0D7U issued for the trainers; send it to Returns",
        ),
        ("Il phon va spedito a Resi, Bologna.", "RMA-PH0N1 emesso per il phon; spedire a Resi, Bologna"),
        ("Wegen des falschen Namens ist INV-CASE-4 offen.", "Prüfung INV-CASE-4 eröffnet (falscher Name)"),
        ("Es geht um den fehlenden Rabatt.", "Prüfung INV-CASE-4 eröffnet (Rabatt fehlt)"),
        ("Die Antwort wird am 24. Mai 2027 erwartet.", "Prüfung INV-CASE-4 eröffnet; Antwort bis 24. Mai 2027"),
        ('Our published answer says: "Dogs may come along."', 'FAQ "Dogs": "Dogs may come along."'),
    ],
)
def test_inflected_words_ids_with_letters_and_a_month_of_may_are_read(sentence: str, record: str) -> None:
    assert unsupported_claims(sentence, AllowedFacts("?", (record,))) == []


def test_an_investigation_is_about_what_its_record_says() -> None:
    told = AllowedFacts("?", ("Investigation INV-CASE-7 opened for invoice INV-30 (wrong name)",))

    assert is_on_record("INV-CASE-7 is about the wrong name on INV-30.", told)
    assert not is_on_record("INV-CASE-7 is about the wrong carpet on INV-30.", told)
