"""How the desk is seen from outside: where metrics are served."""

import ipaddress

from bot.doctor.finding import Finding, ok, warning
from bot.settings import Settings
from bot.telemetry.opening import metrics_url


def check_outside(settings: Settings) -> list[Finding]:
    """Say where ``serve`` shows its metrics."""
    return [_metrics(settings)]


def _metrics(settings: Settings) -> Finding:
    if settings.metrics_port is None:
        return ok("metrics", "off: FRONTDESK_METRICS_PORT is not set")
    host = settings.metrics_host
    where = metrics_url(host, settings.metrics_port) if settings.metrics_port else f"a free port of {host}"
    if _is_loopback(host):
        return ok("metrics", f"{where}, while `frontdesk serve` runs")
    says = f"{where}, while `frontdesk serve` runs: for everybody who reaches that address"
    return warning("metrics", says, "let only Prometheus reach it, or set FRONTDESK_METRICS_HOST to 127.0.0.1")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
