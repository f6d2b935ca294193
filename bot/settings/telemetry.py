"""What is logged, counted and traced."""

from pydantic import Field, SecretStr, field_validator

from bot.settings.values import Address, Group


class TelemetrySettings(Group):
    """Logs, metrics and traces."""

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
    otel_endpoint: Address | None = Field(
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
