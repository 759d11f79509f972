"""The tables of the directory, shaped as HSDS 3.1 objects; a field that is ours and not the standard's says so."""

from resources_directory.models.details import Address, Attribute, Language, Phone, Provenance, Schedule, TaxonomyTerm
from resources_directory.models.offers import Accessibility, CostOption, RequiredDocument, ServiceCapacity
from resources_directory.models.places import Place, PlaceAlias
from resources_directory.models.records import Location, Organization, Service, ServiceAtLocation
from resources_directory.models.upkeep import Confirmation, Extra, FieldChange, ListingReport, Proposal, Revision

__all__ = [
    "Accessibility",
    "Address",
    "Attribute",
    "Confirmation",
    "CostOption",
    "Extra",
    "FieldChange",
    "Language",
    "ListingReport",
    "Location",
    "Organization",
    "Phone",
    "Place",
    "PlaceAlias",
    "Proposal",
    "Provenance",
    "RequiredDocument",
    "Revision",
    "Schedule",
    "Service",
    "ServiceAtLocation",
    "ServiceCapacity",
    "TaxonomyTerm",
]
