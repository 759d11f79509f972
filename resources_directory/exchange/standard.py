"""The objects of HSDS 3.1 as one table of ours: fields, kinds of value, references, and what is nested in what.

Source: the compiled schemas of openreferral/specification, 3.1.  They are 9 MB of JSON that say 24 short things over
and over; here each is said once, and tests/conformance holds this table against them.  A line is a field:

    name[!][~] kind

`!` is required (by the schema, or as the standard's `tabular_required`), `~` may be empty text.  A kind is `text`,
`number`, `uuid`, `uri`, `email`, `date`, `time`, `instant`, `flag`, `@object` (names another record), `^object` (the
record belongs to that one), or words between bars: one of these.  Fields that begin with `x_` are our profile's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

_SPEC = """
taxonomy taxonomies.csv
 id! uuid; name! text; description! text; uri uri; version text
taxonomy_term taxonomy_terms.csv
 id! uuid; code text; name! text; description! text; parent_id @taxonomy_term; taxonomy text; language text
 taxonomy_id @taxonomy; term_uri uri
unit units.csv
 id! uuid; name! text; scheme text; identifier text; uri uri
organization organizations.csv
 id! uuid; name! text; alternate_name text; description!~ text; email email; website uri; tax_status text; tax_id text
 year_incorporated number; legal_status text; logo text; uri uri; parent_organization_id @organization
program programs.csv
 id! uuid; organization_id! ^organization; name! text; alternate_name text; description! text
organization_identifier organization_identifiers.csv
 id! uuid; organization_id! ^organization; identifier_scheme text; identifier_type! text; identifier! text
location locations.csv
 id! uuid; location_type! |physical|postal|virtual|; url uri; organization_id @organization; name text
 alternate_name text; description text; transportation text; latitude number; longitude number
 external_identifier text; external_identifier_type text; x_neighborhood text
address addresses.csv
 id! uuid; location_id ^location; attention text; address_1!~ text; address_2 text; city!~ text; region text
 state_province!~ text; postal_code!~ text; country! text; address_type! |physical|postal|virtual|
accessibility accessibility.csv
 id! uuid; location_id ^location; description text; details text; url uri
service services.csv
 id! uuid; organization_id! ^organization; program_id @program; name! text; alternate_name text; description text
 url uri; email email; status! |active|inactive|defunct|temporarily closed|; interpretation_services text
 application_process text; fees_description text; wait_time text; fees text; accreditations text
 eligibility_description text; minimum_age number; maximum_age number; assured_date date; assurer_email email
 licenses text; alert text; last_modified instant; x_code text; x_walk_in flag; x_source_url text; x_source_date text
 x_confidence |high|medium|low|name_only|; x_doubt text; x_source_notes text
service_at_location service_at_location.csv
 id! uuid; service_id! ^service; location_id! ^location; description text
contact contacts.csv
 id! uuid; organization_id ^organization; service_id ^service; service_at_location_id ^service_at_location
 location_id ^location; name text; title text; department text; email email
phone phones.csv
 id! uuid; location_id ^location; service_id ^service; organization_id ^organization; contact_id ^contact
 service_at_location_id ^service_at_location; number! text; extension number; type text; description text
schedule schedules.csv
 id! uuid; service_id ^service; location_id ^location; service_at_location_id ^service_at_location; valid_from date
 valid_to date; dtstart date; timezone number; until date; count number; wkst |MO|TU|WE|TH|FR|SA|SU|
 freq |WEEKLY|MONTHLY|; interval number; byday text; byweekno text; bymonthday text; byyearday text; description text
 opens_at time; closes_at time; schedule_link uri; attending_type text; notes text; x_opening_hours text
funding funding.csv
 id! uuid; organization_id ^organization; service_id ^service; source text
service_area service_areas.csv
 id! uuid; service_id ^service; service_at_location_id ^service_at_location; name text; description text; extent text
 extent_type text; uri text
required_document required_documents.csv
 id! uuid; service_id ^service; document text; uri uri
language languages.csv
 id! uuid; service_id ^service; location_id ^location; phone_id ^phone; name text; code text; note text
cost_option cost_options.csv
 id! uuid; service_id! ^service; valid_from date; valid_to date; option text; currency text; amount number
 amount_description text
service_capacity service_capacity.csv
 id! uuid; service_id! ^service; unit_id! @unit; available! number; maximum number; description text; updated! instant
url url.csv
 id! uuid; organization_id ^organization; service_id ^service; label text; url! uri
attribute attributes.csv
 id! uuid; link_id! uuid; taxonomy_term_id! @taxonomy_term; link_type text; link_entity! text; value text; label text
metadata metadata.csv
 id! uuid; resource_id! uuid; resource_type! text; last_action_date! date; last_action_type! text; field_name! text
 previous_value!~ text; replacement_value!~ text; updated_by! text
meta_table_description meta_table_descriptions.csv
 id! uuid; name text; language text; character_set text
"""

#: Where the nested form keeps records that belong to another: the key, the object in it.  `services` of an organization
#: are in no schema, but in the standard's own example.
_LISTS = """
organization: funding funding, contacts contact, phones phone, locations location, programs program,
 organization_identifiers organization_identifier, additional_websites url, services service
service: phones phone, schedules schedule, service_areas service_area, service_at_locations service_at_location,
 languages language, funding funding, cost_options cost_option, required_documents required_document, contacts contact,
 capacities service_capacity, additional_urls url
service_at_location: service_areas service_area, contacts contact, phones phone, schedules schedule
location: languages language, addresses address, contacts contact, accessibility accessibility, phones phone,
 schedules schedule
contact: phones phone
phone: languages language
"""

#: Single nested records, and the field that names them in the tabular form.
_SINGLES = """
service: organization organization organization_id, program program program_id
service_at_location: service service service_id, location location location_id
attribute: taxonomy_term taxonomy_term taxonomy_term_id
taxonomy_term: taxonomy_detail taxonomy taxonomy_id
service_capacity: unit unit unit_id
"""
#: These belong to any record, which they name by its id and the name of its object.
LINKS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"attribute": ("link_id", "link_entity"), "metadata": ("resource_id", "resource_type")}
)
_NO_ATTRIBUTES = frozenset({"attribute", "metadata", "taxonomy", "taxonomy_term"})


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what kind of value, whether it must be there, whether it may be empty text, what it refers to.

    `kind` is one of the words above, `choice` with `choices`, or `reference` with `refers_to`; `is_owner` marks a
    reference to the record this one belongs to.
    """

    name: str
    kind: str
    is_required: bool = False
    may_be_empty: bool = False
    choices: tuple[str, ...] = ()
    refers_to: str = ""
    is_owner: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """One object of the standard: its file in the tabular form, its fields, and what the nested form keeps in it.

    `lists` leads from a key to the object in that list; `singles` from a key to the object and the field that names it.
    """

    name: str
    file: str
    fields: Mapping[str, Field]
    lists: Mapping[str, str]
    singles: Mapping[str, tuple[str, str]]

    @property
    def owners(self) -> list[Field]:
        """Return the references to records this one may belong to."""
        return [field for field in self.fields.values() if field.is_owner]


def _read() -> Iterator[Kind]:
    lists, singles = _nested(_LISTS), _nested(_SINGLES)
    heads = [line for line in _SPEC.strip().splitlines() if not line.startswith(" ")]
    for number, head in enumerate(heads):
        rest = _SPEC.split(f"\n{head}\n")[1]
        body = rest.split(f"\n{heads[number + 1]}\n")[0] if number + 1 < len(heads) else rest
        name, file = head.split()
        fields = {field.name: field for field in _fields(body)}
        inside = {key: words[0] for key, *words in lists.get(name, ())}
        inside |= {} if name == "metadata" else {"metadata": "metadata"}
        inside |= {} if name in _NO_ATTRIBUTES else {"attributes": "attribute"}
        alone = {key: (words[0], words[1]) for key, *words in singles.get(name, ())}
        yield Kind(name, file, MappingProxyType(fields), MappingProxyType(inside), MappingProxyType(alone))


def _fields(body: str) -> Iterator[Field]:
    for text in body.replace("\n", ";").split(";"):
        if text.strip():
            name, kind = text.strip().split(maxsplit=1)
            yield _field(name, kind)


def _field(marked: str, kind: str) -> Field:
    name, required, empty = marked.rstrip("!~"), "!" in marked, "~" in marked
    if kind.startswith("|"):
        return Field(name, "choice", required, choices=tuple(kind.strip("|").split("|")))
    if kind[0] in "@^":
        return Field(name, "reference", required, refers_to=kind[1:], is_owner=kind[0] == "^")
    return Field(name, kind, required, empty)


def _nested(text: str) -> dict[str, list[list[str]]]:
    joined = text.replace(",\n", ",").strip().splitlines()
    named = (line.partition(":") for line in joined)
    return {name: [each.split() for each in rest.split(",")] for name, _, rest in named}


#: Every object of the standard, parents before what belongs to them.
KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _read()})
#: The object in a file of the tabular form.
BY_FILE: Mapping[str, str] = MappingProxyType({kind.file: kind.name for kind in KINDS.values()})
