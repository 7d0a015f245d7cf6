from __future__ import annotations

from collections.abc import Mapping
from typing import (
    Any,
    Literal,
    Self,
    TypeVar,
    cast,
)

from attrs import define as _attrs_define

from ..models.alert_severity import AlertSeverity

T = TypeVar("T", bound="MqttConfig")


@_attrs_define
class MqttConfig:
    """
    Attributes:
        kind (Literal['MQTT']):
        display_s (int): How long the forecourt's display shows it Default: 300.
        sounder_from (AlertSeverity | None): null: never Default: AlertSeverity.CRITICAL.
    """

    kind: Literal["MQTT"]
    display_s: int = 300
    sounder_from: AlertSeverity | None = AlertSeverity.CRITICAL

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        display_s = self.display_s

        sounder_from: None | str
        if isinstance(self.sounder_from, AlertSeverity):
            sounder_from = self.sounder_from.value
        else:
            sounder_from = self.sounder_from

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
                "display_s": display_s,
                "sounder_from": sounder_from,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = cast(Literal["MQTT"], d.pop("kind"))
        if kind != "MQTT":
            raise ValueError(f"kind must match const 'MQTT', got '{kind}'")

        display_s = d.pop("display_s")

        def _parse_sounder_from(data: object) -> AlertSeverity | None:
            if data is None:
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                sounder_from_type_0 = AlertSeverity(data)

                return sounder_from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AlertSeverity | None, data)

        sounder_from = _parse_sounder_from(d.pop("sounder_from"))

        mqtt_config = cls(
            kind=kind,
            display_s=display_s,
            sounder_from=sounder_from,
        )

        return mqtt_config
