"""Mail through an SMTP server."""

from email.message import EmailMessage
from email.utils import format_datetime

import aiosmtplib

from alerts.channels.base import SAID, TIMEOUT_S, NotDelivered, Outgoing, Undeliverable
from alerts.channels.reach import Reach
from alerts.domain.channel import Email


async def send(reach: Reach, config: Email, out: Outgoing) -> str:
    """The server's answer. Raises Undeliverable, NotDelivered."""
    password = config.password.get_secret_value()
    try:
        sock = await reach.connect(config.host, config.port)
        _, answer = await aiosmtplib.send(
            message_of(config, out),
            hostname=config.host,
            sock=sock,
            username=config.username or None,
            password=password or None,
            use_tls=config.security == "TLS",
            start_tls=config.security == "STARTTLS",
            timeout=TIMEOUT_S,
        )
    except (aiosmtplib.SMTPException, OSError) as error:
        said = _said(error)[:SAID]
        raise (Undeliverable if _is_final(error) else NotDelivered)(said) from error
    return answer[:SAID]


def message_of(config: Email, out: Outgoing) -> EmailMessage:
    """Mails about one alert are one thread; automatic answers are asked not to come (RFC 3834)."""
    said, host = out.message, config.sender.rpartition("@")[2]
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = config.sender, out.address, said.title
    mail["Date"] = format_datetime(out.now)
    mail["Message-ID"] = f"<{out.notification_id}@{host}>"
    if said.alert_id:
        mail["References"] = f"<{said.alert_id}@{host}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("\n".join(_lines(out)))
    return mail


def _lines(out: Outgoing) -> list[str]:
    said = out.message
    todo = ["", "What to do:", said.response] if said.response else []
    facts = {"Severity": said.severity, "Site": said.site, "Device": said.device, "Rule": said.rule}
    listed = [f"{name}: {value}" for name, value in facts.items() if value]
    since = f"Time: {said.at:%Y-%m-%d %H:%M:%S} UTC"
    where = ["", out.link or f"Alert {said.alert_id}"] if said.alert_id else []
    return [said.line, "", *listed, since, *todo, *where]


def _is_final(error: Exception) -> bool:
    """Whether the server will say so again: 5xx, of which signing in is not one, as it may be put right."""
    match error:
        case aiosmtplib.SMTPAuthenticationError():
            return False
        case aiosmtplib.SMTPRecipientsRefused(recipients=refused):
            return all(each.code >= 500 for each in refused)
        case aiosmtplib.SMTPResponseException(code=code):
            return code >= 500
    return False


def _said(error: Exception) -> str:
    match error:
        case aiosmtplib.SMTPRecipientsRefused(recipients=refused):
            return "; ".join(f"{each.code} {each.message}" for each in refused)
        case aiosmtplib.SMTPResponseException(code=code, message=message):
            return f"{code} {message}"
    return str(error) or type(error).__name__
