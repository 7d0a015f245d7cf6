from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.push_keys import PushKeys


T = TypeVar("T", bound="NewPushSubscription")


@_attrs_define
class NewPushSubscription:
    """As the browser's `PushSubscription.toJSON()` says it, without its `expirationTime`, and the device's name.

    Attributes:
        endpoint (str):
        keys (PushKeys):
        label (str | Unset):  Default: ''.
    """

    endpoint: str
    keys: PushKeys
    label: str | Unset = ""

    def to_dict(self) -> dict[str, Any]:
        endpoint = self.endpoint

        keys = self.keys.to_dict()

        label = self.label

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "endpoint": endpoint,
                "keys": keys,
            }
        )
        if label is not UNSET:
            field_dict["label"] = label

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.push_keys import PushKeys

        d = dict(src_dict)
        endpoint = d.pop("endpoint")

        keys = PushKeys.from_dict(d.pop("keys"))

        label = d.pop("label", UNSET)

        new_push_subscription = cls(
            endpoint=endpoint,
            keys=keys,
            label=label,
        )

        return new_push_subscription
