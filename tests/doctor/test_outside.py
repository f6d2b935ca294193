"""What ``frontdesk doctor`` says of metrics and traces: where they are, and what is wrong with that."""

from datetime import UTC, datetime

import pytest

from bot.doctor.examine import examine
from bot.doctor.finding import Finding
from bot.settings import Settings
from bot.telemetry import opening
from tests.conftest import SettingsFor


async def found(settings: Settings, check: str) -> list[Finding]:
    return [one for one in await examine(settings, datetime.now(UTC)) if one.check == check]


async def test_metrics_are_off_unless_a_port_is_set_and_nothing_is_said_of_traces(settings_for: SettingsFor) -> None:
    settings = settings_for()

    assert await found(settings, "metrics") == [Finding("metrics", "ok", "off: FRONTDESK_METRICS_PORT is not set")]
    assert await found(settings, "traces") == []


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


async def test_it_says_where_traces_go_and_never_the_password(settings_for: SettingsFor) -> None:
    settings = settings_for(otel_endpoint="http://desk:secret-word@127.0.0.1:4318")

    [one] = await found(settings, "traces")

    assert one.state == "ok"
    assert "127.0.0.1:4318" in one.says
    assert "secret-word" not in one.says


async def test_traces_without_the_package_that_sends_them_are_a_failure_with_what_to_do(
    settings_for: SettingsFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "find_spec", lambda _: None)

    [one] = await found(settings_for(otel_endpoint="http://127.0.0.1:4318"), "traces")

    assert one.state == "failed"
    assert "pip install 'frontdesk[otel]'" in one.advice
