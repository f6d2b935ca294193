"""All settings, read from the environment (and a ``.env`` file) in this one place."""

import os
import re
import socket
from collections.abc import Mapping
from datetime import timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    InitSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from storage.errors import Misconfigured

if TYPE_CHECKING:
    from handlers.desk import HandoffSettings
    from handlers.faq.order import FaqLimits
    from handlers.gathering import Gathering
    from workflows.engine.embedded import EngineFiles
    from workflows.hours.working_time import Hours
    from workflows.model.client import ModelSettings

DEFAULT_DATABASE = "sqlite:///var/frontdesk.db"
MODEL_STEPS = (
    "classify",
    "plan",
    "billing_concern",
    "technical_reply",
    "billing_reply",
    "general_reply",
    "synthesize",
    "faq_questions",
    "faq_answer",
    "faq_sources",
)

OURS = "FRONTDESK_"
NOT_SETTINGS = {"FRONTDESK_TEXT"}  # `make ask` hands the message over in it

EMOJI = ("FRONTDESK_EMOJI_OPEN", "FRONTDESK_EMOJI_CLAIM", "FRONTDESK_EMOJI_RESOLVE")

_KEY = re.compile(r"[!-~]+")
_EMOJI = re.compile(r"[\w+'-]{1,100}")  # also of another script: what a workspace calls its own
Ids = Annotated[frozenset[str], NoDecode]


class Settings(BaseSettings):
    """Frozen settings. A name in the environment is the field's name in capitals, with ``FRONTDESK_`` where shown."""

    model_config = SettingsConfigDict(
        frozen=True,
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        populate_by_name=True,
        env_ignore_empty=True,
    )

    slack_bot_token: SecretStr | None = Field(default=None, description="Bot token (xoxb-…).")
    slack_signing_secret: SecretStr | None = Field(default=None, description="Signing secret, needed for HTTP.")
    slack_app_token: SecretStr | None = Field(
        default=None, description="App-level token (xapp-…). Present: Socket Mode, else HTTP."
    )
    slack_api_url: str = Field(default="https://slack.com/api/", description="Base URL of Slack's Web API.")
    openai_api_key: SecretStr | None = Field(default=None, description="Key for the model. Absent: the rules engine.")
    openai_base_url: str | None = Field(default=None, description="Base URL of a Chat Completions API.")
    database_url: str = Field(default=DEFAULT_DATABASE, description="sqlite:///PATH or postgresql://…")

    database_connections: int = Field(
        default=30,
        ge=6,
        le=1000,
        alias="FRONTDESK_DATABASE_CONNECTIONS",
        description="Connections a process opens to PostgreSQL at most, two thirds for cases and one for the queue.",
    )
    executor_id: str | None = Field(
        default=None,
        pattern=r"^[!-~]{1,100}$",
        alias="FRONTDESK_EXECUTOR_ID",
        description="Id of this process among those on one PostgreSQL. Absent: HOST-PORT, the machine's name and"
        " FRONTDESK_PORT.",
    )

    host: str = Field(default="127.0.0.1", alias="FRONTDESK_HOST", description="Address the HTTP server binds to.")
    port: int = Field(default=3000, ge=0, le=65535, alias="FRONTDESK_PORT", description="Port of the HTTP server.")
    support_channels: Ids = Field(
        default=frozenset(),
        alias="FRONTDESK_SUPPORT_CHANNELS",
        description="Channel ids, comma-separated, in which every top-level message is answered.",
    )
    outside_only_channels: Ids = Field(
        default=frozenset(),
        alias="FRONTDESK_OUTSIDE_ONLY_CHANNELS",
        description="Support channels, comma-separated, in which only people of other organisations are customers.",
    )
    private_channels: Ids = Field(
        default=frozenset(),
        alias="FRONTDESK_PRIVATE_CHANNELS",
        description="Channels, comma-separated, in which what tells of a person is answered in a direct message.",
    )
    open_channels: Ids = Field(
        default=frozenset(),
        alias="FRONTDESK_OPEN_CHANNELS",
        description="Channels shared with other organisations, comma-separated, where that is answered in the thread.",
    )
    staff: Ids = Field(
        default=frozenset(), alias="FRONTDESK_STAFF", description="User ids of support staff, comma-separated."
    )
    staff_group: str | None = Field(
        default=None, alias="FRONTDESK_STAFF_GROUP", description="Id of a Slack user group whose members are staff too."
    )
    staff_channel: str | None = Field(
        default=None,
        alias="FRONTDESK_STAFF_CHANNEL",
        description="Id of the channel where staff learn that a case waits for a person.",
    )
    remind_after_min: int = Field(
        default=30,
        ge=0,
        alias="FRONTDESK_REMIND_AFTER_MIN",
        description="Minutes after which a case that nobody has claimed reminds the staff channel; 0: never.",
    )
    respond_within_min: int = Field(
        default=240,
        ge=0,
        le=60 * 24 * 60,
        alias="FRONTDESK_RESPOND_WITHIN_MIN",
        description="Minutes within which a person answers what waits for one, counted within the hours; 0: not said.",
    )
    nudge_after_days: int = Field(
        default=3,
        ge=0,
        le=365,
        alias="FRONTDESK_NUDGE_AFTER_DAYS",
        description="Days after which a customer who has not answered a question is reminded of it; 0: never.",
    )
    close_after_days: int = Field(
        default=4,
        ge=0,
        le=365,
        alias="FRONTDESK_CLOSE_AFTER_DAYS",
        description="Days after that reminder until the case is closed with a word; 0: never.",
    )
    weekly_digest: str = Field(
        default="",
        alias="FRONTDESK_WEEKLY_DIGEST",
        description="When the staff channel gets the figures of the week: on (Monday at nine), or such as Fri 16:00.",
    )
    time_zone: str = Field(
        default="UTC", alias="FRONTDESK_TIME_ZONE", description="Time zone of the hours, such as Europe/Berlin."
    )
    working_hours: str = Field(
        default="",
        alias="FRONTDESK_WORKING_HOURS",
        description="When staff are there, such as Mon-Fri 09:00-17:00. Absent: round the clock.",
    )
    days_off: str = Field(
        default="", alias="FRONTDESK_DAYS_OFF", description="Days off, such as 2026-12-24, 2026-12-27..2027-01-02."
    )
    holidays: str = Field(
        default="",
        alias="FRONTDESK_HOLIDAYS",
        description="Country whose public holidays are off, such as DE or DE-BY.",
    )
    emoji_open: str = Field(
        default="ticket",
        alias="FRONTDESK_EMOJI_OPEN",
        description="Emoji with which staff open a case from a message; set to nothing: none.",
    )
    emoji_claim: str = Field(
        default="eyes",
        validate_default=True,
        alias="FRONTDESK_EMOJI_CLAIM",
        description="Emoji with which staff claim the case of a message; set to nothing: none.",
    )
    emoji_resolve: str = Field(
        default="white_check_mark",
        validate_default=True,
        alias="FRONTDESK_EMOJI_RESOLVE",
        description="Emoji with which staff resolve the case of a message; set to nothing: none.",
    )
    model: str = Field(default="gpt-4o-mini", alias="FRONTDESK_MODEL", description="Model of every step not set below.")
    model_classify: str | None = Field(default=None, alias="FRONTDESK_MODEL_CLASSIFY")
    model_plan: str | None = Field(default=None, alias="FRONTDESK_MODEL_PLAN")
    model_billing_concern: str | None = Field(default=None, alias="FRONTDESK_MODEL_BILLING_CONCERN")
    model_technical_reply: str | None = Field(default=None, alias="FRONTDESK_MODEL_TECHNICAL_REPLY")
    model_billing_reply: str | None = Field(default=None, alias="FRONTDESK_MODEL_BILLING_REPLY")
    model_general_reply: str | None = Field(default=None, alias="FRONTDESK_MODEL_GENERAL_REPLY")
    model_synthesize: str | None = Field(default=None, alias="FRONTDESK_MODEL_SYNTHESIZE")
    model_faq_questions: str | None = Field(default=None, alias="FRONTDESK_MODEL_FAQ_QUESTIONS")
    model_faq_answer: str | None = Field(default=None, alias="FRONTDESK_MODEL_FAQ_ANSWER")
    model_faq_sources: str | None = Field(default=None, alias="FRONTDESK_MODEL_FAQ_SOURCES")
    model_timeout_s: float = Field(
        default=20.0, gt=0, alias="FRONTDESK_MODEL_TIMEOUT_S", description="Seconds one model call may take."
    )
    message_timeout_s: float = Field(
        default=45.0,
        gt=0,
        alias="FRONTDESK_MESSAGE_TIMEOUT_S",
        description="Seconds a message may wait for models in all; after that it goes on by rule.",
    )
    faq_concurrency: int = Field(
        default=12,
        ge=1,
        le=100,
        alias="FRONTDESK_FAQ_CONCURRENCY",
        description="Model calls at the same time while FAQs are made.",
    )
    faq_timeout_s: float = Field(
        default=300.0,
        gt=0,
        alias="FRONTDESK_FAQ_TIMEOUT_S",
        description="Seconds a set of FAQs may wait for models in all; after that it goes on by rule.",
    )
    faq_pages: int = Field(
        default=30,
        ge=0,
        le=100,
        alias="FRONTDESK_FAQ_PAGES",
        description="Pages of a sitemap, or files of a folder, that are read at most; 0: no page or folder at all.",
    )
    faq_sync_hours: int = Field(
        default=24,
        ge=0,
        le=24 * 30,
        alias="FRONTDESK_FAQ_SYNC_HOURS",
        description="Hours after which serve reads the web pages behind FAQs again; 0: never.",
    )
    faq_down_days: int = Field(
        default=3,
        ge=1,
        le=90,
        alias="FRONTDESK_FAQ_DOWN_DAYS",
        description="Days after which staff are told of a page behind FAQs that cannot be read.",
    )
    slack_timeout_s: float = Field(
        default=10.0, gt=0, alias="FRONTDESK_SLACK_TIMEOUT_S", description="Seconds one call of Slack may take."
    )
    shutdown_grace_s: int = Field(
        default=20, ge=0, alias="FRONTDESK_SHUTDOWN_GRACE_S", description="Seconds SIGTERM waits for running messages."
    )
    gather_s: float = Field(
        default=4.0,
        ge=0,
        le=60,
        alias="FRONTDESK_GATHER_S",
        description="Seconds of silence after which several lines are answered as one; 0: each message by itself.",
    )
    gather_at_most_s: float = Field(
        default=12.0,
        ge=0,
        le=300,
        alias="FRONTDESK_GATHER_AT_MOST_S",
        description="Seconds from the first of these lines after which they are answered, whatever still comes.",
    )
    join_s: float = Field(
        default=120.0,
        ge=0,
        le=3600,
        alias="FRONTDESK_JOIN_S",
        description="Seconds in which a short line in a channel still belongs to its writer's case before; 0: never.",
    )
    stream_progress: bool = Field(
        default=True,
        alias="FRONTDESK_STREAM_PROGRESS",
        description="Whether progress in direct messages is shown as Slack's own plan; else as a message.",
    )
    slow_back_office_s: float = Field(
        default=0.0,
        ge=0,
        le=60,
        alias="FRONTDESK_SLOW_BACK_OFFICE_S",
        description="Seconds that a simulated back office takes for a number with SLOW in it; for trying Stop.",
    )
    catch_up_hours: int = Field(
        default=72,
        ge=0,
        le=24 * 30,
        alias="FRONTDESK_CATCH_UP_HOURS",
        description="Hours back to which messages are read that came while no desk listened; 0: they are not.",
    )
    catch_up_answer_min: int = Field(
        default=120,
        ge=0,
        le=24 * 60 * 30,
        alias="FRONTDESK_CATCH_UP_ANSWER_MIN",
        description="Minutes up to which such a message is answered; older ones wait for a person.",
    )
    retention_days: int | None = Field(
        default=None,
        ge=1,
        alias="FRONTDESK_RETENTION_DAYS",
        description="Days after which the texts of a resolved case are erased. Absent: they are kept.",
    )
    log_format: str = Field(
        default="console", pattern="^(console|json)$", alias="FRONTDESK_LOG_FORMAT", description="console or json."
    )
    log_level: str = Field(
        default="info",
        pattern="^(debug|info|warning|error)$",
        alias="FRONTDESK_LOG_LEVEL",
        description="What is logged at least: debug, info, warning or error.",
    )
    metrics_host: str = Field(
        default="127.0.0.1", alias="FRONTDESK_METRICS_HOST", description="Address on which metrics are served."
    )
    metrics_port: int | None = Field(
        default=None,
        ge=0,
        le=65535,
        alias="FRONTDESK_METRICS_PORT",
        description="Port on which metrics are served, at /metrics. Absent: they are not.",
    )
    otel_endpoint: str | None = Field(
        default=None,
        alias="OTEL_EXPORTER_OTLP_ENDPOINT",
        description="Base URL of a collector that takes traces over OTLP/HTTP. Absent: nothing is traced.",
    )
    otel_headers: SecretStr | None = Field(
        default=None, alias="OTEL_EXPORTER_OTLP_HEADERS", description="Headers for the collector, name=value, …"
    )

    @field_validator("log_level", mode="before")
    @classmethod
    def _in_small_letters(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @field_validator(
        "support_channels", "outside_only_channels", "private_channels", "open_channels", "staff", mode="before"
    )
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return frozenset(item.strip() for item in value.split(",") if item.strip())
        return value

    @field_validator("slack_bot_token", "slack_app_token", "slack_signing_secret", "openai_api_key")
    @classmethod
    def _can_be_sent(cls, value: SecretStr | None) -> SecretStr | None:
        """Keys travel in HTTP headers: one with a character no key has would fail at each message, not at the start."""
        if value is not None and not _KEY.fullmatch(value.get_secret_value()):
            msg = "it holds a blank, a curly quote or another character that no key has; copy it again, without quotes"
            raise ValueError(msg)
        return value

    @field_validator("slack_api_url", "openai_base_url", "otel_endpoint")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        if value is not None and not is_http_url(value):
            msg = "it is no address: it begins with http:// or https:// and names a host"
            raise ValueError(msg)
        return value

    @field_validator("emoji_open", "emoji_claim", "emoji_resolve")
    @classmethod
    def _is_emoji(cls, value: str, info: ValidationInfo) -> str:
        name = value.strip().strip(":").strip()
        if name and not _EMOJI.fullmatch(name):
            msg = "it is no name of an emoji: write it like ticket, as Slack shows it between the colons"
            raise ValueError(msg)
        if name and name in {info.data.get(field) for field in ("emoji_open", "emoji_claim")}:
            msg = "it is the emoji of another act: choose another one"
            raise ValueError(msg)
        return name

    @field_validator("time_zone", "working_hours", "days_off", "holidays", "weekly_digest")
    @classmethod
    def _is_understood(cls, text: str, info: ValidationInfo) -> str:
        """What is not understood stops the start: a desk must not promise hours that nobody has set."""
        if text and (info.field_name, text) != ("time_zone", "UTC"):
            from workflows.hours.desk_hours import check  # noqa: PLC0415 - as below

            check(str(info.field_name), text)
        return text

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

    @property
    def emoji(self) -> dict[str, str]:
        """What an emoji of staff on a message does (``open``, ``claim``, ``resolve``), by the emoji's name."""
        names = {self.emoji_open: "open", self.emoji_claim: "claim", self.emoji_resolve: "resolve"}
        return {name: act for name, act in names.items() if name}

    @property
    def socket_mode(self) -> bool:
        """Whether events come over Socket Mode."""
        return self.slack_app_token is not None

    @property
    def executor(self) -> str:
        """The id of this process among those on one PostgreSQL: the same after a restart."""
        return self.executor_id or f"{socket.gethostname()}-{self.port}"

    @property
    def engine_connections(self) -> int:
        """How many of its connections to PostgreSQL the engine may open; the cases have the others."""
        return self.database_connections // 3

    @property
    def engine_files(self) -> "EngineFiles | None":
        """The files of the embedded engine, beside the cases in SQLite; None: the engine lives in PostgreSQL."""
        from workflows.engine.embedded import EngineFiles  # noqa: PLC0415 - see below

        scheme, _, path = self.database_url.partition(":///")
        if not scheme.startswith("sqlite"):
            return None
        cases = Path(path).expanduser()
        queue = cases.parent / f"{cases.stem}-engine.db"
        # The lock has the name it had while there was a queue in a file: two versions do not serve at once.
        lock = cases.parent / f"{queue.name}.lock"
        return EngineFiles(lock, cases.parent / f"{cases.stem}-running.jobs", queue)

    # What settings become is imported when asked for: `frontdesk manifest` reads one name, and needs no database.

    def model_settings(self) -> "ModelSettings":
        """Return what the model client needs to know."""
        from workflows.model.client import ModelSettings  # noqa: PLC0415 - see above

        chosen = {step: getattr(self, f"model_{step}") for step in MODEL_STEPS}
        return ModelSettings(
            api_key=self.openai_api_key.get_secret_value() if self.openai_api_key else None,
            base_url=self.openai_base_url,
            default_model=self.model,
            step_models={step: name for step, name in chosen.items() if name},
            timeout_s=self.model_timeout_s,
            message_timeout_s=self.message_timeout_s,
        )

    @property
    def hours(self) -> "Hours":
        """When people of support are there."""
        from workflows.hours.desk_hours import hours_from  # noqa: PLC0415 - see above

        return hours_from(self.time_zone, self.working_hours, self.days_off, self.holidays)

    def handoff(self, *, posts: bool = True) -> "HandoffSettings":
        """Return where and when people learn that a case waits for them; without ``posts`` nowhere, in a terminal."""
        from handlers.desk import HandoffSettings  # noqa: PLC0415 - see above
        from workflows.hours.weekly import read_weekly  # noqa: PLC0415 - see above

        respond_within = timedelta(minutes=self.respond_within_min) if self.respond_within_min else None
        if not posts:
            return HandoffSettings(hours=self.hours, respond_within=respond_within)
        return HandoffSettings(
            self.staff_channel,
            timedelta(minutes=self.remind_after_min) if self.remind_after_min else None,
            self.hours,
            respond_within,
            timedelta(days=self.nudge_after_days) if self.nudge_after_days else None,
            timedelta(days=self.close_after_days) if self.close_after_days else None,
            read_weekly(self.weekly_digest),
        )

    def gathering(self) -> "Gathering":
        """Return how long answers wait for more lines."""
        from handlers.gathering import Gathering  # noqa: PLC0415 - see above

        quiet, longest, joins = self.gather_s, self.gather_at_most_s, self.join_s
        return Gathering(timedelta(seconds=quiet), timedelta(seconds=longest), timedelta(seconds=joins))

    def faq_limits(self) -> "FaqLimits":
        """Return what the FAQ chain needs to know."""
        from handlers.faq.order import FaqLimits  # noqa: PLC0415 - see above

        return FaqLimits(self.faq_concurrency, self.faq_timeout_s)


def _emoji_off(source: EnvSettingsSource) -> InitSettingsSource:
    """Return a source of nothing but the emoji that ``source`` sets to nothing."""
    return InitSettingsSource(
        source.settings_cls, {name: "" for name in EMOJI if source.env_vars.get(name.lower()) == ""}
    )


def is_http_url(url: str) -> bool:
    """Say whether ``url`` is an absolute address of HTTP with a host, printable and without blanks."""
    try:
        parts = urlsplit(url)
        return (
            parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0 and bool(_KEY.fullmatch(url))
        )
    except ValueError:
        return False


def unknown_names(env: Mapping[str, str] = os.environ, file: Path = Path(".env")) -> list[str]:
    """Return a sentence for each ``FRONTDESK_…`` name in the environment or ``.env`` that is no setting."""
    known = {str(info.alias or name.upper()) for name, info in Settings.model_fields.items()}
    given = {name.upper() for name in (*env, *dotenv_values(file)) if name.upper().startswith(OURS)}
    return [_unknown(name, known) for name in sorted(given - known - NOT_SETTINGS)]


def _unknown(name: str, known: set[str]) -> str:
    close = get_close_matches(name, known, n=1)
    return f"{name} is no setting" + (f": did you mean {close[0]}?" if close else "")


PYDANTIC = "Value error, "  # stands before the words of a validator of ours


def load_settings() -> Settings:
    """Read the settings.

    Raises
    ------
    Misconfigured
        A value is not valid; the message names each setting and what is wrong with it, never its value.
    """
    try:
        return Settings()
    except ValidationError as error:
        problems = [
            f"{'.'.join(map(str, item['loc'])).upper()}: {item['msg'].removeprefix(PYDANTIC)}"
            for item in error.errors()
        ]
        msg = "settings are not valid:\n  " + "\n  ".join(problems)
        raise Misconfigured(msg) from None  # the values are in pydantic's error
    except UnicodeDecodeError as error:
        msg = "the file .env is not UTF-8: save it as UTF-8 (or plain ASCII) and try again"
        raise Misconfigured(msg) from error
