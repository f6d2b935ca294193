"""How FAQs are made and kept up to date."""

from typing import TYPE_CHECKING

from pydantic import Field

from bot.settings.values import DAY_S, Group

if TYPE_CHECKING:
    from handlers.faq.order import FaqLimits


class FaqSettings(Group):
    """Limits of making FAQs, and of reading their sources again."""

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
        le=DAY_S,
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

    def faq_limits(self) -> "FaqLimits":
        """Return what the FAQ chain needs to know."""
        from handlers.faq.order import FaqLimits  # noqa: PLC0415 - as bot.settings.settings says

        return FaqLimits(self.faq_concurrency, self.faq_timeout_s)
