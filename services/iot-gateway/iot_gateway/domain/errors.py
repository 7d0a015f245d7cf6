"""Why a message or a request is refused. The class name is the reason that is stored, counted and shown."""

from motorway_kit.errors import Conflict, InvalidInput, NotFound, PermissionDenied, Timeout, Unavailable


class RefusedMessage(InvalidInput):
    """Base of the reasons for which a device message goes to quarantine."""


class UnknownTopic(RefusedMessage):
    """No device message is sent to this topic."""


class UnreadablePayload(RefusedMessage):
    """The payload is not the content type that it claims to be."""


class PayloadTooLarge(RefusedMessage):
    """More bytes than a device message may have."""


class ContradictsTopic(RefusedMessage):
    """The payload is a message of another topic, or lacks what its topic's message must have."""


class ImplausibleTime(RefusedMessage):
    """A time before 2000 or more than five minutes ahead of the gateway's clock."""


class ImplausibleValue(RefusedMessage):
    """A number that is not finite or outside of what the sensor can mean."""


class InvalidName(RefusedMessage):
    """A device, metric, code or currency that is not written as such names are."""


class ColumnsDiffer(RefusedMessage):
    """The columns of a telemetry batch have different lengths, or point at names that are not there."""


class SequenceReused(RefusedMessage):
    """A transaction number that was used before for another transaction."""


class NumbersMovedOn(Conflict):
    """The pump's last number is another one; `last` says which."""


class EarlierNumbersMissing(Conflict):
    """Transactions are given up in the order of their numbers."""


class InvalidSite(InvalidInput):
    """Not the slug of a site."""


class InvalidOrder(InvalidInput):
    """An order to a pump that cannot be meant."""


class InvalidRequest(InvalidInput):
    """Not a certificate signing request that can be signed."""


class IdempotencyKeyReused(Conflict):
    """The key was used before for another request."""


class DeviceNotFound(NotFound):
    """No such device was enrolled."""


class ForeignSite(PermissionDenied):
    """A certificate of one site was shown for another site's messages."""


class CertificateRevoked(PermissionDenied):
    """The certificate shown was revoked or never given out."""


class NoAnswer(Timeout):
    """The controller did not answer in time."""


class ControllerOffline(Unavailable):
    """The site's controller is not connected, so nothing was sent."""


class NotConnected(Unavailable):
    """The connection that this needs is away at the moment."""


class Overloaded(Unavailable):
    """The gateway holds as many unconfirmed messages as it may."""


class NotConfirmed(Timeout):
    """The message is not known to be stored yet."""
