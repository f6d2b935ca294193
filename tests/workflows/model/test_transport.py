"""The model's requests, built without httpx2's defaults, are those that the SDK's own client would build."""

from typing import Any

import httpx2
import openai
import pytest

from workflows.model.transport import ModelTransport

TIMEOUT = httpx2.Timeout(20.0, connect=5.0)
ADDRESS = "https://models.example:8443/v1/chat/completions"
OF_SDK = [
    ("Accept", "application/json"),
    ("Content-Type", "application/json"),
    ("User-Agent", "AsyncOpenAI/Python"),
    ("Authorization", "Bearer key"),
]


@pytest.mark.parametrize(
    "given",
    [
        {
            "content": '{"text": "größer"}'.encode(),
            "headers": OF_SDK,
            "timeout": TIMEOUT,
            "params": None,
            "files": None,
        },
        {"content": b"{}", "headers": OF_SDK, "timeout": TIMEOUT, "params": {"api-version": "1"}},
        {"json": {"a": 1}, "headers": dict(OF_SDK)},
    ],
    ids=["as ours always are", "with a query", "of another kind"],
)
async def test_a_request_is_the_one_that_the_sdks_own_client_builds(given: dict[str, Any]) -> None:
    async with ModelTransport(TIMEOUT) as ours, openai.DefaultAioHttpClient(timeout=TIMEOUT) as theirs:
        one = ours.build_request("POST", ADDRESS, **given)
        other = theirs.build_request("POST", ADDRESS, **given)

        assert sorted(one.headers.multi_items()) == sorted(other.headers.multi_items())
        assert (one.method, one.url, await one.aread()) == (other.method, other.url, await other.aread())
        assert one.extensions == other.extensions
