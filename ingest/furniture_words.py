"""The words by which page furniture is known, in Finnish, Swedish and English."""

from __future__ import annotations

import re


def _whole_line(*phrases: str) -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:{'|'.join(phrases)})\W*$", re.IGNORECASE)


LINE = _whole_line(
    # skip links
    r"(?:skip|jump|go) (?:straight |directly )?to (?:the )?(?:main )?(?:content|navigation|search)",
    r"(?:siirry|hyppää|ohita)(?: suoraan)?(?: sivun)? (?:pää)?(?:sisältöön|navigaatio(?:on)?|valikko(?:on)?)",
    r"(?:hoppa|gå|fortsätt|hoppa över)(?: direkt)? till (?:huvud)?(?:innehåll(?:et)?|navigering(?:en)?)",
    # menus, print, share, top
    r"(?:open|close|toggle) (?:menu|navigation|search)",
    r"(?:avaa|sulje) (?:valikko|haku)|(?:öppna|stäng) (?:meny(?:n)?|sök)",
    r"print(?: this| the)?(?: page)?|tulosta(?: tämä)?(?: sivu)?|skriv ut(?: sidan)?",
    r"share(?: (?:on|this|via|in)[\w\s]{0,30})?",
    r"jaa(?: (?:tämä|sivu|somessa|\w+ssa|\w+ssä))?|dela(?: (?:på|sidan)[\w\s]{0,20})?",
    r"facebook|twitter|linkedin|instagram|whatsapp|youtube|x \(twitter\)",
    r"(?:back|return|go) to (?:the )?top",
    r"(?:takaisin|palaa|siirry)(?: sivun)? (?:ylös|alkuun)|(?:tillbaka )?(?:upp )?till toppen",
    r"all news|show (?:all|more)|load more|kaikki uutiset|näytä (?:kaikki|lisää)|lataa lisää",
    r"alla nyheter|visa (?:alla|mer)",
    r"was this (?:page|information) (?:useful|helpful)",
    r"oliko (?:tästä|tämä) (?:sivusta|sivu|tieto)[\w\s]{0,20}",
    r"anna palautetta(?: sivusta)?|give feedback(?: on this page)?|ge (?:oss )?(?:respons|feedback)",
    # cookie buttons
    r"(?:accept|allow|reject|decline|manage)(?: all| only)?(?: necessary| optional)? cookies",
    r"cookie (?:settings|policy|preferences)|evästeasetukset|kakinställningar|(?:inställningar för )?kakor",
    r"(?:hyväksy|salli|hylkää)(?: kaikki| vain)?(?: välttämättömät)? evästeet",
    r"(?:godkänn|tillåt|avvisa)(?: alla)? (?:kakor|cookies)",
)

BREADCRUMB = re.compile(
    r"^(?:(?:you are here|olet tässä|du är här):?\s*)?"
    r"(?:home|front ?page|etusivu|hem|startsida|start)\s*[>›»/→]",
    re.IGNORECASE,
)

COOKIES = re.compile(
    r"\b(?:this|our|we)\b.{0,60}\b(?:site|website|service|use)\b.{0,80}\bcookies\b"
    r"|\b(?:sivusto|verkkosivu|palvelu|käytämme)\w*.{0,60}\beväste\w*"
    r"|\b(?:webbplats|webbsida|vi använder)\w*.{0,60}\b(?:kakor|cookies)\b",
    re.IGNORECASE,
)

# "Two women at the table": who is in a picture, told without a full stop.
PICTURE_TEXT = re.compile(
    r"^(?:(?:two|three|four|five|some|several|smiling|happy|young|elderly) (?:\w+ ){0,2}"
    r"(?:women|men|people|persons|children|girls|boys|students|hands)"
    r"|an? (?:\w+ ){0,2}(?:woman|man|girl|boy|couple|group of (?:people|women|men|children|students))"
    r"|(?:kaksi|kolme|neljä|viisi|hymyilevä|nuori) (?:\w+ ){0,2}"
    r"(?:naista|miestä|ihmistä|henkilöä|lasta|nainen|mies)"
    r"|(?:två|tre|fyra|fem|en|ett) (?:\w+ ){0,2}(?:kvinnor|män|personer|barn|kvinna|man|flicka|pojke))"
    r"\b(?!.*[.:?!]$)(?:\s+[\w-]+){0,8}$",
    re.IGNORECASE,
)

_MORE = (
    r"read (?:also|more)|(?:more|further|additional) information|further reading|see also|"
    r"learn more|related (?:links|content|pages|articles)|more on (?:the|this) (?:topic|subject)|"
    r"lue (?:myös|lisää)|lisätieto(?:a|ja)?|lisää aiheesta|katso myös|aiheesta (?:lisää|muualla)|"
    r"muualla verkossa|"
    r"läs (?:också|även|mera?)|(?:mera?|ytterligare) information|tilläggsinformation|se (?:också|även)|"
    r"mer om (?:ämnet|temat)|relaterade länkar"
)
READ_MORE = re.compile(rf"^(?:{_MORE})\s*[:›»>]?$", re.IGNORECASE)
READ_MORE_LINE = re.compile(rf"^(?:{_MORE})(?::|\s+(?:about|on|aiheesta|om))\s.{{1,160}}$", re.IGNORECASE)

NEWS_LINE = re.compile(
    r"^\d{1,2}\.\d{1,2}\.\d{4}(?: \d{1,2}[.:]\d{2})?\s*[|•·–-]\s*"
    r"(?:news(?: item)?|press release|announcement|blog|article|event|uutinen|uutiset|(?:media)?tiedote|"
    r"blogi|artikkeli|tapahtuma|ajankohtaista|nyhet(?:er)?|pressmeddelande|meddelande|blogg|artikel|evenemang)\b.{0,40}$",
    re.IGNORECASE,
)

DANGLING = re.compile(r"\b(?:at|from|via|see|osoitteessa|osoitteesta|sivulla|på adressen|adressen|på sidan)\s*:?$|\($")

CONTENTS_HEADING = _whole_line("sisällys(?:luettelo)?|sisältö|innehåll(?:sförteckning)?|(?:table of )?contents")
CONTENTS_LINE = re.compile(r"(?<!\.)(?<!\.\s)(?:\.\s?){4,}+\d{1,4}$|(?<!…)…{2,}+\s?\d{1,4}$|(?<!_)_{4,}+\s?\d{1,4}$")

E_MAIL = re.compile(
    r"(?:(?:e-?mail|sähköposti|s-posti|e-post(?:adress)?|mejl)\s*:\s*)?"
    r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|[(\[]\s?(?:at|ät|a|@)\s?[)\]])\s?[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}",
    re.IGNORECASE,
)

_PHONE_LABEL = r"(?:\b(?:puh(?:elin)?|tel(?:ephone|efon)?|tfn|phone|mobile|gsm|mob)\b\.?(?:nro|nr|no)?\.?\s*:?\s*)"
PHONE = re.compile(
    rf"{_PHONE_LABEL}?(?<![\w.,/+-])(?:\+\d{{1,3}}(?:[\s()-]{{0,2}}\d){{6,13}}"
    rf"|\(?0\d{{1,3}}\)?[ -]\d{{2,4}}(?:[ -]?\d{{2,4}}){{1,2}}"
    rf"|0\d{{8,9}})(?![\w/])|{_PHONE_LABEL}[\d+][\d ()-]{{5,16}}\d",
    re.IGNORECASE,
)
