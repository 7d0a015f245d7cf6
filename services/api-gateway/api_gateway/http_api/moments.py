"""Times that somebody asks about."""

from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime

YEARS = (2000, 2100)


def plausible(moment: Any) -> Any:
    """A time or day that something can be known of: within the span of every service and database."""
    if not YEARS[0] <= moment.year < YEARS[1]:
        raise ValueError(f"the year is not from {YEARS[0]} to {YEARS[1] - 1}")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(plausible)]
