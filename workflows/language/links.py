"""Links in prose: what a chat program would make a link of, found by linkify-it and the bundled public-suffix list.

File names and platforms (README.md, invoice.zip, Node.js, ASP.NET) are no links. Nothing here asks the network.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from workflows.language.lazy import lazy

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

MAX_HOST = 253  # RFC 1035
_SLACK = lazy(r"<((?:https?|mailto|tel):[^<>|\s]*+)(?:\|([^<>]*+))?>")
# What no link is without; most prose has none of it, and then linkify-it is not even imported.
_HINT = lazy(r"[^\W_](?<!\b[ei])\.[^\W\d_]|//")
_RUN = lazy(r"\S+")
_POSES = lazy(
    r"hxxp|\bwww\.|\bhttps?:|\b\w{1,40}+ ?[(\[{]?\b(?:dot|punkt|punto|point)\b[)\]}]? ?(?:com|net|org|io|co|info"
    r"|biz|app|dev|shop|de|uk|eu|center|systems)\b"
    r"|\w[(\[{]\.[)\]}]\w",
    re.IGNORECASE,
)
# Endings that are top-level domains as well: a bare name with one is a file.
_FILES = frozenset(
    ["md", "zip", "mov", "py", "sh", "pl", "rs", "ps", "bat", "cab", "cpp", "java", "log", "bin", "dat", "tar", "gz"]
)
_PLATFORM = lazy(r"(?:asp|vb|ado|ml|paint|ef|dot|system|microsoft|f#|c#)\.net", re.IGNORECASE)
# "Done.It works": a blank forgotten after a sentence, before a short word that is a country's domain as well.
_FORGOTTEN_BLANK = lazy(r"[\w'-]*[a-z]\.(?:In|It|So|To|My|Is|No|At|Be|Me|Us|Am|As|Do|By)")


def links(prose: str) -> list[str]:
    """Return the links in ``prose``, each as it is there; whether its host exists is not asked."""
    flat = taken_apart(prose)
    found = [match.group() for match in _POSES.finditer(flat)]
    if _HINT.search(flat):
        found += [link for run in _RUN.findall(flat) if _HINT.search(run) for link in _links_in(run)]
    return found


def taken_apart(text: str) -> str:
    """Return ``text`` with the address and the label of Slack's own links (``<address|label>``) side by side."""
    return _SLACK.sub(lambda link: f"{link[1]} {link[2] or ''}".rstrip(), text)


def _links_in(run: str) -> list[str]:
    """Return the links in a run of characters without blanks, read in overlapping windows when it is long."""
    windows = (run[at : at + 2 * MAX_HOST] for at in range(0, max(1, len(run) - MAX_HOST), MAX_HOST))
    found = (one for window in windows for one in _finder().match(window) or ())
    return [one.raw for one in found if one.schema or _is_link(one.raw)]


def _is_link(bare: str) -> bool:
    """Say whether a name without a scheme is a link: it has a public suffix, and is no file, platform or slip."""
    host, cut, _ = bare.partition("/")
    host = re.split(r"[:?#]", host, maxsplit=1)[0].rstrip(".")
    if _suffixes().publicsuffix(host.lower(), accept_unknown=False) is None:
        return False
    if cut or bare != host:
        return True
    is_file = host.rpartition(".")[2].lower() in _FILES and not host.lower().startswith("www.")
    return not (is_file or _PLATFORM.fullmatch(host) or _FORGOTTEN_BLANK.fullmatch(host))


@cache
def _finder() -> Any:  # noqa: ANN401 - linkify-it-py has no types
    """Return the finder, told to take any ending: which endings there are the public-suffix list knows better."""
    from linkify_it import LinkifyIt  # noqa: PLC0415 - half a second of patterns that most messages never need

    return LinkifyIt().tlds([r"[^\W\d_]{2,63}"])


@cache
def _suffixes() -> "PublicSuffixList":
    """Return the list that came with the package; it is never fetched."""
    from publicsuffixlist import PublicSuffixList  # noqa: PLC0415 - 10,000 lines that most messages never need

    return PublicSuffixList(only_icann=True)
