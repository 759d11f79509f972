"""The tables of the directory, shaped as HSDS 3.1 objects; field names are the standard's unless a docstring says why not."""

from resources_directory.models.details import Address, Attribute, Language, Phone, Provenance, Schedule, TaxonomyTerm
from resources_directory.models.places import Place, PlaceAlias
from resources_directory.models.records import Location, Organization, Service, ServiceAtLocation

__all__ = [
    "Address",
    "Attribute",
    "Language",
    "Location",
    "Organization",
    "Phone",
    "Place",
    "PlaceAlias",
    "Provenance",
    "Schedule",
    "Service",
    "ServiceAtLocation",
    "TaxonomyTerm",
]
