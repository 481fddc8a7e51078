"""From the words of a list to the closed values of the archive. Pure: codes as plain strings."""

from dataclasses import dataclass

from cases.rules.elenco.celle import piega
from cases.rules.elenco.letture import PersonaLetta
from cases.rules.elenco.persona import richiede_il_beneficio

PARENTELE = {
    "coniuge": "coniuge",
    "marito": "coniuge",
    "moglie": "coniuge",
    "unito civilmente": "coniuge",
    "unita civilmente": "coniuge",
    "convivente": "convivente",
    "convivente di fatto": "convivente",
    "compagno": "convivente",
    "compagna": "convivente",
    "figlio": "figlio",
    "figlia": "figlio",
    "figlio/a": "figlio",
    "genitore": "genitore",
    "padre": "genitore",
    "madre": "genitore",
    "fratello": "fratello",
    "sorella": "fratello",
    "fratello/sorella": "fratello",
    "nipote": "nipote",
    "nonno": "nonno",
    "nonna": "nonno",
    "suocero": "suocero",
    "suocera": "suocero",
    "genero": "genero",
    "nuora": "genero",
    "minore affidato": "minore_affidato",
    "minore in affido": "minore_affidato",
}
_OBBLIGHI = {
    "s": "obbligato",
    "si": "obbligato",
    "tenuto agli obblighi": "obbligato",
    "obbligato": "obbligato",
    "n": "escluso",
    "no": "escluso",
    "escluso": "escluso",
    "esonerato": "escluso",
    "non soggetto": "escluso",
    "v": "volontario",
    "volontario": "volontario",
    "adesione volontaria": "volontario",
}
# Words found in the reason of an exclusion, first match wins; codes of contenuti/motivi_esonero.yaml.
_MOTIVI_ESONERO = (
    ("minor", "ME.MIN"),
    ("60 anni", "ME.ETA"),
    ("eta", "ME.ETA"),
    ("pensione", "ME.PENS"),
    ("disabil", "ME.DISAB"),
    ("oncolog", "ME.ONCO"),
    ("violenza", "ME.VIOL"),
    ("studi", "ME.STUD"),
)
# Words found in the kind of ISEE, first match wins.
_TIPI_ISEE = (
    ("inclusion", "prestazioni_familiari_inclusione"),
    ("specific", "prestazioni_familiari_inclusione"),
    ("residen", "sociosanitario_residenze"),
    ("sanitar", "sociosanitario"),
    ("universit", "universita"),
    ("minor", "minorenni"),
    ("corrente", "corrente"),
    ("ordinari", "ordinario"),
    ("standard", "ordinario"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObblighiLetti:
    """Duties of a member. `motivo` is a code, `motivo_testo` what the list says."""

    obbligo: str
    motivo: str = ""
    motivo_testo: str = ""
    percorso: int | None = None
    attivabile: bool | None = None


def parentela_di(persona: PersonaLetta) -> str:
    return parentela_scritta(persona.relazione)


def parentela_scritta(relazione: str) -> str:
    if richiede_il_beneficio(relazione):
        return "richiedente"
    return PARENTELE.get(piega(relazione), "altro")


def tipo_isee_di(scritto: str) -> str:
    """The kind of ISEE that those words name, "" when none."""
    piano = piega(scritto)
    return next((tipo for parola, tipo in _TIPI_ISEE if parola in piano), "")


def obblighi_di(persona: PersonaLetta) -> ObblighiLetti:
    """An exclusion without a reason is left to be defined: somebody must find out why."""
    testo = persona.motivo_esclusione
    obbligo = _OBBLIGHI.get(piega(persona.ruolo), "escluso" if testo and not persona.ruolo else "da_definire")
    if obbligo == "escluso" and not testo:
        obbligo = "da_definire"
    piano = piega(testo)
    percorso = persona.percorso.strip()[:1]
    return ObblighiLetti(
        obbligo=obbligo,
        motivo=next((codice for parola, codice in _MOTIVI_ESONERO if parola in piano), "") if testo else "",
        motivo_testo=testo[:160],
        percorso=int(percorso) if percorso in ("1", "2", "3", "4") else None,
        attivabile={"si": True, "s": True, "no": False, "n": False}.get(piega(persona.attivabile)),
    )


def e_un_rinnovo(periodo: str) -> bool:
    return piega(periodo).startswith("rinnov")
