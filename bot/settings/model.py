"""Which model does which step, and how long it may take."""

from typing import TYPE_CHECKING

from pydantic import Field, field_validator

from bot.settings.values import DAY_S, Address, Group, Key

if TYPE_CHECKING:
    from workflows.model.client import ModelSettings

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


class ModelChoice(Group):
    """The model of every step."""

    openai_api_key: Key | None = Field(default=None, description="Key for the model. Absent: the rules engine.")
    openai_base_url: Address | None = Field(default=None, description="Base URL of a Chat Completions API.")
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
        default=20.0, gt=0, le=DAY_S, alias="FRONTDESK_MODEL_TIMEOUT_S", description="Seconds one model call may take."
    )
    message_timeout_s: float = Field(
        default=45.0,
        gt=0,
        le=DAY_S,
        alias="FRONTDESK_MESSAGE_TIMEOUT_S",
        description="Seconds a message may wait for models in all; after that it goes on by rule.",
    )

    @field_validator("model", *(f"model_{step}" for step in MODEL_STEPS))
    @classmethod
    def _is_name(cls, value: str | None) -> str | None:
        """A name of blanks, or in quotes, is no model's: each step would go by rule, and nothing would say why."""
        if value is not None and (not value.strip() or value.strip()[0] in "\"'"):
            msg = "it is no name of a model: write it without quotes, or leave the line out"
            raise ValueError(msg)
        return value and value.strip()

    def model_settings(self) -> "ModelSettings":
        """Return what the model client needs to know."""
        from workflows.model.client import ModelSettings  # noqa: PLC0415 - as bot.settings.settings says

        chosen = {step: getattr(self, f"model_{step}") for step in MODEL_STEPS}
        return ModelSettings(
            api_key=self.openai_api_key.get_secret_value() if self.openai_api_key else None,
            base_url=self.openai_base_url,
            default_model=self.model,
            step_models={step: name for step, name in chosen.items() if name},
            timeout_s=self.model_timeout_s,
            message_timeout_s=self.message_timeout_s,
        )
