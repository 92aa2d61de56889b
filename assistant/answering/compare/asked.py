"""Whether a question asks for a comparison, of what, and on which subject."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.query import Query
from assistant.knowledge.provision import act_of
from assistant.language.references import take_references

_COMPARES = re.compile(
    r"\b(vertaa\w*|vertail\w*|verrata|verrattuna|rinnakkain|eroa?|erot|eroja|erona|eroista|eroavat|eroaa|eroaako|"
    r"erosi\w*|poikkea\w*|jämför\w*|skillna\w*|skilj\w*|compar\w+|differ\w*|versus|vs\.?|side by side)(?!\w)",
    re.I,
)
"""Words that ask for two things side by side."""
_CHANGED = re.compile(
    r"\b(muuttui\w*|muuttuivat|muuttunut|muuttuneet|muutos|muutokse\w*|muutoksia|ändra(?:t|ts|des|de)?|förändra(?:t|ts|des)|"
    r"förändring\w*|ändring\w*|chang(?:e|ed|es))\b",
    re.I,
)
"""Words that ask what became of something."""
_OLD = re.compile(
    r"\b(vanha(?:a|n|ssa|sta|lla|lta|an)?|aiem(?:pi|man|paa|massa|masta)|aikaisem\w+|edelli\w+|entis\w+|entinen|"
    r"kumottu\w*|kumotu\w+|gamla|tidigare|förra|upphävda|dåvarande|old|previous|former|repealed|earlier)\b",
    re.I,
)
_NEW = re.compile(
    r"\b(uusi|uude\w*|uutta|uuteen|nykyi\w+|nykylai\w*|voimassa(?: olev\w+)?|nya|nuvarande|gällande|new|current|"
    r"present|in force|nyt|nykyään|nykyisin|nu|numera|now|today|today's)\b",
    re.I,
)
_LAW = re.compile(
    r"\b(?:kotou\w*)?(?:laki|lakia|lakiin|lain|laissa|laista|laille|lailla|laiksi|lakeja|lakien|laeissa)\b|"
    r"\b(?:integrations)?lag(?:en|ens|ar\w*)?\b|\b(?:integration )?(?:acts?|laws?|act's)\b",
    re.I,
)
_OLD_LAW = re.compile(rf"(?:{_OLD.pattern})[\s-]+(?:\w+\s+){{0,2}}?(?:{_LAW.pattern})", re.I)
# "... when the new Act came", "... uuden lain myötä": what became of something, without a word for the old Act.
_NEW_CAME = re.compile(
    r"\b(uude\w+ \w*lain (?:myötä|tultua|tullessa|johdosta|takia|voimaantul\w+)|uudessa \w*laissa|"
    r"(?:när|med|i|genom|enligt) (?:den )?nya \w*lagen|(?:with|under|in|by|when) the new (?:integration )?act)\b",
    re.I,
)
_ISSUED = re.compile(
    r"\b(alkuperäi\w+|säädettynä|ursprunglig\w*|as (?:passed|enacted|issued)|originally|original|"
    r"never (?:applied|in force)|aldrig tillämpa\w*|ei koskaan sovellettu|2023 (?:text|wording|version)|"
    r"(?:text|wording|version) (?:of|from) 2023|vuoden 2023 (?:teksti|sanamuoto)\w*|2023 års (?:text|lydelse))\b",
    re.I,
)
# "sections 32 of the old Act and 45 of the new"
_OF_THE_ACT = re.compile(r"(?<![\d/.])(\d{1,3}\s?[a-z]?) of the (?:old|previous|former|new|current|present)\b", re.I)
_FILLER = re.compile(
    r"\b(mitä|mikä|mitkä|miten|sanoo|sanoi|säädetään|vaatii|edellyttää|millaisia|on|ovat|välillä|välinen|mukaan|kohdalla|osalta|kannalta|suhteessa|ja|"
    r"vad|hur|är|har|säger|kräver|krävde|krävs|föreskrivs|mellan|och|i fråga om|gäller|det|den|från|till|när|kom|"
    r"what|how|is|are|the|between|and|of|on|in|did|do|does|has|have|from|to|under|one|was|were|please|require[ds]?|says?|said)\b",
    re.I,
)


class Side(StrEnum):
    """Whose wording stands in a column."""

    OLD = "old"
    """The Act before today's, as it stood on its last day."""
    ISSUED = "issued"
    """The text of today's Act that was issued and never applied."""
    NOW = "now"
    """What applies on the as-of date."""


@dataclass(frozen=True)
class ActsAsked:
    """A comparison of Acts."""

    sides: tuple[Side, ...]
    subject: str
    """The question without the words that ask for the comparison and name the Acts; empty where it names no subject."""
    sections: tuple[str, ...]
    """Provision keys of the sections named, each with its Act where the text gives one."""


def asks_to_compare(text: str) -> bool:
    """Whether `text` has a word that asks for two things side by side, or for what has changed."""
    return bool(_COMPARES.search(text) or _CHANGED.search(text))


def acts_asked(query: Query, old_act: str, new_act: str) -> ActsAsked | None:
    """The comparison of the old Act with what applies that the question asks for; None where it asks for none."""
    text = query.asked
    sections = tuple(_sections(text, old_act, new_act))
    of_both = len({act_of(key) for key in sections}) > 1
    if len(query.days) > 1 or not (asks_to_compare(text) or of_both):
        return None
    issued = _ISSUED.search(text) is not None
    both_times = bool(_OLD.search(text) and _NEW.search(text) and _LAW.search(text))
    names_old = old_act in text or _OLD_LAW.search(text) is not None or both_times
    if not names_old and not _NEW_CAME.search(text) and not (issued and _NEW.search(text)):
        return None
    sides = ((Side.OLD,) if names_old or not issued else ()) + ((Side.ISSUED,) if issued else ()) + (Side.NOW,)
    return ActsAsked(sides, _subject(text), sections)


def _subject(text: str) -> str:
    """The text without what names the sides; empty where nothing but function words is left."""
    rest, _ = take_references(text)
    for words in (_COMPARES, _CHANGED, _ISSUED, _OLD_LAW, _OLD, _NEW, _LAW):
        rest = words.sub(" ", rest)
    rest = " ".join(re.sub(r"[^\w\s'’-]", " ", rest).split())
    return rest if re.search(r"[^\W\d_]{3,}", _FILLER.sub(" ", rest)) else ""


def _sections(text: str, old_act: str, new_act: str) -> list[str]:
    """Each section with the Act that is named with it: as many Acts as sections go in order, else the nearest."""
    acts = [(match.start(), old_act) for match in re.finditer(rf"{re.escape(old_act)}|{_OLD.pattern}", text, re.I)]
    acts += [(match.start(), new_act) for match in re.finditer(rf"{re.escape(new_act)}|{_NEW.pattern}", text, re.I)]
    acts.sort()
    _, terms = take_references(text.lower())
    terms += [f"§{match[1].lower()}" for match in _OF_THE_ACT.finditer(text)]
    sections = list(dict.fromkeys(term[1:].split(".")[0] for term in terms if term.startswith("§")))
    if not sections or not acts:
        return []
    places = [(match.start() if (match := re.search(rf"(?<!\d){one}(?![\d/])", text)) else 0, one) for one in sections]
    places.sort()
    if len(acts) == len(places):
        return [f"{act}:{section}" for (_, act), (_, section) in zip(acts, places, strict=True)]
    return [f"{min(acts, key=lambda act: abs(act[0] - at))[1]}:{section}" for at, section in places]
