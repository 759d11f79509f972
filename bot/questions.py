"""Every question the assistant asks, and what each digit means; the door reads digits here, never the classifier.

`choice`: only a digit (or its listed words) answers.  `private`: the next text is kept from the engine, encrypted.
`free`: the engine hears the words, with `expects` naming the question, so that a confident question may interrupt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.compat import StrEnum


class Kind(StrEnum):
    """Who may hear the answer."""

    CHOICE = "choice"
    PRIVATE = "private"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Option:
    """One digit: the value it stands for, the copy that labels it, and whole messages that mean the same."""

    value: str
    label: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question, the copy that asks it (`ask_<id>`), and its options in digit order (1 first)."""

    id: str
    kind: Kind
    options: tuple[Option, ...] = ()

    @property
    def values(self) -> tuple[str, ...]:
        """List what the digits stand for, 1 first."""
        return tuple(option.value for option in self.options)

    @property
    def copy_id(self) -> str:
        """Name the copy that asks this."""
        return f"ask_{self.id}"


#: Answers people type instead of a digit, folded as `bot.keywords.plain` does; never for a consent.
_WORDS: Mapping[str, tuple[str, ...]] = {
    "choice_me": ("me", "myself", "for me", "its for me", "i am", "mi", "para mi", "yo", "a mi",
                  "mwen", "pou mwen", "para mim", "toi", "cho toi", "我", "我自己"),
    "choice_someone": ("someone", "someone else", "my son", "my daughter", "my brother", "my sister", "otra persona",
                       "alguien", "mi hijo", "mi hija", "mi hermano", "mi hermana",
                       "yon lot moun", "pitit mwen", "fre m", "se m", "outra pessoa", "nguoi khac", "con toi",
                       "别人", "別人"),
    "choice_yes": ("yes", "y", "yeah", "yep", "yes there was", "yes i am", "i am", "yes it is", "si", "si es seguro",
                   "wi", "sim", "sin", "co", "vang", "da", "是", "是的", "有", "对"),
    "choice_no": ("no", "n", "nope", "no i am not", "no im not", "im not", "no it isnt", "no its not", "non", "nao",
                  "nau", "khong", "ko", "不", "不是", "没有", "没"),
    "after_no": ("no", "no thanks", "no thank you", "nope", "no gracias", "non mesi", "nao obrigado", "nao obrigada",
                 "nau", "nau obrigadu", "khong cam on", "不用", "不用谢谢", "不用謝謝",
                 "不用\N{FULLWIDTH COMMA}谢谢", "不用\N{FULLWIDTH COMMA}謝謝"),
    "choice_this_number": ("this one", "this number", "this phone", "yes", "same", "este", "este numero", "si",
                           "sa a", "telefon sa a", "so nay", "这个", "這個"),
    "choice_another_number": ("another number", "another one", "other", "no", "otro", "otro numero",
                              "yon lot nimewo", "outro numero", "so khac", "另一个", "另一個"),
}  # fmt: skip


def _choice(question: str, **labels: str) -> Question:
    options = (Option(value, label, _WORDS.get(label, ())) for value, label in labels.items())
    return Question(question, Kind.CHOICE, tuple(options))


#: Slots of `request_form`, in the order asked.  A visit asks all; a callback leaves out meeting_place and police_ok.
#: `recent_overdose` sets the urgency (contracts.md section 4: an overdose in the last 72 hours comes first).
REQUEST_QUESTIONS = (
    _choice("for_whom", me="choice_me", someone="choice_someone"),
    _choice("recent_overdose", yes="choice_yes", no="choice_no", unsaid="choice_rather_not_say"),
    Question("meeting_place", Kind.PRIVATE),
    _choice("same_phone", yes="choice_this_number", no="choice_another_number"),
    Question("phone", Kind.PRIVATE),
    Question("first_name", Kind.PRIVATE),
    Question("best_time", Kind.FREE),
    _choice("safe_words", open="choice_say_who", neutral="choice_say_little"),
    _choice("police_ok", no="choice_no_police", yes="choice_police_ok"),
    _choice("confirm", send="choice_send", change="choice_change"),
)

#: What SKIP stands for at a question of the request: the answer that promises least.  A request without a place to
#: meet becomes a call; who it is for, and the words that send it, cannot be left out.  (A first name is private.)
ANY_TIME = "any time"
SKIPPED_AS: Mapping[str, Mapping[str, str]] = {
    "recent_overdose": {"recent_overdose": "unsaid"},
    "meeting_place": {"request_kind": "callback"},
    "same_phone": {"same_phone": "yes"},
    "phone": {"same_phone": "yes"},
    "best_time": {"best_time": ANY_TIME},
    "safe_words": {"safe_words": "neutral"},
    "police_ok": {"police_ok": "no"},
}

#: Consent comes by digit only: a "yes" may be to something else (design: "consent comes only that way").
NONE_OF_THESE = "none_of_these"
CONSENT_QUESTIONS = frozenset({"police_ok", "confirm"})
YES_OR_NO = frozenset({"yes", "y", "yeah", "ok", "si", "no", "n", "nope"})

OTHER_QUESTIONS = (
    _choice(
        "change_what",
        for_whom="field_for_whom",
        meeting_place="field_meeting_place",
        phone="field_phone",
        first_name="field_first_name",
        best_time="field_best_time",
        safe_words="field_safe_words",
        police_ok="field_police_ok",
    ),
    _choice("resume_request", go_on="choice_go_on", drop="choice_drop", other="choice_something_else"),
    _choice("request_offer", visit="offer_visit", callback="offer_callback", no="offer_no"),
    _choice("take_back", yes="choice_yes", no="choice_no"),
    _choice("suicide_safe", yes="choice_yes", no="choice_no"),
    _choice("suicide_thinking", yes="choice_yes", no="choice_no"),
    _choice("medical_signs", yes="choice_yes", no="choice_no"),
    _choice("violence_text", yes="choice_yes", no="choice_no"),
    _choice("after_overdose", visit="after_visit", check_in="after_check_in", no="after_no"),
    _choice("after_danger", callback="after_callback", check_in="after_check_in", no="after_no"),
    _choice("check_in", ok="check_in_im_ok", talk="check_in_talk"),
    _choice(
        "listing_wrong",
        closed="wrong_closed",
        moved="wrong_moved",
        hours="wrong_hours",
        phone="wrong_phone",
        turned_away="wrong_turned_away",
        other="wrong_other",
    ),
    Question(
        "provider_check",
        Kind.CHOICE,
        (
            Option("1", "provider_still_right"),
            Option("2", "provider_hours_changed"),
            Option("3", "provider_not_offered"),
        ),
    ),
    Question("place", Kind.FREE),
    Question("did_you_mean", Kind.CHOICE),
    Question("also_meant", Kind.CHOICE),
    Question("also_asked", Kind.CHOICE),
    _choice(
        "menu", naloxone="menu_naloxone", overdose="menu_overdose", treatment="menu_treatment", person="menu_person"
    ),
)

#: Asked by an open danger (`conversations.aftermath`) or a day after it; their answers never reach the engine as slots.
DANGER_QUESTIONS = frozenset({
    "suicide_safe", "suicide_thinking", "medical_signs", "violence_text", "after_overdose", "after_danger", "check_in",
})  # fmt: skip

#: Their options are topics, named with each question: what a text may mean, or what it asked beside what was answered.
TOPIC_QUESTIONS = frozenset({"did_you_mean", "also_meant", "also_asked"})

QUESTIONS: Mapping[str, Question] = {question.id: question for question in (*REQUEST_QUESTIONS, *OTHER_QUESTIONS)}
PRIVATE_FIELDS = tuple(question.id for question in REQUEST_QUESTIONS if question.kind is Kind.PRIVATE)

#: What each entry of the menu asks for.
MENU_INTENTS: Mapping[str, str] = {
    "naloxone": "naloxone_free_boston",
    "overdose": "overdose_steps",
    "treatment": "start_today_bridge",
    "person": "talk_to_human",
}
