"""Agencies: what sort of body each is, and whom it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from campaignsite.model.page.pages import Page
from campaignsite.model.page.pieces import ContactView
from campaignsite.model.page.subjects import AgencyView
from campaignsite.render.structured.things import AGENCY, Thing, one_or_all, organization, some

_TYPES: Mapping[str, str] = MappingProxyType({"ngo": "NGO", "joint": "Organization"})
"""Every other kind is an arm of a government: of a province, a region, a town or a First Nation."""


def agency(page: Page, view: AgencyView) -> Thing:
    """A ``GovernmentOrganization``, or what else it is."""
    return some(
        {
            "@type": _TYPES.get(view.kind, "GovernmentOrganization"),
            "@id": page.canonical + AGENCY,
            "name": view.name,
            "alternateName": view.short_name,
            "description": page.description,
            "url": view.url or page.canonical,
            "mainEntityOfPage": page.canonical,
            "areaServed": view.region,
            "knowsLanguage": list(view.languages),
            "memberOf": one_or_all([organization(page, link) for link in view.member_of]),
            "member": one_or_all([organization(page, link) for link in view.members]),
            "contactPoint": one_or_all([found for c in view.contacts if len(found := _contact(c)) > 2]),
        }
    )


def _contact(contact: ContactView) -> Thing:
    return some(
        {
            "@type": "ContactPoint",
            "name": contact.name,
            "telephone": contact.phone,
            "email": contact.email,
            "url": contact.url,
        }
    )
