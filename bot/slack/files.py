"""Reading files that people gave Slack: our token goes to Slack's file host only, no redirects, a cap on bytes."""

from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from storage.errors import Refused, Transient

CHUNK = 64 * 1024
PAGES = (".html", ".htm")


def file_host(api_url: str) -> str:
    """Return the host (and port) that Slack's files come from: ``files.`` before Slack's own, else the API's host."""
    host = urlsplit(api_url).netloc
    return f"files.{host}" if host in {"slack.com", "slack-gov.com"} else host


async def download(client: AsyncWebClient, name: str, url: str, most: int, size: int = 0) -> bytearray:
    """Return the bytes of a file called ``name``; one byte more than ``most`` says that it is too large.

    ``size``: its bytes, as Slack said: a page of this size is the file, any other is Slack's own.

    Raises
    ------
    Refused
        It does not lie at Slack, or Slack does not hand it out.
    Transient
        Slack does not answer.
    """
    where, api = urlsplit(url), urlsplit(client.base_url)
    if where.netloc != file_host(client.base_url) or where.scheme != api.scheme:
        msg = f"{name} is not stored in Slack: download it, and attach it or paste its text"
        raise Refused(msg)
    assert client.session is not None  # noqa: S101 - wiring gives every client the one session
    try:
        bearer = {"Authorization": f"Bearer {client.token}"}
        async with client.session.get(url, headers=bearer, allow_redirects=False) as answer:
            if answer.status == 429 or answer.status >= 500:
                raise Transient(_unanswered(name))
            # Without the scope Slack hands out its login page, with status 200.
            is_page = answer.content_type == "text/html"
            if answer.status != 200 or (is_page and not name.lower().endswith(PAGES)):
                raise Refused(_withheld(name))
            data = bytearray()
            async for chunk in answer.content.iter_chunked(CHUNK):
                data += chunk
                if len(data) > most:
                    break
            if is_page and len(data) != size:
                raise Refused(_withheld(name))
            del data[most + 1 :]
            return data
    except (aiohttp.ClientError, TimeoutError) as error:
        raise Transient(_unanswered(name)) from error


def _withheld(name: str) -> str:
    return f"{name} cannot be read: Slack does not hand it out to this app (scope files:read); paste its text"


def _unanswered(name: str) -> str:
    return f"{name} cannot be read: Slack did not answer"
