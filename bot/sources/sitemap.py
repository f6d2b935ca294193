"""Sitemaps (sitemaps.org): which pages a site lists. XML from strangers, packed or not; bounded."""

import io
import zlib
from dataclasses import dataclass

from storage.errors import Refused

MOST_BYTES = 5 * 2**20  # unpacked
MOST_LISTED = 5000  # of a sitemap; more than are ever read
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The addresses it lists, each once, in its order (untrusted). ``of_sitemaps``: they are sitemaps themselves."""

    addresses: tuple[str, ...]
    of_sitemaps: bool


def read_sitemap(data: bytes) -> Sitemap:
    """Read a sitemap, or an index of sitemaps.

    Raises
    ------
    Refused
        It is none, is damaged, or unpacks to too much; the text goes after its address.
    """
    from defusedxml.common import DefusedXmlException  # noqa: PLC0415 - only who reads a sitemap needs it
    from defusedxml.ElementTree import ParseError, iterparse  # noqa: PLC0415 - likewise

    root, space, addresses = "", "", dict[str, None]()
    over: list[str] = []  # the elements that are open
    try:
        for event, element in iterparse(io.BytesIO(_unpacked(data)), events=("start", "end"), forbid_dtd=True):
            name = element.tag.rpartition("}")[2]
            if event == "start":
                over.append(element.tag)
                if not root:
                    root, space = name, element.tag.removesuffix(name)
                if root not in {"urlset", "sitemapindex"}:
                    break
            else:
                over.pop()
                listed = element.tag == f"{space}loc" and over[-1:] in ([f"{space}url"], [f"{space}sitemap"])
                if listed and element.text and element.text.strip():  # that of a picture is no page
                    addresses[element.text.strip()] = None
                if name in {"url", "sitemap"}:
                    element.clear()
            if len(addresses) >= MOST_LISTED:
                break
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:  # the last of an odd encoding
        msg = "is no sitemap that can be read: it is damaged, or holds what no sitemap needs"
        raise Refused(msg) from error
    if root not in {"urlset", "sitemapindex"}:
        msg = "is XML and no sitemap: give the address of the page or of the sitemap"
        raise Refused(msg)
    return Sitemap(tuple(addresses), root == "sitemapindex")


def _unpacked(data: bytes) -> bytes:
    if data.startswith(_GZIP):
        unpack = zlib.decompressobj(wbits=31)
        try:
            data = unpack.decompress(data, MOST_BYTES + 1)
        except zlib.error as error:
            msg = "is packed and cannot be unpacked"
            raise Refused(msg) from error
    if len(data) > MOST_BYTES:
        msg = f"is a sitemap of more than {MOST_BYTES >> 20} MB: give one of its parts, or the pages that matter"
        raise Refused(msg)
    return data
