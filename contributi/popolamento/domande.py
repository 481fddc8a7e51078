"""Invented requests brought as far as the demo needs: registered, examined, proposed. Through the real acts."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from adi_platform.organizzazione.models import Utente
from cases.enums import StatoCaso, TipoISEE
from cases.models import AttestazioneISEE, CasoAdi
from cases.popolamento.contesto import Contesto
from contributi.enums import ModoErogazione
from contributi.models import DocumentoDomanda, Misura, Proposta, Richiesta, SpuntaIstruttoria
from contributi.services.documenti_richiesti import (
    PROVE_DI_SPESA,
    carica_per_la_domanda,
    segna_gia_in_possesso,
)
from contributi.services.istruttoria import Sezione, esamina, salva_fatti
from contributi.services.proposta import DatiProposta, Orientamento, presenta_proposta
from contributi.services.richieste import (
    DatiRichiesta,
    crea_richiesta,
    muovi_richiesta,
    pai_di,
    protocolla_richiesta,
)
from contributi.services.situazione import salva_situazione
from contributi.services.termine import aggiorna_termine
from patti.enums import STATI_IN_VIGORE
from patti.popolamento import ghirigoro
from patti.popolamento_pai import pai_firmato

UNITA = "Collina"
FINITI = (StatoCaso.CHIUSO, StatoCaso.TRASFERITO)
FATTI: dict[str, Any] = {
    "residente": {"valore": True, "prova": "anagrafe"},
    "cittadinanza": {"valore": "italiana", "prova": "anagrafe"},
    "stato_bisogno": {"valore": "accertato", "prova": "colloquio e visita"},
    "coperta_ssn": {"valore": False, "prova": "colloquio"},
    "beni_voucher": {"valore": ["alimentari", "igiene"], "prova": "colloquio"},
    "immobili": {"valore": [], "prova": "visura catastale"},
    "lavora": {"valore": False, "prova": "estratto contributivo"},
    "in_affitto": {"valore": False, "prova": "colloquio"},
    "abili_al_lavoro": {"valore": False, "prova": "colloquio"},
    "motivi_di_salute": {"valore": False, "prova": "colloquio"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chiesto:
    """What is asked: `importo` is monthly when `mesi` is given."""

    misura: str
    bisogno: str
    importo: str
    mesi: int | None = None
    modo: str = ModoErogazione.CANALIZZATO
    tipo_spesa: str = "utenza"


def nuclei_con_pai(contesto: Contesto, casi: Sequence[CasoAdi], sostegni: Sequence[Chiesto]) -> list[CasoAdi]:
    """Households of the unit of the commission with a signed PAI.

    To who has none it is given now, for one of `sostegni` in turn.
    """
    vicini = [
        c
        for c in casi
        if c.case_manager_id
        and c.nucleo.referente_id
        and c.stato not in FINITI
        and c.comune
        and c.comune.unita.nome == UNITA
    ]
    vicini.sort(key=lambda c: contesto.principale is None or c.case_manager_id != contesto.principale.pk)
    scelti: list[CasoAdi] = []
    da_dare = iter(sostegni)
    for caso in vicini:
        patto = pai_di(caso)
        if patto is None and caso.adi and (chiesto := next(da_dare, None)):
            patto = pai_firmato(caso, al=contesto.fa(40 - len(scelti)), sostegno=_sostegno(contesto, chiesto))
        if patto is not None and patto.stato in STATI_IN_VIGORE:
            scelti.append(caso)
    return scelti


def lo_prevede_il_pai(caso: CasoAdi, chiesto: Chiesto) -> bool:
    """The same measure, amount, months and mode: nothing that the commission should read as a difference."""
    patto = pai_di(caso)
    if patto is None:
        return False
    pai = patto.pai
    previsto = (pai.misura, pai.importo, pai.mesi, pai.modo)
    return previsto == (chiesto.misura, Decimal(chiesto.importo), chiesto.mesi, chiesto.modo)


def _sostegno(contesto: Contesto, chiesto: Chiesto) -> dict[str, Any]:
    return {
        "bisogno": chiesto.bisogno,
        "misura": chiesto.misura,
        "misura_nome": _misura(contesto, chiesto).nome,
        "importo": Decimal(chiesto.importo),
        "mesi": chiesto.mesi,
        "modo": chiesto.modo,
    }


def _misura(contesto: Contesto, chiesto: Chiesto) -> Misura:
    in_vigore = Misura.objects.dell_ambito(contesto.ambito.pk).in_vigore_al(contesto.oggi)
    return in_vigore.get(codice=chiesto.misura)


def registrata(contesto: Contesto, caso: CasoAdi, chiesto: Chiesto, *, giorni: int = 0) -> Richiesta:
    """Written and registered. In the demo the term may have begun some days ago, so that it has a story."""
    bozza = in_bozza(contesto, caso, chiesto)
    riga = protocolla_richiesta(richiesta=bozza, operatore=_chi(caso))
    if giorni:
        riga.data_domanda = contesto.fa(giorni)
        riga.save()
        riga = aggiorna_termine(riga, al=contesto.oggi)
    return riga


def in_bozza(contesto: Contesto, caso: CasoAdi, chiesto: Chiesto) -> Richiesta:
    assert caso.nucleo.referente is not None  # noqa: S101  filtered by `nuclei_con_pai`
    dati = DatiRichiesta(
        misura=_misura(contesto, chiesto),
        richiedente=caso.nucleo.referente,
        bisogno=chiesto.bisogno,
        tipo_spesa=chiesto.tipo_spesa,
        importo=Decimal(chiesto.importo),
        mesi=chiesto.mesi,
        modo=chiesto.modo,
    )
    return crea_richiesta(caso=caso, dati=dati, operatore=_chi(caso), al=contesto.oggi)


def in_istruttoria(contesto: Contesto, richiesta: Richiesta) -> Richiesta:
    return muovi_richiesta(
        richiesta=richiesta, mossa="istruisci", operatore=richiesta.assistente, al=contesto.oggi
    )


def istruita(contesto: Contesto, richiesta: Richiesta, *, isee: str = "4820.00") -> Richiesta:
    """Facts, ISEE and papers in order, every part reviewed."""
    chi = richiesta.assistente
    riga = in_istruttoria(contesto, richiesta)
    salva_situazione(
        richiesta=riga,
        attesa=riga.situazione.versione,
        attestazione=_isee(riga, Decimal(isee), contesto.oggi),
        valori={"reddito": Decimal("780.00"), "spese": Decimal("910.00")},
        operatore=chi,
    )
    riga = salva_fatti(richiesta=riga, attesa=riga.versione, fatti=FATTI, operatore=chi)
    for documento in riga.documenti.all():
        _arriva(contesto, documento, chi)
    riga = Richiesta.objects.get(pk=riga.pk)
    impronte = esamina(riga, al=contesto.oggi).impronte
    for sezione in Sezione:
        SpuntaIstruttoria.objects.create(
            richiesta=riga, sezione=sezione, impronta=impronte[sezione], rivista_da=chi
        )
    return riga


def proposta(
    contesto: Contesto, richiesta: Richiesta, *, orientamento: str = Orientamento.ACCOGLIERE
) -> Proposta:
    motivi = {
        Orientamento.ACCOGLIERE: "La spesa è documentata e il reddito del mese non la copre.",
        Orientamento.IN_DEROGA: "L'ISEE supera di poco la soglia, ma il lavoro è finito dopo la dichiarazione.",
        Orientamento.NON_ACCOGLIERE: "L'ISEE supera la soglia del regolamento e non ci sono spese impreviste.",
    }
    dati = DatiProposta(
        orientamento=orientamento,
        importo=richiesta.importo,
        mesi=richiesta.mesi,
        modo=richiesta.modo,
        motivazione=motivi[Orientamento(orientamento)],
        motivo_deroga="Perdita recente del lavoro." if orientamento == Orientamento.IN_DEROGA else "",
    )
    return presenta_proposta(richiesta=richiesta, dati=dati, operatore=richiesta.assistente, al=contesto.oggi)


def _arriva(contesto: Contesto, riga: DocumentoDomanda, chi: Utente) -> None:
    """The expense is shown by a picture; what an office already holds is not asked."""
    if riga.codice in PROVE_DI_SPESA:
        carta = SimpleUploadedFile("ricevuta.png", ghirigoro(riga.pk), "image/png")
        carica_per_la_domanda(riga=riga, file=carta, scade_il=None, operatore=chi, al=contesto.oggi)
    else:
        segna_gia_in_possesso(riga=riga, presso="Anagrafe e INPS", operatore=chi, al=contesto.oggi)


def _isee(richiesta: Richiesta, valore: Decimal, oggi: datetime.date) -> AttestazioneISEE:
    return AttestazioneISEE.objects.get_or_create(
        nucleo=richiesta.caso.nucleo,
        tipo=TipoISEE.ORDINARIO,
        valore=valore,
        protocollo=f"INPS-ISEE-{oggi.year}-PROVA{richiesta.caso.nucleo_id}",
        defaults={"scade_il": oggi.replace(month=12, day=31)},
    )[0]


def _chi(caso: CasoAdi) -> Utente:
    assert caso.case_manager is not None  # noqa: S101  filtered by the callers
    return caso.case_manager
