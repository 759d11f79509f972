"""Words that steer: a whole message that is one of these is never sent to the engine (contracts.md section 10).

Case, accents, surrounding space and final punctuation are ignored.  "I want to quit", "stop breathing" and
"cancel my visit" are not here: they go on to danger and understanding (trap T2).  Nor is a word that
means something else in another language of ours: "plis" (Creole: more; Spanish: please), "apagar" (Portuguese: delete;
Spanish: turn off), "eta" (Creole: state; English: when will you be here).
"""

from __future__ import annotations

import re
import unicodedata

from bot.compat import StrEnum


class Keyword(StrEnum):
    """What a steering word asks for."""

    STOP = "stop"
    QUIT = "quit"
    START = "start"
    YES = "yes"
    HELP = "help"
    STOP_ALERTS = "stop_alerts"
    STATUS = "status"
    WHO = "who"
    FORGET = "forget"
    CHANGE = "change"
    CANCEL_REQUEST = "cancel_request"
    MORE = "more"
    BACK = "back"
    MENU = "menu"
    REPEAT = "repeat"
    PERSON = "person"
    SKIP = "skip"
    LATER = "later"
    LANGUAGE = "language"
    WAY = "way"
    WRONG = "wrong"


#: Opt-out words; QUIT, END and CANCEL opt out too, but "may have meant help" (trap T1).
OPT_OUT = frozenset({Keyword.STOP, Keyword.QUIT})

WORDS: dict[Keyword, tuple[str, ...]] = {
    Keyword.STOP: (
        "stop", "stopall", "stop all", "unsubscribe", "revoke", "optout", "opt out", "opt-out",
        "alto", "parar", "pare",
        "stop texting me", "stop messaging me", "do not text me", "dont text me", "no more texts", "remove me",
        "take me off the list", "no me escriba mas", "no me escriban mas", "no mas mensajes", "dejen de escribirme",
    ),
    Keyword.QUIT: ("quit", "end", "cancel", "terminar", "cancelar"),
    Keyword.START: ("start", "unstop", "empezar"),
    Keyword.YES: ("yes", "si", "wi", "sim"),
    Keyword.HELP: ("help", "info", "ayuda", "说明", "說明"),
    Keyword.STOP_ALERTS: ("stop alerts", "parar alertas"),
    Keyword.STATUS: ("status", "estado", "situação", "进度", "進度"),
    Keyword.WHO: ("who", "quien", "ki moun", "quem", "谁看过", "誰看過"),
    Keyword.FORGET: ("forget", "borrar", "efase", "删除", "刪除"),
    Keyword.CHANGE: ("change", "cambiar", "chanje"),
    Keyword.CANCEL_REQUEST: (
        "cancel request", "cancel my request", "take back my request",
        "cancelar solicitud", "cancelar pedido", "quitar mi pedido",
        "retire demann mwen an", "retirar meu pedido", "rút yêu cầu", "撤回我的请求", "撤回我的請求",
    ),
    Keyword.MORE: ("more", "mas", "mais", "更多"),
    Keyword.BACK: ("back", "volver", "retounen", "voltar"),
    Keyword.MENU: ("menu", "meni", "菜单", "選單"),
    Keyword.REPEAT: ("repeat", "repetir", "repete"),
    Keyword.PERSON: ("person", "persona", "moun", "pessoa", "người thật", "人工", "真人", "找真人"),
    Keyword.SKIP: ("skip", "skip it", "skip this", "saltar", "omitir", "sote", "pular", "bỏ qua", "跳过", "跳過"),
    Keyword.LATER: ("later", "not now", "luego", "mas tarde", "ahora no", "pa kounye a", "depois", "以后再说",
                    "以後再說"),
    Keyword.WAY: (
        "how do i get there", "how do i get to it", "how to get there", "how can i get there", "how do you get there",
        "directions", "directions please", "which t stop", "what t stop is it near",
        "como llego", "como llego ahi", "como llego alli", "como llegar", "como puedo llegar", "direcciones",
        "kijan pou m rive la", "kouman pou m rive la", "como chego la", "como chegar", "làm sao tới đó",
        "怎么去", "怎么走", "怎麼去", "怎麼走",
    ),
    Keyword.LANGUAGE: (
        "language", "languages", "change language", "lang", "idioma", "idiomas", "cambiar idioma", "ngôn ngữ",
        "语言", "語言",
    ),
    Keyword.WRONG: ("wrong", "mal", "pa bon", "errado", "sai", "错了", "錯了"),
}  # fmt: skip

_SPANISH = frozenset({
    "alto", "parar", "pare", "terminar", "cancelar", "empezar", "si", "ayuda", "parar alertas", "estado", "quien",
    "borrar", "cambiar", "cancelar solicitud", "cancelar pedido", "quitar mi pedido", "mas", "volver", "repetir",
    "persona", "saltar", "omitir", "como llego", "como llego ahi", "como llego alli", "como llegar",
    "como puedo llegar", "direcciones", "luego", "mas tarde", "ahora no", "idioma", "idiomas", "cambiar idioma",
    "no me escriba mas", "no me escriban mas", "no mas mensajes", "dejen de escribirme",
})  # fmt: skip
#: Steering words that only one language has, by language; plain, so that they are known without their marks too.
_TELLING = {
    "ht": ("ki moun", "efase", "chanje", "retire demann mwen an", "retounen", "meni", "sote", "pa kounye a", "moun",
           "kijan pou m rive la", "kouman pou m rive la"),
    "pt": ("situacao", "quem", "retirar meu pedido", "mais", "voltar", "pessoa", "pular", "depois",
           "como chego la", "como chegar"),
    "vi": ("rut yeu cau", "nguoi that", "bo qua", "ngon ngu", "lam sao toi do"),
}  # fmt: skip
_BY_LANGUAGE = {word: language for language, words in _TELLING.items() for word in words}
#: Spanish words that Portuguese has too: they do not lead who writes Portuguese away from it.
_PORTUGUESE_TOO = frozenset({
    "pare", "parar", "terminar", "cancelar", "estado", "repetir", "idioma", "idiomas", "cancelar pedido",
    "parar alertas",
})  # fmt: skip
_EDGES = re.compile(r"^[\s\W_]+|[\s\W_]+$")
_SPACES = re.compile(r"\s+")
_DIGIT = re.compile(r"^\W*([0-9])\W*$")
_WORD_DIGITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4,
}  # fmt: skip


def plain(text: str) -> str:
    """Fold a text for comparison: lower case, no accents, one space, no punctuation at either end."""
    decomposed = unicodedata.normalize("NFD", text[:200].casefold())
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _SPACES.sub(" ", _EDGES.sub("", bare.replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")))


#: A place of the list that was shown, by its number: "WRONG 2", "2 mal".
_WRONG = re.compile(rf"(?:{(wrong := '|'.join(WORDS[Keyword.WRONG]))})\W*([1-9])?|([1-9])\W*(?:{wrong})")
_BY_WORD = {plain(word): keyword for keyword, words in WORDS.items() for word in words}


def read_keyword(text: str) -> Keyword | None:
    """Read a steering word that is the whole message, or None."""
    return _BY_WORD.get(plain(text)) if len(text) <= 200 else None


def read_wrong(text: str) -> int | None:
    """Read WRONG with the number of a listed place, 0 where no number is said; None for any other text."""
    match = _WRONG.fullmatch(plain(unicodedata.normalize("NFKC", text))) if len(text) <= 40 else None
    return int(match[1] or match[2] or 0) if match else None


def keyword_language(text: str, history: str | None = None) -> str | None:
    """Tell the language a steering word is written in, or None where the word does not say (`history` is kept then)."""
    said = plain(text)
    if said in _SPANISH:
        return history if history == "pt" and said in _PORTUGUESE_TOO else "es"
    if said in _BY_WORD and "\u4e00" <= said[0] <= "\u9fff":
        return "zh"
    told = _BY_LANGUAGE.get(said)
    return told if history in {None, "en"} else history if told else None


def read_digit(text: str) -> int | None:
    """Read a message that is one digit, as "2", "2.", "(2)", "two" or "dos"; else None."""
    if len(text) > 40:
        return None
    match = _DIGIT.match(unicodedata.normalize("NFKC", text).strip())
    return int(match.group(1)) if match else _WORD_DIGITS.get(plain(text))
