"""Sealing what a modal carries for us: people can read it, and change it; a changed one is refused."""

import hashlib
import json
from typing import Any

from itsdangerous import BadData, Serializer

from storage.errors import Refused


class Signer:
    """Seals small JSON objects for one person. The key is derived from the bot's token: a restart changes nothing."""

    def __init__(self, secret: str) -> None:
        self._signed: Serializer[str] = Serializer(
            secret,
            serializer=json,
            serializer_kwargs={"separators": (",", ":")},
            signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
        )

    def sign(self, data: dict[str, Any], user: str) -> str:
        """Return ``data`` as JSON with a signature of 44 characters that holds for ``user`` only."""
        return self._signed.dumps(data, salt=_purpose(user))

    def verify(self, signed: str, user: str) -> dict[str, Any]:
        """Return what was sealed for ``user``.

        Raises
        ------
        Refused
            It was changed, or sealed for somebody else, or by a version that sealed otherwise.
        """
        try:
            data: dict[str, Any] = self._signed.loads(signed, salt=_purpose(user))
        except (BadData, UnicodeError) as error:  # half a surrogate pair is no text that was ever signed
            msg = "this dialog is not yours or was changed on the way: open it again"
            raise Refused(msg) from error
        return data


def _purpose(user: str) -> str:
    """Return what a signature is good for: the key of one purpose signs nothing for another."""
    return f"frontdesk modal {user}"
