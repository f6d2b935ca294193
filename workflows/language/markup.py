"""Marks of chat that say what counts: what is struck out is taken back, and a block of code is shown, not said."""

from workflows.language.lazy import lazy

_STRUCK_OUT = lazy(r"(?<![\w~])~(?=[^\s~])[^~\n]++(?<=[^\s~])~(?![\w~])")
_CODE = lazy(r"```(?:[^`]++|`(?!``))*+```")


def spoken(text: str) -> str:
    """Return what a text with Slack's marks (untrusted) says: nothing struck out, no block of code beside words.

    A block that stands alone is all there is to read, and stays. Linear in the text.
    """
    said = _STRUCK_OUT.sub(" ", text) if "~" in text else text
    beside = _CODE.sub(" ", said) if "```" in said else said
    return beside if beside.strip() else said
