"""Words of administration and integration as concepts shared by Finnish, Swedish and English: data for `words`.

One concept a line: its name, then the beginnings of its words in fi, sv and en, parted by "|". A beginning
that ends with "=" is a whole word. A beginning of five letters or more also counts inside a compound.
"""

from __future__ import annotations

_TABLE = """
municipality | kunta= kunnan= kunnat= kunta kunna kunti kuntie kunnis kuntai | kommun | municipal
county_welfare | hyvinvointialue | välfärdsområde | wellbeing
state | valtio valtakun | stat= staten statlig stats riksomfatt nationel | state= states government nationwide national
government | valtioneuvos | statsråd regering | government
ministry | ministeri | minister | ministr
authority | viranoma | myndighet | authorit
region | alue= alueen alueel alueit aluei | område region | region area
local | paikalli | lokal | local
immigrant | maahanmuut maahantul maahan muut | invandr inflytt | immigrant migrant newcomer
integration | kotoutu kotoutt kotou | integration integrer | integrat
promotion | edistä edistev edisty | främj | promot foster
programme | ohjelm | program | program
plan | suunnitel | plan planer planen | plan plans planned planning
develop | kehittä kehity | utveckl | develop
coordinate | yhteensovit yhteen sovit koordino | samordn | coordinat
cooperation | yhteistyö yhteistoim | samarbet samverk | cooperat collaborat
multisectoral | monialai | sektorsöver mångsektor tväradm | multisector multidisc cross-sector
service | palvel | tjänst service | service
need | tarpeen tarpei tarve tarvi tarpeit tarvet | behov behöv | need needs needed requir
assessment | arvioin arvioi arvio kartoit | bedömning bedöm kartlägg utvärder | assess evaluat
initial | alku alkuv ensi | inledande inledn | initial early
interview | haastattel | intervju | interview
skills | osaami valmiuksi valmiud taido taito | kompeten kunskap färdighet beredskap | skill competen proficien ability
language | kieli kielen kielel kielit kielis | språk | language
mothertongue | äidinkiel | modersmål | mother tongue native
finnish | suomen= suomea suomek suomi | finska finsk | finnish
swedish | ruotsi | svensk | swedish
literacy | luku-ja lukutaid lukutaito kirjoitustai | läskun läs-och skriv | literacy
training | koulutu koulutt | utbildning | training educat
teaching | opetus opetuk opettaj | undervisning lärare | teach instruct
study | opiskel opinto opinno opint | studie studera | stud study studies
selfstudy | omaehto | frivilliga självst | self-motivat independent
guidance | ohjau ohjaa ohjat | vägled handled anvisn hänvis anvisa | guid direct refer placement
advice | neuvon neuvo | rådgiv rådgivn | advice advis counsel
information | tieto= tiedo tietoa tietoj tiedot infor | uppgift information | information data inform
orientation | orientaat | orienter | orientat
society | yhteiskun | samhäll | societ civic social
test | testau testi päättötes | test= testning sluttest | test= testing tests exam
employment | työllis työlly | sysselsätt arbetskraft | employ
work | työ= työn työss työelä työhön | arbete arbetsliv arbets | work working labour labor
jobseeker | työnhaki työtön työttöm | arbetssök arbetslös | jobseek unemploy
enterprise | yrittäj yritys yrityk | företag | entrepreneur business compan enterprise
health | terveyde tervey | hälsa hälso | health
wellbeing | hyvinvoin | välbefinn välfärd | wellbeing well-being welfare
care | hoito hoidon huolen hoiva | vård omsorg omvård | care
child | lapsi lapse lasten lasta | barn= barnet barn | child children minor
young | nuori nuore nuorten | ung= unga ungdom ung | young youth
family | perhe perhei | familj | famil
guardian | huoltaj | vårdnadshav | guardian
representative | edustaj | företräd | representat
court | käräjäoik tuomioist oikeud | tingsrätt domstol | court
person | henkilö ihmin ihmis | person människ | person people individual
client | asiakk asiakas | kund klient | client customer
trafficking | ihmiskaup | människohandel | trafficking
victim | uhri | offer= offret offer | victim
refugee | pakolai | flykting | refugee
quota | kiintiö | kvot | quota
protection | suojelu | skydd | protection
reception | vastaanot | mottag förlägg | recept receiv
place | paikka paikko paika | plats | place places
agreement | sopimu sopia sovit sovita | avtal överenskom | agree contract
compensation | korvau korvat korvaa | ersätt | compensat reimburs
imputed | laskennal | kalkyl | imputed calculat
cost | kustann kulut kuluj kulu | kostnad utgift | cost expens
fee | palkkio | arvode | fee= fees remunerat
payment | maksetaa maksaa maksam maksu maksetta | betala utbetal | pay= paid payable payment
budget | talousarvi budjet | budget | budget
appropriation | määräraho määrära | anslag | appropriat
finance | rahoit rahoi | finansier | financ fund
fund | varoista varat varoi varoj | medel= medlen | funds
year | vuosi vuode vuott vuotee vuonna vuosit vuotia | år= året åren års årlig | year annual
month | kuukau kuukaude | månad | month
week | viikko viiko | vecka veckor | week
day | päivä= päivän päivää päivie | dag= dagar dagen dygn | day days
hour | tunti tunni tuntia tuntip | timme timmar timm | hour
euro | euro | euro | euro eur €
duration | kesto keston keston | varaktig | duration last=
deadline | määräaik määräaja | tidsfrist frist | deadline limit
extend | pidenn pidentä jatkaa jatket | förläng | exten prolong
review | tarkist tarkas | översyn översk ses= över= | review revis
monitor | seurann seuraa seurat seurant | uppfölj följa | monitor follow
supervise | valvon valvo | tillsyn övervak | supervis oversight
report | raport ilmoit selvity kertom | rapport anmäl meddel | report notif
decision | päätös päätök päättä | beslut | decision decid
approve | hyväks | godkän | approv
council | valtuust | fullmäktig | council
strategy | strateg | strateg | strateg
goal | tavoit | mål= målen mål målsätt | objectiv goal target aim
content | sisält sisällö sisälly | innehåll ingå | contain content includ
measure | toimenpi toime toimi | åtgärd | measure action
organise | järjestä järjeste järjesty | ordna ordnas organiser ordnand | organis organiz arrang provid
responsible | vastaa vastuu | svara ansvar | responsib
obligation | velvol velvoi | skyldig | oblig duty duties
right | oikeus oikeut oikeuks | rätt= rätten rättighet | right entitl
apply | hakem hakea haett hakee hakeu | ansök söka | appl application
prepare | laatim laadi laati laadin | utarbet upprätt göra= göras görs | draw drawn prepar
prepareness | varautum | beredskap | preparedn preparing
hear | kuult kuulla kuultu | höra hörs samråd hört | hear= heard consult
consent | suostum | samtycke | consent
grant | myöntä myönn | bevilja | grant
permit | lupa= luvan lupaa oleskelulu | tillstånd uppehålls | permit
residence | oleskel asumi asuva asuvi kotikun | uppehåll bosätt hemkommun bo= bor | residen
housing | asunto asunno asumin | bostad boende | hous accommodat dwelling
move | muutta muuttaj muutt | flytt | mov
register | rekister | register registr | regist
database | tietovaran tietojärj tietokan | informationsres informationssyst databas | resource system database
delete | poist | radera avlägs | delet remov
use | käyttä käytö käyttö | använd | use= used using uses
security | turvalli turva | säkerhet trygg | secur safe
training_plan | opetussuun | läroplan | curricul
basic | perus= perusk perust | grundlägg grund | basic
secondary | toisen-asteen asteen | stadiet | secondary
association | järjestö yhdisty yhteisö | organisation förening sammanslut | organisation organization association
culture | kulttuur | kultur | cultur
leisure | vapaa-ai vapaa-aj | fritid | leisure
participation | osallis | delta delaktig deltag | particip
equality | tasa-arv yhdenvert | jämställd likabehand jämlik | equal
relations | väestösuht suhte | relation befolknings | relation
national | valtakunnal kansalli kansall | nationell riks | national
act | laki= lain= laissa= lakia= laista= lakiin= | lag= lagen= lagens= lagar | act= acts law= laws legislat statut
decree | asetus asetuk | förordning | decree regulation
force | voimaan voimass | kraft= ikraft gällande | force= effect valid
section | pykäl momen kohda kohta | paragraf moment mom= punkt | section subsection item
time | ajaksi ajalta aikana ajan= aika= | tid= tiden tidpunkt | time period
begin | alkaa alkami aloit käynnist | börja inled påbörj | begin start commenc
end | päätty päätt lakkaa lakka | upphör avslut utgång slut= | end= ends ended terminat expir
change | muuto muute muutos | ändr förändr | chang amend
condition | edellyt ehto | villkor förutsät | condition precondit
area | alueell | regional | regional
publish | julkai julkis | offentlig publicer | public publish
question | kysym | fråga frågor | question
help | apu= tuki= tukea tuen tuke avust | stöd hjälp bistånd | support help assist aid
benefit | etuus etuu työttömyyset | förmån | benefit allowance
disability | vamma vammai | funktionsned | disab
illness | sairau | sjukdom | illness sick
school | koulu= oppilai perusop | skola läroanst | school
university | korkeak yliopis | högskol universit | universit higher
staff | henkilöst työntek | personal= personalen anställd | staff personnel employee
cost_necessary | välttämät | nödvändig | necessar essential
appropriate | tarkoituksenm asianmuk | ändamålsenl | appropriate suitable
special | erityi | särskil specie | special
victimhelp | auttam | bistå | assist
produce | tuott | produc | provider produc
individual | yksilöl | individuell enskild | individual personal
life | elämä elämän | liv= livet livssit | life
situation | tilanne tilantee | situation läge | situation
first | ensimmäi | första först | first
total | yhteen yhteensä | sammanl totalt tillsammans | total combined together
maximum | enimmäis | maximal max | maxim
other | muu= muut muita muiden muuta | annan andra annat övrig | other others another
delay | viipymät viivyt | dröjsmål | delay
possible | mahdolli | möjlig | possib
reason | syy= syyn syystä peruste | skäl orsak grund= anledning | reason ground justif
document | asiakir | handling dokument | document
digital | digit verkko sähköis | digital elektron | digital online electronic
interpreter | tulkits tulkkau tulkin | tolk | interpret
translate | käännö käänt käännet | översätt | translat
board | lautak hallitus | nämnd styrelse | board committee
statistic | tilasto | statistik | statistic
number_of | määrä= määrän lukumäär | antal | number= amount
home | koti= kotona kotih | hem= hemma | home
parent | vanhem | förälder föräldr | parent
sector | toimiala hallinnonal sektori | sektor förvaltningsomr | sector
centre | keskus keskuk | central centret centrum centralen | centre center
administration | hallin hallint | förvaltning | administrat
supervisory | valvontavir | tillsynsverk | supervisory
immigration_service | maahanmuuttovir migri | migrationsverk | immigration-service
social_insurance | kansaneläk kela= kelan | folkpension fpa= | kela=
agreement_place | kuntapaik | kommunplats | municipal-place
"""

Concepts = dict[str, str]


def _read(table: str) -> tuple[Concepts, Concepts]:
    """(whole words, beginnings), each with its concept."""
    whole: Concepts = {}
    beginnings: Concepts = {}
    for line in table.strip().splitlines():
        name, *columns = (part.strip() for part in line.split("|"))
        for beginning in " ".join(columns).split():
            if beginning.endswith("="):
                whole.setdefault(beginning[:-1], name)
            else:
                beginnings.setdefault(beginning, name)
    return whole, beginnings


WHOLE_WORDS, BEGINNINGS = _read(_TABLE)
LONGEST_BEGINNING = max(map(len, BEGINNINGS))
