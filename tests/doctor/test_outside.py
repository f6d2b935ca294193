"""What ``frontdesk doctor`` says of metrics: where they are, and who can read them."""

from datetime import UTC, datetime

import pytest

from bot.doctor.examine import examine
from bot.doctor.finding import Finding
from bot.settings import Settings
from tests.conftest import SettingsFor


async def found(settings: Settings, check: str) -> list[Finding]:
    return [one for one in await examine(settings, datetime.now(UTC)) if one.check == check]


async def test_metrics_are_off_unless_a_port_is_set(settings_for: SettingsFor) -> None:
    settings = settings_for()

    assert await found(settings, "metrics") == [Finding("metrics", "ok", "off: FRONTDESK_METRICS_PORT is not set")]


@pytest.mark.parametrize(
    ("host", "state"),
    [("127.0.0.1", "ok"), ("::1", "ok"), ("localhost", "ok"), ("0.0.0.0", "warning")],  # noqa: S104
)
async def test_it_says_where_metrics_are_and_warns_if_others_can_read_them(
    settings_for: SettingsFor, host: str, state: str
) -> None:
    [one] = await found(settings_for(metrics_port=9464, metrics_host=host), "metrics")

    shown = f"[{host}]" if ":" in host else host
    assert (one.state, one.says.partition(",")[0]) == (state, f"http://{shown}:9464/metrics")
