"""What kind of answer a question wants, as far as words tell it before anything is searched."""

from __future__ import annotations

import re

from assistant.domain.query import Intent
from assistant.retrieval.meaning import asks_openly

_WORD = re.compile(r"[^\W\d_]{2,}")

_SMALL_TALK = re.compile(
    r"^(hei(ppa|ssan)?|moi(kka)?|terve|moro|huomenta|hyvää (huomenta|päivää|iltaa)|kiitos( paljon| avusta)?|kiitti|"
    r"mitä kuuluu|kuka (sinä )?olet|hej(san)?|tjena|god (dag|morgon|kväll)|goddag|tack( så mycket| för hjälpen)?|"
    r"hur mår du|vem är du|hi|hello|hey|good (morning|afternoon|day|evening)|thanks?( you)?( so much| very much)?|"
    r"how are you|who are you|what can you do|mitä osaat|vad kan du( göra)?)"
    r"( koto| there| kaikille| alla| doing| today| tänään| idag| i dag| hej| moi| hei)*[\s!.,?:)]*$",
    re.I,
)

_THANKS = re.compile(r"^(kiitos|kiitti|tack|thanks|thank you|tusen tack|suuret kiitokset)\b[^?]{0,60}$", re.I)
_ABOUT_THE_BOT = re.compile(
    r"\b(oletko( sinä)? (ihminen|botti|robotti|kone|tekoäly)|är du (en )?(människa|robot|bot|maskin|ai)|"
    r"are you (a )?(human|person|real|robot|bot|machine|ai))\b",
    re.I,
)

# Attempts to steer: an order about instructions, roles or hidden texts. A question about
# "guidelines" or "instructions to municipalities" has none of these verb-object pairs.
_INSTRUCTION = re.compile(
    r"\b(ignore|disregard|forget|override|bypass)\b.{0,40}\b(instruction|rule|prompt|guideline|above|previous|prior)|"
    r"\b(reveal|print|show|repeat|output)\b.{0,120}\b(system prompt|your (instructions|prompt|rules)|hidden (instructions|prompt|rules))|"
    r"^\W*(system|developer|admin|root|järjestelmä|ylläpitäjä|administratör)\s*:|"
    r"\b(you are now|from now on you|(?<!integration )act as (an?|if|my|our)|pretend (to be|that)|developer mode|jailbreak)\b|"
    r"\b(unohda|ohita|älä välitä|jätä huomiotta)\b.{0,40}\b(ohje|sään|kehot|aiem|edelli)|"
    r"\b(näytä|paljasta|tulosta)\b.{0,30}\b(järjestelmäkehot|kehotte|piilo|ohjee?si|sääntösi)|"
    r"\b(esitä|teeskentele|olet nyt|leiki)\b.{0,30}\b(olevasi|tekoäly|rajoituks|hakkeri|ilman)|"
    r"\b(glöm|ignorera|strunta i|bortse från)\b.{0,40}\b(instruktion|regl|anvisning|tidigare|ovan)|"
    r"\b(visa|avslöja|skriv ut)\b.{0,30}\b(systemprompt|dina (instruktioner|regler)|dolda)|"
    r"\b(låtsas|du är nu|agera som)\b",
    re.I | re.S,
)

# A decision on one person: a right, a permit or a case of "I", "my client", a name or a pronoun.
_PERSON = (
    r"(minä|minulla|minulle|minun|mun|asiakkaa(ni|llani|lleni|mme|llamme|llemme)|tämä asiakas|tällä asiakkaalla|"
    r"(vaimo|mies|tytär|poika|lapse|äiti|isä|veli|sisko)(ni|lleni|llani)|hakija|"
    r"jag|mig|(?:min|vår) (klient|kund|fru|man|son|dotter|mamma|pappa|bror|syster)|klienten|kunden i fråga|"
    r"(?-i:I)(?!['’]m\b| am (?:new|a|an|the|told)\b| (?:understand|think|believe|hear|heard|read|assume|gather|recall|remember|wonder|guess|know|see|thought|was told)\b)|(?:my|our) (client|wife|husband|son|daughter|mother|father|brother|sister)|this client|the applicant|"
    r"(asiakas|klient|kund|client|customer) (?:(?-i:X|Y|N\.?N\.?|[A-ZÅÄÖ][a-zåäö]+)\b|\[…\]))"
)
_DECISION = (
    r"(oleskelulu\w+|kansalaisuu\w+|turvapaik\w+|toimeentulotu\w+|myönne\w+|hylä\w+|valit\w+|oikeutettu|oikeu[st]\w*|saako\w*|"
    r"saanko\w*|pääseekö\w*|kuuluuko\w*|päät\w+|"
    r"uppehållstillstånd\w*|medborgarskap\w*|asyl\w*|utkomststöd\w*|bevilja\w*|avslag\w*|rätt till|berättigad\w*|får(?! jag (?:\w+ )?(?:klistra|skicka|lämna|berätta|ge|använda|skriva|visa|dela|spara|kopiera|fråga|läsa|se)\b)|beslut\w*|"
    r"residence permit|citizenship|asylum|benefits?|grant(ed)?|reject\w*|appeal\w*|entitled|eligible|qualif\w+|decide\w*|get|have a right)"
)
_PERSONAL_DECISION = re.compile(
    rf"\b{_PERSON}\b.{{0,160}}\b{_DECISION}\b|\b{_DECISION}\b[^.?!]{{0,60}}\b{_PERSON}\b", re.I | re.S
)
# A person's own plan, course or application.
_OWN_CASE = re.compile(
    r"\b(minun|mun|min|mitt|mina|my)\s+(?:\w+\s+){0,2}(kotoutumissuunnitelma\w*|suunnitelma\w*|hakemu\w+|kurssi\w*|integrationsplan\w*|"
    r"ansökan|ansökning\w*|kurs(en|er)?|integration plan|application|course)\b|"
    r"\b(kotoutumissuunnitelmani|hakemukseni|kurssini)\b",
    re.I | re.S,
)
_NAMED_CLIENT = re.compile(
    r"\b(asiakas|asiakkaa\w+|klient\w*|kund\w*|client\w*|customer\w*)\s+(X|Y|N\.?N\.?|[A-ZÅÄÖ][a-zåäö]+(\s[A-ZÅÄÖ][a-zåäö]+)?)\b"
)


# A question whether something is a duty: "Pitääkö ...?", "Måste ...?", "Must ...?". "May the council ...?" is none.
_DUTY = re.compile(
    r"\b(pitääkö|täytyykö|onko (?:\w+ ){0,3}(?:pakko|pakollinen|pakollista|velvollinen|velvollisuus|\w+ttava)|vaatiiko|"
    r"vaaditaanko|edellyttääkö|edellytetäänkö|velvoittaako|tarvitseeko|tarvitaanko|tarvisko|"
    r"måste|behöver|behövs|krävs|kräver|förutsätter|är (?:det|vi|kommunen) (?:\w+ )?(?:obligatorisk\w*|skyldig\w*)|"
    r"must|have to|has to|need(?:s|ed)? to|required to|obliged to|(?:does|do) the (?:law|act) (?:\w+ )?(?:require|oblige)|"
    r"is it (?:mandatory|compulsory|obligatory)|do we need)\b",
    re.I,
)
_NEGATED = re.compile(
    r"\b(ei|eikö|eivätkö|emme|emmekö|ettei|jättää|luopua|slipper|slippa|inte|låta bli|lämna bort|not|n't|no longer|leave out|"
    r"skip|without|stop|drop)\b",
    re.I,
)
_LOOK_UP = re.compile(
    r"\b(katso|katsotko|tarkista|tarkistatko|etsi|hae|kato)\b.{0,40}\b(järjestelmä\w*|rekisteri\w*|asiakastie\w*|tiedot|tiedoista)|"
    r"\b(kolla|titta|sök|slå upp|kontrollera)\b.{0,40}\b(system\w*|regist\w*|kunduppgift\w*|uppgifter\w*|akten)|"
    r"\b(check|look|search|find)\b.{0,40}\b(system|register|file|record|records|database)\b|\blook (?:her|him|them|this client) up\b",
    re.I | re.S,
)


def asks_to_look_up(text: str) -> bool:
    """Whether the text asks for a look into a system or a register: Koto has none, and no client's data."""
    return _LOOK_UP.search(text) is not None


def asks_whether_it_is_a_duty(text: str, thing: str) -> bool:
    """Whether `text` asks, yes or no and without a negation, if the `thing` must be; it is a pattern, none if empty."""
    asking = [sentence for sentence in re.split(r"(?<=[.!?])\s+", text) if "?" in sentence]
    if len(asking) != 1 or not thing or not re.search(thing, asking[0], re.I):
        return False
    return bool(_DUTY.search(asking[0]) and not _NEGATED.search(asking[0]) and not asks_openly(asking[0]))


def intent_of(text: str) -> Intent:
    """The intent that the words show; a question unless they show another."""
    if not _WORD.search(text):
        return Intent.EMPTY
    if any(pattern.search(text.strip()) for pattern in (_SMALL_TALK, _THANKS, _ABOUT_THE_BOT)):
        return Intent.SMALL_TALK
    if _INSTRUCTION.search(text):
        return Intent.INSTRUCTION
    if _asks_for_a_decision(text):
        return Intent.PERSONAL_DECISION
    return Intent.QUESTION


def _asks_for_a_decision(text: str) -> bool:
    if _OWN_CASE.search(text):
        return True
    if not _PERSONAL_DECISION.search(text):
        return False
    return bool(_NAMED_CLIENT.search(text) or _first_or_third_person(text))


def _first_or_third_person(text: str) -> bool:
    # "We" and "our municipality" are the municipality asking about itself: no personal matter.
    return not re.search(r"\b(kunta\w*|kunna\w*|kommun\w*|municipalit\w*|kaupun\w+|stad(en|ens)?|city)\b", text, re.I)
