"""Short texts about the talk itself: anger at the helper, "you already asked me that", "this is his sister now".

Rules, not the classifier: each is the whole message, so that "where the fuck do i get narcan" is still a question and
"i am useless" is a person in pain, whom the danger screen and the engine hear.
"""

from __future__ import annotations

import re

from bot.compat import StrEnum
from bot.keywords import plain

LONGEST = 160
"""A longer text says more than these lists know."""


class Aside(StrEnum):
    """What is said about the talk."""

    ANGRY = "angry"
    ASKED_BEFORE = "asked_before"
    SOMEONE_ELSE = "someone_else"
    """The phone has changed hands, and the words say so."""
    KIN = "kin"
    """A relative names themself; somebody else only where the request was for the phone's owner."""


def read_aside(text: str) -> Aside | None:
    """Read a whole message as an aside, or None."""
    if len(text) > LONGEST:
        return None
    said = " ".join(_WORD.findall(plain(text)))
    return next((aside for aside, is_said in _READERS if is_said(said)), None)


_WORD = re.compile(r"\w+")

#: Contempt for the helper; one of these must be there ...
_CONTEMPT = re.compile(
    r"\b(bull ?shit|bs|stupid|dumb|dumbass|useless|worthless|garbage|trash|crap|idiots?|morons?|jerks?|sucks?|asshole|"
    r"bitch|wtf|stfu|fuck|fucking|fuckin|fck|fuk|shit|shitty|screw you|shut up|hate (you|this|it)|pissed|damn|goddamn|"
    r"waste of( my)? time|wasting my time|not helping( me)?|no help|dont listen|do not listen|dont understand( me)?|"
    r"mierdas?|pendej[oa]s?|pendejadas?|estupid[oa]s?|idiotas?|imbecil(es)?|inutil(es)?|basura|porqueria|cono|carajo|"
    r"joder|jodan?|put[oa]s?|maldit[oa]s?|cabron(es)?|verga|chinga(da|r|te|dera)?|cagadas?|me cago|tont[oa]s?|asco|"
    r"no (me )?(sirves?|sirven|ayudas?|ayudan|entiendes?|escuchas?)|(odio|detesto) (esto|esta)|perdida de tiempo)\b"
)
#: ... and nothing beside it but these: no "i", "my", "me duele", which would make it about the person.
_BESIDE = frozenset(
    "this is its it that thats you youre are your u ur r a an the bot bots robot machine app program thing computer "
    "chat number system service so such fucking really totally just all what full piece of oh god ok okay hey no not "
    "off up go to hell man dude bro and at anything nothing "
    "me en todo toda esto esta este eso es son un una eres tu te usted ustedes bot robot maquina aparato programa cosa "
    "que de del la el lo los las tan muy ya no para nada vete vayan vayanse al a y ni pues ay dios puro pura vaya sea "
    "hijo hija por servicio sistema numero".split()
)

_ASKED_BEFORE = re.compile(
    r"^((but|wait|hey|um|no|ok|dude|omg|pero|oye|espera|ay|por que) )*("
    r"(you|u|yall|ya) (already |just |alredy )?(asked|ask)( me)?( (this|that|it|about (that|this|it)))?"
    r"( (already|before|twice|again|\w+ times?))?"
    r"|(why )?(do |are )?(you|u|ya) (keep|kept|keeps) (on )?(asking|repeating)( me| yourself)?"
    r"( (this|that|it|the same( thing| question)?))?( over and over| again)?"
    r"|why (do|are) (you|u) ask(ing)?( me)?( (this|that|it))? (again|twice)"
    r"|(i|ive|i have) (already |just |alredy )(told|said|answered|gave|given|sent)( (you|u))?( (that|this|it))?"
    r"( before)?"
    r"|(i|ive) (told|answered) (you|u) (that |this )?(already|before|twice)"
    r"|(asked and answered|(the )?same question( again)?|again with (that|this)|not again|you said that already)"
    r"|(eso |esto )?ya (me|nos) (lo )?(has preguntado|habias preguntado|pregunt\w+)( (eso|esto|lo mismo|antes))*"
    r"|(eso |esto )?ya (te|se|le) ?(lo |la )?(he )?(dij\w+|dich\w+|contest\w+|respond\w+|di|mande)( (eso|esto|antes))*"
    r"|(eso |esto )?ya (lo |la )?(dije|conteste|respondi)( (eso|esto|antes))*"
    r"|(me )?(sigue|sigues|vuelve|vuelves) (a )?(pregunt\w+)( (eso|esto|lo mismo|otra vez))*"
    r"|(me )?preguntas? (siempre )?lo mismo( otra vez)?"
    r"|otra vez (lo mismo|la misma pregunta|con eso|eso)|(siempre )?la misma pregunta( otra vez)?"
    r")( already| again| man| bro| dude| otra vez)?$"
)

_RELATIVE = (
    r"(sister|brother|mom|mother|ma|dad|father|wife|husband|girlfriend|boyfriend|partner|son|daughter|cousin|aunt|uncle|"
    r"friend|roommate|grandma|grandmother|neighbor|"
    r"hermana|hermano|mama|madre|papa|padre|esposa|esposo|mujer|marido|novia|novio|pareja|hijo|hija|prim[oa]|ti[oa]|"
    r"amig[oa]|abuel[oa]|vecin[oa]|companer[oa])"
)
_KIN = re.compile(
    rf"^((hi|hello|hey|ok|no|wait|sorry|im not him|im not her|hola|oye|perdon|espere|no soy el|no soy ella|ahora) )*"
    rf"((this|it) ?i?s|its|im|i am|soy|habla|es|le habla|aqui( esta)?) (now |ahora )?((?!for |para )\w+ )?"
    rf"(his|her|their|the|su|la|el) {_RELATIVE}\b"
)
#: "he's gone" and "ya no esta" are not here: so people say that somebody died.
_CHANGED_HANDS = re.compile(
    r"\b(now|ahora|(he|she|they) ?(i?s|is|are|aint|isnt|arent|re)? ?(not|isnt|aint|arent)"
    r"( (here|home|around))?|(has|have|got|using|on) (his|her|their|the) phone|(el|ella) no esta"
    r"|(tengo|tiene) (su|el) (telefono|celular)|(es|este es) (su|el) (telefono|celular))\b"
)
_ANNOUNCED = re.compile(r"^(\w+ )*?(now|ahora|im not h(im|er)|no soy ell?a?)\b")
_ONLY_HERE = frozenset("here texting speaking writing talking and y aqui hablando escribiendo i yo que".split())
_ANOTHER = re.compile(
    r"^((hi|hello|hey|ok|no|wait|sorry|hola|oye|perdon) )*("
    r"(this|it) ?i?s (now )?(someone else|somebody else|another person|a different person)( now)?( texting)?"
    r"|(im|i am) (someone else|another person|a different person|not (him|her|them|the same person))( now)?"
    r"|(this|it) (isnt|is not) (him|her|them) (anymore|any more|now)"
    r"|(ahora )?(soy|es|habla|le habla) (otra persona|alguien mas)( ahora)?"
    r"|(ya )?no soy (el|ella|la misma persona|el mismo)"
    r")$"
)


def _is_angry(said: str) -> bool:
    rest = _CONTEMPT.sub(" ", said).split()
    return _CONTEMPT.search(said) is not None and _BESIDE.issuperset(rest)


def _is_someone_else(said: str) -> bool:
    """Tell whether these words say that another person holds the phone, and ask for nothing yet."""
    if _ANOTHER.match(said):
        return True
    kin = _KIN.match(said)
    rest = said[kin.end() :] if kin else ""
    is_told = _CHANGED_HANDS.search(rest) or _ANNOUNCED.search(said)
    return bool(kin and is_told) and _ONLY_HERE.issuperset(_CHANGED_HANDS.sub(" ", rest).split())


_READERS = (
    (Aside.ASKED_BEFORE, lambda said: bool(_ASKED_BEFORE.match(said))),
    (Aside.SOMEONE_ELSE, _is_someone_else),
    (Aside.KIN, lambda said: bool(_KIN.fullmatch(said))),
    (Aside.ANGRY, _is_angry),
)
