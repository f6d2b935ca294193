"""Of what rules ask only the documents' own questions are published by themselves; all else waits for a look (0080)."""

import pytest

from workflows.faq.sound import is_surely_sound

UNSURE = [
    ("How much does the Basic berth cost?", "Berth: Basic; Price: $40"),
    ("How much does towing cost?", "Towing costs £30 an hour. Ring the office first."),
    ("Is there a lifeguard?", "There is no lifeguard."),
    ("What happens if a rope breaks?", "If a rope breaks, we bring another one."),
    ("How do I reserve a berth?", "Fill in the form at the office.\nBring your papers."),
    ("What should I do if the engine does not start?", "Ring the office."),
    ("How does the deposit work?", "The deposit is £20 for a key. You get it back when you leave."),
    ("How do I access to berths?", "Our crew needs access to berths on Mondays. Please leave your key."),
    ("How long does a change of berth take?", "A change of berth takes effect after two weeks."),
    ("Was kostet „Erwachsene“?", "Ausweis: Erwachsene; Gebühr: 24,00 €"),
    ("How much does a rabbit cost?", "Pet: Rabbit; Monthly: £11.40; Saving: £70"),
    ("How much does a child under 16 cost?", "Type of berth: Child under 16; Resident: No charge"),
    ("What are bumps and scrapes?", "Bumps and scrapes are the club's affair."),
    ("What can long boats turn?", "Long boats can turn in the basin."),
    ("What does the engine contain?", "The engine contains 65 g of oil."),
    ("Do I have to apply for a berth?", "You need not apply for a berth."),
    ("Are dogs welcome on the quay?", "Dogs are welcome on the quay. Cats must be carried."),
    ("Is the first move to a berth free?", "The first move to a berth is free."),
    ("How much are further packs of ropes?", "Further packs of ropes are £3."),
    ("How long are ropes kept for two years?", "Ropes are kept for two years."),
    ("How long does the guarantee run?", "Ask at the office. It runs for two years."),
    ("How often can I borrow a boat?", "You may borrow a boat with a licence."),
    ("When is the fee returned?", "Ring the office. It is returned at the end."),
    ("What happens if a rope breaks (berths)?", "If a rope breaks, we bring another one."),
    ("How do I find and record a berth?", "We record each berth in a book."),
    ("How do I store page 3 of 3?", "Ropes are stored at the quay."),
    ("How do I store Ropes?", "Hang them up."),
    ("How do I find out?", "We write to you."),
    ("When are canals looked?", "Canals are looked after by the county."),
    ("When is the time shown?", "The time is shown on the screen."),
    ("When is the motor guaranteed?", "The motor is guaranteed for three years from the date of purchase."),
    ("Are pets allowed?", "Pets are not allowed in the lock house."),
    ("Are ropes, nets and buoys wear out and covered?", "Ropes, nets and buoys wear out and are not covered at all."),
    ("Can I take photos for the photography?", "You may take photos without flash."),
    ("What should I do then?", "Ring the office."),
    ("What should I do about the light?", "Light: Red; Meaning: stop"),
]


@pytest.mark.parametrize(("question", "answer"), UNSURE)
def test_a_question_that_rules_worded_waits_for_a_look(question: str, answer: str) -> None:
    assert not is_surely_sound(question, answer)


@pytest.mark.parametrize(
    ("question", "answer", "heading"),
    [
        ("What are bumps and scrapes?", "They are the club's affair.", "What are bumps and scrapes?"),
        ("Am I covered if it sinks (Berths)?", "No, but your guests are.", "Am I covered if it sinks?"),
        ("Is there a lift?", "Is there a lift? No.", ""),
        ("¿Hacen arreglos?", "Sí: velas y cabos.", "¿Hacen arreglos?"),
    ],
)
def test_what_the_document_itself_asks_is_published_by_itself(question: str, answer: str, heading: str) -> None:
    assert is_surely_sound(question, answer, heading)


def test_a_question_that_is_too_long_to_be_read_is_not_sure() -> None:
    question = f"How long does {'a very long ' * 30}permit last?"

    assert not is_surely_sound(question, "It lasts a year.", question)
