"""More forms of sentences that policies, terms and manuals are written in, each asked as people ask it."""

import pytest

from tests.workflows.faq.test_asked_well import asked
from workflows.faq.sentence_questions import question_of_sentence

ASKED = [
    # What is done in a case is asked as what it is: a request, a choice, a measure.
    ("If you leave the boat for a month, let the engine dry.", "What should I do if I leave the boat for a month?"),
    ("If a second skipper is to steer, add a name to the list.", "What should I do if a second skipper should steer?"),
    ("If you moor at a friend's berth, you may claim a flat £20.", "What can I claim if I moor at a friend's berth?"),
    ("If your berth is taken, you can use the quay.", "What can I use if my berth is taken?"),
    ("If the tide is low, you may wait at the buoy.", "What can I do if the tide is low?"),
    ("If the berth is free, you may stay until 6 p.m.", "Until when can I stay if the berth is free?"),
    ("If you are ill and send a note within five days, we charge nothing.", "What happens if I am ill?"),
    ("If you arrive late, the crane waits for ten minutes.", "What happens if I arrive late?"),
    # Who, and what is not.
    ("Those who do not choose a berth will be put on the quay.", "What happens if I do not choose a berth?"),
    ("Owners who live on the island pay half.", "Who pays half?"),
    ("Guests with a harbour card get the key for free.", "Who gets the key for free?"),
    ("Nobody has to join the regatta.", "Do I have to join the regatta?"),
    ("There is no fee for a change of name.", "Is there a fee for a change of name?"),
    ("There is no need to sign up.", "Do I have to sign up?"),
    ("There are no launches in December.", "Are there any launches in December?"),
    ("Claims that reach us after two months are refused.", "What happens if claims reach you after two months?"),
    # Measures.
    ("A deposit of £40 is taken with the first rent.", "How much is the deposit?"),
    ("A deposit equal to two weeks' rent is taken in May.", "How much is the deposit?"),
    ("A working day means any day from Monday to Friday.", "What does a working day mean?"),
    ("Give us two weeks' notice in writing.", "How much notice do I have to give?"),
    ("We need three days' notice to launch a boat.", "How much notice do you need to launch a boat?"),
    ("Boats can be reached every day from 6 am to 11 pm.", "When can boats be reached?"),
    ("Changes must reach us by noon two days before.", "By when do changes have to reach you?"),
    ("Complaints must be made within 60 days.", "By when do complaints have to be made?"),
    ("A hull may be no longer than 12 metres.", "How long can a hull be?"),
    ("Trailers may be no wider than two metres.", "How wide can trailers be?"),
    ("Kittens stay indoors for ten days.", "How long do kittens stay indoors?"),
    ("A painted hull can smell of solvent for up to six weeks.", "How long can a painted hull smell of solvent?"),
    ("We pay 45p a mile.", "How much do you pay a mile?"),
    ("The old pier will be closed on 30 June.", "When will the old pier be closed?"),
    ("Accounts can be closed at any time in the app.", "How can accounts be closed?"),
    ("You may leave a boat ashore for up to two months if it is old or wet.", "How long can I leave a boat ashore?"),
    ("Folding boats do not need a berth if they are dry.", "Do folding boats need a berth?"),
    ("Do not use worn ones.", None),
    ("Berths are free from 2 p.m.", "When are berths free?"),
    ("The office is staffed from 8 am to noon.", "When is the office staffed?"),
    ("We send a reminder two weeks before the permit ends.", "When do you send a reminder?"),
    # What one may, and how.
    ("Charging batteries, including those of scooters, is forbidden.", "Can I charge batteries?"),
    ("Never give salt water or milk: they harm a cat.", "Can I give salt water or milk?"),
    ("Hold the anchor button for two seconds to lock the winch.", "How do I lock the winch?"),
    ("Replace the fuel filter (order no. 881) every six months.", "How often should I replace the fuel filter?"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "question"), ASKED)
def test_a_sentence_of_a_policy_is_asked_as_people_ask_it(sentence: str, question: str | None) -> None:
    found = question_of_sentence(sentence)

    assert (found and found.question) == question


@pytest.mark.parametrize(
    ("heading", "sentence", "question"),
    [
        ("How to add a boat", "Photographs are accepted in colour.", "Are photographs accepted when I add a boat?"),
        ("Changing your berth", "The first move is free.", "Is the first move free when I change my berth?"),
        ("Harbour cards", "Private purchases are not allowed.", "Are private purchases allowed for harbour cards?"),
        ("A sail is torn", "Send a photo within two days.", "By when do I have to send a photo if a sail is torn?"),
        ("Boats", "Boats are welcome except in June.", "Are boats welcome?"),
    ],
)  # fmt: skip
def test_a_question_that_could_be_of_anything_gets_what_its_section_is_about(
    heading: str, sentence: str, question: str
) -> None:
    assert question in asked(f"# Marina\n\n## {heading}\n\nWords first, and some more.\n\n{sentence}")


def test_a_heading_that_says_nothing_leaves_it_to_the_one_above() -> None:
    found = asked("# Marina\n\n## Harbour cards\n\n### Good to know\n\nThe first replacement is free.")

    assert "Is the first replacement free for harbour cards?" in found


def test_an_item_is_about_what_stands_before_its_first_sentence() -> None:
    found = asked(
        "# Costs\n\n## Getting there\n\n- Rail. Travel in second class.\n- Own boats. The first request is free."
    )

    assert found["Is the first request free for own boats?"] == "Own boats. The first request is free."


def test_two_things_at_once_are_not_asked() -> None:
    found = asked("Words.\n\nYou can show us a policy of your own or join our scheme in the office.")

    assert not any(" or join " in one for one in found)


@pytest.mark.parametrize(
    ("title", "above", "heading", "text", "question"),
    [
        ("Parcel room", "Charges", "Storage", "Storage is 2 pounds a day.", "How much does storage cost?"),
        ("Parcel room", "Prices", "Parking", "It costs £4 a day.", "How much does parking cost?"),
        ("Kettle manual", "Care", "Setting up", "Put it on a level table.", "How do I set up the Kettle?"),
        ("Hotel", "Your stay", "Checking in", "Come to the desk from 2 p.m.", "How do I check in?"),
        ("Harbour", "Rules", "Visitors", "Visitors must sign in.", "What are the rules for visitors?"),
        ("Harbour", "Rules", "Illness", "We move the date if you send a note.", "What happens if I am ill?"),
    ],
)  # fmt: skip
def test_a_heading_is_asked_with_what_stands_above_it(
    title: str, above: str, heading: str, text: str, question: str
) -> None:
    assert question in asked(f"# {title}\n\n## {above}\n\nWords.\n\n### {heading}\n\n{text}\n\n## More\n\nAsk us.")


@pytest.mark.parametrize(
    ("title", "heading", "text", "question"),
    [
        ("Marina", "Freezing", "You may freeze your contract for a month.", "Can I freeze my contract?"),
        ("Tava S2 lamp - quick guide", "Resetting", "Press both keys at once.", "How do I reset the Tava S2 lamp?"),
        (
            "Tava",
            "Holiday mode",
            "In it the lamp is off by day, and on by night for an hour.",
            "How does holiday mode work?",
        ),
    ],
)
def test_a_heading_without_an_object_gets_that_of_its_text_or_of_the_title(
    title: str, heading: str, text: str, question: str
) -> None:
    assert question in asked(f"# {title}\n\n## {heading}\n\n{text}\n\n## More\n\nAsk us.")


def test_what_is_wrong_in_a_table_is_asked_with_its_article() -> None:
    found = asked(
        "# Lamp\n\n| Problem | What to do |\n|---|---|\n| Display is blank | Press a key |\n| Keys stick | Dry them |"
    )

    assert {"What should I do if the display is blank?", "What should I do if keys stick?"} <= set(found)


def test_what_is_set_up_is_not_guessed() -> None:
    assert not any(
        one.startswith("How do I set up") for one in asked("# Harbour\n\n## Setting up\n\nPut it on a table.")
    )


THOUGHTS = [
    "If you are late, the crane waits for ten minutes. The lift still ends at noon.",
    "If you give up a berth, we refund the months that are left. Nothing is refunded for the last one.",
    "You have to be at least 16. If you hold a junior card, you may steer from 14.",
    "Blocks are valid for nine months from payment. On request the office adds a month.",
    "Rail. Seats in first class are refunded only with two tickets.",
]


@pytest.mark.parametrize("text", THOUGHTS)
def test_a_sentence_that_answers_nothing_by_itself_belongs_to_the_one_beside_it(text: str) -> None:
    assert text in {one.removeprefix("• ") for one in asked(f"Words.\n\n- {text}").values()}


def test_a_sentence_with_an_address_is_no_part_of_an_answer_that_is_published() -> None:
    found = asked("Words.\n\nGift vouchers are valid for two years. Our desk at help@kontor.example knows more.")

    assert found["How long are gift vouchers valid?"] == "Gift vouchers are valid for two years."


def test_an_answer_ends_before_the_next_thing_that_is_asked() -> None:
    found = asked("Words.\n\nGift vouchers are valid for two years. Parcels are insured up to 500 euros. It is so.")

    assert found["How long are gift vouchers valid?"] == "Gift vouchers are valid for two years."
    assert found["Up to what amount are parcels insured?"] == "Parcels are insured up to 500 euros. It is so."


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("The pump sounds hollow", "What should I do if the pump sounds hollow?"),
        ("I was charged twice", "What should I do if I was charged twice?"),
        ("Ring the harbour at once if", "When should I ring the harbour at once?"),
        ("Booking and paying", "How do I book and pay?"),
    ],
)
def test_a_heading_that_tells_what_is_wrong_is_asked_as_a_case(heading: str, question: str) -> None:
    page = (
        "# Pump\n\n## When something is wrong\n\nRead.\n\n### {}\n\nTurn the screw until it clicks.\n\n## More\n\nAsk."
    )

    assert question in asked(page.format(heading))


@pytest.mark.parametrize("heading", ["The lights on the panel", "The error codes"])
def test_a_thing_under_such_a_heading_is_no_case(heading: str) -> None:
    page = f"# Pump\n\n## Faults\n\nRead this.\n\n### {heading}\n\nTurn the screw until it clicks, then wait."

    assert not any(one.startswith("What should I do if the") for one in asked(page))


def test_a_number_that_stays_is_no_phone_number() -> None:
    found = asked("# Move\n\n## Telephone\n\nYour number stays the same. The line is dead when the power is out.")

    assert "What is your phone number?" not in found


def test_the_heading_that_all_sections_share_names_none_of_them() -> None:
    page = "# Charge cards\n\nRead this first.\n\n## {}\n\nIt is blocked at once. A replacement costs 9 euros."

    assert not any("charge cards" in one for one in asked(page.format("I lost it") + "\n\n## Bills\n\nAsk us for one."))


def test_a_row_in_a_group_is_asked_by_what_it_names() -> None:
    table = "| Group | Piece | Price |\n|---|---|---|\n| Deck | Sail | $4 |\n| Deck | Anchor | $6 |"

    assert set(asked(f"# Prices\n\n{table}")) >= {"How much does a sail cost?", "How much does an anchor cost?"}


def test_the_name_of_a_thing_keeps_its_capital() -> None:
    page = "Here is Drift at its best. We like Drift.\n\n{}"

    assert "How much does Drift cost?" in asked(page.format("Drift costs 4 euros a month."))
    assert question_of_sentence("Blue Badge holders get one permit for free.") is not None
    assert "Do Blue Badge holders need any permit?" in asked("Words.\n\nBlue Badge holders need no permit.")
