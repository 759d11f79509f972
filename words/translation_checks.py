"""What a translation may not do: lose or add something in braces, spell a number out, be too long."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.contacts import Contact, LiteralNumberError, refuse_literal_numbers
from bot.copy_files import Spelling, read_register, read_spelling
from bot.gsm7 import units
from words.faults import TITLE_LIMIT, WEB_LIMIT, sms_limit
from words.translation_units import FORMS

_IN_BRACES = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Rules:
    """The register of numbers, and how a language spells its text messages."""

    register: Mapping[str, Contact]
    spelling: Spelling

    @classmethod
    def of(cls, language: str, directory: Path) -> Rules:
        """Read the rules for one language."""
        return cls(read_register(directory), read_spelling(directory).get(language, {}))

    def fault(self, words: Mapping[str, str], english: Mapping[str, str]) -> str:
        """Say why words (by form) cannot be taken over, "" when they can."""
        if unknown := set(words) - set(FORMS):
            return f"no form {', '.join(sorted(unknown))}"
        if not words.get("sms"):
            return "a text has words for a text message"
        faults = (self._fault_of(form, said, english) for form, said in words.items())
        return next(filter(None, faults), "") or self._too_long(words)

    def _fault_of(self, form: str, said: str, english: Mapping[str, str]) -> str:
        odd = self._odd_braces(said, english) if said and form != "title" else set()
        if odd:
            return f"{form}: braces differ from the English: {', '.join(sorted(odd))}"
        try:
            refuse_literal_numbers(form, said, self.register)
        except LiteralNumberError as error:
            return str(error)
        return ""

    def _odd_braces(self, said: str, english: Mapping[str, str]) -> set[str]:
        """Return blanks lost or added, and numbers the English names in neither form; a number may be left out."""
        wanted, given = (set(_IN_BRACES.findall(words)) for words in (" ".join(english.values()), said))
        return (given - wanted) | {blank for blank in wanted - given if blank not in self.register}

    def _too_long(self, words: Mapping[str, str]) -> str:
        sms = _IN_BRACES.sub(self._filled, words["sms"].translate(dict(self.spelling)))
        if units(sms) > sms_limit(sms):
            return f"sms: {units(sms)} units, at most {sms_limit(sms)}"
        if len(words.get("title", "")) > TITLE_LIMIT:
            return f"title: at most {TITLE_LIMIT} letters"
        return f"web: at most {WEB_LIMIT} letters" if len(words.get("web", "")) > WEB_LIMIT else ""

    def _filled(self, token: re.Match[str]) -> str:
        return self.register[token[1]].value if token[1] in self.register else ""
