"""Which contexts a span stands in: sentences of general English, the span in brackets."""

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from tests.rows import each_row
from tests.workflows.language.spans import CONDITIONAL, HYPOTHETICAL, NEGATED, PAST, POLICY, THIRD, contexts_of
from tests.workflows.rules import hostile
from workflows.language.context import CATEGORIES, Hit, contexts


@pytest.mark.parametrize(
    "marked",
    [
        "I want to [return] the lamp",
        "please send the [chair] back, it wobbles",
        "I would like to [return] these shoes because they pinch",
        "The zip broke. Please take the [jacket] back.",
        "I'm [returning] the kettle",
        "[refund] for the toaster please",
        "This is urgent: [return] the fan",
        "Hello there, [return] of the blender, it leaks",
        "I've decided to [return] the sofa",
        "we'd love to [exchange] this",
        "I need to [send back] two mugs",
        "My order arrived and I want to [return] the vase",
    ],
)
def test_what_is_plainly_asked_for_stands_in_no_context(marked: str) -> None:
    assert contexts_of(marked) == frozenset()


@each_row(
    "marked",
    [
        # forward
        "I don't want to [return] the lamp",
        "I dont want to [return] it",
        "I do not want to [return] it",
        "I never asked to [return] anything",
        "there is no reason to [return] the bike",
        "we no longer want to [return] the tent",
        "I'd rather keep it instead of [returning] it",
        "a repair rather than a [refund] would be great",
        "I have no intention of [sending it back]",
        "I can not [return] it in person",
        "neither the lamp nor the [chair] must go back",
        "send everything back except the [mirror]",
        "take all of it apart from the [rug]",
        "it works without a [return]",
        "please cancel my [return]",
        "stop the [return] of the phone",
        "please forget about the [refund]",
        "I refuse to [return] this",
        "we decided not to [return] the oven",
        "we decided against [returning] the oven",
        "I'm not interested in a [refund]",
        "I hardly use the [mixer]",
        "She said nothing about a [refund]",
        "I want the lamp to go back, not the [chair]",
        "I don't want the lamp, the chair or the [table] back",
        # backward
        "the [return] is no longer needed",
        "a [refund] won't be necessary",
        "a [return] is out of the question",
        "the [pickup] isn't needed",
        "I wanted to [return] the stroller but I changed my mind",
        "I was offered a [return] but I said no",
        "I asked for a [refund] but I'm keeping it",
        "[return] the lamp, scratch that",
        "I'd [send it back], but it's working again",
        "I want to [return] it, however I am keeping the box",
    ],
)
def test_what_is_denied_stands_in_a_negation(marked: str) -> None:
    assert NEGATED in contexts_of(marked)


@each_row(
    "marked",
    [
        # pseudo-cues
        "not only does it hum, please [return] it",
        "not just the lamp, [return] the chair as well",
        "not only the lamp but also the [chair] must go back",
        "no problem with a [return]",
        "no doubt I want to [return] it",
        "no wonder I want to [return] the heater",
        "no rush to [return] it",
        "why don't you [return] my money",
        "why don't we [return] it right away",
        "I can't wait to [return] it",
        "I cannot wait to [send it back]",
        "please don't hesitate to [return] my call",
        "don't forget to [refund] me",
        "I don't mind a [refund]",
        "no matter what, [return] the bed",
        "without further ado: [return] the bed",
        "can't you [take it back]",
        "last but not least [return] the pan",
        # ended by a term or by the clause
        "I don't want the chair but [return] the lamp",
        "I don't want to keep it, however a [refund] would do",
        "not the chair, instead [return] the lamp",
        "I don't like it so please [return] it",
        "it doesn't work because the [switch] broke",
        "it didn't fit, [return] it please",
        "it does not turn on and I want to [return] it",
        "I never liked it; [return] it please",
        "The chair isn't bad. [Return] the lamp.",
        "I won't keep the lamp although the [shade] is nice",
        "no, [return] the lamp",
        "it isn't loud, it's the [colour] that is wrong",
        "don't call me, can you [return] it",
        "he didn't like it (the [strap] tore)",
    ],
)
def test_a_negation_that_is_none_or_ends_before_denies_nothing(marked: str) -> None:
    assert NEGATED not in contexts_of(marked)


@each_row(
    "marked",
    [
        "I returned the [lamp] last month",
        "we already sent back the [cot]",
        "I have returned the [shoes] already",
        "I tried to [return] it twice",
        "I was going to [return] it",
        "we were about to [return] the grill",
        "I used to [return] everything",
        "we ended up [returning] the car seat",
        "did I [return] the lamp in time",
        "when did you [refund] me",
        "thanks for [returning] my deposit",
        "I regret [returning] the phone",
        "I remember [returning] a coat here",
        "after [returning] the first one I bought another",
        "the courier came before I could [return] it",
        "it was [returned] by us",
        "it has been [refunded]",
        "I requested a [refund] a few days back",
        "the [return] of the fan was a nightmare",
        "my [return] was refused",
        "the last [return] went smoothly",
        "the [refund] took ages",
        "my [return] took so long",
        "our [exchange] two years ago",
        "I bought the [kettle] last week",
    ],
)
def test_what_is_told_of_stands_in_the_past(marked: str) -> None:
    assert PAST in contexts_of(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "I tried everything, [return] it please",
        "it was broken when it came, so please [return] it",
        "I bought it by mistake and want to [return] it",
        "by the way, [return] the chair too",
        "I was wondering about a [refund]",
        "I have decided to [return] it",
        "it has been used once but I want to [return] it",
        "I bought it last week and I want to [return] it",
        "I returned the chair, now please [refund] the lamp",
        "we already returned one; the [other] must go back as well",
        "I used it once, [return] it",
    ],
)
def test_the_past_ends_with_its_clause(marked: str) -> None:
    assert PAST not in contexts_of(marked)


@each_row(
    "marked",
    [
        "maybe I will [return] it",
        "perhaps a [refund] would be better",
        "I might [return] the lamp",
        "I'm thinking about [returning] it",
        "I was thinking of [returning] it",
        "we are considering a [return]",
        "I changed my mind about [returning] it",
        "not sure if I want to [return] it",
        "I am undecided whether to [return] it",
        "what if I [return] it",
        "what happens when I [return] it late",
        "suppose I [return] only one of them",
        "imagine I [return] the sofa",
        "let's say I [return] the sofa",
        "should I [return] it or keep it",
        "in theory I could [return] it",
        "I'm tempted to [return] it",
        "I wonder whether to [return] it",
        "I would have [returned] it myself",
        "I'd [return] it, hypothetically",
        "we'll [keep it] I guess",
    ],
)
def test_what_is_only_weighed_is_hypothetical(marked: str) -> None:
    assert HYPOTHETICAL in contexts_of(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "maybe you remember me. I want to [return] the lamp",
        "perhaps you can help but [return] it in any case",
        "I thought about it, however I want to [return] it",
        "could you possibly [return] it for me",
        "not sure what went wrong, [return] it please",
        "I'm not sure about the colour because the [lamp] is grey",
    ],
)
def test_a_guess_ends_with_its_clause(marked: str) -> None:
    assert HYPOTHETICAL not in contexts_of(marked)


@each_row(
    "marked",
    [
        "if it breaks again I will [return] it",
        "if it breaks again, [return] it",
        "I will [return] it if it breaks again",
        "[return] it unless you can repair it",
        "if it's not repaired by Friday, [return] it",
        "unless you can repair it, [return] it",
        "in case it is too small I'd [return] it",
        "I'd [keep it] as long as it works",
        "assuming it is covered, please [refund] me",
        "I will [return] it only if you pay the postage",
        "provided that the colour is the same, [exchange] it",
        "fix it, otherwise I will [return] it",
        "even if it works, I will [return] it",
        "[return] the lamp in the event that it hums",
        "I want to [return] the lamp because it hums, unless you can fix it",
        "and if the fan fails I'll [return] that",
        "I [keep the lamp] on condition that you lower the price",
    ],
)
def test_what_hangs_on_something_else_is_conditional(marked: str) -> None:
    assert CONDITIONAL in contexts_of(marked)


@each_row(
    "marked",
    [
        "if possible, [return] the lamp",
        "[return] the lamp if possible",
        "[return] it if you can",
        "if you don't mind, please [return] it",
        "please [return] it, if that's okay",
        "[return] it as if it were new",
        "if you have a moment, [return] it",
        "if it's not too much trouble, [return] it",
        "if it's no trouble, [return] it",
        "[return] it, if you'd be so kind",
        "let me know if you need more. [Return] the lamp",
        "can you check if it shipped and [return] the lamp",
        "I wonder if you could [return] it",
        "I want to [return] the lamp, and if the kettle breaks I'll call again",
        "tell me if it works, please [return] the lamp",
        "if it hums call me, but [return] the chair",
        "if I remember correctly I have to [return] it",
    ],
)
def test_politeness_and_indirect_questions_are_no_conditions(marked: str) -> None:
    assert CONDITIONAL not in contexts_of(marked)


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        ("my wife doesn't want to [return] it", {NEGATED, THIRD}),
        ("if I don't like it can I [return] it", {CONDITIONAL, POLICY}),
        ("maybe my husband will [return] it", {HYPOTHETICAL, THIRD}),
        ("I don't know if I can [return] it", {NEGATED, POLICY}),
        ("she returned the [coat] last week", {PAST, THIRD}),
    ],
)
def test_a_span_may_stand_in_several_contexts(marked: str, found: set[str]) -> None:
    assert contexts_of(marked) == found


def test_a_hit_tells_the_cue_and_its_scope_in_the_text_as_it_was_written() -> None:
    text = "Well. I DON\u2019T want the lamp, but the chair"

    (hit,) = contexts(text)

    assert isinstance(hit, Hit)
    assert (hit.category, text[hit.cue_start : hit.cue_end]) == (NEGATED, "I DON\u2019T")
    assert text[hit.start : hit.end] == "I DON\u2019T want the lamp"


@pytest.mark.parametrize("text", ["", " \n ", "?!", "\u0130\u0131\u017f not \u0130", "123", "(,)"])
def test_a_text_without_words_has_no_contexts_and_offsets_hold(text: str) -> None:
    assert all(0 <= hit.start < hit.end <= len(text) and hit.category in CATEGORIES for hit in contexts(text))


DATA = tomllib.loads(files("workflows.language").joinpath("cues.toml").read_text(encoding="utf-8"))


@each_row("entry", DATA["cue"], ids=lambda entry: f"{entry['category']}-{entry['terms'][0]}")
def test_a_cue_of_the_data_says_what_it_is_of_and_how_far_it_reaches(entry: dict[str, Any]) -> None:
    assert entry.keys() <= {"category", "kind", "direction", "reach", "terms"}
    assert entry["category"] in CATEGORIES
    assert entry["direction"] in {"forward", "backward", "both"}
    assert entry.get("reach", 1) == "sentence" or isinstance(entry.get("reach", 1), int)


def test_every_set_that_a_term_names_is_there_and_used() -> None:
    terms = [term for name in ("cue", "none", "end") for entry in DATA[name] for term in entry["terms"]]

    assert {name for term in terms for name in re.findall(r"<(\w+)>", term)} == DATA["sets"].keys()


@pytest.mark.parametrize(
    "unit",
    [
        "not ",
        "if ",
        "but ",
        ", or ",
        "not a, or ",
        "my wife ",
        "can i ",
        "i have ",
        "last week ",
        "but i changed my ",
        "x. ",
        "don't",
    ],
)
def test_twice_the_cues_take_no_more_than_twice_the_time(unit: str) -> None:
    assert not hostile.grows_too_fast(contexts, lambda size: f"a {unit * (size // len(unit))} b")
