"""Cut a text into plain lower-case words, so that casing, accents, punctuation and emoji cannot hide danger.

Punctuation is dropped, never read: people in danger leave it out, and voice-to-text puts it anywhere.
"""

from __future__ import annotations

import re
import unicodedata

MAX_CHARACTERS = 200_000
"""Longer texts keep their two ends; no phone or web form sends more than a hundredth of this."""

SPOKEN_EMOJI = "🔫🔪💊🆘🚑💉🩸"
"""Emoji that carry meaning. They are read after the words, so one set between two words hides nothing."""

_INVISIBLE = re.compile(
    "[\u00ad\u0300-\u036f\u1ab0-\u1aff\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\ufe00-\ufe0f\ufeff]"
)
_APOSTROPHE = re.compile("['\u2018\u2019\u02bc\u0060\u00b4\uff07]")
_SHORT_OVERDOSE = re.compile(r"\bo+(?:\.\s?d+\.?'?|d+'|d+-|\sd+')(d|ed|in|ing|s)?\b")
_WORD = re.compile("[a-z0-9]+|[\u3400-\u4dbf\u4e00-\u9fff]")
_DIGITS_OR_LETTERS = re.compile("[0-9]+|[a-z]+")
_EMOJI = re.compile(f"[{SPOKEN_EMOJI}]")
_LETTER_LIKE = str.maketrans({"đ": "d", "ø": "o", "ł": "l", "\u0131": "i", "æ": "ae", "œ": "oe"})
_LEET = str.maketrans("013457", "oieast")
_SIMPLIFIED = str.maketrans(
    "沒藥過殺說話臉發應顫動氣關於這個為麼樣時媽兒孫體來給針開喪會讓請問學課電戰戲兩幾歲後從幫暈無對還連嗎張實壓頭槍傷燒誤隻貓"
    "誰處買領費診癮難遠聽見們婦撐離認識懷訓練輸樓絕壞結強脅寶療納預擔該裏裡嚇鐘鬧網睏亂搶農靜脈藍變聲嘔瘋癇癲錯種義繩終盡顆嚥"
    "漲雙斷復靈鴉劑緊機現區勸輕餓熱凍煩帶報導彎腦護",
    "没药过杀说话脸发应颤动气关于这个为么样时妈儿孙体来给针开丧会让请问学课电战戏两几岁后从帮晕无对还连吗张实压头枪伤烧误只猫"
    "谁处买领费诊瘾难远听见们妇撑离认识怀训练输楼绝坏结强胁宝疗纳预担该里里吓钟闹网困乱抢农静脉蓝变声呕疯痫癫错种义绳终尽颗咽"
    "涨双断复灵鸦剂紧机现区劝轻饿热冻烦带报导弯脑护",
)


def words_of(text: str) -> list[str]:
    """Return the words of `text` in order, each Chinese character as one word, meaningful emoji last."""
    plain = _plain(_bounded(text))
    found = [part for word in _WORD.findall(plain) for part in _unmixed(word)]
    return found if plain.isascii() else found + _EMOJI.findall(plain)


def unleet(word: str) -> str:
    """Read digits as the letters they stand in for ("0verd0se")."""
    return word.translate(_LEET)


def _bounded(text: str) -> str:
    half = MAX_CHARACTERS // 2
    return text if len(text) <= MAX_CHARACTERS else f"{text[:half]} {text[-half:]}"


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, tone marks or invisible characters, Chinese simplified."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    plain = unicodedata.normalize("NFKD", lowered.casefold()).translate(_LETTER_LIKE).translate(_SIMPLIFIED)
    return _INVISIBLE.sub("", plain)


def _plain(text: str) -> str:
    straight = _APOSTROPHE.sub("'", fold(text))
    # "od'd" would read "odd" once the apostrophe is gone
    return _SHORT_OVERDOSE.sub("oded ", straight).replace("'", "")


def _unmixed(word: str) -> list[str]:
    """Split "10min" in two; keep "k1ll" whole for `unleet`."""
    if word.isalpha() or word.isdigit() or word[0].isalpha():
        return [word]
    return _DIGITS_OR_LETTERS.findall(word) if len(word) > 1 and word[1].isdigit() else [word]
