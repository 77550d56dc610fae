"""What is Dutch about suggestions, in one table: how words are stemmed, what is common, and by which words an act is known.

Another language takes the place of this table. The signs are of form only (tense, agents, instruments, money, dates): words that only fit the
letters at hand are learned, and stand in the weights.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from itertools import islice
from typing import NamedTuple

from ctmeasures.model.dates import DUTCH_MONTHS
from ctmeasures.model.status import Status


class Sign(NamedTuple):
    """Words that speak for or against an act: their name, what they look like, what each counts in the rules, how many count, whether they are shown."""

    name: str
    pattern: re.Pattern[str]
    weight: float
    most: int = 1
    shown: bool = False


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


_MONTH = "|".join(DUTCH_MONTHS)
_SEASON = "voorjaar|lente|zomer|najaar|herfst|winter"
_WHEN = r"begin|eind|einde van|medio|vanaf|uiterlijk|per|in|voor|vóór|na|tot|deze|dit|komende?|volgende?|aanstaande|halverwege"
# A moment with the word that leads to it, with or without its year.
MOMENT = re.compile(
    rf"\b(?:(?P<when>{_WHEN}) (?:van )?(?:de |het )?)?(?:(?P<days>\d{{1,2}} ?(?:-|–|tot|t/m|en) ?\d{{1,2}}|\d{{1,2}}) )?"
    rf"(?P<part>(?P<named>{_MONTH}|{_SEASON})(?: (?:van )?(?P<year>20\d\d))?"
    rf"|(?:(?:eerste|tweede|derde|vierde|laatste) (?:helft|kwartaal)|[1-4]e kwartaal)(?: van)?(?: het jaar)? (?P<of>20\d\d)"
    rf"|(?:het jaar )?(?P<alone>20\d\d))\b(?!\s*[/–-]\s*\d)(?P<past> ?(?:jl\b|jongstleden))?",
    re.IGNORECASE,
)
# A name, and words that go back to one.
NAME = re.compile(
    r"(?<=\s)(?:[A-Z]\w*-[A-Z]\w+|[A-Z]{2,}|[A-Z]\w*(?:raad|top|conferentie|bijeenkomst|programma|wet|akkoord))\b"
)
BACK = re.compile(r"\b(?:[Dd]eze|[Dd]ie|[Dd]it|[Dd]at) (?P<name>[A-Z]\w*(?:-[A-Z]\w+)?)\b")
FORWARD = _words(
    r"zal|zullen|gaat|gaan|wordt|worden|komt|komen|moet|moeten|gereed|afgerond|vanaf|verwacht\w*|streven|streef\w*|uiterlijk|voorzien|bestemd|gepland|a\.s|aanstaande"
)
# Words before a year that only name it: the year of a plan, a law, a report.
NAMING = _words(r"sinds|van|over|uit|jaar|verslag|begroting|artikel|wet")
MONEY = re.compile(
    r"(?:(?:€|EUR|euro)\s?(?P<sum>\d[\d.,]*\d|\d)\s*(?P<many>miljoen|mln|miljard|mld)?"
    r"|\b(?P<figure>\d[\d.,]*\d|\d)\s*(?P<times>miljoen|mln|miljard|mld)\b\.?(?: euro)?)",
    re.IGNORECASE,
)
IN_MILLIONS = {"duizend": "0.001", "miljoen": "1", "mln": "1", "miljard": "1000", "mld": "1000"}
# A figure that can be a sum of money: with a euro sign or word, or, where none stands beside it, with a word for how many.
SUM = re.compile(
    r"(?<![\w.,])(?P<before>(?:€|EUR\b|euro\b)\s?)?(?P<figure>\d{1,3}(?:\s\d{3})+(?:,\d+)?(?![\d.,]*\d)|\d[\d.,]*\d|\d)(?!\d)"
    rf"(?:\.?\s?(?P<times>{'|'.join(IN_MILLIONS)})\b\.?)?(?P<behind>\s?(?:€|EUR\b|euro\b))?",
    re.IGNORECASE,
)
OTHER_CURRENCY = re.compile(
    r"\s?(?:(?:US|Amerikaanse|Canadese|Australische|Britse|Zwitserse|Noorse|Zweedse|Deense)?[- ]?(?:[$£¥]|dollar|pond(?:en)?\b|yen\b|frank|kro(?:on|nen)\b)"
    r"|(?:USD|GBP|CHF|JPY|NOK|SEK|DKK)\b)",
    re.IGNORECASE,
)
OTHER_SIGN = re.compile(r"(?:[$£¥]|\b(?:USD|GBP|CHF|JPY|NOK|SEK|DKK))\s?$", re.IGNORECASE)
RANGE = r"(?:-|–|—|à|tot(?: en met)?|t/m)"
# What shows that a figure without the word is money: the sentence speaks of some, and no noun follows that is counted.
SPENDING = re.compile(
    r"€|\b(?:EUR|euro)\b|\b(?:structure(?:le|el)|incidente(?:le|el)|\w*invester\w+|geïnvesteerd|\w*budget\w*|begroting|\w*middelen|subsidie\w*|kost\w*)\b",
    re.IGNORECASE,
)
UNCOUNTED = re.compile(
    r"[\s)]*(?:$|[.,;:)\]]|(?:structureel|incidenteel|oplopend|extra|beschikbaar|gereserveerd|in|per|vanaf|voor|naar|tot|en|of|aan|bij|op|ten|is|wordt|zijn|worden)\b)",
    re.IGNORECASE,
)
# Where a clause with a sum begins to speak of another receiver: behind a conjunction, or with a name or an article.
OTHER_RECEIVER = re.compile(
    r"(?i:en|evenals|alsmede|maar|terwijl)\s(?!(?i:in|vanaf|per|later|daarna|structureel|incidenteel|oplopend|nog|circa|ruim|€|EUR|\d))"
    r"|(?i:de|het|een|voor|aan|bij)\s|(?:€|EUR)\s?\d[^;]*?\b(?i:voor|aan|bij)\s(?:de\b|het\b|[A-Z])|(?!EUR\b)[A-Z]"
)
TABLE_UNIT = re.compile(r"\bin\b.*\b(?:mln|miljoen)\b", re.IGNORECASE)

_BE, _HAVE, _BECOME = "is|zijn|was|waren|werd|werden", "heeft|hebben|heb|had|hadden", "wordt|worden"
_PREFIX = "aan|op|uit|in|af|toe|door|over|bij|mee|voor|samen|terug|om|vast|her|onder|deel|tegen|neer|vrij|klaar"
# A participle by its form; those of verbs with an unstressed prefix look like the present and count only behind an auxiliary.
_PARTICIPLE = (
    rf"(?:{_PREFIX})?(?:ge(?!en|meen|bied|bruik|val|volg|woon)\w{{3,}}(?:d|t|en)|(?:ver|be|ont|her)\w{{3,}}(?:d|t))"
)
PARTICIPLE = _words(_PARTICIPLE)

_AGENT = (
    r"kabinet|regering|nederland|(?:nederlandse )?overheid|minister\w*|staatssecretaris|bewindsperso\w+|ministerie|departement\w*|politie|gemeenten?"
    r"|diensten|inspectie|commissie|lidstaten|europese unie|partners|ketenpartners|ik|wij|we"
)
_INSTRUMENT = (
    r"\w*(?:maatregel\w*|programma\w*|strategie|wet|fonds|project\w*|platform\w*|meldpunt\w*|team\w*|unit|capaciteit|pakket|syste(?:em|men)|bestand\w*"
    r"|netwerk\w*|controles?|uitwisseling)"  # one beginning for all of them, or each would try the whole word
    r"|actieplan\w*|plan van aanpak|wetsvoorstel\w*|richtlijn|verordening|convenant\w*|protocol\w*|training\w*|opleiding\w*|cursus\w*|faciliteit\w*"
    r"|eenhe(?:id|den)|middelen|budget\w*|investering\w*|onderzoek\w*|evaluatie\w*|rapport\w*|beleidsreactie"
    r"|database|website|samenwerking\w*|toezicht|bewaking|beveiliging|registratie|campagne\w*|bijeenkomst\w*"
    r"|overleg\w*|gesprek\w*|bevoegdhe\w+|pilot\w*|proef\w*|akkoord|verdrag|afspra\w+|intensivering|versterking|uitbreiding|oprichting|invoering"
    r"|implementatie|voorbereiding|inwerkingtreding|samenstelling"
)
_THREAT = r"\w*dreiging\w*|dreigingsbeeld|aanslag\w*|slachtoffers?|daders?|\w*propaganda|\w*jihad\w*|terrorist\w*"
_VALUE = (
    r"van (?:groot |cruciaal |het grootste )?belang|belangrijk\w*|noodzakelijk\w*|cruciaal|essentieel|vrijhe\w+|waarden|solidariteit|medeleven"
    r"|garantie|garanderen|overtuigd|onderstrep\w+|benadruk\w+|blijkt|vanzelfsprekend|rechtsstaat|samenleving"
)
_REPORT = (
    r"informe(?:er|ert|ren) (?:ik|wij|u|uw)|bied(?:en)? (?:ik|wij)|treft u|deze brief|hierna|hieronder|hierboven|zoals (?:aangegeven|reeds|beschreven|gesteld|bekend)"
    r"|geconcludeerd|lijkt|lijken|constateert|concludeert|blijkt|schetst"
)
_UNDERWAY = (
    r"momenteel|doorlopend|voortdurend|permanent|reeds|al enige tijd|sinds|blijft|blijven|werkt|werken aan|houdt|steunt|ondersteunt|ondersteunen|actief"
    r"|van start|gestart|opgestart|draagt|dragen|zet|zetten|investeert|investeren|neemt deel|nemen deel|onverminderd|continu"
)
_PREPARED = (
    r"in voorbereiding|voorbereid|bereidt|bereiden|wetsvoorstel\w*|onderhandel\w+|bezien|bekeken|gekeken|verkend|onderzocht|uitgewerkt|consultatie|ontwerp\w*"
    r"|voorbereiding\w*|plan van aanpak|voorgelegd|concept\w*"
)
_DONE = (
    r"opgericht|ingesteld|ingericht|gerealiseerd|in werking getreden|van kracht|afgerond|voltooid|aangenomen|vastgesteld|ontwikkeld|opgesteld|operationeel"
    r"|beschikbaar gesteld|aangeboden|genomen|getroffen|ondertekend|bekrachtigd|gepubliceerd|gelanceerd|geactualiseerd|ingevoerd|gehouden|besloten|aangescherpt"
    r"|bijeengeroepen|gesteld|verspreid|gebracht|inwerkingtreding"
)

SIGNS = (
    Sign("future", _words("zal|zullen|gaat|gaan"), 0.5, 1, True),
    Sign("intends", _words(r"wil|willen|voornemens|van plan|streeft|beoogt|komt er|komen er|streven"), 0.4, 1, True),
    Sign("perfect", re.compile(rf"\b(?:{_BE}|{_HAVE})\b[^.;]*?\b{_PARTICIPLE}\b", re.IGNORECASE), 0.8, 1),
    Sign("passive", re.compile(rf"\b(?:{_BECOME})\b[^.;]*?\b{_PARTICIPLE}\b|\b{_PARTICIPLE} (?:{_BECOME})\b", re.IGNORECASE), 0.8),
    Sign("participle", PARTICIPLE, 0.2, 3),
    Sign("modal", _words("moet|moeten|dient|dienen|kan|kunnen|mag|mogen|zou|zouden|hoeft|hoeven"), -0.3),
    Sign("negation", _words("niet|geen|noch|nooit"), -0.6),
    Sign("agent", _words(_AGENT), 0.35, 3),
    Sign("instrument", _words(_INSTRUMENT), 0.4, 4, True),
    Sign("threat", _words(_THREAT), -0.25, 4),
    Sign("value", _words(_VALUE), -0.5, 2),
    Sign("report", _words(_REPORT), -0.8),
    Sign("underway", _words(_UNDERWAY), 0.5, 2, True),
    Sign("prepared", _words(_PREPARED), 0.6, 2, True),
    Sign("done", _words(_DONE), 0.6, 2, True),
    Sign("money", MONEY, 1.2, 1, True),
    Sign("moment", re.compile(rf"\b(?:{_WHEN}) (?:de |het |van )*(?:\d{{1,2}} )?(?:{_MONTH}|{_SEASON}|jaar|20\d\d)(?: 20\d\d)?\b", re.IGNORECASE), 0.5, 1, True),
    Sign("question", re.compile(r"\?$"), -1.5),
    Sign("anaphor", re.compile(r"^(?:Hiermee|Hiertoe|Hierdoor|Hierbij|Deze|Dit|Dat|Daarmee|Daartoe|Het betreft|Zij|Die|Dergelijke)\b"), 0.0),
    Sign("added", re.compile(r"^(?:Ook|Daarnaast|Verder|Bovendien|Tevens|Voorts|Zo|Los hiervan|Naast|In aanvulling|Tot slot)\b"), 0.3),
    Sign("figures", re.compile(r"\d"), 0.0),
    Sign("names", re.compile(r"(?<=[a-z,;] )[A-Z][\w-]{2,}"), 0.1, 4),
)  # fmt: skip
LEAD = _words(r"maatregelen|lijnen|gebieden|volgende|inzet|acties|stappen|sporen")
SUBHEADING = _words(r"dreiging\w*|inleiding|slot|tot slot|afsluit\w+|analyse|aanleiding|dreigingsbeeld|conclusie")

# What the status follows from, by the codebook, in this order: the first that stands in the clause, else in the sentence. What the letter does by
# itself is done; what is looked at goes on as long as one looks; what was made stronger still grows.
STATUSES = (
    (Status.IMPLEMENTED, _words(r"bied(?:en)? (?:ik|wij)|informe(?:er|ren) (?:ik|wij)|gelijktijdig|hierbij (?:bied|ontvangt)|bijgaand")),
    (Status.IN_PREPARATION, _words(r"in voorbereiding|bereidt|bereiden|wetsvoorstel\w*|onderhandel\w+|triloog|consultatie|voorgelegd|plan van aanpak wordt")),
    (Status.ANNOUNCED, _words(
        r"zal|zullen|komt er|komen er|komt\b[^.;]*\bbeschikbaar|voornemens|van plan|wil|willen|(?:gaat|gaan)\b(?! (?:om|het|de|verder|over|uit|door|in|er)\b)"
        r"|binnenkort|spoedig|op korte termijn|(?:is|zijn)\b[^.;]*\b(?:nodig|noodzakelijk|wenselijk|bestemd)|nodig|wenselijk")),
    (Status.IN_PROGRESS, _words(r"momenteel|doorlopend|voortdurend|permanent|blijft|blijven|van start|gestart|opgestart|is en wordt|zijn en worden|onverminderd")),
    (Status.IN_PROGRESS, _words(r"bezien|bekeken|gekeken|verkend|onderzocht|uitgewerkt")),
    (Status.IN_PROGRESS, re.compile(rf"\b(?:{_BE}|{_HAVE})\b[^;]*?\b\w*(?:versterkt|geïntensiveerd|geïnvesteerd|opgeschaald|verhoogd|toegenomen)\b", re.IGNORECASE)),
    (Status.IMPLEMENTED, re.compile(rf"\b(?:{_BE}|{_HAVE})\b[^;]*?\b{_PARTICIPLE}\b|\b{_PARTICIPLE} (?:{_BE}|{_HAVE})\b", re.IGNORECASE)),
    (Status.ANNOUNCED, MONEY),
    (Status.ANNOUNCED, _words(rf"(?:{_BECOME})\b[^;]*?\b\w*(?:structureel|uitgebreid|versterkt|opgezet|opgericht|ingericht|ingesteld|verhoogd|gevormd|geïntensiveerd|geïnvesteerd)")),
)  # fmt: skip
OTHERWISE = Status.IN_PROGRESS

# Ends of clauses: what stands on both sides of one can be two acts.
CLAUSE = re.compile(r"(?:[;:]|,(?! \d)|\s–)\s+|\s(?=(?:en|evenals|alsmede)\s)")
VERB = _words(rf"{_BE}|{_HAVE}|{_BECOME}|zal|zullen|gaat|gaan|komt|komen|moet|moeten|wil|willen|kan|kunnen")
FINITE = _words(rf"{_BE}|{_HAVE}|{_BECOME}|zal|zullen|gaat|gaan|komt|komen|moet|moeten|wil|willen|\w{{3,}}t")
# Words with which a sentence goes on about the act of the one before it.
GOES_ON = re.compile(
    r"(?:Hiermee|Hiertoe|Hierdoor|Hierbij|Deze|Dit|Dat|Daarmee|Daartoe|Daarbij|Het betreft|Zij|Die|Hierna)\b"
)

ABBREVIATIONS = re.compile(
    r"(?:^|[\s(])(?:o\.a|t/m|nrs?|mln|mld|ca|bijv|enz|d\.w\.z|m\.b\.t|t\.a\.v|i\.v\.m|n\.a\.v|zgn|zg|resp|art|lid|St|[Dd]rs?|[Pp]rof|[Mm]r|[Ii]r|[Ii]ng|blz|vgl|incl|excl|[A-Z])\.$"
)
ALSO_ENDS = re.compile(r"(?:\bjl|\ba\.s|\be\.d|\betc|\benz)\.$")

BY = re.compile(r"\bdoor (?:de |het |een )?(?P<who>[^,.;]{2,60})")
MINISTRY = re.compile(r"^(?:Ministerie van|Ministerie voor) ")

REFERENCES = (
    (re.compile(r"\bKamerstuk(?:ken)?(?: I{1,2},?)?(?: \d{4}[-–/]\d{2,4},?)? ?(\d{2}) ?(\d{3})([- ](?:[A-Z]{1,5}\b|\([A-Z0-9]+\)|(?<=-)\d{2}\b))?,? nrs?\. ?(\d{1,4}|[A-Z]{1,2})\b"), "kst:{0}{1}{2}-{3}"),
    (re.compile(r"\bKamerstuk(?:ken)?(?: I{1,2},?)?(?: \d{4}[-–/]\d{2,4},?)? ?(\d{2}) ?(\d{3})([- ](?:[A-Z]{1,5}\b|\([A-Z0-9]+\)|(?<=-)\d{2}\b))?+(?!,? nrs?\.)(?!\d)"), "dossier:{0}{1}{2}"),
    (re.compile(r"\b[Rr]ichtlijn(?: \((?:EU|EG)\))? ?(?:nr\. ?)?(\d{4})/(\d{1,4})(?:/(?:EU|EG|JBZ))?\b"), "celex:3{0}L{1:0>4}"),
    (re.compile(r"\b[Vv]erordening(?: \((?:EU|EG)\))? ?(\d{4})/(\d{1,4})\b"), "celex:3{0}R{1:0>4}"),
    (re.compile(r"\b[Kk]aderbesluit ?(\d{4})/(\d{1,4})/JBZ\b"), "celex:3{0}F{1:0>4}"),
)  # fmt: skip

_COMMON = (
    "de het een en van in op te dat die is zijn voor met aan om wordt worden als door bij ook tot uit er naar over dit deze zal heeft hebben"
    " of niet kan onder meer zoals mede hun haar daar hier wij we u uw kamer brief nederland nederlandse kabinet"
)
COMMON = frozenset(_COMMON.split())
_WORD = re.compile(r"[^\W\d_]{2,}|\d{4}")


@cache
def _stemmer() -> Callable[[str], str]:
    from snowballstemmer.dutch_stemmer import DutchStemmer

    return cache(DutchStemmer().stemWord)


@cache
def _teller() -> Callable[[str], str]:
    stem = _stemmer()
    common = frozenset(map(stem, COMMON))
    return cache(lambda word: "" if stem(word) in common else stem(word))


def words(text: str) -> list[str]:
    """Return the words of a text without case; figures but years are none."""
    return _WORD.findall(text.lower())


def stems(text: str) -> list[str]:
    """Return the stems of a text's words in their order, without case; figures but years are none."""
    return [*map(_stemmer(), words(text))]


def telling(text: str) -> list[str]:
    """Return the stems of a text but those of common words."""
    return [stem for stem in map(_teller(), words(text)) if stem]


def fired(signs: Iterable[Sign], text: str) -> dict[str, int]:
    """Return how often each sign stands in a text, as often as it counts at most, by its name."""
    return {
        sign.name: len([*islice(sign.pattern.finditer(text), sign.most)])
        if sign.most > 1
        else int(sign.pattern.search(text) is not None)
        for sign in signs
    }


# Words by which a letter names a body that everybody knows, where the registry declares its key.
BODIES = {
    "kabinet": re.compile(r"\b(?:kabinet|regering|Nederland|(?:Nederlandse |[Rr]ijks)?overheid|[Ww]ij|[Ww]e|[Ii]k)\b"),
    "eu": re.compile(r"\b(?:EU|Europese Unie|lidstaten|Europees verband|Europa|JBZ-Raad|Europese Raad)\b"),
    "gemeenten": re.compile(r"\b(?:gemeenten|gemeente|burgemeesters?)\b"),
    "vn": re.compile(r"\b(?:VN|Verenigde Naties|Veiligheidsraad)\b"),
}
WIDE = frozenset({"kabinet", "eu"})  # which stand in many sentences in which another body is at work
