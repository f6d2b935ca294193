"""The manifest, doctor and the trial workspace agree on the scopes, and on which of them may be left out."""

import re

import pytest

from bot.slack.manifest import make_manifest
from bot.trial.open import open_trial
from bot.trial.page_api.trial import Plan
from bot.trial.workspace.installed import install
from tests.conftest import SettingsFor
from tests.doctor.found import found_of
from tests.fakes.slack import FakeSlack
from tests.fakes.slack.world import MANIFEST_SCOPES
from tests.terminal.command_line import frontdesk

MISSING = re.compile(r"([a-z_]+:[a-z]+|commands)( \(optional\))?: ")


async def demanded(slack: FakeSlack, settings_for: SettingsFor, **more: object) -> dict[str, bool]:
    """Return the scopes that doctor misses in a token that has none, and whether it calls them optional."""
    slack.site.scopes[:] = ["identify"]
    found = await found_of(settings_for(**more), "scopes")
    return {name: bool(optional) for name, optional in MISSING.findall(found.says)}


@pytest.mark.parametrize("staff_group", [None, "S0STAFF01"])
async def test_what_the_manifest_asks_for_is_what_doctor_demands(
    slack: FakeSlack, settings_for: SettingsFor, monkeypatch: pytest.MonkeyPatch, staff_group: str | None
) -> None:
    if staff_group:
        monkeypatch.setenv("FRONTDESK_STAFF_GROUP", staff_group)
    asked = frontdesk("manifest").json["oauth_config"]["scopes"]

    found = await demanded(slack, settings_for, **({"staff_group": staff_group} if staff_group else {}))

    assert found == {name: name in asked["bot_optional"] for name in asked["bot"]}


async def test_the_trial_workspace_grants_what_the_manifest_asks_for(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    installed = install(make_manifest("Frontdesk", None))
    async with open_trial(Plan(installed)) as trial:
        granted = trial.slack.site.scopes

        assert {name: name in installed.optional for name in granted} == await demanded(slack, settings_for)


async def test_the_slack_of_the_tests_grants_no_more_than_the_manifest_asks_for(
    slack: FakeSlack, settings_for: SettingsFor
) -> None:
    assert set(MANIFEST_SCOPES) == set(await demanded(slack, settings_for, staff_group="S0STAFF01"))
