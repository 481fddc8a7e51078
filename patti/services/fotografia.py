"""From the rows of a Patto to the plain values on which the rules work."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from adi_platform.norme.esito import Esito
from adi_platform.norme.loader import parametro
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from cases.enums import StatoAnalisi
from cases.models import AnalisiPreliminare, CasoAdi, ComponenteCaso
from cases.rules.analisi.risposte import codici_di, valore_di
from cases.services.analisi import modulo_di
from patti.documents.equipe import equipe_di
from patti.documents.lettura import obiettivi_di
from patti.enums import ESITI_DI_RIFIUTO, EsitoParente, ModoSostegno, StatoSostegno
from patti.misure import MisuraProponibile, misure_proponibili
from patti.models import ImpegnoPatto, ObiettivoPatto, Patto, RisultatoAtteso, SostegnoPatto
from patti.rules.completezza import verifica_completezza
from patti.rules.foto import (
    ImpegnoFoto,
    MembroFoto,
    ObiettivoFoto,
    PaiFoto,
    ParenteFoto,
    PattoFoto,
    PersonaFoto,
    RisultatoFoto,
    SostegnoFoto,
    eta_al,
    troppo_piccolo,
)
from patti.services.priorita import priorita_scoperte

VOCE_ISTRUZIONE = "AP.OBBL.10"
VOCE_SERVIZI = "AP.SERV.01"
SERVIZI_TACIUTI = {"NESS", "NO", "CAV"}  # none, and what is never named outside its own page
ESITO_COMPLESSO = "ESI.C"


def completezza_di(patto: Patto, *, al: datetime.date) -> Esito:
    """What is still missing on the day `al`, with the articles."""
    return verifica_completezza(fotografa(patto, al=al))


def fotografa(patto: Patto, *, al: datetime.date) -> PattoFoto:
    """Read the whole Patto in a bounded number of queries."""
    caso = patto.caso
    analisi = ultima_analisi(caso)
    senza_titolo = _senza_obbligo_di_istruzione(analisi)
    return PattoFoto(
        al=al,
        giorni_verifica=parametro("adi.aggiornamento_giorni", al=al).intero,
        persone=tuple(_persona(c, al, senza_titolo) for c in componenti_attuali(caso)),
        obiettivi=tuple(_obiettivo(o) for o in obiettivi_di(patto)),
        case_manager=str(patto.case_manager),
        referente=patto.referente_familiare_id,
        equipe=tuple(
            MembroFoto(nome=m["nome"], funzione=m["funzione"], ente=m["ente"]) for m in equipe_di(patto)
        ),
        analisi_conclusa=analisi is not None and analisi.stato == StatoAnalisi.FINALIZZATA,
        bisogno_complesso=analisi is not None and _chiede_equipe(analisi),
        priorita_scoperte=() if patto.del_pai else priorita_scoperte(patto),
        servizi_attivi=_servizi_attivi(analisi) if analisi else (),
        progetti_integrati=patto.progetti_integrati,
        preferenze=patto.preferenze,
        partecipazione_minori=patto.partecipazione_minori,
        prima_verifica=patto.prima_verifica,
        verifica_ogni_giorni=patto.verifica_ogni_giorni,
        verifica_descrizione=patto.verifica_descrizione,
        escluso_monitoraggio=caso.escluso_monitoraggio,
        valido_dal=patto.valido_dal,
        valido_al=patto.valido_al,
        pai=_pai(patto, al) if patto.del_pai else None,
    )


def _pai(patto: Patto, al: datetime.date) -> PaiFoto:
    """The part of the PAI with the readings that the Ambito has in force."""
    norme = norme_dell_ambito(patto.caso.ambito_id)
    mesi = norme.valore("contributi.pai_mesi_massimi", al=al)
    rifiuto = norme.valore("contributi.a18_rifiuto_parenti", al=al)
    pai = patto.pai
    misura = _misura(patto.caso.ambito_id, pai.misura, al)
    return PaiFoto(
        valutazione=pai.valutazione,
        lettere=tuple(pai.lettere),
        bisogno=pai.bisogno,
        misura=pai.misura,
        importo=pai.importo,
        mesi=pai.mesi,
        modo=pai.modo,
        informato_il=pai.informato_il,
        parenti_necessari=pai.parenti_necessari,
        perche_parenti=pai.perche_parenti,
        parenti=tuple(
            ParenteFoto(
                nome=p.nome,
                rifiuto=p.esito in ESITI_DI_RIFIUTO,
                aperto=p.esito == EsitoParente.DA_SENTIRE,
            )
            for p in patto.parenti.all()
        ),
        modi_ammessi={m: ModoSostegno(m).label for m in misura.modi if m in ModoSostegno.values}
        if misura
        else {},
        riferimento_modi=misura.articolo_modi if misura else "",
        mesi_massimi=misura.mesi_massimi if misura and misura.mesi_massimi else mesi.intero,
        riferimento_mesi=misura.articolo_mesi if misura and misura.mesi_massimi else mesi.riferimento,
        rifiuto_blocca=rifiuto.testo == "blocca",
        riferimento_rifiuto=rifiuto.riferimento,
    )


def _misura(ambito_id: int, codice: str, al: datetime.date) -> MisuraProponibile | None:
    """The measure that the PAI proposes, when it is in force: its project may be longer than that of another."""
    return (
        next((m for m in misure_proponibili(ambito_id, al) if m.codice == codice), None) if codice else None
    )


def componenti_attuali(caso: CasoAdi) -> list[ComponenteCaso]:
    """Members still in the household, with their persons."""
    if "componenti" in getattr(caso, "_prefetched_objects_cache", {}):
        return [c for c in caso.componenti.all() if c.uscito_il is None]
    return list(caso.componenti.filter(uscito_il__isnull=True).select_related("persona"))


def chi_si_impegna(componenti: Iterable[ComponenteCaso]) -> list[ComponenteCaso]:
    """Members old enough to take a commitment."""
    oggi = timezone.localdate()
    return [c for c in componenti if not troppo_piccolo(eta_al(c.persona.data_nascita, al=oggi))]


def ultima_analisi(caso: CasoAdi) -> AnalisiPreliminare | None:
    """The version in force of the Analisi preliminare: the finalised one, or the one being written."""
    righe = caso.analisi.exclude(stato="superata").prefetch_related("sezioni", "esiti")
    return righe.order_by("-numero").first()


def _persona(componente: ComponenteCaso, al: datetime.date, senza_titolo: set[int]) -> PersonaFoto:
    persona = componente.persona
    return PersonaFoto(
        pk=componente.pk,
        nome=f"{persona.nome} {persona.cognome}",
        eta=eta_al(persona.data_nascita, al=al),
        obbligo=componente.obbligo,
        percorso=componente.percorso,
        istruzione_da_completare=persona.pk in senza_titolo,
    )


def _obiettivo(obiettivo: ObiettivoPatto) -> ObiettivoFoto:
    return ObiettivoFoto(
        pk=obiettivo.pk,
        testo=obiettivo.testo,
        riservato=obiettivo.riservato,
        risultati=tuple(_risultato(r) for r in obiettivo.risultati.all()),
    )


def _risultato(risultato: RisultatoAtteso) -> RisultatoFoto:
    return RisultatoFoto(
        pk=risultato.pk,
        testo=risultato.testo,
        indicatore=risultato.indicatore,
        entro=risultato.entro,
        sostegni=tuple(_sostegno(s) for s in risultato.sostegni.all()),
        impegni=tuple(_impegno(i) for i in risultato.impegni.all()),
    )


def _sostegno(sostegno: SostegnoPatto) -> SostegnoFoto:
    return SostegnoFoto(
        pk=sostegno.pk,
        testo=sostegno.testo,
        erogatore=sostegno.erogatore,
        finanziamento=sostegno.finanziamento,
        frequenza=sostegno.frequenza,
        dal=sostegno.dal,
        persone=tuple(c.pk for c in sostegno.componenti.all()),
        stato=sostegno.stato,
    )


def _impegno(impegno: ImpegnoPatto) -> ImpegnoFoto:
    sostegno = impegno.sostegno
    return ImpegnoFoto(
        pk=impegno.pk,
        testo=impegno.testo,
        area=impegno.area,
        persona=impegno.componente_id,
        codice=impegno.codice,
        verifica_chi=impegno.verifica_chi,
        verifica_come=impegno.verifica_come,
        ruoli_verifica=tuple(impegno.verifica_ruoli),
        sanzionabile=impegno.sanzionabile,
        sensibile=impegno.sensibile,
        sostegno_non_disponibile=sostegno is not None and sostegno.stato == StatoSostegno.NON_DISPONIBILE,
    )


def _senza_obbligo_di_istruzione(analisi: AnalisiPreliminare | None) -> set[int]:
    """Persons for whom the Analisi says that compulsory education is not finished."""
    if analisi is None:
        return set()
    return {
        sezione.persona_id
        for sezione in analisi.sezioni.all()
        if sezione.persona_id and (sezione.risposte.get(VOCE_ISTRUZIONE) or {}).get("valore") == "SI"
    }


def _servizi_attivi(analisi: AnalisiPreliminare) -> tuple[str, ...]:
    """Services that already follow the household, as the Analisi names them."""
    voce = next((v for v in modulo_di(analisi).voci() if v.codice == VOCE_SERVIZI), None)
    risposte: dict[str, Any] = next(
        (s.risposte for s in analisi.sezioni.all() if VOCE_SERVIZI in s.risposte), {}
    )
    scelti = codici_di(valore_di(risposte, VOCE_SERVIZI))
    noti = {o.codice for o in voce.opzioni} - SERVIZI_TACIUTI if voce else set()
    return tuple(voce.etichetta_di(c) for c in scelti if c in noti) if voce else ()


def _chiede_equipe(analisi: AnalisiPreliminare) -> bool:
    return any(esito.codice == ESITO_COMPLESSO for esito in analisi.esiti.all())
