from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.apprise_config import AppriseConfig
    from ..models.email_config import EmailConfig
    from ..models.mqtt_config import MqttConfig
    from ..models.sms_config import SmsConfig
    from ..models.web_push_config import WebPushConfig
    from ..models.webhook_config import WebhookConfig


T = TypeVar("T", bound="NotificationChannel")


@_attrs_define
class NotificationChannel:
    """
    Attributes:
        version (int): Grows with every change
        changed_at (datetime.datetime):
        changed_by (str):
        name (str):
        sites (list[str]): Site ids; empty: every site
        enabled (bool):  Default: True.
        per_minute (int): Attempts in any minute; what is more waits Default: 60.
        config (AppriseConfig | EmailConfig | MqttConfig | SmsConfig | WebhookConfig | WebPushConfig):
        id (str):
        has_secret (bool):
    """

    version: int
    changed_at: datetime.datetime
    changed_by: str
    name: str
    sites: list[str]
    config: AppriseConfig | EmailConfig | MqttConfig | SmsConfig | WebhookConfig | WebPushConfig
    id: str
    has_secret: bool
    enabled: bool = True
    per_minute: int = 60

    def to_dict(self) -> dict[str, Any]:
        from ..models.email_config import EmailConfig
        from ..models.mqtt_config import MqttConfig
        from ..models.sms_config import SmsConfig
        from ..models.web_push_config import WebPushConfig
        from ..models.webhook_config import WebhookConfig

        version = self.version

        changed_at = self.changed_at.isoformat()

        changed_by = self.changed_by

        name = self.name

        sites = self.sites

        enabled = self.enabled

        per_minute = self.per_minute

        config: dict[str, Any]
        if (
            isinstance(self.config, EmailConfig)
            or isinstance(self.config, SmsConfig)
            or isinstance(self.config, WebhookConfig)
            or isinstance(self.config, MqttConfig)
            or isinstance(self.config, WebPushConfig)
        ):
            config = self.config.to_dict()
        else:
            config = self.config.to_dict()

        id = self.id

        has_secret = self.has_secret

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "version": version,
                "changed_at": changed_at,
                "changed_by": changed_by,
                "name": name,
                "sites": sites,
                "enabled": enabled,
                "per_minute": per_minute,
                "config": config,
                "id": id,
                "has_secret": has_secret,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.apprise_config import AppriseConfig
        from ..models.email_config import EmailConfig
        from ..models.mqtt_config import MqttConfig
        from ..models.sms_config import SmsConfig
        from ..models.web_push_config import WebPushConfig
        from ..models.webhook_config import WebhookConfig

        d = dict(src_dict)
        version = d.pop("version")

        changed_at = datetime.datetime.fromisoformat(d.pop("changed_at"))

        changed_by = d.pop("changed_by")

        name = d.pop("name")

        sites = cast(list[str], d.pop("sites"))

        enabled = d.pop("enabled")

        per_minute = d.pop("per_minute")

        def _parse_config(
            data: object,
        ) -> AppriseConfig | EmailConfig | MqttConfig | SmsConfig | WebhookConfig | WebPushConfig:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                config_type_0 = EmailConfig.from_dict(data)

                return config_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                config_type_1 = SmsConfig.from_dict(data)

                return config_type_1
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                config_type_2 = WebhookConfig.from_dict(data)

                return config_type_2
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                config_type_3 = MqttConfig.from_dict(data)

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
            config_type_5 = AppriseConfig.from_dict(data)

            return config_type_5

        config = _parse_config(d.pop("config"))

        id = d.pop("id")

        has_secret = d.pop("has_secret")

        notification_channel = cls(
            version=version,
            changed_at=changed_at,
            changed_by=changed_by,
            name=name,
            sites=sites,
            enabled=enabled,
            per_minute=per_minute,
            config=config,
            id=id,
            has_secret=has_secret,
        )

        return notification_channel
