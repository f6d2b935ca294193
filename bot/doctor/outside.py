"""How the desk is seen from outside: where metrics are served, where traces go."""

import ipaddress

from bot.doctor.finding import Finding, failed, ok, warning
from bot.settings import Settings
from bot.telemetry.opening import NO_EXTRA, can_trace, metrics_url
from storage.probe import shown


def check_outside(settings: Settings) -> list[Finding]:
    """Say where ``serve`` shows its metrics, and where it sends traces."""
    return [_metrics(settings), *_traces(settings)]


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


def _traces(settings: Settings) -> list[Finding]:
    if settings.otel_endpoint is None:
        return []
    if not can_trace():
        what, _, advice = NO_EXTRA.partition(": ")
        return [failed("traces", what, advice)]
    return [ok("traces", f"go to {shown(settings.otel_endpoint)}, while `frontdesk serve` runs")]
