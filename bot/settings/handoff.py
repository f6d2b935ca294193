"""Where, when and by when people go on with a case."""

from datetime import timedelta
from typing import TYPE_CHECKING

from pydantic import Field, ValidationInfo, field_validator

from bot.settings.values import ChannelId, Group

if TYPE_CHECKING:
    from handlers.desk import HandoffSettings
    from workflows.hours.working_time import Hours


class HoursAndHandoff(Group):
    """When people of support are there, and how they learn that a case waits for them."""

    staff_channel: ChannelId | None = Field(
        default=None,
        alias="FRONTDESK_STAFF_CHANNEL",
        description="Id of the channel where staff learn that a case waits for a person.",
    )
    remind_after_min: int = Field(
        default=30,
        ge=0,
        le=60 * 24 * 365,
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
    urgent_within_min: int = Field(
        default=30,
        ge=0,
        le=60 * 24 * 60,
        alias="FRONTDESK_URGENT_WITHIN_MIN",
        description="Minutes within which a person answers what is urgent, such as a danger; 0: as all else.",
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

    @field_validator("time_zone", "working_hours", "days_off", "holidays", "weekly_digest")
    @classmethod
    def _is_understood(cls, text: str, info: ValidationInfo) -> str:
        """What is not understood stops the start: a desk must not promise hours that nobody has set."""
        if text and (info.field_name, text) != ("time_zone", "UTC"):
            from workflows.hours.desk_hours import check  # noqa: PLC0415 - as bot.settings.settings says

            check(str(info.field_name), text)
        return text

    @property
    def hours(self) -> "Hours":
        """When people of support are there."""
        from workflows.hours.desk_hours import hours_from  # noqa: PLC0415 - as bot.settings.settings says

        return hours_from(self.time_zone, self.working_hours, self.days_off, self.holidays)

    def handoff(self, *, posts: bool = True) -> "HandoffSettings":
        """Return where and when people learn that a case waits for them; without ``posts`` nowhere, in a terminal."""
        from handlers.desk import HandoffSettings  # noqa: PLC0415 - as bot.settings.settings says
        from workflows.hours.weekly import read_weekly  # noqa: PLC0415 - as bot.settings.settings says

        respond_within = timedelta(minutes=self.respond_within_min) if self.respond_within_min else None
        urgent_within = timedelta(minutes=self.urgent_within_min) if self.urgent_within_min and respond_within else None
        if not posts:
            return HandoffSettings(hours=self.hours, respond_within=respond_within, urgent_within=urgent_within)
        return HandoffSettings(
            self.staff_channel,
            timedelta(minutes=self.remind_after_min) if self.remind_after_min else None,
            self.hours,
            respond_within,
            timedelta(days=self.nudge_after_days) if self.nudge_after_days else None,
            timedelta(days=self.close_after_days) if self.close_after_days else None,
            read_weekly(self.weekly_digest),
            urgent_within,
        )
