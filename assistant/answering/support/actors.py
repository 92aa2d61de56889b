"""The public bodies that a text names, and whether the sentence is about what they do. Finnish, Swedish, English."""

from __future__ import annotations

import re
from dataclasses import dataclass

RESIDENCE = "municipality of residence"
"""Names a place, not who acts."""

_ACTORS = {
    "wellbeing services county": r"hyvinvointialue\w*|välfärdsområd\w+|wellbeing services count\w+",
    "employment authority": r"työvoimaviranoma\w+|arbetskraftsmyndighet\w*|employment authorit\w+",
    "TE Office": r"te-toimisto\w*|työ- ja elinkeinotoimist\w+|arbets- och näringsbyrå\w*|te offices?",
    RESIDENCE: r"kotikun\w+|hemkommun\w*|municipality of residence|home municipality",
    "KEHA Centre": r"keha\w*|keha-kesku\w+|"
    r"(?:elinkeino-, liikenne- ja ympäristökeskusten )?kehittämis- ja hallintokesku\w+|"
    r"(?:närings-, trafik- och miljöcentralernas )?utvecklings- och förvaltningscent\w+|"
    r"development and administration cent\w+",
    "Economic Development Centre": r"elinvoimakesku\w+|ely-kesku\w+|ely|"
    r"elinkeino-, liikenne- ja ympäristökesku\w+|"
    r"livskraftscentral\w*|ntm-central\w*|närings-, trafik- och miljöcentral\w*|"
    r"economic development cent\w+|ely cent\w+",
    "Ministry of Economic Affairs and Employment": r"työ- ja elinkeinoministeri\w+|arbets- och näringsministeri\w+|"
    r"ministry of economic affairs and employment|ministry of employment and the economy",
    "Ministry of the Interior": r"sisäministeri\w+|inrikesministeri\w+|ministry of the interior",
    "Ministry": r"ministeriö\w*|ministeriet|(?:the )?ministry(?! of)",
    "Government": r"valtioneuvosto\w*(?! asetu)|statsråd\w*(?! förordning)|the government(?! decree)",
    "Finnish Immigration Service": r"maahanmuuttovirast\w+|migri\w*|migrationsverk\w*|finnish immigration service",
    "Kela": r"kela\w*|kansaneläkelait\w+|folkpensionsanstalt\w*|fpa|social insurance institution",
    "regional state administrative agency": r"aluehallintovirast\w+|"
    r"regionförvaltningsverk\w*|state administrative agenc\w+",
    "Supervisory Agency": r"lupa- ja valvontavirast\w+|valvira\w*|tillstånds- och tillsynsverk\w*|supervisory agency",
    "National Agency for Education": r"opetushallit\w+|utbildningsstyrels\w+|agency for education",
    "administrative court": r"hallinto-oikeu\w+|förvaltningsdomstol\w*|administrative court",
    "district court": r"käräjäoikeu\w+|tingsrätt\w*|district court",
    "reception centre": r"vastaanottokesku\w+|förläggning\w*|reception cent\w+",
    "service provider": r"palveluntuotta\w+|palvelun tuotta\w+|serviceproducent\w*|service provider\w*",
    "municipal council": r"(?:kunnan)?valtuusto\w*|(?:kommun)?fullmäktige\w*|(?:municipal )?council",
    "municipality": r"kun(?:ta|nan|nalla|nalle|nat|tien|taa|nalta|nasta|nassa|tia|nille|tansa|taan)\b|"
    r"kommun(?:en|er|erna|ens|ernas|ers)?|"
    r"municipalit(?:y|ies)",
}  # fmt: skip
_ACTOR = re.compile(
    r"\b(?:" + "|".join(f"(?P<a{place}>{forms})" for place, forms in enumerate(_ACTORS.values())) + r")(?!\w)"
)
_ACTOR_NAMES = tuple(_ACTORS)

_DUTY = r"uppgift|ansvar|skyldig|dut|task|responsib|obligation|tehtäv|vastuu|velvol"
_BESIDE = re.compile(
    # Swedish and English prepositions; "av" and "by" name who acts, unless it is a request that is by somebody.
    r"(?:\b(?:till|med|för|i|från|hos|på|inom|om|mellan|åt|mot|vid|än|"
    r"with|from|in|to|for|at|of|within|between|than|on)|"
    r"\b(?:begäran|framställning|förslag|initiativ|proposal|request|initiative|samtycke) (?:av|by|från))"
    r"(?: (?:the|a|an|its|another|each|en|ett|den|det|sin|annan))?(?: \w+)?\s$"
)
_OF_DUTY = re.compile(rf"(?:{_DUTY})\w*(?: \w+)? (?:of|för|på|till)(?: the)?\s$")
_GENITIVE = re.compile(
    r"(?:kun|alue|kesku|virast|viranoma|toimist|ministeriö|laito|lait|neuvosto|oikeude|tuotta|valtuusto)\w*n$"
)
_ACTS = re.compile(
    r"^(?: (?:ja|tai|sekä|taikka) [\w-]+){0,3} (?:(?:itse|myös|kuitenkin|tällöin|lisäksi) )?"
    rf"(?:on|ovat|tulee|pitää|täytyy|olisi|pitäisi|tulisi|oli|piti|tuli|toimesta|\w*(?:{_DUTY})\w*)\b"
)
_LOCAL = re.compile(r"(?:ssa|ssä|sta|stä|lta|ltä|een|aan|uun|eseen|iin|ksi|ta|tä|ia|iä)$")
_DUTIES_OF = re.compile(rf"^(?:'s|')? \w*(?:{_DUTY})")


@dataclass(frozen=True, slots=True)
class Actor:
    """A public body that is named."""

    place: int
    name: str
    """In English; old and new names of one body are one."""
    acts: bool
    """Whether, by case ending and preposition, the sentence may be about what it does or gets."""


def actors_in(lowered: str) -> tuple[Actor, ...]:
    """The public bodies named in a lower-case text, in its order."""
    return tuple(
        Actor(match.start(), _ACTOR_NAMES[int(match.lastgroup[1:])], _acts(lowered, match))
        for match in _ACTOR.finditer(lowered)
        if match.lastgroup
    )


def _acts(lowered: str, match: re.Match[str]) -> bool:
    before, form, after = lowered[max(0, match.start() - 40) : match.start()], match[0], lowered[match.end() :][:60]
    if _DUTIES_OF.match(after):
        return True
    if _GENITIVE.search(form):
        return _ACTS.match(after) is not None
    if _LOCAL.search(form) and form not in _BASE_FORMS:
        return False
    if _BESIDE.search(before) and not _OF_DUTY.search(before):
        # "For the municipality to decide", "to the county" as the one that gets something.
        return after.startswith(" to ") or before.endswith(("to the ", " till "))
    return not after.startswith(("'s ", "' ")) and not form.endswith(("ens", "ets", "ernas"))


_BASE_FORMS = frozenset({"kunta", "municipality"})
