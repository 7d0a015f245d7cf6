from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.field_error import FieldError
    from ..models.problem_context import ProblemContext


T = TypeVar("T", bound="Problem")


@_attrs_define
class Problem:
    """RFC 9457 problem document.

    Attributes:
        type_ (str):
        title (str):
        status (int):
        reason (str): What went wrong, for programs: the class of the error
        detail (str): What went wrong, for people
        instance (str | Unset):  Default: ''.
        request_id (str | Unset): As in the header `X-Request-Id`, and in the logs Default: ''.
        trace_id (str | Unset):  Default: ''.
        errors (list[FieldError] | Unset):
        context (ProblemContext | Unset): Of a 409: what contradicts the request, by name
    """

    type_: str
    title: str
    status: int
    reason: str
    detail: str
    instance: str | Unset = ""
    request_id: str | Unset = ""
    trace_id: str | Unset = ""
    errors: list[FieldError] | Unset = UNSET
    context: ProblemContext | Unset = UNSET

    def to_dict(self) -> dict[str, Any]:
        type_ = self.type_

        title = self.title

        status = self.status

        reason = self.reason

        detail = self.detail

        instance = self.instance

        request_id = self.request_id

        trace_id = self.trace_id

        errors: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.errors, Unset):
            errors = []
            for errors_item_data in self.errors:
                errors_item = errors_item_data.to_dict()
                errors.append(errors_item)

        context: dict[str, Any] | Unset = UNSET
        if not isinstance(self.context, Unset):
            context = self.context.to_dict()

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "type": type_,
                "title": title,
                "status": status,
                "reason": reason,
                "detail": detail,
            }
        )
        if instance is not UNSET:
            field_dict["instance"] = instance
        if request_id is not UNSET:
            field_dict["request_id"] = request_id
        if trace_id is not UNSET:
            field_dict["trace_id"] = trace_id
        if errors is not UNSET:
            field_dict["errors"] = errors
        if context is not UNSET:
            field_dict["context"] = context

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.field_error import FieldError
        from ..models.problem_context import ProblemContext

        d = dict(src_dict)
        type_ = d.pop("type")

        title = d.pop("title")

        status = d.pop("status")

        reason = d.pop("reason")

        detail = d.pop("detail")

        instance = d.pop("instance", UNSET)

        request_id = d.pop("request_id", UNSET)

        trace_id = d.pop("trace_id", UNSET)

        _errors = d.pop("errors", UNSET)
        errors: list[FieldError] | Unset = UNSET
        if _errors is not UNSET:
            errors = []
            for errors_item_data in _errors:
                errors_item = FieldError.from_dict(errors_item_data)

                errors.append(errors_item)

        _context = d.pop("context", UNSET)
        context: ProblemContext | Unset
        if isinstance(_context, Unset):
            context = UNSET
        else:
            context = ProblemContext.from_dict(_context)

        problem = cls(
            type_=type_,
            title=title,
            status=status,
            reason=reason,
            detail=detail,
            instance=instance,
            request_id=request_id,
            trace_id=trace_id,
            errors=errors,
            context=context,
        )

        return problem
