"""Who can be told: a person or a team, and how to reach them."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field, model_validator

from alerts.domain.conditions import Severity
from alerts.domain.documents import Document, Part, Slug, Zone, zone
from alerts.domain.quiet_hours import QuietTimes, told_at


class Contact(Part):
    """`channel` is the id of a channel; `address` is what it takes: a mail address, a telephone number.

    A channel that needs none (Web Push reaches the devices of the recipient's `user_id`) has an empty one.
    """

    channel: Slug
    address: Annotated[str, Field(max_length=254)] = ""


class Recipient(Document):
    """Told on every contact at once. `user_id` is the user who has subscribed devices for Web Push."""

    time_zone: Zone = "UTC"
    user_id: Annotated[str, Field(max_length=100)] = ""
    contacts: Annotated[tuple[Contact, ...], Field(min_length=1, max_length=10)]
    quiet: QuietTimes = ()

    def told_at(self, severity: Severity, at: datetime) -> datetime:
        """When something of this severity that is known at `at` is told: then, or after the quiet hours."""
        return told_at(self.quiet, zone(self.time_zone), severity, at)

    @model_validator(mode="after")
    def each_once(self) -> Self:
        if len(set(self.contacts)) != len(self.contacts):
            raise ValueError("contacts names one twice")
        return self
