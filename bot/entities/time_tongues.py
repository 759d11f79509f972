"""How Haitian Creole, Portuguese, Vietnamese and Chinese name days and hours: tables for `bot.entities.time_words`.

Each pattern is matched on lower-case words, with their accents where these tell two words apart ("tôi", I; "tối",
evening), and stands for plain English.  A word that could be another day is left out: it is then not read at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: What a half of the day makes of an hour: the hours it can be said with, and "am" or "pm" for each.
Half = Mapping[range, str]
DAWN: Half = {range(1, 6): "am"}
MORNING: Half = {range(1, 12): "am"}
MIDDAY: Half = {range(10, 12): "am", range(12, 13): "pm", range(1, 4): "pm"}
AFTERNOON: Half = {range(1, 8): "pm", range(12, 13): "pm"}
EVENING: Half = {range(5, 12): "pm"}
NIGHT: Half = {range(8, 12): "pm"}


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language: its numbers from 1 (read where `counted`), an hour (`hour`, `minute`, `half`), words in English.

    `unread` rules a text out once one of its words stands in it, `left` where one was not part of a known phrase.
    """

    numbers: str
    counted: str
    hour: str
    halves: Mapping[str, Half]
    words: Mapping[str, str]
    unread: str
    left: str


_VIETNAMESE = Tongue(
    numbers=r"m[ộo]t hai ba b[ốo]n n[ăa]m s[áa]u b[ảa]y t[áa]m ch[íi]n m[ưu][ờo]i m[ưu][ờo]i\sm[ộo]t m[ưu][ờo]i\shai",
    counted=r"\b(?:{number})(?= ?gi[ờo]\b)",
    hour=r"\b(?P<hour>\d{1,2})(?: ?gi[ờo]\b|h(?=\d|\b)) ?(?P<minute>[0-5]\d\b|r[ưu][ỡo]i\b)?"
    r"(?: ?(?P<half>s[áa]ng|tr[ưu]a|chi[ềe]u|tối|đêm)\b)?",
    halves={"s[áa]ng": MORNING, "tr[ưu]a": MIDDAY, "chi[ềe]u": AFTERNOON, "tối": EVENING, "đêm": NIGHT},
    words={
        r"\bth[ứu] ?hai\b|\bthứ ?2\b|\bt2\b": "monday",
        r"\bth[ứu] ?ba\b|\bthứ ?3\b|\bt3\b": "tuesday",
        r"\bth[ứu] ?t[ưu]\b|\bthứ ?4\b|\bt4\b": "wednesday",
        r"\bth[ứu] ?n[ăa]m\b|\bthứ ?5\b|\bt5\b": "thursday",
        r"\bth[ứu] ?s[áa]u\b|\bthứ ?6\b|\bt6\b": "friday",
        r"\bth[ứu] ?b[ảa]y\b|\bthứ ?7\b|\bt7\b": "saturday",
        r"\bch[ủu] nh[ậa]t\b|\bcn\b": "sunday",
        r"\bt[ốo]i nay\b|\bđêm nay\b": "tonight",
        r"\bs[áa]ng nay\b": "today morning",
        r"\bchi[ềe]u nay\b": "today afternoon",
        r"\btr[ưu]a nay\b": "today midday",
        r"\bh[ôo]m nay\b|\bb[âa]y gi[ờo]\b": "today",
        r"\bng[àa]y (?:m[ốo]t|kia)\b": "day after tomorrow",
        r"\bs[áa]ng mai\b|\bmai s[áa]ng\b": "tomorrow morning",
        r"\btr[ưu]a mai\b|\bmai tr[ưu]a\b": "tomorrow midday",
        r"\bchi[ềe]u mai\b|\bmai chi[ềe]u\b": "tomorrow afternoon",
        r"\bt[ốo]i mai\b|\bđêm mai\b|\bmai tối\b": "tomorrow evening",
        r"\bng[àa]y mai\b|^mai(?=$|[,.]| (?:sau|trước|lúc|nhé|nha|từ|at|after)\b)": "tomorrow",
        r"(?<=[ap]m) mai\b": "tomorrow",
        r"(?<=[ap]m) nay\b": "today",
        r"\bng[àa]y (\d{1,2}) ?th[áa]ng ?(\d{1,2})\b": r"\2/\1",
        r"\bng[àa]y (?:m[ồo]ng )?(\d{1,2})\b(?!/)": r"the \1th",
        r"\bcu[ốo]i tu[ầa]n\b": "weekend",
        r"\btrong tu[ầa]n\b|\bng[àa]y th[ưu][ờo]ng\b": "weekdays",
        r"\b(?:m[ỗo]i|h[ằa]ng|b[ấa]t c[ứu]) ng[àa]y(?: n[àa]o)?\b": "every day",
        r"\bs[áa]ng\b": "morning",
        r"\btr[ưu]a\b": "midday",
        r"\bchi[ềe]u\b": "afternoon",
        r"\btối\b": "evening",
        r"\bđêm\b": "night",
        r"\bsau(?= at| \d)": "after",
        r"\btr[ưu][ớo]c(?= at| \d)": "before",
        r"\bl[úu]c(?= \d)": "at",
        r"\bt[ừu](?= at| \d)": "from",
        r"\b(?:đến|tới|den|toi)(?= at| \d)": "to",
    },
    unread=r"\bkh[ôo]ng\b|\btr[ừu]\b|\bđừng\b|\bch[ưu]a\b|\bk[ée]m\b|\bkhuya\b|\btu[ầa]n (?:sau|tới|toi|này|nay)\b|"
    r"\b(?:gio|\d\d?h?) toi\b(?! \d)|\bn[ửu]a đêm\b|\bh[ôo]m qua\b",
    left=r"\bth[ứu]\b|\bng[àa]y\b|\bth[áa]ng\b|\btu[ầa]n\b|\bm[ỗo]i\b|\bgi[ờo]\b|\bsau\b|\bn[ữu]a\b|"
    r"\bmai\b|\bnay\b",
)

_CREOLE = Tongue(
    numbers="in|inn dez twaz katr senk siz s[eè]t [uw]it nev diz onz",
    counted=r"\b(?:{number})(?=è\b)",
    hour=r"\b(?P<hour>\d{1,2}) ?[zvt]?è\b(?: (?P<minute>[0-5]\d|edmi|e demi)\b)?"
    r"(?: ?(?P<half>(?:nan |di)maten|(?:nan |d)apremidi|di ?swa|(?:nan )?asw[èe](?! ?a\b)|lannwit)\b)?",
    halves={".*maten": MORNING, ".*apremidi": AFTERNOON, ".*sw[aèe]": EVENING, "lannwit": NIGHT},
    words={
        r"\blendi\b": "monday",
        r"\bmadi\b": "tuesday",
        r"\bm[èe]kredi\b": "wednesday",
        r"\bjedi\b": "thursday",
        r"\bvandredi\b": "friday",
        r"\bsamdi\b": "saturday",
        r"\bdimanch\b": "sunday",
        r"\bapr[eè][ -]?demen\b": "day after tomorrow",
        r"\bdemen\b": "tomorrow",
        r"\basw[èe] ?a\b": "tonight",
        r"\bmaten an\b": "today morning",
        r"\bapremidi a\b": "today afternoon",
        r"\bjod[iy] ?a\b|\bkounye ?a\b": "today",
        r"\b(?:nan )?maten\b": "morning",
        r"\b(?:nan )?apr[eè] ?midi\b": "afternoon",
        r"\basw[èe]\b|\bdiswa\b": "evening",
        r"\blannwit\b": "night",
        r"\b(?:a )?midi\b": "midday",
        r"\bwikenn\b|\bfen sem[èe]n\b": "weekend",
        r"\b(?:tout|chak|nenp[òo]t) jou\b": "every day",
        r"\b(?:depi|apr[èe])(?= at| \d)": "after",
        r"\b(?:an)?van(?= at| \d)": "before",
        r"\bant(?= at| \d)": "between",
        r"\bak(?= at| \d)": "and",
        r"\b(?:pou )?(?:rive|jiska|jouk)(?= at| \d)": "to",
    },
    unread=r"\b(?:janvye|fevriye|mas|avril|jen|jiy[eè]|out|septanm|okt[òo]b|novanm|desanm)\b|\by[eè]\b|\bpa\b|\bsof\b|"
    r"\beksepte\b|\bjanm[eè]\b|\bminwi\b|\bpwoch[èe]n\b|\bk ap vini\b|\bmwens\b",
    left=r"\bsem[èe]n\b|\bjou\b|\bchak\b|\bmwa\b",
)

_PORTUGUESE = Tongue(
    numbers="uma duas tr[êe]s quatro cinco seis sete oito nove dez onze doze",
    counted=r"\b(?:{number})(?= horas?\b| d[ae] (?:manh|tarde|noite))",
    hour=r"(?<!dia )\b(?P<hour>\d{1,2})(?: ?horas?\b| ?hrs?\b|h(?=\d|\b)|(?=(?::\d\d)? d[ae] (?:manh|tarde|noite|mad)))"
    r"(?: ?:?(?P<minute>[0-5]\d\b|e meia\b))?(?: ?d[ae] (?P<half>manh[ãa]|tarde|noite|madrugada)\b)?",
    halves={"manh[ãa]": MORNING, "tarde": AFTERNOON, "noite": EVENING, "madrugada": DAWN},
    words={
        r"\bsegundas\b(?:-feiras?)?": "mondays",
        r"\bter[çc]as\b(?:-feiras?)?": "tuesdays",
        r"\bquartas\b(?:-feiras?)?": "wednesdays",
        r"\bquintas\b(?:-feiras?)?": "thursdays",
        r"\bsextas\b(?:-feiras?)?": "fridays",
        r"\baos s[áa]bados\b": "saturdays",
        r"\baos domingos\b": "sundays",
        r"\bsegunda\b(?:[ -]feira)?": "monday",
        r"\bter[çc]a\b(?:[ -]feira)?": "tuesday",
        r"\bquarta\b(?:[ -]feira)?": "wednesday",
        r"(?<!\bla )\bquinta\b(?:[ -]feira)?": "thursday",
        r"\bsexta\b(?:[ -]feira)?": "friday",
        r"\bdepois de amanh[ãa]\b": "day after tomorrow",
        r"\bamanh[ãa]\b": "tomorrow",
        r"\bhoje (?:[àa]|de) noite\b": "tonight",
        r"\bhoje\b": "today",
        r"\b(?:de |pela |na |à |a )?manh[ãa]s?\b": "morning",
        r"\b(?:pela|na|à|a|de) tardes?\b": "afternoon",
        r"\b(?:de |pela |na |à |a )?noites?\b": "evening",
        r"\b(?:ao |a )?meio[ -]?dia\b": "midday",
        r"\bfi(?:m|ns) de semana\b": "weekend",
        r"\bdias? (?:de semana|[úu]te?is?)\b": "weekdays",
        r"\b(?:todo(?: o)? dia|todos os dias|qualquer dia)\b": "every day",
        r"\b(?:depois|a partir|ap[óo]s)(?: d?as| da)?(?= at| \d)": "after",
        r"\bantes(?: das| da)?(?= at| \d)": "before",
        r"\bdas(?= at| \d)": "from",
        r"\bat[ée](?: as| às)?(?= at| \d)|(?<=\d) [àa]s(?= at| \d)": "to",
        r"\b[àa]s(?= at| \d)": "at",
        r"(?<=\d) e(?= at| \d)": "and",
    },
    unread=r"\b(?:janeiro|fevereiro|mar[çc]o|maio|junho|julho|setembro|outubro|novembro|dezembro|ontem)\b|\bn[ãa]o\b|"
    r"\bexceto\b|\bmenos\b|\bmeia[ -]noite\b|\bmadrugada\b|\bque vem\b|\bpr[óo]xim[oa]s?\b|\bsem ser\b",
    left=r"\bfeira\b|\btod[oa]s?\b|\bsemanas?\b|\bm[êe]s\b|\bdias\b",
)

_WEEK = "[这這本]?[个個]?(?:周|週|星期|礼拜|禮拜)"
_AN_HOUR = r"\bat (\d\d?(?::\d\d)?(?: [ap]m)?) ?"
_CHINESE = Tongue(
    numbers="(?<=[午晨上到至])一 二|两|兩 三 四 五 六 七 八 九 十 十一 十二",
    counted="(?:{number})(?=[点點时時])",
    hour=r"(?P<half>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚)?(?<!\d)(?P<hour>\d{1,2})"
    r"(?:[点點时時]|(?(half):(?=[0-5]\d)|(?!)))[钟鐘]?(?:(?P<minute>[0-5]\d|半)分?)?",
    halves={"凌晨": DAWN, "清晨|早上|早晨|上午": MORNING, "中午": MIDDAY, "下午": AFTERNOON, "傍晚|晚上|晚": EVENING},
    words={
        rf"{_WEEK}[一1]": "monday",
        rf"{_WEEK}[二2]": "tuesday",
        rf"{_WEEK}[三3]": "wednesday",
        rf"{_WEEK}[四4]": "thursday",
        rf"{_WEEK}[五5]": "friday",
        rf"{_WEEK}[六6]": "saturday",
        rf"{_WEEK}[日天7]": "sunday",
        "[这這本]?[个個]?[周週]末": "weekend",
        "工作日|平日": "weekdays",
        "每天|每日|天天": "every day",
        "(?<!大)[后後]天": "day after tomorrow",
        "今(?= at)": "today",
        "明(?= at)": "tomorrow",
        "今晚|今天晚上": "tonight",
        "明晚": "tomorrow evening",
        "明早": "tomorrow morning",
        "明天|明日|[聽听]日": "tomorrow",
        "今早": "today morning",
        "今天|今日|现在|現在": "today",
        r"(\d{1,2})月(\d{1,2})[日号號]": r"\1/\2",
        r"(\d{1,2})[号號]": r"the \1th",
        "早上|早晨|上午": "morning",
        "中午": "midday",
        "下午": "afternoon",
        "晚上|傍晚": "evening",
        f"{_AN_HOUR}(?:[以之]?[后後])": r"after \1",
        f"{_AN_HOUR}(?:[以之]?前)": r"before \1",
        "从|從": "from",
        r"[到至](?= at| ?\d)": "to",
    },
    unread="不|别|別|除|没|沒|半夜|午夜|零[点點]|(?<![晚早])[下上][个個]?(?:周|週|星期|礼拜|禮拜|月)|每[周週个個]|差|刻|昨|前天",
    left=r"[周週天日今明]|[后後听聽](?= at)|星期|礼拜|禮拜|月|[号號](?!码|碼)|[\d二三四五六七八九十两兩] ?[点點]",
)

TONGUES = (_CHINESE, _VIETNAMESE, _CREOLE, _PORTUGUESE)
