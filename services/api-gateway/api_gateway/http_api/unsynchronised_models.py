"""What a shift's report cannot hold yet."""

from datetime import datetime

from pydantic import Field

from api_gateway.http_api.common import Model


class MissingNumbers(Model):
    """Of a pump's fuellings, both included: they did not come, although later ones did."""

    pump: int = Field(examples=[3])
    first: int = Field(examples=[8812])
    last: int = Field(examples=[8812])


class UnsynchronisedDevice(Model):
    """A browser at the till that had done more without a line than it had handed in."""

    device_id: str
    name: str = Field(examples=["Tablet at the window"])
    series: str = Field(description="Of its receipts", examples=["Counter 1/off-a"])
    pending: int = Field(description="Operations, as it said last", examples=[3])
    seen_at: datetime
