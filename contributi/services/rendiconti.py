"""Shops: accredited, and what each one must be paid for a month."""

import datetime

from django.db import transaction
from django.utils import timezone

from adi_platform.base_models.transizione import blocca
from adi_platform.calendario.mesi import Mese
from adi_platform.documenti.services.genera import richiedi_documento
from adi_platform.errori import DominioError
from adi_platform.organizzazione.enums import TipoEnte
from adi_platform.organizzazione.models import Comune, Ente, Utente
from adi_platform.repertorio.services.registra import registra
from contributi.documents.denaro import contesto_rendiconto
from contributi.models import Esercizio, RendicontoEsercizio, UtilizzoBuono
from contributi.rules.rendiconto import RigaRendiconto, rendiconto
from contributi.services.buoni import chiudi_buoni

TIPO_RENDICONTO = "contributi.rendiconto_esercizio"
REGISTRO = "rendiconti"
ENTI_AMMESSI = (TipoEnte.ALTRO, TipoEnte.TERZO_SETTORE)


@transaction.atomic
def accredita_esercizio(
    *,
    ente: Ente,
    indirizzo: str,
    comune: Comune | None,
    atto: str,
    dal: datetime.date,
    al: datetime.date | None,
    operatore: Utente,
) -> Esercizio:
    if ente.tipo not in ENTI_AMMESSI:
        raise DominioError("Un esercizio è un ente del terzo settore o di altro tipo.", campo="ente")
    if Esercizio.objects.filter(ente=ente).exists():
        raise DominioError("Questo ente è già un esercizio accreditato.", campo="ente")
    if al is not None and al < dal:
        raise DominioError("L'accreditamento non può finire prima di iniziare.", campo="al")
    return Esercizio.objects.create(
        ambito=ente.ambito, ente=ente, comune=comune, indirizzo=indirizzo, atto=atto,
        accreditato_dal=dal, accreditato_al=al, aggiornato_da=operatore,
    )  # fmt: skip


@transaction.atomic
def chiudi_accreditamento(*, esercizio: Esercizio, al: datetime.date, operatore: Utente) -> Esercizio:
    riga = blocca(esercizio)
    if al < riga.accreditato_dal:
        raise DominioError("L'accreditamento non può finire prima di iniziare.", campo="al")
    riga.accreditato_al = al
    riga.aggiornato_da = operatore
    riga.save()
    return riga


def spese_del_mese(esercizio: Esercizio, mese: datetime.date) -> list[UtilizzoBuono]:
    """Purchases not undone, not yet in a statement, recorded within the month (Rome) or before it."""
    fine = datetime.datetime.combine(Mese.di(mese).piu(1).primo_giorno, datetime.time.min)
    righe = UtilizzoBuono.objects.filter(
        esercizio=esercizio,
        annullato_il__isnull=True,
        rendiconto__isnull=True,
        registrato_il__lt=timezone.make_aware(fine),
    )
    return list(righe.select_related("buono").order_by("registrato_il", "pk"))


def righe_di(spese: list[UtilizzoBuono]) -> tuple[RigaRendiconto, ...]:
    return tuple(
        RigaRendiconto(
            giorno=timezone.localdate(u.registrato_il),
            riferimento=u.buono.riferimento,
            scontrino=u.scontrino,
            importo=u.importo,
        )
        for u in spese
    )


@transaction.atomic
def chiudi_mese(
    *, esercizio: Esercizio, mese: datetime.date, operatore: Utente, al: datetime.date
) -> RendicontoEsercizio:
    """The statement of a month that is over: registered, printed, its purchases can no longer be undone."""
    primo = Mese.di(mese).primo_giorno
    if primo >= Mese.di(al).primo_giorno:
        raise DominioError(
            "Il mese non è ancora finito: il rendiconto si chiude dal primo del mese dopo.", campo="mese"
        )
    riga = blocca(esercizio)
    if riga.rendiconti.filter(mese=primo).exists():
        raise DominioError("Il rendiconto di questo mese c'è già.", campo="mese")
    spese = [u for u in (blocca(s) for s in spese_del_mese(riga, primo)) if u.annullato_il is None]
    letto = rendiconto(righe_di(spese))
    if not letto.righe:
        raise DominioError("In questo mese non ci sono spese da pagare.", campo="mese")
    nuovo = RendicontoEsercizio.objects.create(
        esercizio=riga, mese=primo, righe=[r.come_dati() for r in letto.righe], totale=letto.totale,
        aggiornato_da=operatore,
    )  # fmt: skip
    for spesa in spese:
        spesa.rendiconto = nuovo
        spesa.save()
    chiudi_buoni(ambito=riga.ambito, operatore=operatore, al=al)
    return _registra(nuovo, operatore)


@transaction.atomic
def paga_rendiconto(
    *, riga: RendicontoEsercizio, mandato: str, data: datetime.date, operatore: Utente
) -> RendicontoEsercizio:
    bloccato = blocca(riga)
    if bloccato.pagato_il is not None:
        raise DominioError("Questo rendiconto è già pagato.")
    if not mandato.strip():
        raise DominioError("Scrivi il numero del mandato.", campo="mandato")
    if data < bloccato.mese:
        raise DominioError("La data viene prima del mese del rendiconto: controllala.", campo="data")
    bloccato.mandato, bloccato.pagato_il = mandato.strip(), data
    bloccato.aggiornato_da = operatore
    bloccato.save()
    return bloccato


def _registra(nuovo: RendicontoEsercizio, operatore: Utente) -> RendicontoEsercizio:
    nuovo.registrazione = registra(
        ambito=nuovo.esercizio.ambito,
        registro=REGISTRO,
        oggetto=f"Rendiconto dei buoni di {nuovo.esercizio}, {nuovo.mese:%m/%Y}",
        corrispondente=str(nuovo.esercizio),
        operatore=operatore,
    )
    nuovo.documento = richiedi_documento(
        tipo=TIPO_RENDICONTO,
        titolo=f"Rendiconto dei buoni, {nuovo.mese:%m-%Y}",
        contesto=contesto_rendiconto(nuovo),
        ambito=nuovo.esercizio.ambito,
        operatore=operatore,
        chiave=f"rendiconto:{nuovo.pk}",
        oggetto_tipo=TIPO_RENDICONTO,
        oggetto_id=nuovo.pk,
    )
    nuovo.save()
    return nuovo
