"""Where the words of a kept message came from."""

from workflows.language.passages import Passage, Said, composed, label_of, pieces


def test_what_was_typed_quoted_and_passed_on_are_told_apart() -> None:
    own = "Ben wrote:\n> it hums\nwhat now?"
    text = composed(own, [Passage("forward", "Ben in #general", "Order A-1 is late"), Passage("file", "a.txt", "B")])

    assert pieces(text) == (
        Said("typed", "Ben wrote:"),
        Said("quote", "it hums"),
        Said("typed", "what now?"),
        Said("forward", "Order A-1 is late", "Ben in #general"),
        Said("file", "B", "a.txt"),
    )


def test_a_forward_without_a_word_of_ones_own_is_one_piece() -> None:
    assert pieces(composed("", [Passage("snippet", "mail.txt", "A\nB", is_cut=True)])) == (
        Said("snippet", "A\nB", "mail.txt", is_cut=True),
    )


def test_of_nothing_there_is_nothing() -> None:
    assert pieces("") == ()


def test_each_origin_but_typing_has_a_label() -> None:
    said = [Said("typed", "a"), Said("quote", "b"), Said("forward", "c", "Ben"), Said("snippet", "d", "x", is_cut=True)]

    assert [label_of(one) for one in said] == [
        "",
        "Quoted by its writer:",
        "Forwarded from Ben:",
        "Snippet x (its beginning):",
    ]
