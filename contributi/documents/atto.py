"""The text of an act, once: the integral rendering and the one with the omissis come from the same values.

What is public is named here; everything else becomes «omissis», also what will be added later.
"""

import datetime
from typing import Any

from django.db.models import Q

from adi_platform.norme.loader import Norme
from adi_platform.ui.formati import con_articolo, euro
from adi_platform.ui.formati import giorno as in_parole
from cases.models import Persona
from contributi.enums import TIPI_DI_CONCESSIONE, GenerePreavviso, TipoProvvedimento
from contributi.models import Preavviso, Provvedimento, Pubblicazione, VoceSeduta
from contributi.rules.fatti import mesi_in_parole

Contesto = dict[str, Any]
OMISSIS = "omissis"
TITOLI = {
    TipoProvvedimento.CONCESSIONE: "Concessione di un sostegno economico",
    TipoProvvedimento.DEROGA: "Concessione di un sostegno economico in deroga",
    TipoProvvedimento.DINIEGO: "Diniego di un sostegno economico",
    TipoProvvedimento.NON_SOSPENSIONE: "Sospensione non applicata",
    TipoProvvedimento.SOSPENSIONE: "Sospensione di un sostegno economico",
    TipoProvvedimento.MODIFICA: "Modifica di un sostegno economico",
    TipoProvvedimento.REVOCA: "Revoca di un sostegno economico",
    TipoProvvedimento.ARCHIVIAZIONE: "Archiviazione di una richiesta",
}
# Which letter the act answers; the others answer none.
GENERE_PER_TIPO = {
    TipoProvvedimento.CONCESSIONE: GenerePreavviso.RIFIUTO,
    TipoProvvedimento.DEROGA: GenerePreavviso.RIFIUTO,
    TipoProvvedimento.DINIEGO: GenerePreavviso.RIFIUTO,
    TipoProvvedimento.SOSPENSIONE: GenerePreavviso.SOSPENSIONE,
    TipoProvvedimento.NON_SOSPENSIONE: GenerePreavviso.SOSPENSIONE,
    TipoProvvedimento.REVOCA: GenerePreavviso.REVOCA,
}
CON_IL_PARERE = (TipoProvvedimento.CONCESSIONE, TipoProvvedimento.DEROGA, TipoProvvedimento.DINIEGO)
CON_I_MOTIVI_DETTI = (TipoProvvedimento.DINIEGO, TipoProvvedimento.SOSPENSIONE, TipoProvvedimento.REVOCA)
# Keys that both renderings say in the same words.
PUBBLICHE = (
    "tipo",
    "titolo",
    "numero",
    "data",
    "ente",
    "ufficio",
    "dirigente",
    "regolamento",
    "articoli",
    "totale",
    "dal",
    "al",
    "selezione",
)


def contesto_atto(
    provvedimento: Provvedimento, *, numero: str, il: datetime.date, dirigente: str, norme: Norme
) -> Contesto:
    """Everything that the act says, as plain JSON values. `numero` is empty in a preview."""
    richiesta = provvedimento.richiesta
    misura = richiesta.misura
    beneficiario = richiesta.richiedente
    return {
        "tipo": provvedimento.get_tipo_display(),
        "titolo": TITOLI[TipoProvvedimento(provvedimento.tipo)],
        "numero": numero or "da assegnare",
        "data": in_parole(il),
        "ente": richiesta.ambito.nome,
        "ufficio": richiesta.ambito.ufficio,
        "dirigente": dirigente,
        "beneficiario": nome_di(beneficiario),
        "codice": beneficiario.codice,
        "comune": richiesta.comune.nome if richiesta.comune else "",
        "richiesta": f"n. {_segnatura(provvedimento)} {con_articolo(richiesta.data_domanda, 'del')}",
        "misura": misura.nome,
        "regolamento": misura.regolamento,
        "articoli": provvedimento.articoli,
        "selezione": _selezione(provvedimento),
        "motivazione": provvedimento.motivazione,
        "motivi": _motivi(provvedimento),
        "osservazioni": _osservazioni(provvedimento),
        "ascolto": _ascolto(provvedimento),
        "verbale": _verbale(provvedimento),
        "motivi_nuovi": provvedimento.motivi_nuovi,
        "importo": _importo(provvedimento),
        "totale": euro(provvedimento.totale),
        "modo": provvedimento.get_modo_display() if provvedimento.modo else "",
        "dal": _giorno(provvedimento.dal),
        "al": _giorno(provvedimento.al),
        "condizioni": provvedimento.condizioni,
        "recupero": euro(provvedimento.importo_recupero),
        "riguarda": _riguarda(provvedimento),
        "ricorso": ricorso(norme, al=il),
        "istruttoria": provvedimento.istruttoria.get("impronta", ""),
    }


def contesto_omissis(testo: Contesto, pubblicazione: Pubblicazione) -> Contesto:
    """The same act for everybody: only the keys named public, an opaque code instead of the person."""
    pubblico: Contesto = dict.fromkeys(testo, OMISSIS)
    pubblico |= {chiave: testo[chiave] for chiave in PUBBLICHE}
    pubblico |= {"motivi": [], "osservazioni": [], "motivi_nuovi": "", "condizioni": "", "recupero": ""}
    pubblico |= {"ascolto": "", "verbale": ""}
    pubblico |= {"riguarda": "", "ricorso": "", "importo": "", "modo": ""}
    pubblico["misura"] = pubblicazione.oggetto
    pubblico["comune"] = testo["comune"] if pubblicazione.con_comune else ""
    pubblico["beneficiario"] = (
        f"codice {pubblicazione.codice}" if pubblicazione.identita_omessa else testo["beneficiario"]
    )
    return pubblico


def ricorso(norme: Norme, *, al: datetime.date) -> str:
    """Term and authority of the appeal (L. 241/1990 art. 3 c. 4)."""
    tar = norme.valore("procedimento.ricorso_tar_giorni", al=al).intero
    straordinario = norme.valore("procedimento.ricorso_straordinario_giorni", al=al).intero
    return (
        f"al Tribunale amministrativo regionale entro {tar} giorni da quando riceve l'atto, "
        f"oppure al Presidente della Repubblica entro {straordinario} giorni"
    )


def nome_di(persona: Persona) -> str:
    return f"{persona.nome} {persona.cognome}"


def preavviso_di(provvedimento: Provvedimento) -> Preavviso | None:
    """The last notice of its kind that no other act has followed: this act answers that one."""
    righe = provvedimento.richiesta.preavvisi.filter(
        Q(atto__isnull=True) | Q(atto=provvedimento.pk),
        genere=GENERE_PER_TIPO.get(TipoProvvedimento(provvedimento.tipo), ""),
    )
    righe = righe.select_related("comunicazione__registrazione", "richiesta")
    return righe.prefetch_related("motivi", "osservazioni").order_by("-numero").first()


def _segnatura(provvedimento: Provvedimento) -> str:
    registrazione = provvedimento.richiesta.registrazione
    return registrazione.segnatura if registrazione else ""


def _giorno(giorno: datetime.date | None) -> str:
    return in_parole(giorno) if giorno else ""


def _selezione(provvedimento: Provvedimento) -> str:
    if provvedimento.tipo == TipoProvvedimento.DEROGA:
        return "Deroga al regolamento su proposta della commissione tecnica"
    if provvedimento.proposta_id is None:
        return "Istruttoria sommaria per bisogno indifferibile e urgente"
    return "Domanda e valutazione della commissione tecnica"


def _importo(provvedimento: Provvedimento) -> str:
    if provvedimento.importo is None:
        return ""
    mesi = provvedimento.mesi
    return (
        f"{euro(provvedimento.importo)} al mese per {mesi_in_parole(mesi)}"
        if mesi
        else euro(provvedimento.importo)
    )


def _riguarda(provvedimento: Provvedimento) -> str:
    altro = provvedimento.riguarda
    if altro is None or altro.adottato_il is None:
        return ""
    numero = f" n. {altro.registrazione.segnatura}" if altro.registrazione else ""
    return f"{altro.get_tipo_display()}{numero} {con_articolo(altro.adottato_il, 'del')}"


def _motivi(provvedimento: Provvedimento) -> list[dict[str, str]]:
    """Those of the letter that came before: of what is taken away, also when it is a part of what was asked."""
    detti = provvedimento.tipo in CON_I_MOTIVI_DETTI or _meno_di_quanto_chiesto(provvedimento)
    preavviso = preavviso_di(provvedimento) if detti else None
    return [{"testo": m.testo, "articolo": m.articolo} for m in preavviso.motivi.all()] if preavviso else []


def _meno_di_quanto_chiesto(provvedimento: Provvedimento) -> bool:
    richiesta, totale = provvedimento.richiesta, provvedimento.totale
    concede = provvedimento.tipo in TIPI_DI_CONCESSIONE
    return concede and totale is not None and totale < richiesta.importo * (richiesta.mesi or 1)


def _ascolto(provvedimento: Provvedimento) -> str:
    """Number and dates of the letter that came before, or why there was none."""
    preavviso = preavviso_di(provvedimento)
    if preavviso is None:
        motivo = provvedimento.motivo_cautelare.strip()
        return f"misura cautelare prima dell'ascolto (L. 241/1990 art. 7 c. 2): {motivo}" if motivo else ""
    lettera = preavviso.comunicazione
    numero = f" n. {lettera.registrazione.segnatura}" if lettera.registrazione else ""
    arrivo = f", ricevuto {con_articolo(lettera.consegnata_il)}" if lettera.consegnata_il else ""
    scritti = "" if preavviso.osservazioni.all() else "; non sono arrivate osservazioni"
    return (
        f"{preavviso.get_genere_display()}{numero} {con_articolo(lettera.inviata_il, 'del')}{arrivo}{scritti}"
    )


def _verbale(provvedimento: Provvedimento) -> str:
    """The minutes with the opinion that the act follows, or departs from."""
    if provvedimento.proposta_id is None or provvedimento.tipo not in CON_IL_PARERE:
        return ""
    voci = VoceSeduta.objects.filter(proposta=provvedimento.proposta_id, esito__gt="", tolta_il__isnull=True)
    voce = voci.select_related("seduta__verbale__registrazione").order_by("-pk").first()
    if voce is None:
        return ""
    verbale = getattr(voce.seduta, "verbale", None)
    registrazione = verbale.registrazione if verbale else None
    numero = f", registro n. {registrazione.segnatura}" if registrazione else ""
    il = f" {con_articolo(voce.seduta.chiusa_il, 'del')}" if voce.seduta.chiusa_il else ""
    return f"{str(voce.seduta).lower()}{il}{numero}: {voce.get_esito_display().lower()}"


def _osservazioni(provvedimento: Provvedimento) -> list[dict[str, str]]:
    """One by one, each with its answer: also a grant after a notice says what convinced the office."""
    preavviso = preavviso_di(provvedimento)
    if preavviso is None:
        return []
    return [
        {
            "testo": o.testo,
            "esito": "Accolta" if o.accolta else "Non accolta",
            "risposta": o.risposta,
            "del": in_parole(o.presentata_il),
        }
        for o in preavviso.osservazioni.all()
    ]
