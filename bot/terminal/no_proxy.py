"""Which hosts are reached without the environment's proxy; imports nothing, so that every command can afford it."""

import os
from collections.abc import MutableMapping

LOOPBACK = ("localhost", "127.0.0.1", "::1")


def reach_loopback_directly(env: MutableMapping[str, str] = os.environ) -> None:
    """Add this machine to ``NO_PROXY``: the trial workspace and local model servers are never behind a proxy.

    Both spellings are set, since of two that differ the lower case one wins (``urllib.request``). Processes started
    later get it as well.
    """
    named = env.get("no_proxy", env.get("NO_PROXY", ""))
    hosts = dict.fromkeys([*(host.strip() for host in named.split(",") if host.strip()), *LOOPBACK])
    env["no_proxy"] = env["NO_PROXY"] = ",".join(hosts)
