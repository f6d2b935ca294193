#!/usr/bin/env bash
# slack-sdk 3.47.0, aiohttp 3.14.3, 2026-11-28.
# One would guess: with HTTP_PROXY and NO_PROXY set, hosts of NO_PROXY (and this machine) are reached directly, as curl,
#   requests and aiohttp's own trust_env do.
# What happens: AsyncWebClient takes HTTP_PROXY for every host when it is made and never reads NO_PROXY.
# Why it matters to a support desk: behind a company's proxy a Slack-compatible server inside the company, or on this
#   machine for a trial, is asked for through the proxy, which does not know it: the desk never starts.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check slack-sdk==3.47.0 aiohttp==3.14.3
env -u https_proxy -u http_proxy -u HTTPS_PROXY "$dir/venv/bin/python" - <<'PY'
import asyncio
import os

import aiohttp
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient


async def serve(name: str, seen: list[str]) -> tuple[web.AppRunner, int]:
    async def answer(_: web.Request) -> web.Response:
        seen.append(name)
        return web.json_response({"ok": True})

    app = web.Application()
    app.router.add_route("*", "/{any:.*}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    return runner, runner.addresses[0][1]


async def main() -> None:
    seen: list[str] = []
    (slack, slack_port), (proxy, proxy_port) = await serve("server", seen), await serve("proxy", seen)
    os.environ["HTTP_PROXY"] = f"http://127.0.0.1:{proxy_port}"
    os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1"
    url = f"http://127.0.0.1:{slack_port}/api/"
    async with aiohttp.ClientSession(trust_env=True) as session:
        await (await session.post(url + "auth.test")).read()
        await AsyncWebClient(token="xoxb-1", base_url=url, session=session).auth_test()
    print("NO_PROXY=127.0.0.1: aiohttp asked the", seen[0], "- AsyncWebClient asked the", seen[1])
    await slack.cleanup()
    await proxy.cleanup()
    assert seen == ["server", "proxy"], "slack-sdk reads NO_PROXY now: bot/slack/connection/proxy.py may shrink"


asyncio.run(main())
PY
