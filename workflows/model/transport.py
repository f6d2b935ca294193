"""The HTTP client that the SDK of the model is given: over aiohttp, and quick at building the one request we make.

Imported with the SDK, at first use (``workflows.model.client``).
"""

from typing import Any

import httpx2
import openai

OF_THE_CLIENT = ("Accept-Encoding", "Connection")  # headers that the SDK leaves to it


class ModelTransport(openai.DefaultAioHttpClient):
    """Over aiohttp, which speaks to Slack anyway: the default probes every idle connection at every request.

    That took a quarter of the process's time under load. What httpx2 does to build a request from its own defaults and
    the caller's values took another 2 %: here the SDK gives all headers but two, and the body as bytes.
    """

    def __init__(self, timeout: httpx2.Timeout) -> None:
        super().__init__(timeout=timeout)
        self._addresses: dict[str, httpx2.URL] = {}

    def build_request(self, method: str, url: httpx2.URL | str, **given: Any) -> httpx2.Request:  # noqa: ANN401 - as the parent's
        """Return the request; one that is not as ours always are is built as the parent builds it."""
        content, headers, timeout = (given.get(name) for name in ("content", "headers", "timeout"))
        others = [value for name, value in given.items() if name not in {"content", "headers", "timeout"}]
        if any(others) or not (
            isinstance(content, bytes) and isinstance(headers, list) and isinstance(timeout, httpx2.Timeout)
        ):
            return super().build_request(method, url, **given)
        address = self._addresses.get(str(url)) or self._addresses.setdefault(str(url), httpx2.URL(url))
        of_the_client = [(name, self.headers[name]) for name in OF_THE_CLIENT]
        its_own = [("Host", address.netloc.decode("ascii")), ("Content-Length", str(len(content)))]
        return httpx2.Request(
            method,
            address,
            headers=httpx2.Headers([*its_own, *of_the_client, *headers]),
            stream=httpx2.ByteStream(content),
            extensions={"timeout": timeout.as_dict()},
        )
