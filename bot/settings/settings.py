"""All settings as one: each group has a file beside this one, which also makes of it what other rooms take.

What settings become is imported when asked for: `frontdesk manifest` reads one name, and needs no database.
"""

from typing import Self

from pydantic import model_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.settings.channels import EMOJI, ChannelSettings
from bot.settings.faq import FaqSettings
from bot.settings.handoff import HoursAndHandoff
from bot.settings.messages import MessageSettings
from bot.settings.model import ModelChoice
from bot.settings.process import ProcessSettings
from bot.settings.slack import SlackSettings
from bot.settings.telemetry import TelemetrySettings


class Settings(
    TelemetrySettings,
    MessageSettings,
    FaqSettings,
    ModelChoice,
    HoursAndHandoff,
    ChannelSettings,
    ProcessSettings,
    SlackSettings,
    BaseSettings,
):
    """Frozen settings. A name in the environment is the field's name in capitals, with ``FRONTDESK_`` where shown."""

    model_config = SettingsConfigDict(
        defer_build=False,
        frozen=True,
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        populate_by_name=True,
        env_ignore_empty=True,
    )

    @model_validator(mode="after")
    def _agree(self) -> Self:
        """Refuse settings of which one shows to customers what another keeps for staff, or takes another's effect."""
        if self.staff_channel in {*self.support_channels, *self.private_channels, *self.open_channels}:
            msg = (
                "FRONTDESK_STAFF_CHANNEL is named as a channel of customers, too (FRONTDESK_SUPPORT_CHANNELS, "
                "FRONTDESK_PRIVATE_CHANNELS or FRONTDESK_OPEN_CHANNELS): they would read what is for staff"
            )
            raise ValueError(msg)
        if both := self.private_channels & self.open_channels:
            msg = f"{', '.join(sorted(both))}: in FRONTDESK_PRIVATE_CHANNELS and in FRONTDESK_OPEN_CHANNELS; choose one"
            raise ValueError(msg)
        if alone := self.outside_only_channels - self.support_channels:
            msg = (
                f"{', '.join(sorted(alone))}: in FRONTDESK_OUTSIDE_ONLY_CHANNELS and not in "
                "FRONTDESK_SUPPORT_CHANNELS, without which it does nothing"
            )
            raise ValueError(msg)
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read environment and ``.env``, where only an emoji may be set to nothing: of the others that is no value."""
        env = _emoji_off(EnvSettingsSource(settings_cls, env_ignore_empty=False))
        file = _emoji_off(DotEnvSettingsSource(settings_cls, env_ignore_empty=False))
        return init_settings, env, env_settings, file, dotenv_settings, file_secret_settings


def _emoji_off(source: EnvSettingsSource) -> InitSettingsSource:
    """Return a source of nothing but the emoji that ``source`` sets to nothing."""
    return InitSettingsSource(
        source.settings_cls, {name: "" for name in EMOJI if source.env_vars.get(name.lower()) == ""}
    )
