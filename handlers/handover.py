"""The words in which customers learn that a person goes on: warm, and nothing in them that is not so."""

from workflows.language.handing_over import in_own_language

NO_REPEATING = "They can read what you have written here, so you need not repeat it."


def waits_for_person(
    number: str, *, what: str = "This", again: bool = False, urgent: bool = False, usually: str = ""
) -> str:
    """Say that case ``number`` waits for a person. What they will do is theirs to say; when they come, our figures'.

    ``again``: that has been said before. ``usually``: "within 2 hours", or "" where nothing is known.
    """
    waits = f"{what} {'still' if again else 'now'} waits for a person from our support team"
    sentences = [f"{waits}{', marked as urgent' if urgent else ''}, as case {number}."]
    if not (again or urgent):
        sentences += [f"They usually write {usually}."] if usually else []
        sentences.append(NO_REPEATING)
    return " ".join(sentences)


def beside_own_language(language: str | None, number: str, words: str, *, cannot: bool = False) -> str:
    """Put the same in the customer's own language before the English ``words``, where we can say it in that."""
    own = in_own_language(language, "cannot" if cannot else "person", number)
    return f"{own}\n{words}" if own else words
