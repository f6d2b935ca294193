"""Which addresses of the web may be read: those of the public internet, and no others. Pure; no name is looked up.

Whoever names a page here must not reach through us what only this machine or its network can see.
"""

import socket
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.request import getproxies, proxy_bypass

from yarl import URL

from storage.errors import Refused

MOST_CHARS = 2000  # of an address
_UNICAST = IPv6Network("2000::/3")  # RFC 4291: what is given out of the rest is not of the public internet
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address inside
_OURS = ("localhost", "local", "internal", "intranet", "lan", "home.arpa", "onion")  # ends of names that are not public


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the public internet; an IPv4 address inside an IPv6 one counts as itself."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if found in _NAT64:
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        return found in _UNICAST and found.teredo is None and found.is_global
    return found.is_global and not (found.is_multicast or found.is_reserved)


def checked(text: str | URL, allowed: Collection[str] = ()) -> URL:
    """Return an address that may be asked for, as far as it can be told without looking its name up.

    ``allowed``: hosts that are taken although they are not public.

    Raises
    ------
    Refused
        It is no address of a web page, or one of this machine or its network.
    """
    shown = str(text).strip()
    try:
        url = URL(shown)
        host, port = url.raw_host, url.port  # in ASCII: full-width digits are digits there
    except ValueError:
        url, host, port = URL(), None, None
    if url.scheme not in {"http", "https"} or not host or not port or len(shown) > MOST_CHARS or not _plain(shown):
        msg = f"{shown[:200] or 'nothing'} is no address of a web page: it begins with https:// and names a host"
        raise Refused(msg)
    if url.user is not None or url.password is not None:
        msg = f"{url.host} is given with a password in its address: only pages that everybody may read can be read"
        raise Refused(msg)
    if host not in allowed and not _may_be_public(host):
        msg = f"{host} is no host of the public internet: save the page, and give it as a file"
        raise Refused(msg)
    return url.with_fragment(None)


def _plain(text: str) -> bool:
    return text.isprintable() and not any(char.isspace() or char == "\\" for char in text)


def _may_be_public(host: str) -> bool:
    literal = _literal(host)
    if literal is not None:
        return is_public(literal)
    name = host.rstrip(".").lower()
    return "." in name and not name.endswith(tuple(f".{one}" for one in _OURS))


def _literal(host: str) -> str | None:
    """Return the address that a host is written as, also as of old ("127.1", "0x7f000001"); None: it is a name."""
    try:
        return str(ip_address(host.partition("%")[0]))
    except ValueError:
        pass
    try:
        return str(IPv4Address(socket.inet_aton(host.rstrip("."))))
    except OSError:
        return None


def proxy_of(url: URL) -> str | None:
    """Return the proxy that the environment names for an address (HTTPS_PROXY, HTTP_PROXY, NO_PROXY); None: none."""
    proxy = getproxies().get(url.scheme)
    if not proxy or proxy_bypass(url.host or ""):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"
