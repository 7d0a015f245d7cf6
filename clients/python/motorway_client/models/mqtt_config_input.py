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
from ..types import UNSET, Unset

T = TypeVar("T", bound="MqttConfigInput")


@_attrs_define
class MqttConfigInput:
    """
    Attributes:
        kind (Literal['MQTT']):
        display_s (int | Unset): How long the forecourt's display shows it Default: 300.
        sounder_from (AlertSeverity | None | Unset): null: never Default: AlertSeverity.CRITICAL.
    """

    kind: Literal["MQTT"]
    display_s: int | Unset = 300
    sounder_from: AlertSeverity | None | Unset = AlertSeverity.CRITICAL

    def to_dict(self) -> dict[str, Any]:
        kind = self.kind

        display_s = self.display_s

        sounder_from: None | str | Unset
        if isinstance(self.sounder_from, Unset):
            sounder_from = UNSET
        elif isinstance(self.sounder_from, AlertSeverity):
            sounder_from = self.sounder_from.value
        else:
            sounder_from = self.sounder_from

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "kind": kind,
            }
        )
        if display_s is not UNSET:
            field_dict["display_s"] = display_s
        if sounder_from is not UNSET:
            field_dict["sounder_from"] = sounder_from

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        d = dict(src_dict)
        kind = cast(Literal["MQTT"], d.pop("kind"))
        if kind != "MQTT":
            raise ValueError(f"kind must match const 'MQTT', got '{kind}'")

        display_s = d.pop("display_s", UNSET)

        def _parse_sounder_from(data: object) -> AlertSeverity | None | Unset:
            if data is None:
                return data
            if isinstance(data, Unset):
                return data
            try:
                if not isinstance(data, str):
                    raise TypeError()
                sounder_from_type_0 = AlertSeverity(data)

                return sounder_from_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(AlertSeverity | None | Unset, data)

        sounder_from = _parse_sounder_from(d.pop("sounder_from", UNSET))

        mqtt_config_input = cls(
            kind=kind,
            display_s=display_s,
            sounder_from=sounder_from,
        )

        return mqtt_config_input
