"""Words around names of persons, and words that tell private matters, in Finnish, Swedish and English."""

from __future__ import annotations

import re

PARTICLES = frozenset("al el bin bint ibn abu von van de da der den af ben ul".split())

MONTHS_AND_DAYS = frozenset("april may june august maj juni juli mars will mark grant bill summer".split())
"""Names that are words of the calendar or of grammar far oftener."""

SURNAME = re.compile(
    r"(?:nen|se[nl]\w*|sson|ssons|sen|ström|berg|lund|gren|qvist|kvist|blom|holm|man|enko|chenko|enkoll\w+|"
    r"ova|ov|ev|eva|"
    r"sky|ski|ska|skyi|skij|ic|ić|oglu|oğlu|zadeh|zada|pour|yan|ian|dze|shvili)s?$",
    re.I,
)
"""Endings of surnames."""

INSTITUTION = re.compile(
    r"(?:keskus|keskukse\w*|virasto\w*|laitos|laitokse\w*|liitto\w*|liito[nl]\w*|ministeriö\w*|kunta|kunnan|"
    r"kaupun\w+|säätiö\w*|opisto\w*|akatemia\w*|"
    r"hanke|hankkee\w*|ohjelma\w*|lak[ei]\w*|laki|lain|asetus|asetukse\w*|alue|aluee\w*|hallitus|"
    r"hallitukse\w*|risti|ristin|seura\w*|seuran|"
    r"verket|verkets|centralen\w*|myndighet\w*|förbund\w*|stad|stads|kommun\w*|region\w*|område\w*|akademi\w*|"
    r"skolan|lagen|programmet|stiftelse\w*|kors|"
    r"act|acts|centre|center|centres|agency|ministry|government|programme|program|plan|fund|county|region|"
    r"city|municipality|university|"
    r"house|board|council|committee|service|services|cross|institute|association|boost|court|office|project|"
    r"school|street|day)$",
    re.I,
)
"""Words that name an institution, an Act, a programme or a place when they follow a name or are one."""

_CLIENT = (
    r"asiakas|asiakkaan|asiakkaamme|asiakkaani|asiakkaallamme|asiakkaallani|asiakkaalle(?:mme|ni)|"
    r"asiakkaaltamme|asiakasta(?:mme|ni)?|"
    r"perhe|perheen|perheelle|perheellä|äiti|isä|lapsi|poika|tyttö|nuori|potilas|hakija|opiskelija|rouva|rva|"
    r"herra|hra|neiti|nti|"
    r"klient|klienten|vår klient|vår kund|min klient|kunden|familjen|fru|herr|fröken|patienten|eleven|"
    r"studenten|sökanden|"
    r"client|our client|my client|customer|family|patient|applicant|student|mr|mrs|ms|miss|mx|dr|sir|madam"
)
BEFORE_CLIENT = re.compile(
    rf"\b(?:{_CLIENT})(?:\s+(?:nimeltä|nimeltään|jonka nimi on|vid namn|som heter|som heter|called|named|"
    rf"whose name is))?"
    r"\.?,?\s+$|\b(?:nimeltä(?:än)?|nimi on|vid namn|som heter|called|named|by the name of)\s+$",
    re.I,
)
"""What stands before the name of somebody who is written about."""

BEFORE_SELF = re.compile(
    r"(?:\b(?:olen|nimeni on|mun nimi on|minun nimeni on|tässä|täällä|terveisin|terv\.?|t\.|tv\.?|"
    r"yst\.? terv\.?|kollegani|esimieheni|kollegamme|työkaverini|"
    r"jag heter|mitt namn är|jag är|här är|hälsningar|hälsar|mvh|med vänlig hälsning|vänligen|min kollega|"
    r"min chef|vår kollega|"
    r"i'm|i’m|i am|my name is|this is|regards|best|sincerely|yours|thanks|my colleague|my boss|our colleague|"
    r"cheers)[,:]?\s+)$",
    re.I,
)
"""What stands before the name of who writes, or of a colleague."""

BEFORE_OFFICE = re.compile(
    r"\b(?:\w*ministeri|presidentti|kansanedustaja|\w*minister|presidenten|riksdagsledamot|president|mp)n?\s+$", re.I
)
AFTER_OFFICE = re.compile(
    r"['’]?s?\s+(?:hallitu\w+|hallitusohjelma\w*|regering\w*|government|ministry|ministeriö\w*|cabinet)\b", re.I
)

_PRIVATE_FI = (
    r"sairas|sairaa|sairau\w*|\w*sairaa\w+|sairast\w*|diabete\w*|masen\w+|skitsofreni\w*|\w*psyk\w+|hiv\w*|"
    r"\w*syöpä\w*|\w*syöv\w+|"
    r"ptsd\w*|traum\w+|\w*terapia\w*|\w*diagnoo\w+|raska\w+|\w*vammai\w*|vamman|päihde\w*|alkoholi\w*|huume\w*|"
    r"mielentervey\w*|työkyvy\w+|kuntoutu\w*|aivohalvau\w*|lääk\w+|hoidossa|leikka\w+|itsemurha\w*|muistisaira\w+|"
    r"oleskelulu\w*|turvapaik\w*|karkot\w*|kielteis\w+|käännyt\w*|kotikuntamerkin\w*|paperit\w+|"
    r"toimeentulotu\w*|työttömyys\w+|työmarkkinatu\w*|asumistu\w*|\w*eläke\w*|\w*velka\w*|\w*velko\w*|"
    r"ulosot\w*|asunnot\w+|häädet\w*|"
    r"vankila\w*|rikok\w*|rikos\w*|poliis\w*|pidätet\w+|oikeuteen|tuomit\w+|pahoinpit\w+|\w*väkival\w*|"
    r"turvakot\w*|huostaan\w*|"
    r"avioero\w*|lastensuojelu\w*|uskon\w+|seksuaal\w+"
)
_PRIVATE_SV = (
    r"sjuk\w*|\w*sjukdom\w*|diabet\w*|depress\w+|deprimer\w*|schizofren\w*|\w*psyk\w+|\w*cancer\w*|"
    r"\w*terapi\w*|\w*diagnos\w*|gravid\w*|"
    r"väntar barn|funktionsned\w*|handikapp\w*|\w*missbruk\w*|alkohol\w*|drog\w*|narkotika\w*|stroke|"
    r"arbetsoförm\w*|rehabilit\w*|"
    r"medicin\w*|opere\w+|självmord\w*|uppehållstillstånd\w*|\w*asyl\w*|\w*utvis\w*|avslag\w*|papperslös\w*|"
    r"utkomststöd\w*|"
    r"arbetslöshets\w+|bostadsbidrag\w*|\w*pension\w*|\w*skuld(?:er|en|sat\w*)?|utsökning\w*|bostadslös\w*|"
    r"hemlös\w*|vräk\w*|"
    r"fängel\w*|\w*brott\w*|polis\w*|gripen|gripits|dömd\w*|misshand\w+|våld\w*|skyddat boende|omhänderta\w*|"
    r"skilsmäss\w*|barnskydd\w*"
)
_PRIVATE_EN = (
    r"ill|illness\w*|sick\w*|disease\w*|diabet\w*|depress\w+|schizophren\w*|mental health|traum\w+|therap\w+|"
    r"pregnan\w*|"
    r"expecting a (?:baby|child)|disab\w*|addict\w*|alcohol\w*|drugs?|hospital\w*|ward|surgery|suicid\w*|"
    r"cancer|stroke|medication|"
    r"rehabilitation|residence permit|asylum|deport\w*|refused entry|denied|undocumented|social assistance|"
    r"unemployment benefits?|"
    r"housing allowance|pension|debts?|homeless|lost (?:her|his|their) home|evict\w*|prison|jail|arrested|"
    r"convicted|assault\w*|crimes?|"
    r"criminal|police|violence|shelter|custody|divorc\w*|child protection"
)
PRIVATE = re.compile(rf"\b(?:{_PRIVATE_FI}|{_PRIVATE_SV}|{_PRIVATE_EN})\b", re.I)
"""Words that tell of somebody's health, residence, livelihood or family."""
