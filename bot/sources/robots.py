"""What a site lets programs read (robots.txt, RFC 9309). Asked for once a site and reading."""

AGENT = "Frontdesk"  # the name that rules are looked up under
MOST_BYTES = 512_000  # RFC 9309: at least 500 KiB are read
MOST_PAUSE_S = 5.0  # between two pages, however long a site wishes it


class Rules:
    """The rules of a site. ``text`` is untrusted; "": everything may be read."""

    def __init__(self, text: str) -> None:
        from protego import Protego  # noqa: PLC0415 - only who reads the web needs it

        # Behind a mark of the byte order Protego does not know the first line, and would allow everything.
        self._rules = Protego.parse(text.lstrip("\ufeff"))

    def allow(self, url: str) -> bool:
        """Say whether a page may be read."""
        return self._rules.can_fetch(url, AGENT)

    @property
    def pause_s(self) -> float:
        """Seconds that the site wants between two pages, bounded."""
        wanted = self._rules.crawl_delay(AGENT) or 0.0
        return min(max(wanted, 0.0), MOST_PAUSE_S) if wanted == wanted else 0.0  # noqa: PLR0124 - not a number
