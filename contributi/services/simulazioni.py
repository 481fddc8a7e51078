"""What-if: a version of a measure tried on past requests. It reads frozen facts and writes only its own row.

A few requests are examined at once; many become a background work with its progress.
"""

import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from adi_platform.base_models.transizione import blocca
from adi_platform.errori import DominioError
from adi_platform.norme.esito import Livello
from adi_platform.norme.loader import Norme
from adi_platform.organizzazione.models import Utente
from adi_platform.organizzazione.services.parametri import norme_dell_ambito
from adi_platform.outbox.models import Lavoro
from adi_platform.outbox.services.accoda import accoda_lavoro
from contributi.enums import StatoRichiesta
from contributi.models import Misura, Proposta, Richiesta, Simulazione
from contributi.rules.confronto import Confronto, RichiestaPassata, confronta, riassumi
from contributi.rules.istruttoria import istruisci
from contributi.rules.lettura_misura import RegolamentoNonValido
from contributi.rules.letture_misura import Letture
from contributi.services.misure import misura_letta

LAVORO_SIMULAZIONE = "contributi.simula_misura"
SUBITO = 30
PASSO = 25


class SimulazioneVuota(DominioError):
    """No past request to try the measure on."""


@transaction.atomic
def avvia_simulazione(
    *, misura: Misura, confronto: str, dal: datetime.date, al: datetime.date, operatore: Utente
) -> Simulazione:
    """Try a version on the requests of a measure registered in a period, both days included."""
    if al < dal:
        raise DominioError("Il periodo non può finire prima di iniziare.", campo="al")
    simulazione = Simulazione(
        ambito_id=misura.ambito_id,
        misura=misura,
        confronto=confronto,
        dal=dal,
        al=al,
        aggiornato_da=operatore,
    )
    quante = richieste_di(simulazione).count()
    if quante == 0:
        raise SimulazioneVuota(
            "Nessuna richiesta registrata in questo periodo: scegli altre date.", campo="dal"
        )
    simulazione.save()
    if quante <= SUBITO:
        return _concludi(simulazione, _esamina(simulazione))
    simulazione.lavoro = accoda_lavoro(
        tipo=LAVORO_SIMULAZIONE,
        chiave=f"{LAVORO_SIMULAZIONE}:{simulazione.pk}",
        dati={"simulazione": simulazione.pk},
        ambito_id=simulazione.ambito_id,
        avviato_da_id=operatore.pk,
    )
    simulazione.save()
    return simulazione


def esegui_simulazione(lavoro: Lavoro) -> None:
    """The work asked for by `avvia_simulazione`; run twice it does nothing the second time."""
    simulazione = Simulazione.objects.select_related("misura").get(pk=lavoro.dati["simulazione"])
    if simulazione.conclusa_il is not None:
        return
    trovati = _esamina(simulazione, lavoro)
    with transaction.atomic():
        bloccata = blocca(simulazione)
        if bloccata.conclusa_il is None:
            _concludi(bloccata, trovati)
    lavoro.avanza(messaggio="Simulazione pronta")


def richieste_di(simulazione: Simulazione) -> QuerySet[Richiesta]:
    """Registered requests of that measure, whatever its version, in the period."""
    return Richiesta.objects.filter(
        ambito=simulazione.ambito_id,
        misura__codice=simulazione.confronto,
        data_domanda__range=(simulazione.dal, simulazione.al),
    ).exclude(stato__in=[StatoRichiesta.BOZZA, StatoRichiesta.RINUNCIATA])


def _esamina(simulazione: Simulazione, lavoro: Lavoro | None = None) -> tuple[list[Confronto], list[int]]:
    """The comparisons, and the requests whose facts could not be read."""
    letta = misura_letta(simulazione.misura)
    norme = norme_dell_ambito(simulazione.ambito_id)
    proposte = Prefetch("proposte", queryset=Proposta.objects.order_by("-numero"))
    righe = richieste_di(simulazione).select_related("misura").prefetch_related(proposte).order_by("pk")
    totale = righe.count() if lavoro is not None else 0
    confronti: list[Confronto] = []
    illeggibili: list[int] = []
    for fatte, richiesta in enumerate(righe.iterator(chunk_size=PASSO * 4), start=1):
        try:
            confronti.append(confronta(letta, passata_di(richiesta, norme)))
        except (DominioError, RegolamentoNonValido):
            illeggibili.append(richiesta.pk)
        if lavoro is not None and fatte % PASSO == 0:
            lavoro.avanza(fatto=fatte, totale=totale)
    return confronti, illeggibili


def passata_di(richiesta: Richiesta, norme: Norme) -> RichiestaPassata:
    """What was frozen with the last proposal; without it, the facts of the request examined as they were."""
    proposta = next(iter(richiesta.proposte.all()), None)
    congelata = proposta.istruttoria if proposta else {}
    if not {"fatti", "al", "livello"} <= congelata.keys():
        congelata = _rifatta(richiesta, norme)
    return RichiestaPassata(
        richiesta=richiesta.pk,
        al=datetime.date.fromisoformat(congelata["al"]),
        fatti=congelata["fatti"],
        letture=Letture.da_dati(congelata.get("letture", {})),
        prima=Livello(congelata["livello"]),
        motivi_prima=tuple(motivo["codice"] for motivo in congelata.get("motivi", ())),
        totale=proposta.totale if proposta else richiesta.importo * Decimal(richiesta.mesi or 1),
    )


def _rifatta(richiesta: Richiesta, norme: Norme) -> dict[str, Any]:
    al = richiesta.data_domanda or timezone.localdate()
    letture = Letture.da_norme(norme, al=al)
    return istruisci(misura_letta(richiesta.misura), richiesta.fatti, al=al, letture=letture).come_dati()


def _concludi(simulazione: Simulazione, trovati: tuple[list[Confronto], list[int]]) -> Simulazione:
    confronti, illeggibili = trovati
    simulazione.risultato = {
        "riassunto": riassumi(confronti).come_dati(),
        "cambiate": [confronto.come_dati() for confronto in confronti if confronto.cambia],
        "illeggibili": illeggibili,
    }
    simulazione.conclusa_il = timezone.now()
    simulazione.save()
    return simulazione
