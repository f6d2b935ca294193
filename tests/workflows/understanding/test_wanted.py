"""Whether a message asks for what it seems to ask for: what the reader sees, is taught, and says."""

import pytest

from workflows.understanding.training import Row
from workflows.understanding.wanted import READ_AFTER, READ_BEFORE, Asked, Place, features_of, judge
from workflows.understanding.wanted_rows import messages


def place(text: str, thing: str, asked: Asked = "return") -> Place:
    at = text.index(thing)
    return Place(at, at + len(thing), asked)


def likeliest(text: str, thing: str, asked: Asked) -> str:
    found = judge(text, place(text, thing, asked))
    return max(found._fields, key=lambda name: getattr(found, name))


@pytest.mark.parametrize(
    ("text", "thing", "asked", "verdict"),
    [
        ("Please take back the samovar, its tap drips.", "samovar", "return", "act"),
        ("Please take back the samovar. Oh, forget it, my uncle has mended it.", "samovar", "return", "leave"),
        ("Please take back the samovar. Hm, let me ask my uncle first.", "samovar", "return", "ask"),
        ("My uncle wants to return his samovar, he will call you.", "samovar", "return", "leave"),
        ("INV-90817 bills us for six nights, we stayed four.", "INV-90817", "invoice", "act"),
        ("I nearly complained about INV-90817, but I had misread it.", "INV-90817", "invoice", "leave"),
        ("Where is KX-90817? My wife asks every day.", "KX-90817", "order", "act"),
        ("Where is KX-90817? Oh, there it is, the neighbour had it.", "KX-90817", "order", "leave"),
    ],
)
def test_the_words_around_a_thing_say_whether_it_is_wanted(text: str, thing: str, asked: Asked, verdict: str) -> None:
    assert likeliest(text, thing, asked) == verdict


def test_the_name_of_a_thing_says_nothing() -> None:
    lamp, pram = "I want to return the lamp. The lamp hums.", "I want to return the pram. The pram hums."

    assert features_of(lamp, place(lamp, "lamp")) == features_of(pram, place(pram, "pram"))


def test_of_a_long_message_what_stands_near_is_read() -> None:
    text = f"{'It rained. ' * 400}I want to return the lamp.{' It rained.' * 400}"
    near = text[text.index("lamp") - READ_BEFORE : text.index("lamp") + len("lamp") + READ_AFTER]

    assert features_of(text, place(text, "lamp")) == features_of(near, place(near, "lamp"))


def test_rows_are_messages_or_pieces_of_which_messages_are_made() -> None:
    rows = [
        Row("asks return", "Take the {} back."),
        Row("before", "Hello."),
        Row("then leave r", "No, forget it."),
        Row("leave i", "INV-1 is settled, and so is [INV-2]."),
    ]

    made = messages(rows)

    assert {(one.label, one.place.asked) for one in made} == {
        ("act", "return"),
        ("leave", "return"),
        ("leave", "invoice"),
    }
    assert made[-1].text[made[-1].place.start : made[-1].place.end] == "INV-2"
    assert messages(rows) == made


@pytest.mark.parametrize(
    ("label", "text", "why"), [("perhaps", "the [lamp]", "is no label"), ("act r", "the lamp", "in brackets")]
)
def test_a_row_that_cannot_be_read_says_why(label: str, text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        messages([Row(label, text)])
