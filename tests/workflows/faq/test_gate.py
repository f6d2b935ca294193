"""What is published by itself is a question that a person could ask, with an answer that tells what it asks for."""

import pytest

from workflows.faq.gate import why_it_waits
from workflows.faq.question_form import flaw_of_question
from workflows.faq.reasons import (
    AGREES,
    ANOTHER_KIND,
    DANGLES,
    ELSEWHERE,
    LEFT_OVER,
    NO_VERB,
    NO_WHOLE,
    NOT_ASKED,
    NOT_ONE,
    POINTS,
    PRESSED,
    TOO_LONG,
    UNNAMED,
    UNSETTLED,
)

GOOD = {
    "en": [
        "How do I moor at the west quay?",
        "How long does a berth permit last?",
        "How long do repairs to the crane take?",
        "How much is the deposit for a key?",
        "How much does it cost to hire a winch?",
        "How many guests can I bring?",
        "How many boats fit in the yard?",
        "How often should I grease the winch?",
        "How old do I have to be to steer a launch?",
        "How is the toll worked out?",
        "When is the harbour office open?",
        "When will the old lock be closed?",
        "Until when can a berth be cancelled?",
        "By when do I have to send the form?",
        "On which days does the crane run?",
        "Who can moor at the quay?",
        "Who pays for the towing?",
        "Who are you?",
        "What is the mooring fee?",
        "What are your opening hours?",
        "What happens if I lose my key?",
        "What should I do if the pump does not start?",
        "What does error E4 mean?",
        "What counts as a long stay?",
        "What is this guide for?",
        "What do I need to bring?",
        "What can I not put in the skip?",
        "Which boats are allowed in the basin?",
        "Which papers do I need for a berth?",
        "Which signs show that a hull is soft?",
        "Where can I find the slipway?",
        "Why is my key blocked?",
        "Can I bring a dog?",
        "Can people under 18 hire a boat?",
        "Are dogs welcome on the quay?",
        "Is the crane free for members?",
        "Is there parking?",
        "Is it possible to change a berth?",
        "Does it take long to get a permit?",
        "Do you take cash?",
        "Do I have to register my dinghy?",
        "Has my berth been booked?",
        "If I am late, do I lose my berth?",
        "If my rope breaks, can I get it replaced?",
        "Can I leave my dinghy in the yard and collect it later?",
        "What about dogs?",
        "What if I am ill?",
        "My winch is stuck. What should I do?",
        "Is a refund possible (season berths)?",
        "Can I moor if I'm not a member?",
        "Don't members pay less?",
    ],
    "de": [
        "Wie lange dauert die Reparatur des Krans?",
        "Wie hoch ist die Gebühr für einen Liegeplatz?",
        "Wie viel kostet es für Kinder?",
        "Wie viele Gäste darf ich mitbringen?",
        "Was kostet ein Liegeplatz?",
        "Was passiert, wenn ich den Schlüssel verliere?",
        "Was bedeutet „E4“?",
        "Wann haben Sie geöffnet?",
        "Bis wann muss ich den Schaden melden?",
        "Welche Boote dürfen in das Becken?",
        "Wer zahlt für das Schleppen?",
        "Wo finde ich die Rampe?",
        "Kann ich einen Hund mitbringen?",
        "Sind Hunde am Kai erlaubt?",
        "Liefern Sie auch sonntags?",
        "Gibt es eine Mindestlaufzeit?",
        "Muss ich mein Boot anmelden?",
        "Ist eine Erstattung möglich (Dauerkarten)?",
        "Wenn ich krank bin, wie verlege ich den Termin?",
    ],
    "fr": [
        "Combien coûte une place au quai ?",
        "Combien de temps dure la réparation ?",
        "Quels sont vos horaires ?",
        "Que couvre la garantie ?",
        "Comment annuler ?",
        "Comment puis-je payer ?",
        "Où puis-je stationner ?",
        "Les animaux sont-ils admis ?",
        "Est-ce que le quai est ouvert le dimanche ?",
        "Acceptez-vous les chèques ?",
        "Qu'est-ce qui est compris ?",
    ],
    "es": [
        "¿Cuánto cuesta un amarre?",
        "¿Cuáles son sus horarios?",
        "¿Cuál es el plazo para «Exprés»?",
        "¿Cómo puedo pagar?",
        "¿Qué pasa si pierdo la llave?",
        "¿Hasta cuándo puedo cancelar?",
        "¿Aceptan tarjetas?",
        "¿Puedo llevar un perro?",
    ],
}
BAD = [
    ("How do I Opening hours?", AGREES),
    ("How do I opening hours?", AGREES),
    ("How do I find and recording?", AGREES),
    ("How long does afterwards let the tap run?", AGREES),
    ("How do I the deposit?", AGREES),
    ("What is the I've lost my key?", PRESSED),
    ("What is the for members?", PRESSED),
    ("What are the breaking the rules?", PRESSED),
    ("Which signs your hull is soft?", NO_VERB),
    ("When does day tickets which expire?", AGREES),
    ("When does the permits expire?", AGREES),
    ("When do the permit expire?", AGREES),
    ("Is dogs welcome?", AGREES),
    ("Are the deposit refunded?", AGREES),
    ("Are I allowed in?", AGREES),
    ("How often?", NO_VERB),
    ("How long is?", NO_VERB),
    ("And abroad?", NOT_ASKED),
    ("Opening hours?", NOT_ASKED),
    ("The crane is free", NOT_ASKED),
    ("How can I ask the?", DANGLES),
    ("Do you refund money for?", DANGLES),
    ("Can I pay by card and?", DANGLES),
    ("How do I leave it somewhere safe?", POINTS),
    ("How do I find out who mends it?", POINTS),
    ("Are they refunded?", POINTS),
    ("Is this refunded?", POINTS),
    ("Can I use that?", POINTS),
    ("How do these devices work?", POINTS),
    ("What is the fee | deposit?", LEFT_OVER),
    ("3.1 How do I pay?", LEFT_OVER),
    ("Q: How do I pay?", LEFT_OVER),
    ("How do I pay (by card?", LEFT_OVER),
    ("What is the fee? Where is the desk?", NOT_ONE),
    (f"Can I moor {'by day ' * 40}?", TOO_LONG),
    ("Sind Alle kostenlos?", PRESSED),
    ("Darf Vom Kai erst ab zwölf Jahren gesprungen werden?", PRESSED),
    ("Bis wann sind Gleichzeitig möglich?", PRESSED),
    ("Wie lange?", NO_VERB),
    ("Wann die Reparatur?", NO_VERB),
    ("Können ich bezahlen?", AGREES),
    ("Wann kann Sie liefern?", AGREES),
    ("Wann müssen der Antrag gestellt werden?", AGREES),
    ("Was kostet das dafür?", POINTS),
    ("Kann ich den Schlüssel abholen bei?", DANGLES),
    ("Und im Ausland?", NOT_ASKED),
    ("Quel est les horaires ?", AGREES),
    ("Quels sont la garantie ?", AGREES),
    ("Les animaux est-ils admis ?", AGREES),
    ("Comment la livraison ?", NO_VERB),
    ("Combien coûte une place pour ?", DANGLES),
    ("Comment puis-je payer cela ?", POINTS),
    ("¿Cuál son sus horarios?", AGREES),
    ("¿Cuáles es el precio?", AGREES),
    ("¿Cómo el pago?", NO_VERB),
    ("¿Los horarios?", NOT_ASKED),
    ("¿Puedo pagar con?", DANGLES),
    ("¿Qué pasa con eso?", POINTS),
]
ANSWERS = [
    ("How long does a repair take?", "A repair takes three weeks."),
    ("How often should I grease the winch?", "Grease the winch once a month."),
    ("What should I do if the pump stops?", "Ring the yard."),
    ("How much is a key?", "Item: Key; Price: $4"),
    ("How much is the sauna?", "The sauna is free for members."),
    ("When do you pay?", "We pay on the last Friday of the month."),
    ("Is the crane free?", "Yes, for members."),
    ("How do I moor?", "1. Throw the rope.\n2. Tie it to the ring."),
    ("How do I moor?", "Tie your rope to the ring at the quay."),
    ("Which kinds of berth are there?", "• River: 4 m wide.\n• Sea: 6 m wide."),
    ("When is the deposit not returned?", "The deposit is not returned when the key is lost."),
    ("Wie lange dauert die Reparatur?", "Die Reparatur dauert drei Wochen."),
    ("Wann haben Sie geöffnet?", "Montag bis Freitag von 9 bis 17 Uhr"),
    ("Combien coûte une place ?", "Une place coûte 12 € la nuit."),
    ("¿Cuánto cuesta un amarre?", "Un amarre cuesta 12 € la noche."),
]
WRONG_ANSWERS = [
    ("How long does a repair take?", "A repair is done by our own yard.", ANOTHER_KIND),
    ("How much is a key?", "A key opens the gate and the shed.", ANOTHER_KIND),
    ("How many guests can I bring?", "Guests sign the book at the desk.", ANOTHER_KIND),
    ("How often should I grease the winch?", "Grease keeps the winch dry.", ANOTHER_KIND),
    ("When is the fee returned?", "The fee is not returned when the form is late.", ANOTHER_KIND),
    ("How do I end my contract?", "The year's fee is kept, and keys that are missing are charged.", ANOTHER_KIND),
    (
        "How do I check the place?",
        "A boat may not lie\n1. within ten metres of the lock,\n2. on a slipway.",
        ANOTHER_KIND,
    ),
    ("Which kinds of berth are there?", "Silver costs 20 euros a month.", ANOTHER_KIND),
    ("How often can I take a boat out alone?", "You may take a boat out alone once you have a licence.", ANOTHER_KIND),
    ("What can I do if the pump has a fault?", "Sign Cause What to do", ANOTHER_KIND),
    ("Is a rope supplied?", "hose, 16 mm; six cups; a ring. A rope is not supplied.", NO_WHOLE),
    ("Is a rope supplied?", "A rope is not supplied and is Page 1 Harbour manual", NO_WHOLE),
    ("What is in the box?", "In the box: Slow the flow with the lever only. Closing", NO_WHOLE),
    ("Do I have to send a photo?", "Send a photo within a day.", UNNAMED),
    ("Is the first move free?", "The first move is free.", UNNAMED),
    ("What is the fee?", "The fee is 4 euros.", UNNAMED),
    ("What do I need?", "You need the following:", NO_WHOLE),
    ("Wie lange dauert die Reparatur?", "Die Reparatur macht unsere Werft.", ANOTHER_KIND),
]


@pytest.mark.parametrize("question", [one for questions in GOOD.values() for one in questions])
def test_a_question_that_a_person_could_ask_has_no_flaw(question: str) -> None:
    assert flaw_of_question(question) is None


@pytest.mark.parametrize(("question", "flaw"), BAD)
def test_what_is_no_question_of_its_language_is_named(question: str, flaw: str) -> None:
    assert flaw_of_question(question) == flaw


@pytest.mark.parametrize(("question", "answer"), ANSWERS)
def test_an_answer_of_the_kind_that_is_asked_for_passes(question: str, answer: str) -> None:
    assert why_it_waits(question, answer) is None


@pytest.mark.parametrize(("question", "answer", "flaw"), WRONG_ANSWERS)
def test_an_answer_of_another_kind_or_a_part_of_one_waits(question: str, answer: str, flaw: str) -> None:
    assert why_it_waits(question, answer) == flaw


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Hoe lang duurt de levering?", "De levering duurt drie dagen en wij brengen het pakket naar uw huis."),
        ("Quanto costa la consegna?", "La consegna costa cinque euro per tutti gli ordini che non sono in offerta."),
        ("料金はいくらですか?", "料金は一泊三千円です。"),
    ],
)
def test_in_a_language_that_is_not_looked_at_nothing_is_said_against_a_question(question: str, answer: str) -> None:
    assert flaw_of_question(question, answer) is None


@pytest.mark.parametrize(
    ("question", "answer", "flaw"),
    [
        ("Can I return an order made by phone?", "Same as above, but within 7 days.", ELSEWHERE),
        ("Can I pay by invoice?", "See section 3.2 of the terms.", ELSEWHERE),
        ("Can I return goods?", "Yes. See 1.2 for exceptions.", ELSEWHERE),
        ("Can I get a new card?", "Yes, as described below in the next chapter.", ELSEWHERE),
        ("Kann ich auf Rechnung zahlen?", "Siehe Abschnitt 3 der Bedingungen.", ELSEWHERE),
        ("Do you deliver on Sundays?", "I think so, but please check with the warehouse.", UNSETTLED),
        ("How much is a bag?", "Costs 5 euros (old price, new one follows).", UNSETTLED),
        ("Is the quay open?", "The date is to be confirmed.", UNSETTLED),
        ("How long does delivery take?", "Delivery takes {{days}} days, 3 at most.", UNSETTLED),
        ("What does it cost to ship?", "Shipping costs XX euros (TBD), some 3 euros.", UNSETTLED),
        ("How much is a berth?", "A berth is [insert price] a night, 3 euros at least.", UNSETTLED),
        ("Is there a lift?", "Lorem ipsum dolor sit amet.", UNSETTLED),
    ],
)
def test_an_answer_that_only_points_doubts_or_has_a_gap_waits(question: str, answer: str, flaw: str) -> None:
    assert why_it_waits(question, answer) == flaw


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Do I have to confirm my order?", "Yes, an order has to be confirmed by mail within 2 days."),
        ("Which sizes are there?", "Sizes S, M, L, XL, XXL and XXXL."),
        ("Can I moor above the lock?", "Yes, the quay above the lock and the one below it are free."),
        ("Can I see the engine?", "Yes, you can see it below deck at ten."),
        ("Is there a form?", "Use the form as described below:\n1. Print it.\n2. Sign it."),
    ],
)
def test_words_for_places_and_for_what_others_do_are_no_gaps(question: str, answer: str) -> None:
    assert why_it_waits(question, answer) is None
