"""The forecourt's display and sounder, through the site's controller."""

from motorway.iot.v1 import device_pb2
from motorway_kit.errors import InvalidInput, MotorwayError

from alerts.channels.base import NotDelivered, Outgoing, Undeliverable
from alerts.domain.channel import Mqtt
from alerts.domain.conditions import RANK
from alerts.domain.notification import News
from alerts.neighbours import Neighbours

LENGTH = 200


async def send(others: Neighbours, config: Mqtt, out: Outgoing) -> str:
    """What the controller answered. Raises Undeliverable, NotDelivered."""
    said = out.message
    loud = config.sounder_from is not None and RANK[said.severity] >= RANK[config.sounder_from]
    notice = device_pb2.Notice(
        text=said.line[:LENGTH],
        severity=device_pb2.NoticeSeverity.Value(f"NOTICE_SEVERITY_{said.severity}"),
        sounder=loud and said.news in (News.RAISED, News.REMINDED),
        display_s=config.display_s,
    )
    try:
        response = await others.show_notice(said.site, notice, out.notification_id)
    except InvalidInput as error:
        raise Undeliverable(error.message) from error
    except MotorwayError as error:
        raise NotDelivered(f"{error.reason}: {error.message}") from error
    if not response.accepted:
        raise Undeliverable(f"the controller refuses: {response.refusal_reason}")
    return "shown"
