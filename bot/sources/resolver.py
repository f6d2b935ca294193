"""Looking names up for pages: an address that is not of the public internet is refused after the look-up."""

import socket
from collections.abc import Collection

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from bot.sources.addresses import is_public


class NotPublicError(OSError):
    """A name belongs to an address that is not of the public internet. An ``OSError``, as aiohttp expects of names."""


class PublicResolver(AbstractResolver):
    """Looks names up and refuses those that have an address which is not public: what was checked is connected to.

    ``allowed``: addresses that are taken all the same. ``names``: who looks up; None: the system.
    """

    def __init__(self, allowed: Collection[str] = (), names: AbstractResolver | None = None) -> None:
        self._allowed = frozenset(allowed)
        self._names = names or ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of a host.

        Raises
        ------
        NotPublicError
            One of them is not public.
        """
        found = await self._names.resolve(host, port, family)
        if not all(one["host"] in self._allowed or is_public(one["host"]) for one in found):
            raise NotPublicError(host)
        return found

    async def close(self) -> None:
        """End the look-ups."""
        await self._names.close()
