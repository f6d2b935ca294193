"""What is done with messages: when they are answered, caught up with, erased."""

from datetime import timedelta
from typing import TYPE_CHECKING

from pydantic import Field

from bot.settings.values import Group

if TYPE_CHECKING:
    from handlers.conversation.gathering import Gathering


class MessageSettings(Group):
    """How long lines are gathered, how far back is caught up, when texts are erased."""

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
    close_reading: bool = Field(
        default=True,
        alias="FRONTDESK_CLOSE_READING",
        description="Whether the extra `meaning`, where installed, reads messages as well: wishes, dangers (yes/no).",
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
        le=36_500,
        alias="FRONTDESK_RETENTION_DAYS",
        description="Days after which the texts of a resolved case are erased. Absent: they are kept.",
    )

    def gathering(self) -> "Gathering":
        """Return how long answers wait for more lines."""
        from handlers.conversation.gathering import Gathering  # noqa: PLC0415 - as bot.settings.settings says

        quiet, longest, joins = self.gather_s, self.gather_at_most_s, self.join_s
        return Gathering(timedelta(seconds=quiet), timedelta(seconds=longest), timedelta(seconds=joins))
