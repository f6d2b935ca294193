"""Promise: an answer to "which product?" counts as it is meant: taken back within itself, or told by somebody else."""

from tests.rows import each_row
from workflows.rules.planning.plan import Waiting, make_plan

PRODUCT = Waiting("ProductReturn", "product_name")


def _named(text: str) -> list[tuple[str | None, str | None]]:
    return [(task.product_name, task.reason_for_return) for task in make_plan(text, PRODUCT).tasks]


@each_row(
    ("text", "name", "reason"),
    [
        ("The label printer. No wait, that one's staying. The laminator!", "laminator", None),
        (
            "The label printer. No wait, that one's staying, Dr Osei has moved it already. The laminator!",
            "laminator",
            None,
        ),
        ("The kettle. Actually no, we're keeping that. It's the toaster.", "toaster", None),
        ("Oh, the blender. Hmm, no, my wife wants that one. The juicer then.", "juicer", None),
        ("the printer - hang on, my colleague still needs it - the scanner", "scanner", None),
        ("the tent... oh wait no we need it in June, the airbed", "airbed", None),
        ("The guitar. Oh no wait. Not the guitar, I need that for Saturday. The amp, it hums", "amp", "it hums"),
        ("The bed frame. Hm, actually not that one, the mattress", "mattress", None),
        ("The drill. Scratch that. The sander", "sander", None),
        ("the desk fan. no, my son uses it. the heater, it rattles", "heater", "it rattles"),
        ("The wok! Wait, no, that is fine. The tagine.", "tagine", None),
        ("The tripod. Sorry, no, that was a present and stays. The ring light please", "ring light", None),
    ],
)
def test_what_is_taken_back_is_not_what_goes_back(text: str, name: str, reason: str | None) -> None:
    assert _named(text) == [(name, reason)]


@each_row(
    "text",
    [
        "The kettle. No, wait, let me check.",
        "The mixer. Wait, it works again.",
        "The armchair. Hold on, I need to ask my wife",
        "the drill. no sorry, my brother wants it",
        "The lamp. Actually no, that one can stay.",
        "The easel, wait, no, one sec",
    ],
)
def test_what_is_taken_back_without_another_is_no_answer(text: str) -> None:
    assert _named(text) == []


@each_row(
    ("text", "name"),
    [
        ("The kettle. No, really, it leaks!", "kettle"),
        ("The kettle. No need to hurry.", "kettle"),
        ("The lamp. No, I don't want to keep it.", "lamp"),
        ("The mixer. Wait till you see the crack!", "mixer"),
        ("The blender, no lid came with it", "blender"),
        ("The tent. Sorry for the wait.", "tent"),
    ],
)
def test_what_only_looks_like_taking_back_takes_nothing_back(text: str, name: str) -> None:
    assert [found for found, _ in _named(text)] == [name]


@each_row(
    ("text", "name", "reason"),
    [
        ("She says Moroccan pouf", "Moroccan pouf", None),
        ("My son says it's the hedge trimmer", "hedge trimmer", None),
        ("asked her. she says the wok", "wok", None),
        ("my husband thinks it is the bread maker", "bread maker", None),
        ("According to my wife it's the yoga mat", "yoga mat", None),
        ("My wife tells me it's the standing desk, the motor whines", "standing desk", "the motor whines"),
        ("ok he reckons the leaf blower", "leaf blower", None),
        ("they said it was the camping stove", "camping stove", None),
        ("he says it's called a tagine", "tagine", None),
        ("my colleague said: the label printer", "label printer", None),
    ],
)
def test_what_somebody_else_says_it_is_is_the_answer(text: str, name: str, reason: str | None) -> None:
    assert _named(text) == [(name, reason)]


@each_row(
    "text",
    [
        "she says she is keeping it",
        "She says hello",
        "he says the box is in the garage",
        "she says tomorrow",
        "she said she'd call me",
        "he says you should know",
    ],
)
def test_what_somebody_else_says_besides_is_none(text: str) -> None:
    assert _named(text) == []
