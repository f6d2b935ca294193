"""When two spellings name one thing. No text is searched here."""


def id_key(value: str) -> str:
    """Fold an id to compare it: "INV-7890", "inv 7890" and "7890" name one invoice."""
    letters = "".join(char for char in value.upper() if char.isalnum())
    return letters.removeprefix("INVOICE").removeprefix("INV").removeprefix("ORDER") or letters
