"""Whether a question asks what a word means, what a page recommends, or for a whole list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

_ASKS_MEANING = re.compile(
    r"\b(tarkoit\w+|merkit\w+|kuka on|ero|eroa|eroaa|eroavat|nimi\w*|nykyinen|käsite\w*|termi\w*|"
    r"betyd\w*|menas|avses|vem är|skillnad\w*|heter|namn\w*|kallas|begrepp\w*|term\w*|"
    r"mean\w*|who is|difference\w*|called|name\w*|same as|same thing|definition|term)\b",
    re.I,
)
_ASKS_GUIDANCE = re.compile(
    r"\b(suosit\w+|tarkistuslist\w*|ohjeistu\w+|ohjesiv\w+|opas|oppaa\w+|sivu\w*|verkkosivu\w*|koto24|kotoutuminen\.fi|"
    r"rekommend\w+|checklist\w*|anvisningssid\w+|handbok\w*|sidan|sidor\w*|webbplats\w*|"
    r"recommend\w*|guidelines?|handbook|web ?site|web ?page|page|pages)\b",
    re.I,
)
_ASKS_LIST = re.compile(
    r"\b(mitkä|luettele|lista|listaa|mitä kaikkea|ketkä|keitä|"
    r"mitä (?:asioita|tietoja|osia|kohtia|sisältöjä|aiheita|tehtäviä|palveluja)|"
    r"vilka|räkna upp|vad allt|vad ska \w+ (?:innehålla|omfatta)|vilket innehåll|"
    r"list|which \w+s|what (?:are|all|items|topics|parts|information|contents?|duties|tasks)|name the)\b",
    re.I,
)
_WHAT_IS = re.compile(
    r"\b(?:mikä|mitä|mitkä) (?:on|ovat) ((?:\w+\W*){1,4})|\b(?:vad är|what (?:is|are)) ((?:\w+\W*){1,4})", re.I
)
_ASKS_TIME = re.compile(
    r"\b(kuinka (?:kauan|pitkä\w*|usein|nopeasti|pian|mon\w+ (?:vuot|vuod|kuuka|viik|päiv|tunt)\w*)|"
    r"montako (?:vuot|kuuka|viik|päiv|tunt)\w*|mon(?:elta|eksi|essa|een) (?:vuod|vuot|kuuka)\w*|"
    r"mihin mennessä|mihin asti|missä ajassa|miltä ajalta|määräai\w+|kauanko|"
    r"hur (?:länge|ofta|snabbt|snart|fort|lång tid|många (?:år|månad\w*|veck\w*|dag\w*|timm\w*))|"
    r"inom vilken tid|senast när|"
    r"tidsfrist\w*|när senast|fram till när|"
    r"how (?:long|often|soon|quickly|fast|many (?:years|months|weeks|days|hours))|by when|until when|"
    r"within what time|deadline|"
    r"time limit)\b",
    re.I,
)
_UNIT_OF_TIME = (
    r"vuo(?:si|tta|den|teen|deksi|della|delta|dessa|tena)|kuukau\w+|viik\w+|päiv\w+|vuorokau\w+|tun(?:ti|tia|nin|nissa)|"
    r"år|års|året|månad\w*|veck\w+|dag|dagar|dygn|timm\w+|years?|months?|weeks?|days?|hours?"
)
# "Vuoden 2025 tasossa" names a year; what is told in brackets is the name of an authority until some day.
_TIME = re.compile(
    rf"\b(?:{_UNIT_OF_TIME})\b(?! (?:19|20)\d\d)|viipymättä|viivyt\w+|\bheti\b|dröjsmål|genast|"
    r"without (?:undue )?delay|immediately|promptly|\b\d{1,2}\.\d{1,2}\.\d{4}|\b(?:den )?\d{1,2} [a-z]+ \d{4}\b|"
    r"säädetä|föreskriv|lay down",
    re.I,
)
_OPEN_WORDS = (
    r"(?:mitä|mikä|mitkä|miten|milloin|kuka|ketkä|kenen|kenelle|missä|mistä|mihin|minkä|millä|kuinka|paljonko|montako|miksi|"
    r"vad|vilk\w+|vem|när|hur|var|varför|what|which|who|whose|whom|when|how|where|why)"
)
_OPEN = re.compile(rf"\b{_OPEN_WORDS}\b", re.I)
_BEGINS_OPENLY = re.compile(
    rf"(?:^|[,;:–—]\s+)\W*(?:(?:ja|entä|mutta|siis|vai|och|men|så|eller|and|but|so|or)\s+)?"
    rf"(?:(?:from|by|to|for|with|in|on|at|of|until|within|från|till|på|av|med|för|i|inom|hos)\s+)?{_OPEN_WORDS}\b",
    re.I,
)
_NO_MONEY = r"(?! (?:aika|työ|henki|ihmi|opetu|tunt|tid|arbete|personal|undervisning|time|work|staff|teaching))"
_ASKS_AMOUNT = re.compile(
    rf"\b(paljonko\w*{_NO_MONEY}|kuinka paljon(?:ko)?{_NO_MONEY}|mi(?:kä|nkä) (?:summa|hinta)\w*|montako euro\w*|"
    r"enimmäismäär\w*|euromäär\w*|tuntihin\w*|"
    rf"hur mycket{_NO_MONEY}|vilk(?:et|a) belopp|vilken summa|hur stor\w* (?:summa|ersättning|belopp)\w*|maxbelopp\w*|"
    rf"how much{_NO_MONEY}|what (?:sum|amount|rate|price)|(?:hourly|maximum) (?:price|rate|amount|fee)|"
    r"how many euros?)\b",
    re.I,
)
_AMOUNT = re.compile(r"\d(?:[\d\s.,]*\d)?\s*(?:euro|€|eur\b|prosent|procent|per ?cent|%)|(?:EUR|€)\s*\d", re.I)
_BRACKETS = re.compile(r"\([^()]*\)")
_SAME_BEGINNING = 6
"""Letters in which a word of the question and one of a record's title agree, whatever their endings."""


def asks_meaning(text: str, headings: Sequence[str]) -> bool:
    """Whether the question asks what a word means, or what the thing in the record's title is."""
    if _ASKS_MEANING.search(text):
        return True
    titles = {word[:_SAME_BEGINNING].lower() for heading in headings for word in re.findall(r"\w{4,}", heading)}
    return any(
        word[:_SAME_BEGINNING].lower() in titles
        for match in _WHAT_IS.finditer(text)
        for word in re.findall(r"\w{4,}", match[1] or match[2])
    )


def asks_openly(text: str) -> bool:
    """Whether the asking sentence has a word like "who" or "how": a yes or no would be no answer."""
    return any(_OPEN.search(sentence) for sentence in _asking(text))


def begins_openly(text: str) -> bool:
    """Whether the asking sentence, or a clause of it, begins with such a word: "those who do" asks nothing."""
    return any(_BEGINS_OPENLY.search(sentence) for sentence in _asking(text))


def _asking(text: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[.!?])\s+", text) if "?" in sentence] or [text]


def asks_guidance(text: str) -> bool:
    """Whether the question asks what a page, a guide or a checklist says: otherwise it asks for the law."""
    return _ASKS_GUIDANCE.search(text) is not None


def asks_list(text: str) -> bool:
    """Whether the question asks for several things: which ones they are, or to list them."""
    return _ASKS_LIST.search(text) is not None


def asks_time(text: str) -> bool:
    """Whether the question asks how long, how often, how soon or by when."""
    return _ASKS_TIME.search(text) is not None


@lru_cache(maxsize=8192)
def tells_time(text: str) -> bool:
    """Whether a passage says how long, how often, how soon or by when, or that nothing is laid down about it."""
    return _TIME.search(_BRACKETS.sub("", text)) is not None


def asks_amount(text: str) -> bool:
    """Whether the question asks for a sum of money or a share."""
    return _ASKS_AMOUNT.search(text) is not None


@lru_cache(maxsize=8192)
def tells_amount(text: str) -> bool:
    """Whether a passage names a sum of money or a percentage."""
    return _AMOUNT.search(text) is not None
