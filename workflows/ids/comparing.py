"""When two spellings name one thing. No text is searched here."""


def id_key(value: str) -> str:
    """Fold an id to compare it: "INV-7890", "inv 7890" and "7890" name one invoice."""
    letters = "".join(char for char in value.upper() if char.isalnum())
    return letters.removeprefix("INVOICE").removeprefix("INV").removeprefix("ORDER") or letters


def is_near(one: str, other: str) -> bool:
    """Say whether two ids differ by a slip: one character, or two neighbours that have changed places."""
    first, second = id_key(one), id_key(other)
    if len(first) != len(second) or first == second:
        return False
    wrong = [at for at, pair in enumerate(zip(first, second, strict=True)) if pair[0] != pair[1]]
    if len(wrong) == 1:
        return True
    swapped = len(wrong) == 2 and wrong[1] - wrong[0] == 1
    return swapped and first[wrong[0]] == second[wrong[1]] and first[wrong[1]] == second[wrong[0]]
