"""Which script Chinese is written in: the characters that only one of the two national sets holds tell.

Big5 is the set of Taiwan and Hong Kong, GB 2312 that of the mainland; what both hold ("你好") tells nothing.
"""

from __future__ import annotations

SIMPLIFIED, TRADITIONAL = "zh-Hans", "zh-Hant"
CHINESE = "zh"
#: Who names a script means it, in whichever script the name itself is written.
_NAMED = {"繁體": TRADITIONAL, "繁体": TRADITIONAL, "正體": TRADITIONAL, "简体": SIMPLIFIED, "簡體": SIMPLIFIED}


def script_of(text: str) -> str | None:
    """Return `zh-Hans` or `zh-Hant` where the characters of `text` tell, else None."""
    named = {script for name, script in _NAMED.items() if name in text}
    if len(named) == 1:
        return named.pop()
    characters = [character for character in text[:400] if "\u3400" <= character <= "\u9fff"]
    traditional = sum(_is_in("big5", one) and not _is_in("gb2312", one) for one in characters)
    simplified = sum(_is_in("gb2312", one) and not _is_in("big5", one) for one in characters)
    if traditional == simplified:
        return None
    return TRADITIONAL if traditional > simplified else SIMPLIFIED


def in_script(language: str, text: str, before: str) -> str:
    """Return `zh-Hant` for Chinese in traditional characters, or written so `before`; any other language as it is."""
    if language != CHINESE:
        return language
    script = script_of(text) or before
    return TRADITIONAL if script == TRADITIONAL else CHINESE


def without_script(language: str) -> str:
    """Return the language alone: `zh` for Chinese in either script."""
    return CHINESE if language in {SIMPLIFIED, TRADITIONAL} else language


def _is_in(character_set: str, character: str) -> bool:
    try:
        character.encode(character_set)
    except UnicodeEncodeError:
        return False
    return True
