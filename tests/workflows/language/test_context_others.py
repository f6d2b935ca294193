"""Which contexts a span stands in: rules that are asked about, and what others do or say; the span in brackets."""

import pytest

from tests.rows import each_row
from tests.workflows.language.spans import POLICY, THIRD, contexts_of
from workflows.language.context import contexts


@each_row(
    "marked",
    [
        "can I [return] opened software",
        "could we [return] a used mattress?",
        "may I [return] gift cards",
        "how do I [return] something",
        "how can I [return] it",
        "where can we [return] it",
        "is it possible to [return] it in a shop",
        "is it too late to [return] it",
        "am I allowed to [return] shoes that I wore",
        "what is your policy on [returns]",
        "what's the deadline for a [return]",
        "do you accept [returns] without a receipt",
        "do you offer [refunds] on sale items",
        "how long do I have to [return] it",
        "how many days do I have for a [return]",
        "who pays for the [return]",
        "is there a fee for a [return]",
        "do I have to pay for the [return]",
        "are [returns] free of charge",
        "is a [return] allowed after a month",
        "I'd like to know if I can [return] it",
        "tell me whether we could [return] it",
        "I was wondering if I could [return] it",
        "are [mattresses] eligible",
        "[returns] are usually quick, right?",
    ],
)
def test_a_question_of_rules_is_one_of_policy(marked: str) -> None:
    assert POLICY in contexts_of(marked)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("can I return it", "leave"),
        ("is it possible to return it", "leave"),
        ("I wonder if I could return it", "leave"),
        ("do you return used batteries", "service"),
        ("could you take it", "service"),
        ("what is your policy", "rule"),
        ("is there a fee", "rule"),
        ("how long does a return take", "rule"),
    ],
)
def test_leave_a_service_and_a_rule_are_told_apart(text: str, kind: str) -> None:
    assert kind in {hit.kind for hit in contexts(text) if hit.category == POLICY}


@pytest.mark.parametrize(
    "marked",
    [
        "can you please [return] it",
        "could you kindly [return] the lamp",
        "please can you [return] the lamp",
        "as usual it hums, [return] it",
        "What is your policy? [Return] the lamp.",
        "can I ask something. [return] the lamp",
        "how long does it take; [return] the lamp",
    ],
)
def test_a_request_put_as_a_question_is_none_of_policy(marked: str) -> None:
    assert POLICY not in contexts_of(marked)


@each_row(
    "marked",
    [
        "my wife wants to [return] the stroller",
        "my old neighbour [returned] hers",
        "a friend of mine had to [return] it",
        "customers [return] it all the time",
        "people [send it back] every day",
        "someone wants to [return] this",
        "she wants a [refund]",
        "he will [return] it himself",
        "they want to [return] it",
        "it [returns] an error",
        "our son decided to [return] his bike",
        "the seller told me to [return] it",
        "the ad says to [send it back]",
        "I bought it for my wife to [return] later",
        "my husband says I should [return] it",
        "your colleague said that I have to [send it back]",
        "my colleague suggested a [return]",
        "their customers can [return] things",
        "everybody [returns] those",
        "according to the manual one must [return] it",
    ],
)
def test_what_others_do_or_say_stands_in_the_third_person(marked: str) -> None:
    assert THIRD in contexts_of(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "I bought it for my wife and want to [return] it",
        "it was a gift from my mother that I want to [return]",
        "my wife and I want to [return] the cot",
        "I want to [return] my wife's coat",
        "my wife hates it so I want to [return] it",
        "my son broke it, [return] it please",
        "can someone [return] this for me",
        "customer service, please [return] it",
        "he is happy but I want to [return] it",
        "as a customer I want to [return] it",
        "I said I want to [return] it",
        "I'd like it [gone]",
        "please take it [back]",
    ],
)
def test_somebody_who_is_only_named_does_not_ask(marked: str) -> None:
    assert THIRD not in contexts_of(marked)
