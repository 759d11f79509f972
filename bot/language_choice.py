"""Which language a person asks for in so many words: "español", "in english please", "eske ou pale kreyòl", "中文".

The whole message must be the name of one language and words that ask for it: "overdose in spanish" asks for something
else, "no hablo inglés" for the opposite, and both go on to be understood.
"""

from __future__ import annotations

import re

from bot.keywords import plain

LONGEST = 80
"""Characters of a message that only asks for a language."""
#: Names as people write them in any of our languages and in their own.  "Creole" in Boston is Haitian first.
_NAMED: dict[str, tuple[str, ...]] = {
    "en": ("english", "ingles", "angle", "anglais", "tiếng anh", "英文", "英语", "英語"),
    "es": ("spanish", "español", "castellano", "panyol", "espanhol", "spanyol", "西班牙语", "西班牙文"),
    "ht": ("haitian creole", "creole haitien", "creole haitian", "kreyòl ayisyen", "criollo haitiano", "haitian",
           "ayisyen", "haitiano", "kreyol", "creole", "créole"),
    "kea": ("cape verdean creole", "cape verdean", "cabo verdean", "kabuverdianu", "caboverdiano", "kriolu",
            "crioulo", "criolu", "kriol"),
    "pt": ("português", "portuguese", "brazilian portuguese", "pòtigè", "purtuges", "葡萄牙语", "葡萄牙文"),
    "vi": ("vietnamese", "tiếng việt", "vietnamita", "越南语", "越南文"),
    "zh": ("chinese", "mandarin", "cantonese", "chino", "chinwa", "tiếng trung", "中文", "汉语", "漢語", "普通话",
           "繁體中文", "繁体中文", "正體中文", "简体中文", "簡體中文",
           "普通話", "国语", "國語", "广东话", "廣東話", "粤语", "粵語"),
    "fr": ("french", "français", "francés", "franse"),
    "so": ("somali", "soomaali", "soomaaliga", "af soomaali", "af soomaaliga"),
    "ar": ("arabic", "árabe", "العربية", "عربية", "عربي", "بالعربي", "بالعربية"),
    "ru": ("russian", "ruso", "русский", "русски", "русском"),
    "uk": ("ukrainian", "ucraniano", "українська", "українською", "українськи"),
    "sq": ("albanian", "albanés", "shqip"),
    "it": ("italian", "italiano"),
    "de": ("german", "alemán", "deutsch"),
    "pl": ("polish", "polaco", "polski", "polsku"),
    "tr": ("turkish", "turco", "türkçe"),
    "tl": ("tagalog", "filipino"),
    "sw": ("swahili", "kiswahili"),
    "hi": ("hindi", "हिंदी", "हिन्दी"),
    "ur": ("urdu", "اردو"),
    "fa": ("farsi", "persian", "dari", "فارسی"),
    "bn": ("bengali", "bangla", "বাংলা"),
    "ne": ("nepali", "नेपाली"),
    "ja": ("japanese", "japonés", "日本語", "日文"),
    "ko": ("korean", "coreano", "한국어", "韩语", "韓語"),
    "el": ("greek", "griego", "ελληνικά"),
    "am": ("amharic", "አማርኛ"),
    "ti": ("tigrinya", "tigrigna", "ትግርኛ"),
    "km": ("khmer", "cambodian", "ខ្មែរ"),
}  # fmt: skip
_BY_NAME = {plain(name): code for code, names in _NAMED.items() for name in names}
_NAMES = re.compile(
    "|".join(
        re.escape(name) if not name.isascii() and " " not in name else rf"\b{re.escape(name)}\b"
        for name in sorted(_BY_NAME, key=len, reverse=True)
    )
)
#: Words that ask for a language, in ours and a few others; every other word says that more is meant.
_ASKING = frozenset(
    plain(word)
    for word in (
        "a i me my can could would u you your do does anyone anybody someone somebody speak speaks talk write text "
        "answer answers reply respond switch change use it this that in to the only want need prefer like have please "
        "pls plz language know understand is there available hi hello hey for we are be id "
        "hola en el al idioma por favor porfa puede puedes pueden hablar habla hablas hablan hablo escribir escriba "
        "escribe escribo responda responde conteste cambiar cambie cambia cambio usted ustedes yo solo quiero prefiero "
        "necesito se aqui alguien que "
        "mwen ou nou yon moun la pale ekri reponn eske tanpri souple ka an nan lang sèlman vle bezwen bonjou "
        "fala falam falar falo eu você voces vocês em só quero prefiro preciso pode podem escrever responder língua "
        "idioma alguém "
        "n nu ta papia skrebe favor bu bo nhos "
        "nói được không bạn có tôi muốn bằng biết viết xin chào trả lời ai "
        "parle parler parlez vous tu je le svp plait s il français "
        "ku hadashaa hadlaa hadasha ma miyaad fadlan waxaan doonayaa flisni flet flas parla parlate parlo "
        "هل تتكلم تتكلمون تتحدث تتحدثون من فضلك вы говорите по на пожалуйста "
        "sprechen sie deutsch po mowicie czy konusuyor musunuz marunong ba kayo mag"
    ).split()
)
_ASKING_SIGNS = re.compile(r"[会會你您们們能可以请請讲講说說用吗嗎有我要想回答写寫人懂么麼]")
_WORD = re.compile(r"[^\W\d_]+")


def read_language(text: str) -> str | None:
    """Return the ISO 639-1 code (or `kea`) of the language a whole message asks for, or None."""
    if len(text) > LONGEST or any(map(str.isdigit, text)):  # "988 habla español?" asks about 988
        return None
    said = plain(text)
    named = {_BY_NAME[name] for name in _NAMES.findall(said)}
    rest = _WORD.findall(_ASKING_SIGNS.sub(" ", _NAMES.sub(" ", said)))
    return named.pop() if len(named) == 1 and _ASKING.issuperset(rest) else None
