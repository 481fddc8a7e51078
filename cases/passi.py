"""The next step of a case, computed from its facts: one sentence, one action.

Upper floors add theirs for the states they know (`registra_passo`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from cases.enums import ESITO_COMPLESSO, EsitoIncontro, StatoAnalisi, StatoCaso, TipoAppuntamento
from cases.models import Appuntamento, CasoAdi
from cases.services.fatti import SVOLTI, giorno_di, vale_come_incontro

PRIMA_DEL_PROGETTO = (
    StatoCaso.INCONTRATO,
    StatoCaso.IN_ANALISI,
    StatoCaso.ANALIZZATO,
    StatoCaso.PATTO_IN_DEFINIZIONE,
)
# Who came to the counter goes from the first meeting straight to the project: the Analisi is not asked.
PERCORSO_DALLO_SPORTELLO = (
    ("Accoglienza", (StatoCaso.RICEVUTO, StatoCaso.ASSEGNATO)),
    ("Primo incontro", (StatoCaso.CONVOCATO,)),
    ("Progetto", PRIMA_DEL_PROGETTO),
    ("Verifiche", (StatoCaso.PATTO_SOTTOSCRITTO, StatoCaso.MONITORAGGIO)),
)
PERCORSO = (
    ("Accoglienza", (StatoCaso.RICEVUTO, StatoCaso.ASSEGNATO)),
    ("Primo incontro", (StatoCaso.CONVOCATO,)),
    ("Analisi", (StatoCaso.INCONTRATO, StatoCaso.IN_ANALISI)),
    ("Patto", (StatoCaso.ANALIZZATO, StatoCaso.PATTO_IN_DEFINIZIONE)),
    ("Monitoraggio", (StatoCaso.PATTO_SOTTOSCRITTO, StatoCaso.MONITORAGGIO)),
)
# With complex needs the team comes between the analysis and the Patto.
PERCORSO_COMPLESSO = (
    *PERCORSO[:3],
    ("Équipe", (StatoCaso.ANALIZZATO,)),
    ("Patto", (StatoCaso.PATTO_IN_DEFINIZIONE,)),
    PERCORSO[-1],
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Passo:
    """What to do now. Without `url` it is only said; `motivo_no` greys the action."""

    titolo: str
    testo: str = ""
    url: str = ""
    etichetta: str = ""
    motivo_no: str = ""


Calcolo = Callable[[HttpRequest, CasoAdi], Passo | None]

_passi: dict[str, Calcolo] = {}


def registra_passo(stati: Iterable[str], funzione: Calcolo) -> None:
    """`funzione(request, caso)` gives the next step in those states, or None to leave it to the house."""
    for stato in stati:
        _passi[str(stato)] = funzione


def prossimo_passo(
    request: HttpRequest, caso: CasoAdi, appuntamenti: list[Appuntamento], *, motivo_no: str
) -> Passo:
    """What waits longest comes first: an absence to hear, an outcome to write, then the path."""
    sospeso = _appuntamento_in_sospeso(caso, appuntamenti)
    if sospeso:
        return sospeso
    da_sopra = _passi.get(caso.stato)
    passo = da_sopra(request, caso) if da_sopra else None
    return passo or _dello_stato(caso, motivo_no)


def percorso_di(caso: CasoAdi, indirizzi: Mapping[str, str] | None = None) -> list[dict[str, str]]:
    """The steps of the path, for the stepper; `indirizzi` by name of the step, for who may open them."""
    percorso = _percorso(caso)
    attuale = next((n for n, (_, stati) in enumerate(percorso) if caso.stato in stati), len(percorso))
    parole = {True: "fatto", False: "da_fare"}
    return [
        {
            "etichetta": nome,
            "stato": "attuale" if n == attuale else parole[n < attuale],
            "url": (indirizzi or {}).get(nome, ""),
        }
        for n, (nome, _) in enumerate(percorso)
    ]


def _percorso(caso: CasoAdi) -> Sequence[tuple[str, Sequence[StatoCaso]]]:
    if not caso.adi:
        return PERCORSO_DALLO_SPORTELLO
    finite = caso.analisi.filter(stato=StatoAnalisi.FINALIZZATA)
    return PERCORSO_COMPLESSO if finite.filter(esiti__codice=ESITO_COMPLESSO).exists() else PERCORSO


def _appuntamento_in_sospeso(caso: CasoAdi, appuntamenti: list[Appuntamento]) -> Passo | None:
    da_sentire = next((a for a in appuntamenti if a.esito == EsitoIncontro.ASSENZA_DA_GIUSTIFICARE), None)
    if da_sentire:
        return Passo(
            titolo="Sentire la persona sull'assenza",
            testo=f"Non ci siamo incontrati il {giorno_di(da_sentire):%d/%m/%Y}: si ascolta, poi si valuta.",
            url=_appuntamento(caso, da_sentire),
            etichetta="Scrivi che cosa ha detto",
        )
    aperto = next((a for a in appuntamenti if not a.esito), None)
    if aperto:
        return _passo_dell_appuntamento(caso, aperto)
    da_registrare = _da_registrare(caso, appuntamenti)
    if da_registrare:
        return Passo(
            titolo="Registrare l'incontro in GePI",
            testo="Registrato entro il giorno 20 vale per il pagamento del mese, dopo per quello seguente.",
            url=_appuntamento(caso, da_registrare),
            etichetta="Segna la registrazione",
        )
    return None


def _da_registrare(caso: CasoAdi, appuntamenti: list[Appuntamento]) -> Appuntamento | None:
    """The first meeting to write in GePI: a call that does not count cannot be registered."""
    if not caso.adi or caso.stato != StatoCaso.INCONTRATO:
        return None
    svolti = [a for a in appuntamenti if a.esito in SVOLTI and not a.registrato_gepi_il]
    norme = norme_dell_ambito(caso.ambito_id) if svolti else None
    return next(
        (a for a in svolti if norme and vale_come_incontro(caso, a, tra=appuntamenti, norme=norme).ok), None
    )


def _passo_dell_appuntamento(caso: CasoAdi, a: Appuntamento) -> Passo:
    if a.convocato_il is None:
        return Passo(
            titolo="Convocare la famiglia",
            testo=f"{a.get_tipo_display()} fissato per il {giorno_di(a):%d/%m/%Y}: manca la convocazione.",
            url=_appuntamento(caso, a),
            etichetta="Convoca",
        )
    return Passo(
        titolo=f"{a.get_tipo_display()} il {giorno_di(a):%d/%m/%Y}",
        testo="Dopo l'incontro scrivi com'è andata.",
        url=_appuntamento(caso, a),
        etichetta="Apri l'appuntamento",
    )


def _dello_stato(caso: CasoAdi, motivo_no: str) -> Passo:
    nuovo = reverse("appuntamento-nuovo", args=[caso.pk])
    primo = f"{nuovo}?tipo={TipoAppuntamento.PRIMO_INCONTRO}"
    monitoraggio = f"{nuovo}?tipo={TipoAppuntamento.MONITORAGGIO}"
    analisi = reverse("analisi-quadro", args=[caso.pk])
    passi = {
        StatoCaso.RICEVUTO: ("Assegnare il caso", reverse("caso-assegna", args=[caso.pk]), "Assegna"),
        StatoCaso.ASSEGNATO: ("Fissare il primo incontro", primo, "Fissa l'incontro"),
        StatoCaso.CONVOCATO: ("Fissare un nuovo primo incontro", primo, "Fissa l'incontro"),
        StatoCaso.INCONTRATO: ("Iniziare l'analisi preliminare", analisi, "Inizia l'analisi"),
        StatoCaso.IN_ANALISI: ("Continuare l'analisi preliminare", analisi, "Continua l'analisi"),
        StatoCaso.ANALIZZATO: ("Scrivere il Patto per l'inclusione", "", ""),
        StatoCaso.PATTO_IN_DEFINIZIONE: ("Condividere e firmare il Patto", "", ""),
        StatoCaso.PATTO_SOTTOSCRITTO: ("Fissare la prima verifica", monitoraggio, "Fissa la verifica"),
        StatoCaso.MONITORAGGIO: ("Fissare la prossima verifica", monitoraggio, "Fissa la verifica"),
        StatoCaso.CHIUSO: ("Il caso è chiuso", "", ""),
        StatoCaso.TRASFERITO: ("Il caso è stato trasferito", "", ""),
    }
    if not caso.adi:
        passi |= dict.fromkeys(PRIMA_DEL_PROGETTO, ("Scrivere il progetto con la persona", "", ""))
    titolo, url, etichetta = passi[StatoCaso(caso.stato)]
    return Passo(titolo=titolo, url=url, etichetta=etichetta, motivo_no=motivo_no if url else "")


def _appuntamento(caso: CasoAdi, a: Appuntamento) -> str:
    return reverse("appuntamento-scheda", args=[caso.pk, a.pk])
