"""How Slack is reached."""

from pydantic import Field, SecretStr, ValidationInfo, field_validator

from bot.settings.values import DAY_S, Address, Group, Key

# What the three are not, though Slack shows them on neighbouring pages (https://docs.slack.dev/authentication/tokens).
_ANOTHERS = {
    "slack_bot_token": ("xapp-", "xoxp-"),
    "slack_app_token": ("xoxb-", "xoxp-"),
    "slack_signing_secret": ("xoxb-", "xapp-", "xoxp-"),
}


class SlackSettings(Group):
    """Keys and addresses of Slack, and how progress is shown there."""

    slack_bot_token: Key | None = Field(default=None, description="Bot token (xoxb-…).")
    slack_signing_secret: Key | None = Field(default=None, description="Signing secret, needed for HTTP.")
    slack_app_token: Key | None = Field(
        default=None, description="App-level token (xapp-…). Present: Socket Mode, else HTTP."
    )
    slack_api_url: Address = Field(default="https://slack.com/api/", description="Base URL of Slack's Web API.")
    slack_timeout_s: float = Field(
        default=10.0,
        gt=0,
        le=DAY_S,
        alias="FRONTDESK_SLACK_TIMEOUT_S",
        description="Seconds one call of Slack may take.",
    )
    stream_progress: bool = Field(
        default=True,
        alias="FRONTDESK_STREAM_PROGRESS",
        description="Whether progress in direct messages is shown as Slack's own plan; else as a message.",
    )

    @field_validator("slack_bot_token", "slack_app_token", "slack_signing_secret")
    @classmethod
    def _is_no_other(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if value is not None and value.get_secret_value().startswith(_ANOTHERS[str(info.field_name)]):
            msg = "it is another of Slack's keys: the bot token begins with xoxb-, the app token with xapp-"
            raise ValueError(msg)
        return value

    @property
    def socket_mode(self) -> bool:
        """Whether events come over Socket Mode."""
        return self.slack_app_token is not None
