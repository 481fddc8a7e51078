"""A household from the counter with its PAI signed, the regulation in force, a request on its way."""

from decimal import Decimal
from functools import cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from cases.enums import TipoISEE
from cases.models import AttestazioneISEE, CasoAdi
from contributi.enums import ModoErogazione
from contributi.models import Misura, Richiesta
from contributi.services.documenti_richiesti import carica_per_la_domanda
from contributi.services.istruttoria import Sezione, esamina, salva_fatti, segna_rivista
from contributi.services.misure import modi_ammessi
from contributi.services.richieste import DatiRichiesta, crea_richiesta, muovi_richiesta, protocolla_richiesta
from contributi.services.situazione import salva_situazione
from tests.cases.caso.test_sportello import crea_caso_sportello
from tests.casi import oggi
from tests.contributi.fabbrica import crea_misura, testo_di
from tests.documenti.test_caricamento import pdf
from tests.patti.pai import crea_pai, firma_pai
from tests.people import Cast

FATTI_IN_REGOLA: dict[str, Any] = {
    "residente": {"valore": True, "prova": "anagrafe"},
    "cittadinanza": {"valore": "italiana", "prova": "anagrafe"},
    "stato_bisogno": {"valore": "accertato", "prova": "colloquio"},
    "coperta_ssn": {"valore": False, "prova": "prescrizione"},
    "immobili": {"valore": [], "prova": "visura catastale"},
    **{
        f: {"valore": False, "prova": ""}
        for f in ("lavora", "in_affitto", "abili_al_lavoro", "motivi_di_salute")
    },
}


MISURE = ("straordinario-una-tantum", "straordinario-urgente", "sostegno-indiretto", "ordinario-temporaneo")


def misure_in_vigore(cast: Cast) -> dict[str, Misura]:
    """Real measures of the UTDA regulation, in force."""
    return {
        codice: crea_misura(cast, codice=codice, nome=f"Misura {codice}", testo=testo_di(codice))
        for codice in MISURE
    }


def crea_domanda(
    cast: Cast,
    *,
    caso: CasoAdi | None = None,
    misura: str = "straordinario-una-tantum",
    con_pai: bool = True,
    **altro: Any,
) -> Richiesta:
    """A draft of Anna for 300 euro of electricity, inside a PAI that foresees it."""
    misure = misure_in_vigore(cast)
    caso = caso or crea_caso_sportello(cast, incontrato=True)
    if con_pai and not caso.patti.exists():
        modi = modi_ammessi(misure[misura])
        modo = ModoErogazione.CANALIZZATO if ModoErogazione.CANALIZZATO in modi else next(iter(modi))
        previsto = {"misura": misura, "misura_nome": misure[misura].nome, "modo": modo}
        firma_pai(crea_pai(caso, **previsto))
    assert caso.nucleo.referente is not None
    dati: dict[str, Any] = {
        "misura": misure[misura],
        "richiedente": caso.nucleo.referente,
        "bisogno": "Bolletta della luce arretrata.",
        "tipo_spesa": "utenza",
        "importo": Decimal("300.00"),
        "modo": ModoErogazione.CANALIZZATO,
        **altro,
    }
    return crea_richiesta(caso=caso, dati=DatiRichiesta(**dati), operatore=cast.anna_verdi, al=oggi())


def in_istruttoria(cast: Cast, richiesta: Richiesta | None = None) -> Richiesta:
    riga = protocolla_richiesta(richiesta=richiesta or crea_domanda(cast), operatore=cast.sara_sportello)
    return muovi_richiesta(richiesta=riga, mossa="istruisci", operatore=cast.anna_verdi, al=oggi())


def completa(cast: Cast, richiesta: Richiesta, *, isee: str = "4500.00", **fatti: Any) -> Richiesta:
    """Facts, ISEE, papers: everything in order, nothing reviewed yet."""
    attestazione = AttestazioneISEE.objects.create(
        nucleo=richiesta.caso.nucleo,
        tipo=TipoISEE.ORDINARIO,
        valore=Decimal(isee),
        protocollo="INPS-ISEE-2026-PROVA",
        scade_il=oggi().replace(month=12, day=31),
    )
    salva_situazione(
        richiesta=richiesta,
        attesa=richiesta.situazione.versione,
        attestazione=attestazione,
        valori={"reddito": Decimal("700.00"), "spese": Decimal("900.00")},
        operatore=cast.anna_verdi,
    )
    riga = salva_fatti(
        richiesta=richiesta,
        attesa=richiesta.versione,
        fatti={**FATTI_IN_REGOLA, **fatti},
        operatore=cast.anna_verdi,
    )
    primo, *altri = riga.documenti.all()
    carta = SimpleUploadedFile("prova.pdf", _pdf())
    carica_per_la_domanda(riga=primo, file=carta, scade_il=None, operatore=cast.anna_verdi, al=oggi())
    primo.refresh_from_db()
    for documento in altri:  # the same file everywhere: examining it costs a process each time
        documento.stato, documento.documento, documento.ricevuto_il = primo.stato, primo.documento, oggi()
        documento.save()
    return Richiesta.objects.get(pk=riga.pk)


def rivedi_tutto(cast: Cast, richiesta: Richiesta) -> None:
    for sezione in Sezione:
        impronta = esamina(richiesta, al=oggi()).impronte[sezione]
        segna_rivista(
            richiesta=richiesta, sezione=sezione, impronta=impronta, operatore=cast.anna_verdi, al=oggi()
        )


@cache
def _pdf() -> bytes:
    return pdf()
