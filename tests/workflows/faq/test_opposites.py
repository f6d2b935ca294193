"""A question of opposite sense never gets an entry, however many words they share; the same one in other words does."""

import pytest

from workflows.faq.match import Entry, FaqIndex
from workflows.faq.opposites import is_opposite

TOLD = {
    "When does the pool open?": "The pool opens at 9 am on weekdays.",
    "How do I open an account?": "Press Sign up on the front page and enter your address.",
    "Is the pool open in winter?": "The pool is open in summer only, from May to September.",
    "Are children under 6 free?": "Children under 6 years travel free with an adult.",
    "Is a bag under 5 kg free?": "A bag under 5 kg is free.",
    "What is the minimum age for a driver?": "A driver has to be 21 years old at least.",
    "How do I get from the airport to the hotel?": "Take bus 12 from terminal 1 to the hotel.",
    "Can I pay by card?": "Yes, we accept Visa and Mastercard.",
    "Can I bring a dog?": "Yes, dogs are welcome on a lead.",
    "Can I borrow a book?": "Yes, members can borrow up to five books.",
    "Do you deliver to islands?": "Yes, delivery to islands takes 5 days.",
    "How much does a child pay?": "A child pays 5 euros for a day.",
    "Can children swim alone?": "Children under 10 may not swim alone.",
    "Can I change my booking online?": "Yes, open My bookings and press Change.",
    "Can I book for other people?": "Yes, you can book for up to nine other people.",
    "Can I send an item back?": "You can send any item back within 30 days of delivery.",
    "How long can I park?": "You can park for up to 3 hours.",
    "What happens if I lose my key?": "A lost key costs 50 euros.",
    "Do I get a receipt?": "Yes, you get a receipt by email.",
    "When are you open?": "We are open from 9 to 17.",
    "Is smoking allowed in the rooms?": "No, smoking is not allowed in any room.",
    "Do I have to book a table?": "No, you can just come in.",
    "Can I cancel a booking after the start date?": "No, after the start date it cannot be cancelled.",
}


@pytest.mark.parametrize(
    ("asked", "question"),
    [
        ("When does the pool close?", "When does the pool open?"),
        ("How do I close an account?", "How do I open an account?"),
        ("Is the pool open in summer?", "Is the pool open in winter?"),
        ("Are children over 6 free?", "Are children under 6 free?"),
        ("Are children older than 6 free?", "Are children under 6 free?"),
        ("Is a bag over 5 kg free?", "Is a bag under 5 kg free?"),
        ("What is the maximum age for a driver?", "What is the minimum age for a driver?"),
        ("How do I get from the hotel to the airport?", "How do I get from the airport to the hotel?"),
        ("Do I have to pay by card?", "Can I pay by card?"),
        ("Must I pay by card?", "Can I pay by card?"),
        ("Is it forbidden to pay by card?", "Can I pay by card?"),
        ("Can you pay me by card?", "Can I pay by card?"),
        ("Do I have to bring a dog?", "Can I bring a dog?"),
        ("Can I book a table?", "Do I have to book a table?"),
        ("Should I change my booking online?", "Can I change my booking online?"),
        ("Can I change my booking only online?", "Can I change my booking online?"),
        ("Can I lend a book?", "Can I borrow a book?"),
        ("Do you deliver from islands?", "Do you deliver to islands?"),
        ("Do islands deliver to you?", "Do you deliver to islands?"),
        ("How much do you pay a child?", "How much does a child pay?"),
        ("Can children over 10 swim alone?", "Can children swim alone?"),
        ("Can other people book for me?", "Can I book for other people?"),
        ("Can you send an item back to me?", "Can I send an item back?"),
        ("How long must I park?", "How long can I park?"),
        ("What happens if I find my key?", "What happens if I lose my key?"),
        ("Do I have to give a receipt?", "Do I get a receipt?"),
        ("Is smoking allowed outside the rooms?", "Is smoking allowed in the rooms?"),
        ("Can I cancel a booking before the start date?", "Can I cancel a booking after the start date?"),
    ],
)
def test_a_question_of_opposite_sense_does_not_get_the_entry(asked: str, question: str) -> None:
    index = FaqIndex([Entry(question, TOLD[question], "Guide")])

    assert is_opposite(asked, question, TOLD[question])
    assert index.answers(asked) is None


@pytest.mark.parametrize(
    ("asked", "question"),
    [
        ("When do you close?", "When are you open?"),
        ("What are your opening hours?", "When are you open?"),
        ("Is there a shop close to the pool that can open early?", "When does the pool open?"),
        ("Can I pay you by card?", "Can I pay by card?"),
        ("Could you tell me if I have to book a table?", "Do I have to book a table?"),
        ("Is it necessary that I must book a table?", "Do I have to book a table?"),
        ("Can you lend me a book?", "Can I borrow a book?"),
        ("How many days do I have to send an item back?", "Can I send an item back?"),
        ("Are children below 6 free?", "Are children under 6 free?"),
        ("What does a child pay?", "How much does a child pay?"),
        ("How do I get to the hotel from the airport?", "How do I get from the airport to the hotel?"),
        ("Can items be sent back by customers?", "Can I send an item back?"),
        ("If I lose my key, where do I find a new one?", "What happens if I lose my key?"),
    ],
)
def test_the_same_question_in_other_words_is_no_opposite(asked: str, question: str) -> None:
    assert not is_opposite(asked, question, TOLD[question])


def test_opening_hours_alone_are_not_those_of_one_thing() -> None:
    pool = Entry("When does the pool open?", "The pool opens at 9 am on weekdays.", "Guide")
    shop = Entry("When is the shop open?", "The shop is open from 9 to 17.", "Guide")

    assert FaqIndex([pool]).answers("What are your opening hours?") is None
    assert FaqIndex([shop]).answers("What are your opening hours?") == 0


def test_in_another_language_the_way_back_is_another_question() -> None:
    way = Entry("Wie komme ich vom Hotel zum Flughafen?", "Nehmen Sie vor dem Haus den Bus der Linie 12.", "Anreise")

    assert FaqIndex([way]).answers("Wie komme ich vom Hotel zum Flughafen?") == 0
    assert FaqIndex([way]).answers("Wie komme ich vom Flughafen zum Hotel?") is None
