"""Who follows a case: hand-over with dates and reason, one by one or by selection."""

import datetime
from collections.abc import Iterable

from django.db import transaction

from adi_platform.base_models.transizione import blocca, esegui_mossa
from adi_platform.errori import DominioError
from adi_platform.organizzazione.enums import Ruolo
from adi_platform.organizzazione.models import Incarico, Utente
from adi_platform.organizzazione.perimetro import calcola_perimetro
from cases.enums import StatoCaso
from cases.models import AssegnazioneCaso, CasoAdi
from cases.services.avvisi import avvisa_assegnazione
from cases.services.scadenze import ricalcola_scadenze
from cases.signals import caso_assegnato
from cases.transizioni import FINALI, TABELLA_CASO

UN_GIORNO = datetime.timedelta(days=1)


@transaction.atomic
def assegna_caso(
    *, caso: CasoAdi, a: Utente, dal: datetime.date, motivo: str, operatore: Utente, al: datetime.date
) -> CasoAdi:
    """Give the case to a social worker from that day; who had it before keeps their dates."""
    attuale = blocca(caso)
    _verifica(attuale, a=a, dal=dal, al=al)
    aperta = attuale.assegnazioni.filter(al__isnull=True).first()
    if aperta:
        _passa_le_consegne(aperta, dal=dal, motivo=motivo)
    AssegnazioneCaso.objects.create(
        caso=attuale, operatore=a, dal=dal, motivo=motivo.strip(), aggiornato_da=operatore
    )
    attuale.aggiornato_da = operatore
    if attuale.stato == StatoCaso.RICEVUTO:
        esegui_mossa(
            attuale, TABELLA_CASO, "assegna", operatore=operatore, motivo=motivo, campi={"case_manager": a}
        )
    else:
        attuale.case_manager = a
        attuale.save()
    ricalcola_scadenze(attuale, al=al)
    avvisa_assegnazione(caso=attuale, a=a, dal=dal)
    caso_assegnato.send(sender=CasoAdi, caso=attuale, operatore=operatore)
    return attuale


@transaction.atomic
def assegna_in_blocco(
    *,
    casi: Iterable[CasoAdi],
    a: Utente,
    dal: datetime.date,
    motivo: str,
    operatore: Utente,
    al: datetime.date,
) -> int:
    """All or none: one case that cannot be assigned stops the whole selection."""
    assegnati = 0
    for caso in sorted(casi, key=lambda c: c.pk):
        assegna_caso(caso=caso, a=a, dal=dal, motivo=motivo, operatore=operatore, al=al)
        assegnati += 1
    return assegnati


def possibili_case_manager(*, ambito_id: int, al: datetime.date) -> list[Utente]:
    """Social workers in service in the Ambito on that day."""
    incarichi = Incarico.objects.filter(ambito_id=ambito_id, ruolo=Ruolo.ASSISTENTE_SOCIALE).attivi(al)
    return list(
        Utente.objects.filter(is_active=True, pk__in=incarichi.values("utente")).order_by("cognome", "nome")
    )


def _verifica(caso: CasoAdi, *, a: Utente, dal: datetime.date, al: datetime.date) -> None:
    if caso.stato in FINALI:
        raise DominioError("Il caso è chiuso: per assegnarlo va prima riaperto.")
    if dal > al:
        raise DominioError("L'assegnazione parte da oggi o da un giorno passato.", campo="dal")
    nato_il = min((g for g in (caso.data_domanda, caso.data_pad) if g), default=None)
    if nato_il and dal < nato_il:
        raise DominioError(
            f"Il caso comincia il {nato_il:%d/%m/%Y}: l'assegnazione non può venire prima.", campo="dal"
        )
    if caso.case_manager_id == a.pk:
        raise DominioError(f"Il caso è già seguito da {a}.", campo="a")
    perimetro = calcola_perimetro(a, al=al)
    if not perimetro.copre(Ruolo.ASSISTENTE_SOCIALE, ambito_id=caso.ambito_id, comune_id=caso.comune_id):
        raise DominioError(f"{a} non lavora nel Comune di questo nucleo.", campo="a")


def _passa_le_consegne(aperta: AssegnazioneCaso, *, dal: datetime.date, motivo: str) -> None:
    if dal < aperta.dal:
        raise DominioError(
            f"Il caso è seguito dal {aperta.dal:%d/%m/%Y}: il passaggio non può essere prima.", campo="dal"
        )
    if not motivo.strip():
        raise DominioError("Scrivi il motivo del passaggio di consegne.", campo="motivo")
    aperta.al = max(dal - UN_GIORNO, aperta.dal)
    aperta.save()
