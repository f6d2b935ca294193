"""Sealing what a modal carries for us: people can read it, and change it; a changed one is refused."""

import hashlib
import hmac
import json
from typing import Any

from storage.errors import Refused

SEAL = "seal"


class Sealer:
    """Seals small JSON objects for one person. The key is derived from the bot's token: a restart changes nothing."""

    def __init__(self, secret: str) -> None:
        self._key = hashlib.sha256(b"frontdesk modal\0" + secret.encode()).digest()

    def seal(self, data: dict[str, Any], user: str) -> str:
        """Return ``data`` as JSON with a seal that holds for ``user`` only."""
        return json.dumps({**data, SEAL: self._mark(data, user)}, separators=(",", ":"))

    def unseal(self, sealed: dict[str, Any], user: str) -> dict[str, Any]:
        """Return what was sealed for ``user``.

        Raises
        ------
        Refused
            It was changed, or sealed for somebody else.
        """
        data = {name: value for name, value in sealed.items() if name != SEAL}
        if not hmac.compare_digest(str(sealed.get(SEAL)).encode(), self._mark(data, user).encode()):
            msg = "this dialog is not yours or was changed on the way: open it again"
            raise Refused(msg)
        return data

    def _mark(self, data: dict[str, Any], user: str) -> str:
        said = json.dumps([data, user], sort_keys=True, separators=(",", ":")).encode()
        return hmac.new(self._key, said, hashlib.sha256).hexdigest()[:32]
