"""The tables of the directory, shaped as HSDS 3.1 objects; a field that is ours and not the standard's says so."""

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
