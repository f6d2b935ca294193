"""A line stands for itself by its form: it names something of its own, whatever its mark, and in any script."""

import pytest

from handlers.conversation.gathering import Line, line_of
from workflows.faq.standing_alone import counted_words, is_another_matter


@pytest.mark.parametrize(
    "text",
    [
        "can u deliver to a packing station",
        "When can I come by on Saturday",
        "when can we visit on Monday",
        "do you fix scooters",
        "what does a haircut cost",
        "is parking free",
        "who teaches on sundays",
    ],
)
def test_a_question_that_names_something_of_its_own_is_whole_without_a_mark(text: str) -> None:
    assert line_of(text) == "whole"


@pytest.mark.parametrize(
    "text",
    [
        "when will it arrive",
        "where do I send it?",
        "which carrier",
        "has it been sent",
        "what is the rma number",
        "is the money on its way",
        "when does the courier come",
        "how long does it take",
        "is anyone there",
    ],
)
def test_a_question_about_what_was_told_goes_on_with_it(text: str) -> None:
    assert line_of(text) == "follow-up"


@pytest.mark.parametrize(
    "text",
    [
        "i forgot my pin",
        "we lost the key",
        "I can't log in",
        "i cant open the attachment",
        "I need a receipt",
        "hi, I want to praise your driver",
        "sorry, we ordered the wrong size",
    ],
)
def test_who_does_what_with_which_thing_is_a_statement(text: str) -> None:
    assert line_of(text) == "statement"


@pytest.mark.parametrize(
    "text",
    [
        "i mean the blue lamp",
        "I have a Pilo 2",
        "i restarted the router",
        "I told your colleague",
        "we tried another socket",
        "i need it by friday",
        "I forgot that one",
        "the blue lamp",
        "it is A-12345",
        "and the kettle too",
        "about an order",
        "???",
        "hello??",
    ],
)
def test_what_answers_points_back_or_names_no_act_is_a_part(text: str) -> None:
    assert line_of(text) == "part"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("我的路由器每天晚上都会断线\uff0c怎么办\uff1f", "whole"),
        ("请问怎么退货\uff1f", "whole"),
        ("毎晩ルーターの接続が切れます。どうすればいいですか", "whole"),
        ("返品はできますか。", "whole"),
        ("คุณส่งของไหม", "whole"),
        ("เครื่องซักผ้าของฉันเสียและน้ำรั่วออกมา", "whole"),
        ("昨天收到的台灯已经坏了请帮我换一个新的", "whole"),
        ("退货", "part"),
        ("はい。", "part"),
        ("青いランプ", "part"),
        ("注文番号は12345", "part"),
        ("か", "part"),
        ("赤いランプか青いの", "part"),
    ],
)
def test_scripts_without_spaces_are_counted_by_their_signs(text: str, line: Line) -> None:
    assert line_of(text) == line


@pytest.mark.parametrize(
    "text",
    [
        "is there a car park?",
        "how much is one lesson?",
        "we lost the key",
        "is it possible to pay by card",
        "トイレはありますか",
    ],
)
def test_what_names_nothing_that_was_said_before_is_another_matter(text: str) -> None:
    assert is_another_matter(text, ("do you repair scooters?", "the electric kind"))


@pytest.mark.parametrize(
    "text",
    [
        "scooters, do you mend them?",
        "do you have parts for a scooter?",
        "the blue one",
        "which one is cheaper?",
        "is it there?",
        "when will somebody answer",
        "my battery",
        "i mean the electric kind",
    ],
)
def test_what_shares_a_word_points_back_or_asks_nothing_is_the_same_matter(text: str) -> None:
    assert not is_another_matter(text, ("do you repair scooters?", "the electric kind"))


def test_words_and_signs_are_counted_together_and_no_further_than_needed() -> None:
    assert counted_words("one two three", 8) == 3
    assert counted_words("ok 路由器坏了", 8) == 4
    assert counted_words("word " * 50_000, 8) == 8
    assert counted_words("我" * 50_000, 8) == 8
