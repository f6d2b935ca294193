"""The check of the way out: which proxy of the environment Slack and the model are reached through."""

from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from bot.doctor.finding import Finding, failed, ok, warning
from bot.settings import Settings

OPENAI = "https://api.openai.com/v1"


def check_proxy(settings: Settings) -> list[Finding]:
    """Say which way is taken, by host; nothing if the environment names no proxy."""
    proxies = getproxies()
    if not proxies.keys() & {"http", "https", "all"}:
        return []
    ways = {"Slack": settings.slack_api_url}
    ways |= {"the model": settings.openai_base_url or OPENAI} if settings.openai_api_key else {}
    if wrong := sorted(kind for kind, proxy in proxies.items() if kind in {"http", "https", "all"} and _is_odd(proxy)):
        names = " and ".join(f"{kind.upper()}_PROXY" for kind in wrong)
        return [failed("proxy", f"{names} in the environment is no address", "write it like http://proxy.example:8080")]
    says = "; ".join(f"{name} {_way(url, proxies)}" for name, url in ways.items())
    if "all" in proxies and not proxies.keys() & {"http", "https"}:
        return [warning("proxy", f"{says}; ALL_PROXY alone is not read for Slack", "set HTTPS_PROXY and HTTP_PROXY")]
    used = {proxies.get(urlsplit(url).scheme, "") for url in ways.values() if not _is_direct(url)}
    if odd := sorted(kind for kind in {urlsplit(one).scheme for one in used if one} if kind != "http"):
        return [
            warning("proxy", f"{says}; Slack takes a proxy of http:// only, not {odd[0]}://", "name an http:// proxy")
        ]
    return [ok("proxy", says)]


def _way(url: str, proxies: dict[str, str]) -> str:
    parts = urlsplit(url)
    proxy = proxies.get(parts.scheme)
    if proxy is None or _is_direct(url):
        return "directly"
    named = urlsplit(proxy if "://" in proxy else f"//{proxy}")
    return f"through {named.hostname}{f':{named.port}' if named.port else ''}"  # never its password


def _is_odd(proxy: str) -> bool:
    try:
        parts = urlsplit(proxy if "://" in proxy else f"//{proxy}")
        port = parts.port
    except ValueError:
        return True
    return not parts.hostname or port == 0


def _is_direct(url: str) -> bool:
    return bool(proxy_bypass(urlsplit(url).hostname or ""))
