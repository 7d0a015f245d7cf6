from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from attrs import define as _attrs_define

if TYPE_CHECKING:
    from ..models.site import Site


T = TypeVar("T", bound="SiteCheck")


@_attrs_define
class SiteCheck:
    """
    Attributes:
        site (Site):
        stored (None | Site): What it is; null when it would be new
    """

    site: Site
    stored: None | Site

    def to_dict(self) -> dict[str, Any]:
        from ..models.site import Site

        site = self.site.to_dict()

        stored: dict[str, Any] | None
        if isinstance(self.stored, Site):
            stored = self.stored.to_dict()
        else:
            stored = self.stored

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "site": site,
                "stored": stored,
            }
        )

        return field_dict

    @classmethod
    def from_dict(cls, src_dict: Mapping[str, Any]) -> Self:
        from ..models.site import Site

        d = dict(src_dict)
        site = Site.from_dict(d.pop("site"))

        def _parse_stored(data: object) -> None | Site:
            if data is None:
                return data
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                stored_type_0 = Site.from_dict(data)

                return stored_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            return cast(None | Site, data)

        stored = _parse_stored(d.pop("stored"))

        site_check = cls(
            site=site,
            stored=stored,
        )

        return site_check
