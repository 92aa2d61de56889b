"""Words that tie a question to the one before it, or part it from it, in Finnish, Swedish and English."""

from __future__ import annotations

import re

from assistant.language.function_words import STOP_WORDS


def _one_of(*patterns: str) -> re.Pattern[str]:
    """Any of the patterns, as whole words."""
    return re.compile(rf"\b(?:{'|'.join(patterns)})(?=\W|$)", re.I)


HEAD = re.compile(
    r"^(?:(?:no|ja|och|men|and|but|mutta|okej|ok|okay|så|so)[, ]+)*"
    r"(?:entä(?:s|pä)?(?: sitten)?(?: se(?= ))?|miten(?:s|kä)? on|mites|miten käy|"
    r"hur (?:är|var|blir) det(?: då)?(?: med)?|hur går det med|what about|how about|what of)(?=\W|$)[, ]*|"
    r"^(?:ja|mutta|och|men|and|but|then|so|sitten|sen|då)(?=\W)[, ]*",
    re.I,
)
"""The words with which a follow-up begins."""

SAME = _one_of(
    r"(?:oliko|onko) (?:se|näin|tilanne)(?: sama)?",
    r"sama(?:lla tavalla)?",
    r"millainen tilanne",
    r"miten se oli",
    r"(?:var|är) det (?:likadant|samma(?: sak)?|så)",
    r"gällde (?:det|detsamma)",
    r"hur (?:var|är) det",
    r"(?:was|is) (?:it|that|this) (?:the same|so)",
    r"did (?:it|that|this|the same) apply",
    r"the same",
    r"(?:what|how) was it",
)
"""Words that ask whether what was said holds for another time or place."""

CHANGE = re.compile(
    r"^(?:(?:okei|okej|ok|okay|kiitos|tack|thanks|no niin|hyvä|bra|good)[,.! ]+)*(?:"
    r"(?:sitten )?(?:ihan )?toinen (?:asia|kysymys)|uusi kysymys|ihan muuta asiaa|vaihdetaan aihetta|eri asia|"
    r"(?:och )?en annan (?:sak|fråga)|ny fråga|något (?:helt )?annat|byter vi ämne|"
    r"(?:on )?(?:another|a different|an unrelated) (?:thing|matter|question|topic|subject)|something else|"
    r"new (?:question|topic))(?=\W|$)[,.:;!?– -]*",
    re.I,
)
"""Words that say that another subject begins."""

SOURCE = _one_of(
    r"miss[äa] (?:laissa|pykälässä|kohdassa|säädöksessä|säännöksessä|asetuksessa)(?: (?:niin|näin|siitä|tästä))?"
    r" (?:sano\w*|säädet\w*|luke\w*|on)",
    r"missä (?:niin|näin|tuo|tämä|se|siitä) (?:sano\w*|säädet\w*|luk\w*)",
    r"mihin (?:\w+ )?(?:tämä|se|tuo|vastaus\w*|tieto) perustu\w*",
    r"mikä (?:on )?(?:tuo |tämän |sen )?(?:pykälä|lähde|lainkohta|säännös)\w*(?= ?\?*$| (?:se|tämä) on)",
    r"(?:mistä|miltä) (?:tämä|tuo|se) (?:tieto|on peräisin)",
    r"(?:anna|näytä|kerro) (?:\w+ )?(?:lähde|lähteet|pykälä|lainkohta)",
    r"(?:i )?vilken (?:lag|paragraf|bestämmelse) (?:är det|står det|sägs det|finns det)(?: i)?",
    r"(?:var|i vilken lag) (?:står|sägs|finns) (?:det(?:ta)?|så)",
    r"vad (?:grundar|baserar) (?:sig )?(?:det|detta|svaret)",
    r"vad är (?:din |er )?källa\w*",
    r"(?:visa|ange|nämn) (?:\w+ )?(?:käll\w+|paragraf\w*)",
    r"where (?:does|is|do) (?:it|that|this|the law) (?:say|said|stated|written)(?: (?:that|so|this))?",
    r"which (?:law|act|section|provision) (?:says|is that|is it|is this|states)",
    r"what(?: is|'s|’s) (?:your|the) (?:source|legal basis)",
    r"what (?:is|are) (?:that|this|it) based on",
    r"(?:show|give|cite|name) (?:me )?(?:your |the )?(?:sources?|section|provision)",
)
"""Words that ask where the answer before stands in the law."""

_LISTED = r" (?:kohta|kohda|ehto|ehdo|asia|villkor|punkt|delen|saken|one\b|condition|point|item|requirement|part)\w*"
ORDINAL = {
    1: _one_of(rf"(?:ensimmäi\w+|första|first){_LISTED}"),
    2: _one_of(rf"(?:toi(?:nen|sesta|sen|seen)|andra|second){_LISTED}"),
    3: _one_of(rf"(?:kolma\w+|tredje|third){_LISTED}"),
}
"""Words that point at one thing of those that the answer before listed."""

NOW_ONLY = re.compile(r"^\W*(nyt|nykyään|nykyisin|tänään|nu|i dag|idag|numera|now|today|nowadays|currently)\W*$", re.I)

ALSO = re.compile(r"\b(myös|myöskin|också|även|also|too|as well)\b", re.I)
"""Words that ask whether what was said holds for something else too."""

CONDITION = re.compile(r"^(?:jos|mikäli|om|ifall|if|when|unless)\b", re.I)
"""Words with which a follow-up adds a condition to the question before."""

THEN_ONLY = re.compile(r"^\W*(silloin|tuolloin|då|på den tiden|then|back then|at that time)\W*$", re.I)
"""Words that ask the same of a time that was set apart from the question."""

QUESTION_WORD = re.compile(
    r"\b(mi(?:tä|kä|tkä|ten|hin|ssä|stä|llä|lle|ksi|lloin|nkä)|millai\w+|kuka|kenelle|keneltä|kenen|ketkä|kuinka|paljonko|montako|\w{2,}k[oö]|"
    r"vad|vem|vilk\w+|hur|när|var|vart|varför|varifrån|what|who|whom|whose|which|when|where|why|how)\b",
    re.I,
)
_CLAUSE = re.compile(r"\b(jos|kun|että|koska|om|ifall|att|eftersom|if|when|because|unless|although|whether)\b", re.I)
_VERB = _one_of(
    "on|ovat|oli|olivat|voi|saa|pitää|täytyy|tulee",
    "är|var|har|ska|får|kan|måste|blir|gäller",
    "is|are|was|were|has|have|can|must|may|does|do",
)
_PLACE_CASE = re.compile(r"(?:ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|ksi|een|iin)(?:kin)?$", re.I)
_PREPOSITION = re.compile(
    r"^(?:på|i|för|till|från|med|utan|hos|enligt|under|inom|sammanlagt|totalt|in|for|to|from|with|without|at|by|under|on|during|"
    r"before|after|yhteensä)\b",
    re.I,
)
_ARTICLE = re.compile(r"^(?:the|a|an|den|det|de|en|ett|our|your|their|its|vår\w*)\s+", re.I)

# They point backwards wherever they stand.
_POINTS = re.compile(
    r"\b(si(?:itä|ihen|inä|tä|ltä|lle|llä)|sen|ne|nii(?:tä|den|stä|hin|lle|llä|ssä)|häne(?:n|lle|ltä|llä|stä|t)|häntä|hän|he|heidän|heille|heitä|"
    r"näi(?:tä|den|stä|hin|lle)|nämä|tä(?:mä|män|tä|stä|hän|ssä)|tuo(?:n|ta|sta)?|sella\w+|tällai\w+|siellä|sinne|sieltä|"
    r"dess|deras|dem|denna|detta|dessa|sådan\w?|dit|hen|hens|honom|henne|hennes|hans|han|hon|"
    r"its|their|theirs|them|they|these|those|him|her|his|she|he|thereof|such (?:a|an))\b",
    re.I,
)
# They point backwards, or are an article, a conjunction or no more than grammar.
_MAY_POINT = re.compile(r"\b(se|den|det|de|där|då|it|that|this|there|one|ones)\b", re.I)
_JOINED = re.compile(r"[.!?;,]\s|\b(?:ja|och|and|tai|eller|or)\b", re.I)
_MOST_WORDS_WITH_ONE = 3
_FEWEST_WORDS_OF_A_FULL_QUESTION = 4
_WORD = re.compile(r"[^\W_]+(?:[-'’:][^\W_]+)*")
_STOP_WORDS = frozenset().union(*(STOP_WORDS[language] for language in ("fi", "sv", "en"))) | frozenset(
    "oletko varma varmasti todellako säker säkert verkligen sure really truly miksikö "
    "kuuluu kuuluuko tarkoittaa tarkoittavat onks voisiko pitäis pitäiskö onkohan olikaan tehdään tekee "
    "är betyder menas innebär behöver gäller mean means need needs the".split()
)


def content_words(text: str) -> list[str]:
    """The words that say what a text is about, as typed, in order; words and figures of time are among them."""
    return [word for word in _WORD.findall(text) if word.lower() not in _STOP_WORDS]


def points_back(text: str, *, follows: bool = False) -> bool:
    """Whether a pronoun of the text can only mean something said before it.

    `follows` says that the text began with the words of a follow-up: its pronouns then point back wherever they stand.
    """
    for match in _POINTS.finditer(text):
        before = text[: match.start()]
        if _JOINED.search(before) and content_words(before):
            return False
        if follows or len(content_words(before)) < _MOST_WORDS_WITH_ONE:
            return True
    return len(content_words(text)) <= _MOST_WORDS_WITH_ONE and _MAY_POINT.search(text) is not None


def says_enough(text: str) -> bool:
    """Whether a question needs none before it: it asks, says what about, and no word of it may point back."""
    is_full = len(content_words(text)) >= _FEWEST_WORDS_OF_A_FULL_QUESTION
    return is_full and QUESTION_WORD.search(text) is not None and not _MAY_POINT.search(text)


def is_noun_phrase(text: str) -> bool:
    """Whether the text names a thing or a place and asks nothing of its own: what is left of "Entä Ahvenanmaalla?"."""
    if not content_words(text) or len(_WORD.findall(text)) > 6:
        return False
    return not (QUESTION_WORD.search(text) or _CLAUSE.search(text) or _VERB.search(text) or points_back(text))


def adds_to(phrase: str) -> bool:
    """Whether a noun phrase says where, when or for whom, rather than naming another thing."""
    words = [word for word in content_words(phrase)]
    if _PREPOSITION.match(phrase) or _PLACE_CASE.search(words[-1]):
        return True
    return all(word[:1].isupper() for word in words)


def with_other_subject(question: str, phrase: str) -> str:
    """The question about another thing: its longest word gives way to `phrase`, by rule of thumb."""
    runs = _runs(question)
    if not runs:
        return f"{question} {phrase}"
    start, end = max(runs, key=lambda run: (run[1] - run[0], run[0]))
    before = question[:start]
    if _ARTICLE.match(phrase):
        before = re.sub(r"\b(?:the|a|an|den|det|de|en|ett)\s+$", "", before, flags=re.I)
    return f"{before}{phrase}{question[end:]}"


def _runs(question: str) -> list[tuple[int, int]]:
    """Where the nouns stand: single words; in English, where compounds are written apart, words in a row."""
    found = [(m.start(), m.end()) for m in _WORD.finditer(question) if m[0].lower() not in _STOP_WORDS]
    if not re.search(r"\b(the|of|is|are|must|does|do|what|who|how|which|can)\b", question, re.I):
        return found
    runs: list[tuple[int, int]] = []
    for start, end in found:
        if question[start:end].lower().endswith(("ed", "paid", "made")):
            continue
        if runs and question[runs[-1][1] : start] == " ":
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs
