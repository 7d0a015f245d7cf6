from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.apprise_config_input import AppriseConfigInput
    from ..models.email_config_input import EmailConfigInput
    from ..models.mqtt_config_input import MqttConfigInput
    from ..models.sms_config_input import SmsConfigInput
    from ..models.web_push_config import WebPushConfig
    from ..models.webhook_config_input import WebhookConfigInput


T = TypeVar("T", bound="ChannelContent")


@_attrs_define
class ChannelContent:
    """
    Attributes:
        name (str):
        config (AppriseConfigInput | EmailConfigInput | MqttConfigInput | SmsConfigInput | WebhookConfigInput |
            WebPushConfig):
        sites (list[str] | Unset): Site ids; empty: every site
        enabled (bool | Unset):  Default: True.
        per_minute (int | Unset): Attempts in any minute; what is more waits Default: 60.
    """

    name: str
    config: (
        AppriseConfigInput | EmailConfigInput | MqttConfigInput | SmsConfigInput | WebhookConfigInput | WebPushConfig
    )
    sites: list[str] | Unset = UNSET
    enabled: bool | Unset = True
    per_minute: int | Unset = 60

    def to_dict(self) -> dict[str, Any]:
        from ..models.email_config_input import EmailConfigInput
        from ..models.mqtt_config_input import MqttConfigInput
        from ..models.sms_config_input import SmsConfigInput
        from ..models.web_push_config import WebPushConfig
        from ..models.webhook_config_input import WebhookConfigInput

        name = self.name

        config: dict[str, Any]
        if (
            isinstance(self.config, EmailConfigInput)
            or isinstance(self.config, SmsConfigInput)
            or isinstance(self.config, WebhookConfigInput)
            or isinstance(self.config, MqttConfigInput)
            or isinstance(self.config, WebPushConfig)
        ):
            config = self.config.to_dict()
        else:
            config = self.config.to_dict()

        sites: list[str] | Unset = UNSET
        if not isinstance(self.sites, Unset):
            sites = self.sites

        enabled = self.enabled

        per_minute = self.per_minute

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "name": name,
                "config": config,
            }
        )
        if sites is not UNSET:
            field_dict["sites"] = sites
        if enabled is not UNSET:
            field_dict["enabled"] = enabled
        if per_minute is not UNSET:
            field_dict["per_minute"] = per_minute

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.apprise_config_input import AppriseConfigInput
        from ..models.email_config_input import EmailConfigInput
        from ..models.mqtt_config_input import MqttConfigInput
        from ..models.sms_config_input import SmsConfigInput
        from ..models.web_push_config import WebPushConfig
        from ..models.webhook_config_input import WebhookConfigInput

        d = dict(src_dict)
        name = d.pop("name")

        def _parse_config(
            data: object,
        ) -> (
            AppriseConfigInput
            | EmailConfigInput
            | MqttConfigInput
            | SmsConfigInput
            | WebhookConfigInput
            | WebPushConfig
        ):
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                config_type_0 = EmailConfigInput.from_dict(data)

                return config_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                config_type_1 = SmsConfigInput.from_dict(data)

                return config_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                config_type_2 = WebhookConfigInput.from_dict(data)

                return config_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                config_type_3 = MqttConfigInput.from_dict(data)

                return config_type_3
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                config_type_4 = WebPushConfig.from_dict(data)

                return config_type_4
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            config_type_5 = AppriseConfigInput.from_dict(data)

            return config_type_5

        config = _parse_config(d.pop("config"))

        sites = cast(list[str], d.pop("sites", UNSET))

        enabled = d.pop("enabled", UNSET)

        per_minute = d.pop("per_minute", UNSET)

        channel_content = cls(
            name=name,
            config=config,
            sites=sites,
            enabled=enabled,
            per_minute=per_minute,
        )

        return channel_content
