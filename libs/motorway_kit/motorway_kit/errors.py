"""The one error tree. The class name is the reason that clients switch on; the text is for people."""

from typing import ClassVar

from grpc import StatusCode


class MotorwayError(Exception):
    """Base of every expected failure.

    `context` names the things concerned; `field` in it names the offending input, `retry_after_s` when to try again.
    `http_status` is set where the usual one of `code` will not do.
    """

    code: ClassVar[StatusCode] = StatusCode.INTERNAL
    http_status: ClassVar[int | None] = None
    retryable: ClassVar[bool] = False

    def __init__(self, message: str, **context: object) -> None:
        super().__init__(message)
        self.message = message
        self.context = {name: str(value) for name, value in context.items()}

    @property
    def reason(self) -> str:
        return type(self).__name__


class InvalidInput(MotorwayError):
    code = StatusCode.INVALID_ARGUMENT


class NotFound(MotorwayError):
    code = StatusCode.NOT_FOUND


class Conflict(MotorwayError):
    code = StatusCode.FAILED_PRECONDITION


class PermissionDenied(MotorwayError):
    code = StatusCode.PERMISSION_DENIED


class Unauthenticated(MotorwayError):
    code = StatusCode.UNAUTHENTICATED


class ResourceExhausted(MotorwayError):
    code = StatusCode.RESOURCE_EXHAUSTED
    retryable = True


class Unavailable(MotorwayError):
    code = StatusCode.UNAVAILABLE
    retryable = True


class Timeout(MotorwayError):
    code = StatusCode.DEADLINE_EXCEEDED
    retryable = True


class BadMessage(MotorwayError):
    """A message that can never be handled, however often it comes."""

    code = StatusCode.INVALID_ARGUMENT


BY_CODE: dict[StatusCode, type[MotorwayError]] = {
    error.code: error
    for error in (
        InvalidInput,
        NotFound,
        Conflict,
        PermissionDenied,
        Unauthenticated,
        ResourceExhausted,
        Unavailable,
        Timeout,
    )
}
