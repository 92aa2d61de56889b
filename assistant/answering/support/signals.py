"""Words that turn what a sentence says: negation, must and may, qualifiers. Finnish, Swedish, English."""

from __future__ import annotations

import re
from enum import StrEnum


class Signal(StrEnum):
    """One kind of turning word."""

    NEGATION = "negation"
    EXCEPTION = "exception"
    """Unless, except, until, who does not: says no of a part."""
    WITHOUT = "without"
    NEED_NOT = "need_not"
    MUST_NOT = "must_not"
    MUST = "must"
    MAY = "may"
    SHOULD = "should"
    OPTIONAL = "optional"
    """Voluntary, if it wants to: as strong as "need not"."""
    AS_A_RULE = "as_a_rule"
    WHERE_NEEDED = "where_needed"
    AS_FAR_AS_POSSIBLE = "as_far_as_possible"
    APPROPRIATIONS = "appropriations"
    TAKE_INTO_ACCOUNT = "take_into_account"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ONLY = "only"
    ALWAYS = "always"
    EVERY = "every"
    REGARDLESS = "regardless"
    CONDITION = "condition"
    BEFORE = "before"
    AFTER = "after"
    ALONE = "alone"
    TOGETHER = "together"


QUALIFIERS = frozenset(
    {
        Signal.AS_A_RULE,
        Signal.WHERE_NEEDED,
        Signal.AS_FAR_AS_POSSIBLE,
        Signal.APPROPRIATIONS,
        Signal.TAKE_INTO_ACCOUNT,
    }
)
"""Content that a claim may not drop."""
SWEEPING = frozenset({Signal.ALWAYS, Signal.REGARDLESS, Signal.EVERY})
BINDING = frozenset({Signal.MUST, Signal.MUST_NOT})
FREE = frozenset({Signal.MAY, Signal.NEED_NOT, Signal.OPTIONAL})
DENIALS = frozenset({Signal.NEGATION, Signal.NEED_NOT, Signal.MUST_NOT})
PARTIAL_DENIALS = frozenset({Signal.EXCEPTION, Signal.WITHOUT, Signal.ONLY, Signal.OPTIONAL})

# In the order in which they are tried at one place: longer phrases before the words in them.
_PHRASES = {
    Signal.OPTIONAL: (
        r"halutessa\w*|vapaaehtois\w+|itse päättää|valita itse|ei ole pakollis\w+|ei ole pakko",
        r"frivilligt|är frivillig\w*|om den vill|om de vill|om man vill|inte obligatorisk\w*",
        r"voluntar\w+|choose whether|chooses whether|decide for \w+ whether|at its discretion|optional\w*|"
        r"not mandatory",
    ),
    Signal.NEED_NOT: (
        r"ei(?:vät)? tarvitse|ei(?:vät)? edellyt\w+|ei(?:vät)? vaadi\w*|ei(?:kä)? ole velvolli\w+|"
        r"voidaan jättää|voi jättää",
        r"behöver(?: \w+){0,2} inte|inte behöver|kräv(?:s|er) (?:inte|ing\w+)|är inte skyldig\w*|"
        r"får (?:utelämnas|låta bli)",
        r"need not|needn't|(?:does|do|did) not (?:\w+ )?(?:have to|need|require)|not (?:required|obliged)|"
        r"can be omitted|may be (?:omitted|left undone)",
    ),
    Signal.MUST_NOT: (
        r"ei(?:vät)? saa|ei(?:vät)? voi(?:da)?|kiellet\w+",
        r"får(?: \w+)? inte|kan(?: \w+)? inte|förbjud\w+",
        r"must not|may not|cannot|can not|shall not|is forbidden|prohibited",
    ),
    Signal.REGARDLESS: (
        r"riippumatta|huolimatta",
        r"oberoende av|oavsett|utan hänsyn till|trots",
        r"regardless|irrespective|whatever|even if|independently of",
    ),
    Signal.AS_FAR_AS_POSSIBLE: (
        r"mahdollisuuksien mukaan",
        r"i den mån det är möjligt|i mån av möjlighet|så långt \w+ möjligt|om möjligt",
        r"as far as possible|where possible|if possible|to the extent possible",
    ),
    Signal.AS_A_RULE: (
        r"pääsääntöise\w+|yleensä|lähtökohtaise\w+|pääasia\w+|enimmäkseen|useimmiten|tavallisesti",
        r"i regel|som regel|vanligen|i allmänhet|huvudsakligen|oftast|främst",
        r"as a (?:general )?rule|generally|usually|normally|in principle|mainly|mostly|typically|primarily",
    ),
    Signal.WHERE_NEEDED: (
        r"tarvittaessa|tarpeen vaatiessa|tarpeen mukaan|jos (?:\w+ ){0,3}tarve\w*",
        r"vid behov|efter behov|i mån av behov|om (?:\w+ ){0,3}behov\w*|om det behövs",
        r"(?:where|if|when|as) (?:\w+ )?(?:needed|necessary|required)|as need requires|"
        r"(?:where|if|when) (?:[\w']+ ){0,4}needs?\b",
    ),
    Signal.APPROPRIATIONS: (
        r"määräraho\w+|talousarvion rajoissa|valtion talousarvi\w+",
        r"\w*anslag\w*|(?:ramen för|inom) stats?budget\w*|statsbudget\w*",
        r"appropriations?|limits of the (?:state )?budget|within the budget",
    ),
    Signal.TAKE_INTO_ACCOUNT: (
        r"huomioo\w*|huomioi\w*|huomioid\w+",
        r"beakta\w*|hänsyn|uppmärksamma\w*",
        r"(?:take[sn]?|taking|took)(?= (?:\w+ ){0,8}?into account)|into account|takes? account|consider(?:ed|s|ing)?|"
        r"regard to",
    ),
    Signal.AT_LEAST: (r"vähintään|ainakin", r"minst|åtminstone", r"at least|no fewer than|no less than|minimum"),
    Signal.AT_MOST: (
        r"enintään|korkeintaan|enimmäis\w+|viimeistään|kuluessa|sisällä",
        r"högst|upp till|maximal\w*|senast|inom \w+ (?:år|månad\w*|veck\w+|dag\w*)",
        r"at (?:the )?most|up to|no more than|not more than|maximum|at the latest|no later than|within",
    ),
    Signal.ALWAYS: (
        r"aina|poikkeuksetta|koskaan|sellaisinaan|joka kerta",
        r"alltid|undantagslöst|aldrig|i samtliga fall|varje gång",
        r"every time|each time|always|without exception|in (?:all|every|each) (?:\w+ )?cases?|never|invariably",
    ),
    Signal.EVERY: (
        r"joka(?:inen|isen|iselle|isella|isessa)|kaik(?:ki|kien|ille|issa)|kukin|kunkin|kumpikin",
        r"varje(?! (?:år|månad|vecka|dag))|alla|samtliga|var och en",
        r"(?:every|each|all)(?! (?:\w+ )?(?:years?|months?|weeks?|days?)\b)",
    ),
    Signal.ONLY: (r"vain|ainoastaan", r"endast|bara|enbart", r"only|solely|merely"),
    Signal.SHOULD: (
        r"pitäisi|tulisi|olisi hyvä|suosit\w+|kannattaa",
        r"bör|borde|rekommend\w+",
        r"should|ought|recommend\w*",
    ),
    Signal.MUST: (
        r"on(?= (?:[\w-]+,? ){0,12}?(?:\w+(?:tta|ttä|ta|tä)v[aä]|oltava)\b)|täytyy|pitää|pakko\w*|velvol\w+|velvoit\w+",
        r"ska|skall|måste|skyldig\w*|obligatorisk\w*|krävs|förutsätt\w+",
        r"must|shall|(?:is|are) (?:required|obliged)|ha(?:s|ve) to|mandatory|duty|obliged|obligation",
    ),
    Signal.MAY: (
        r"voi|voidaan|voivat|saa|saavat",
        r"kan|får|kunde",
        r"may|can|could",
    ),
    Signal.EXCEPTION: (
        r"ellei\w*|jollei\w*|paitsi|lukuun ottamatta|kunnes|jo(?:ka|tka|ita|iden) ei(?:vät)?|mu[iu]\w* kuin",
        r"om inte|utom|med undantag|tills|förrän|som inte",
        r"unless|except|until|other than|(?:who|that|which) (?:\w+ )?not",
    ),
    Signal.WITHOUT: (
        r"ilman(?! aiheetonta)|(?!viipymättä|välttämättä|viivyttelemättä)\w+(?:matta|mättä)|vailla",
        r"utan(?! (?:också|dröjsmål|oskäligt|även))",
        r"without(?! (?:undue )?delay)|unaccompanied",
    ),
    Signal.BEFORE: (r"ennen(?! kaikkea| muuta)", r"innan|före", r"before|prior to"),
    Signal.AFTER: (r"jälkeen", r"efter(?:åt)?(?! behov)", r"after(?:wards)?"),
    Signal.ALONE: (r"yksin(?:ään)?", r"ensam\w*|på egen hand", r"alone|on its own|by itself"),
    Signal.TOGETHER: (r"yhdessä", r"tillsammans|gemensamt", r"together|jointly"),
    Signal.CONDITION: (r"jos|mikäli|silloin kun", r"om|ifall|förutsatt", r"if|provided|where the|when"),
    Signal.NEGATION: (
        r"ei|eivät|emme|ette|eikä|eivätkä|älä|älköön",
        r"inte|icke|ej|ingen\w*|inget\w*|inga|varken|ingalunda",
        r"not|no|nor|neither|none|\w+n't|nobody|nothing",
    ),
}  # fmt: skip
_PATTERN = re.compile(
    r"\b(?:" + "|".join(f"(?P<{signal}>{'|'.join(phrases)})" for signal, phrases in _PHRASES.items()) + r")\b"
)

_ABSENCE = re.compile(
    r"(?:laki|laissa|lain mukaan|säännös|pykälä)[^.]{0,60}\bei(?:vät)? (?:vaadi|edellyt|säädet|velvoit|mainit)\w*|"
    r"\bei ole (?:säädetty|vaatimusta|velvollisuutta)|"
    r"\b(?:lagen|paragrafen|bestämmelsen)\b[^.]{0,60}\b(?:kräver|förutsätter|föreskriver|nämner) (?:inte|ing)|"
    r"inget krav|ingen skyldighet|"
    r"\b(?:act|law|section|provision|statute)\b[^.]{0,60}\b(?:does|do) not "
    r"(?:require|mention|provide|prescribe|oblige)|"
    r"no (?:requirement|obligation|duty|provision)\b"
)


def signals_in(lowered: str) -> tuple[tuple[int, Signal], ...]:
    """(offset, signal) in text order."""
    return tuple((match.start(), Signal(match.lastgroup)) for match in _PATTERN.finditer(lowered) if match.lastgroup)


def states_absence(lowered: str) -> bool:
    """Whether the text says that the law asks for no such thing."""
    return _ABSENCE.search(lowered) is not None
