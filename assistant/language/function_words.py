"""Words and endings that give a language away: data for `detect`, no code."""

from __future__ import annotations

_LISTS = {
    "fi": """
        ja on ei että se ne hän he ovat oli olla ole olen olet olemme olette olisi ollut myös kuin kun jos
        tai sekä mutta vaan koska joka jotka jonka joita jota jossa josta johon joiden joilla mikä mitä
        mitkä missä mistä mihin miten miksi milloin montako kuinka paljonko kuka ketkä kenen keneltä kenelle
        ketä kumpi millainen millaisia minkä minkälainen minkälaisia mille millä miltä minä sinä me te tämä
        tämän tätä tässä tästä tähän nämä näiden näitä tuo sen sitä siitä siinä siihen sille niiden niitä
        niihin niistä niissä niille hänen heidän voi voiko voit voivat voidaan saa saako saada saavat pitää
        pitäisi pitääkö täytyy tulee onko eikö entä mukaan kanssa ilman nykyään nyt vain vielä enää siis eli
        esim esimerkiksi kaikki kaikkien kuten joten noin hei kiitos varten välillä jälkeen ennen aikana
        alle yli koko joku jokin mitään muu muut muita
    """,
    "sv": """
        och är att det som en ett den de för på av med till från inte har hade ska skall skulle kan kunde
        måste bör får vad vem vilken vilket vilka vilkas hur när var varför vart varifrån om eller men så
        också även enligt under över efter före innan mellan vid hos utan mot genom kring jag du han hon vi
        ni man vill mig dig oss er sig sin sitt sina min mitt mina din ditt dina vår vårt våra deras hans
        hennes dess detta dessa denna sådan sådana där här då nu redan bara finns finnas ingår ingå gör göra
        blir bli blev vara varit kommer någon något några ingen inget inga alla allt varje andra annan annat
        samt hej tack nuförtiden fortfarande ännu mycket många hurdan hurdana vars ens åt ur inom utöver än
        dem honom henne
    """,
    "en": """
        the of and to in is are was were be been being that this these those it its for with as by from at
        on or not have has had do does did can could must should shall may might will would what which who
        whom whose how when where why if but about into than then there their they them he she we you your
        our my his her i an a between within under after before during without also any all each every some
        such only other more most no nor so please tell give am i'm say said still now hello thanks much
        many often long me us
    """,
    "de": """
        und der die das ist sind nicht ein eine einen einem einer eines den dem des mit für auf von zu zum zur im am an
        auch es er sie wir ihr ich du was wer wie wo wann warum welche welcher welches wird werden wurde kann können muss
        müssen soll sollen darf haben hat hatte sein bei nach aus über unter oder aber wenn dass noch nur so als bis durch
        gegen ohne um vor kein keine ihre seine mein sich man gibt macht gemeinde gesetz sprechen bitte plan
    """,
    "et": """
        ja on ei et see need ta nad kas kuidas mis mida mille milline millised millal kus kust kuhu miks kes kelle kui ning
        või aga ka siis selle seda selles sellest oma meie teie nende tema mina sina ma sa olla oli oleks olen oled olema
        ole peab peavad saab saavad tuleb võib järgi kohta jaoks koos ilma seadus seaduse vald omavalitsus
        kohustused tähendab palun tere aitäh üks kõik mitte eesti keeles
    """,
    "da": """
        og er at det som en et den de for på af med til fra ikke har havde skal skulle kan kunne må bør får hvad hvem
        hvilken hvilket hvilke hvordan hvornår hvor hvorfor om eller men så også efter under over før mellem ved uden mod
        jeg du han hun vi i man mig dig os sig sin sit min din vores deres dette disse denne der her nu kun bliver blive
        blev være været nogen noget laver ingen alle hver andre kommunen kommune lov loven ifølge betyder siger gælder indeholde plan
    """,
    "no": """
        og er at det som en et ei den de for på av med til fra ikke har hadde skal skulle kan kunne må bør får hva hvem
        hvilken hvilket hvilke hvordan når hvor hvorfor om eller men så også etter under over før mellom ved uten mot
        jeg du han hun vi dere man meg deg oss seg sin sitt min din vår deres dette disse denne der her nå bare blir bli
        ble være vært noen noe lager ingen alle hver andre kommunen kommune lov loven ifølge betyr sier gjelder inneholde ikkje plan
    """,
    "nl": """
        de het een en van is zijn niet dat die in op te met voor aan er maar om hij ze wij we je jij ik wat wie waar wanneer
        waarom hoe welke wordt worden werd kan kunnen moet moeten mag heeft hebben had bij naar uit over onder of ook als
        dan nog geen deze dit door tegen zonder tussen gemeente wet volgens zeggen plan
    """,
    "fr": """
        le la les de des du un une et est sont que qui quoi dans pour pas sur avec ne ce cette ces il elle nous vous ils je
        tu au aux par plus ou où mais comment quand pourquoi quel quelle quels quelles doit doivent peut être avoir a ont son
        sa ses leur leurs selon loi commune municipalité entre sans sous plan
    """,
    "es": """
        el la los las de del un una y es son que quien qué en para no por con se su sus lo como cómo cuándo cuál cuáles dónde
        quién porque pero más o este esta estos estas debe deben puede ser estar tiene tienen según ley municipio entre sin
        sobre al yo tú usted
    """,
    "it": """
        il lo la i gli le di del della dei delle un una e è sono che chi cosa in per non con si su suo sua come quando dove
        perché quale quali ma più o questo questa deve devono può essere avere ha hanno secondo legge comune tra senza
        nel nella al alla da dal
    """,
}

_TELLTALES = {
    "fi": """
        kunta kunnan kunnassa kunnat kuntien kunnalla kuntaa laki lain laissa lakia lakiin lailla pykälä
        pykälän momentti momentin sisältää sisältyy tarkoittaa tarkoitetaan suomeksi ruotsiksi englanniksi
        kerro anna laadi kirjoita tarkista luettele vertaa sanoa vuonna vuoden vuotta
    """,
    "sv": """
        kommunen kommun kommuner kommunens kommunerna lag lagen lagens lagar svenska finska engelska
        paragraf moment momentet integration gäller betyder innehåller innehålla ge skriv berätta säger
        heter
    """,
    "en": """
        municipality municipalities municipal law act section programme plan integration according english
        finnish swedish swedes explain list describe compare check draft mean means contain contains include
        includes need needs write
    """,
}

STOP_WORDS = {language: frozenset(words.split()) for language, words in _LISTS.items()}
"""By language: words so frequent that they say little about what a text is about."""

FUNCTION_WORDS = {
    language: words | frozenset(_TELLTALES.get(language, "").split()) for language, words in STOP_WORDS.items()
}
"""By language: words that give it away; a word may stand in several lists."""

ENDINGS = {
    "fi": """
        ssa ssä sta stä lla llä lta ltä lle ksi nsa nsä mme ko kö kin kaan kään vat vät taan tään daan dään
        minen misen mista mistä misessa minta inen isen iset isten sesta sestä suus uus yys uden yyden iden
        jen jien ien ita iä ia tta ttä na nä een iin oin aan ään nut nyt neet sivat ivat ous eus ys iön mies
    """,
    "sv": """
        ning ningen ningar ningarna ande ende het heten heter else elsen arna erna orna ens skap skapet lig ligt liga
        ade ades tion tionen tionens tioner ism are aren arens et ets programmet splanen splan
    """,
    "en": """
        tion tions ing ings ed ly ment ments ness ity ities able ible ous ive ance ence ship al ic ies ity's ism ist
    """,
    "de": "ung ungen keit heit lich liche lichen isch ische ischen schaft tion tionen ieren iert",
    "et": "mine mise mist ikud ikku dele dest tega ga sse st ks lt ele eks asti us use ust",
    "da": "ning ningen ende hed heden else lig ligt lige ede er erne tion tionen skab",
    "no": "ning ningen ende het heten else lig ligt lige ede er ene tion sjon sjonen skap",
    "nl": "ing ingen heid heden lijk lijke tie ties ement schap",
}
"""By language: endings of its longer words; weak evidence, counted once a word."""

LETTERS = {
    "å": ("sv", "no", "da"),
    "ä": ("fi", "sv", "de", "et"),
    "ö": ("fi", "sv", "de", "et"),
    "ø": ("no", "da"),
    "æ": ("no", "da"),
    "õ": ("et",),
    "ü": ("de", "et"),
    "ß": ("de",),
}
"""Letters that few languages write, and which."""

ENDINGS_BY_LANGUAGE = {
    language: tuple(sorted(set(endings.split()), key=lambda ending: (-len(ending), ending)))
    for language, endings in ENDINGS.items()
}
"""`ENDINGS`, longest first."""
