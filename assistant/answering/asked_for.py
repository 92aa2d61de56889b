"""Words of a question that say what it is after: a whole section, examples, lists of a kind, Åland, the law."""

from __future__ import annotations

import re

WHOLE = re.compile(
    r"\b(kokonaan|kokonaisuu\w+|sanoo|sisältö|sisältää|säädetään|kerro|\w*velvoit\w*|hela|helhet\w*|säger|stadgas|"
    r"föreskriv\w*|innehåll\w*|berätta|\w*skyldighet\w*|whole|entire|says?|contents?|provides?|tell me about|"
    r"duties|obligations|bind us)\b",
    re.I,
)
"""Words that ask for a section as it stands."""
MOST_WORDS_FOR_A_SECTION = 10
EXAMPLES = re.compile(
    r"esimerk|\bmalleja\b|mallina|mu(?:ut|iden|issa|ilta|ualla)\b.{0,20}kun(?:ta|nat|tien|nissa|nilta)|mikä kunta|"
    r"mitkä kunnat|exempel|förebild|andra kommuner|annan kommun|vilka kommuner|example|sample|models? from|"
    r"other municipalit|other cities|another municipality|which municipalit",
    re.I,
)
"""Words that ask what other municipalities have done."""
KINDS = {
    "headings": re.compile(
        r"otsik|rakenne|sisällysluettelo|rubrik|struktur|innehållsförteckning|heading|structure", re.I
    ),
    "objectives": re.compile(r"tavoit|päämäär|\bmål|objective|goal|\baims?\b", re.I),
    "measures": re.compile(r"toimenpi|\btoimet\b|åtgärd|measure|actions?\b", re.I),
    "indicators": re.compile(r"mittar|indikaattor|indikator|indicator", re.I),
}
TASKS = re.compile(
    r"\b(tehtäv(?:ät|iä|iin)|velvollisuu(?:det|ksia)|velvoittee?t|vastuut|vastuita|uppgifter(?:na)?|skyldigheter(?:na)?|"
    r"tasks|duties|responsibilities|obligations)\b|\w+(?:uppgifter(?:na)?|tehtävät)\b",
    re.I,
)
"""Words that ask for everything that somebody has to do."""
ALAND = re.compile(r"\b[åa]land(?!en)|åländ|ahvenanmaa|maarianhamin|mariehamn", re.I)
ASKS_WHO = re.compile(
    r"\b(kuka|ketkä|kenen|kumpi|kumman|mikä (?:viranomainen|taho)|vem|vems|vilken myndighet|vilkendera|"
    r"who|whose|which (?:authority|body|of us))\b",
    re.I,
)
"""Words that ask who does something."""
ASKS_WHAT_WAS = re.compile(
    r"\b(muuttui\w*|muuttunut|muutos|vaihtui\w*|aiemmin|aikaisemmin|aiempi|aiemma\w+|ennen vuotta|ennen 20\d\d|"
    r"(?<!vuotta )vanha\w*|entis\w+|erosi\w*|"
    r"ändrades|ändrats|ändringen|tidigare|förut|förr|före 20\d\d|(?<!år )gaml\w+|skilde|"
    r"chang(?:e|ed|es)|earlier|previous(?:ly)?|formerly|before 20\d\d|used to|"
    r"(?<!year )(?<!years )(?<!-)old|differ(?:ed|ence)?)\b",
    re.I,
)
"""Words that ask how it was before, or what has changed."""
NAMES_A_DUTY = re.compile(
    r"\b(pakko|pakolli\w+|velvolli\w+|velvoitt?\w+|täyty\w+|vaadi\w+|vaatii|edellyt\w+|"
    r"måste|skyldig\w*|krävs|kräver|obligatorisk\w*|tvung\w+|"
    r"must|have to|has to|required|requires?|obliged|obligatory|mandatory|compulsory)\b",
    re.I,
)
"""Words that say, or ask, that something must be."""
ASKS_LAW = re.compile(
    r"\b(laki|lain|laissa|lakia|laittomas\w*|lainvastais\w*|lakisäätei\w*|pykälä\w*|lag|lagen|lagligt|olagligt|lagstadga\w*|"
    r"lagbrott|law|legal\w*|illegal\w*|statut\w+|unlawful)\b",
    re.I,
)
"""Words that ask for the law, not for advice."""
