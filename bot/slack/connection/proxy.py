"""Proxies of the environment: the hosts of ``NO_PROXY`` are reached directly, others through them."""

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler


def session_of(total_s: float) -> aiohttp.ClientSession:
    """Return a session whose requests take the environment's proxy for their address; each may take ``total_s``."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=total_s), trust_env=_has_proxy())


def _has_proxy() -> bool:
    """Say whether the environment names a proxy: a session that trusts it reads it, and ``.netrc``, at each request."""
    return bool({"http", "https", "ws", "wss"} & getproxies().keys())


def choose_by_address(handler: AsyncSocketModeHandler, api_url: str) -> None:
    """Let Socket Mode go directly where Slack's Web API is reached directly; else it takes the proxy of HTTPS_PROXY.

    aiohttp looks for a proxy of ``wss:`` addresses under a name of its own, which nobody sets.
    """
    if proxy_bypass(urlsplit(api_url).hostname or ""):
        handler.client.proxy = None
