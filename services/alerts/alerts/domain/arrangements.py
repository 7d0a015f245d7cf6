"""All channels, recipients, rotas and policies together: whether they fit, and whom a target means at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple, TypeVar

from motorway_access.caller import Scope
from motorway_kit.errors import InvalidInput

from alerts.domain.channel import Channel, Kind, check_address, own_address
from alerts.domain.conditions import Severity
from alerts.domain.documents import Document, DocumentInUse, DocumentKind
from alerts.domain.policy import Policy, Target, TargetKind
from alerts.domain.recipient import Contact, Recipient
from alerts.domain.rota import Rota, StandIn, duty_at

D = TypeVar("D")
PUSH = "push/"
"""How the address of a subscribed device begins."""


class Moment(NamedTuple):
    """What is told: how grave it is, of which site, and when."""

    severity: Severity
    site: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Destination:
    """`recipient` is empty where a channel itself is meant; it is told at `due_at`, after the quiet hours."""

    channel: str
    address: str
    recipient: str
    due_at: datetime


class OwnDevice(NamedTuple):
    """A device of a user, and what the user may read alerts of."""

    id: str
    scope: Scope


class Misfit(NamedTuple):
    """Something that a document names is not there, or not for its sites."""

    kind: DocumentKind
    id: str
    error: InvalidInput


@dataclass(frozen=True)
class Arrangements:
    """Everything by its id; `overrides` by rota, `devices` by user."""

    channels: Mapping[str, Channel] = field(default_factory=dict)
    recipients: Mapping[str, Recipient] = field(default_factory=dict)
    rotas: Mapping[str, Rota] = field(default_factory=dict)
    policies: Mapping[str, Policy] = field(default_factory=dict)
    overrides: Mapping[str, Sequence[StandIn]] = field(default_factory=dict)
    devices: Mapping[str, Sequence[OwnDevice]] = field(default_factory=dict)

    def with_document(self, document: Document) -> "Arrangements":
        match document:
            case Channel():
                return replace(self, channels={**self.channels, document.id: document})
            case Recipient():
                return replace(self, recipients={**self.recipients, document.id: document})
            case Rota():
                return replace(self, rotas={**self.rotas, document.id: document})
            case Policy():
                return replace(self, policies={**self.policies, document.id: document})
        raise TypeError(type(document))

    def without(self, kind: DocumentKind, document_id: str) -> "Arrangements":
        match kind:
            case DocumentKind.CHANNEL:
                return replace(self, channels=_less(self.channels, document_id))
            case DocumentKind.RECIPIENT:
                return replace(self, recipients=_less(self.recipients, document_id))
            case DocumentKind.ROTA:
                return replace(self, rotas=_less(self.rotas, document_id))
        return replace(self, policies=_less(self.policies, document_id))

    def check(self, kind: DocumentKind, document_id: str) -> None:
        """After this one was put or removed. Raises InvalidInput for what it names, DocumentInUse for who names it."""
        for misfit in self._misfits():
            if (misfit.kind, misfit.id) == (kind, document_id):
                raise misfit.error
            where = f"{misfit.kind.lower()}/{misfit.id}"
            raise DocumentInUse(f"{where} would not fit any more: {misfit.error.message}", by=where)

    def destinations(self, targets: Iterable[Target], moment: Moment) -> list[Destination]:
        """Each address once, at the earliest time that one of the targets gives."""
        found: dict[tuple[str, str], Destination] = {}
        for target in targets:
            for each in self._meant(target, moment):
                known = found.get((each.channel, each.address))
                if known is None or each.due_at < known.due_at:
                    found[each.channel, each.address] = each
        return list(found.values())

    def _meant(self, target: Target, moment: Moment) -> Iterator[Destination]:
        match target.kind:
            case TargetKind.RECIPIENT:
                yield from self._reached(target.id, moment)
            case TargetKind.ROTA:
                rota = self.rotas.get(target.id)
                if rota is not None and rota.enabled:
                    yield from self._reached(self._on_duty(rota, moment.at), moment)
            case TargetKind.CHANNEL:
                channel = self._open_channel(target.id, moment.site)
                address = None if channel is None else own_address(channel)
                if address is not None:
                    yield Destination(target.id, address, "", moment.at)

    def _on_duty(self, rota: Rota, at: datetime) -> str:
        return duty_at(rota, self.overrides.get(rota.id, ()), at).recipient

    def _reached(self, recipient_id: str, moment: Moment) -> Iterator[Destination]:
        recipient = self.recipients.get(recipient_id)
        if recipient is None or not recipient.enabled:
            return
        due_at = recipient.told_at(moment.severity, moment.at)
        for contact in recipient.contacts:
            channel = self._open_channel(contact.channel, moment.site)
            for address in [] if channel is None else self._addresses(channel, contact, (recipient, moment.site)):
                yield Destination(contact.channel, address, recipient_id, due_at)

    def _addresses(self, channel: Channel, contact: Contact, told: tuple[Recipient, str]) -> list[str]:
        """`told` is whom, of which site. Devices of users who may not see it are not told."""
        recipient, site = told
        if channel.kind is Kind.WEB_PUSH:
            devices = self.devices.get(recipient.user_id, ())
            return [f"{PUSH}{device.id}" for device in devices if device.scope.covers(site)]
        return [contact.address]

    def _open_channel(self, channel_id: str, site: str) -> Channel | None:
        channel = self.channels.get(channel_id)
        open_here = channel is not None and channel.enabled and (not channel.sites or site in channel.sites)
        return channel if open_here else None

    def _misfits(self) -> Iterator[Misfit]:
        for recipient in self.recipients.values():
            for number, contact in enumerate(recipient.contacts):
                error = self._contact_error(recipient, contact, f"contacts.{number}")
                yield from _misfit(DocumentKind.RECIPIENT, recipient, error)
        for rota in self.rotas.values():
            for override in self.overrides.get(rota.id, ()):
                yield from _misfit(DocumentKind.ROTA, rota, _naming(self.recipients, override.recipient, rota, "sites"))
            for number, member in enumerate(rota.members):
                error = _naming(self.recipients, member, rota, f"members.{number}")
                yield from _misfit(DocumentKind.ROTA, rota, error)
        for policy in self.policies.values():
            for path, target in policy.targets:
                yield from _misfit(DocumentKind.POLICY, policy, self._target_error(policy, target, path))

    def _contact_error(self, recipient: Recipient, contact: Contact, path: str) -> InvalidInput | None:
        if error := _naming(self.channels, contact.channel, recipient, f"{path}.channel"):
            return error
        channel = self.channels[contact.channel]
        try:
            check_address(channel, contact.address, f"{path}.address")
        except InvalidInput as error:
            return error
        if channel.kind is Kind.WEB_PUSH and not recipient.user_id:
            return InvalidInput("Web Push needs a user_id, whose devices it reaches", field="user_id")
        return None

    def _target_error(self, policy: Policy, target: Target, path: str) -> InvalidInput | None:
        known: dict[TargetKind, Mapping[str, Document]] = {
            TargetKind.RECIPIENT: self.recipients,
            TargetKind.ROTA: self.rotas,
            TargetKind.CHANNEL: self.channels,
        }
        if error := _naming(known[target.kind], target.id, policy, f"{path}.id"):
            return error
        if target.kind is TargetKind.CHANNEL and own_address(self.channels[target.id]) is None:
            return InvalidInput(f"the channel {target.id} has no address of its own", field=f"{path}.id")
        return None


def _naming(known: Mapping[str, Document], document_id: str, by: Document, path: str) -> InvalidInput | None:
    named = known.get(document_id)
    if named is None:
        return InvalidInput(f"there is no {document_id}", field=path)
    if not named.serves(by.sites):
        return InvalidInput(f"{document_id} is not for all sites of {by.id}", field=path)
    return None


def _misfit(kind: DocumentKind, document: Document, error: InvalidInput | None) -> Iterator[Misfit]:
    if error is not None:
        yield Misfit(kind, document.id, error)


def _less(known: Mapping[str, D], gone: str) -> Mapping[str, D]:
    return {name: document for name, document in known.items() if name != gone}
