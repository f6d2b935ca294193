"""Which questions are tried, and in which order."""

from workflows.faq.candidates import Candidates


def tried(candidates: Candidates) -> list[str]:
    found = []
    while (following := candidates.next()) is not None:
        found.append(following[1])
    return found


def test_documents_and_sections_take_turns() -> None:
    places = {"Q1 apples?": (0, 0), "Q2 pears?": (0, 0), "Q3 plums?": (0, 1), "Q4 nuts?": (1, 2), "Q5 figs?": (1, 2)}
    candidates = Candidates()

    candidates.add(list(places), lambda one: places[one])

    assert tried(candidates) == ["Q1 apples?", "Q4 nuts?", "Q3 plums?", "Q5 figs?", "Q2 pears?"]


def test_the_same_question_in_other_spelling_is_dropped() -> None:
    candidates = Candidates(["Where are turbines placed?"])

    fresh = candidates.add(
        ["How do panels work?", "how does a  panel WORK", "Where is a turbine placed?"], lambda _one: (0, 0)
    )

    assert (fresh, candidates.questions) == (1, ["How do panels work?"])
    assert [one.why for one in candidates.dropped] == ["duplicate", "duplicate"]


def test_a_question_that_is_nearly_another_is_tried_last() -> None:
    near = "How long does delivery of large furniture to an island take?"
    candidates = Candidates()

    candidates.add(
        [near.replace("an island", "a town"), near, "What does a key cost?"],
        lambda one: (0, 0) if one == near else (1, 0),
    )

    assert tried(candidates)[-1] == near


def test_a_question_with_a_link_or_mention_is_dropped() -> None:
    candidates = Candidates()

    candidates.add(["Is https://evil.example safe?", "Who is <!channel>?"], lambda _one: (0, 0))

    assert (candidates.waiting, [one.why for one in candidates.dropped]) == (0, ["unproved", "unproved"])
