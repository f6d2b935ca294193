"""Promise: a question about what is under way is heard in few words; what is said to say why is no other matter."""

from tests.rows import each_row
from workflows.rules.followups.followups import follow_ups


def _asked(text: str) -> list[tuple[str, str | None]]:
    return [(one.kind, one.about) for one in follow_ups(text)]


@each_row(
    ("text", "kind", "about"),
    [
        ("and when's it due", "when", "order"),
        ("when's that due then", "when", "order"),
        ("ok and what day is it coming?", "when", "order"),
        ("its eta?", "when", "order"),
        ("due when?", "when", "order"),
        ("when is the parcel supposed to be here", "when", "order"),
        ("Good. When should we hear back about the cable?", "when", "investigation"),
        ("when will we get an answer", "when", "investigation"),
        ("and the investigation's number please, for my accountant", "number", "investigation"),
        ("What is the investigation number? My bookkeeper wants it.", "number", "investigation"),
        ("Which number does the investigation have? I need it for my files.", "number", "investigation"),
        ("What was the RMA number? My son asks for it", "number", "return"),
        ("the tracking number please. It's for our records", "tracking", "order"),
        ("You can stop looking, I'd overlooked the delivery fee.", "cancel", None),
        ("you can stop the investigation, my husband did order the installation", "cancel", "investigation"),
        ("Actually, leave it, my son has repaired the thing.", "cancel", None),
        ("scrap that, fixed it myself", "works", None),
        ("no need to look any further, found the mistake on our side", "cancel", None),
    ],
)
def test_a_question_of_fixed_form_is_heard(text: str, kind: str, about: str | None) -> None:
    assert _asked(text) == [(kind, about)]


def test_two_questions_in_one_sentence_are_both_heard() -> None:
    assert _asked("Are you looking into that now or is it sitting in a pile?") == [("done", None)]


@each_row(
    "text",
    [
        "my boss needs it by Friday",
        "when is it too late to change it?",
        "when is my payment due?",
        "what day do you close",
        "when will you stop spamming me",
        "I need it for my party",
        "My bookkeeper wants it.",
        "Can you stop the noise?",
        "leave it with me, I'll look",
    ],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert _asked(text) == []
