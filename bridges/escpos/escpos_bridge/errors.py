"""Why nothing was printed. The class name is the reason that the till switches on."""

from http import HTTPStatus


class Refusal(Exception):
    """Nothing was printed."""

    status = HTTPStatus.BAD_REQUEST


class OriginRefused(Refusal):
    """A page asked that is not the till's, or a name was asked for that is not this machine's."""

    status = HTTPStatus.FORBIDDEN


class NoSuchPath(Refusal):
    status = HTTPStatus.NOT_FOUND


class ContentRefused(Refusal):
    """Not bytes for a printer, or none."""

    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE


class LengthMissing(Refusal):
    status = HTTPStatus.LENGTH_REQUIRED


class JobTooLarge(Refusal):
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


class KeyInvalid(Refusal):
    """The key of the job is longer than a key may be."""


class KeyReused(Refusal):
    """The key belongs to another job."""

    status = HTTPStatus.CONFLICT


class PrinterAway(Refusal):
    """It is switched off, unplugged, or somewhere else. What was on its way may have been printed in part."""

    status = HTTPStatus.BAD_GATEWAY


class OutOfPaper(Refusal):
    status = HTTPStatus.CONFLICT


class CoverOpen(Refusal):
    status = HTTPStatus.CONFLICT


class PrinterFault(Refusal):
    """A fault that somebody must see to, such as a jammed cutter."""

    status = HTTPStatus.CONFLICT
