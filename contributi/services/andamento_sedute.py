"""What the hour asks for: open, remind, close. Looks at the rows; what the broker loses is found again here."""

import datetime

from django.db.models import QuerySet

from adi_platform.outbox.models import Lavoro
from adi_platform.outbox.services.accoda import accoda_lavoro
from adi_platform.repertorio.services.registra import ora_della_banca_dati
from contributi.enums import StatoSeduta
from contributi.models import Esclusione, Seduta
from contributi.services.avvisi_commissione import avvisa
from contributi.services.voto import LAVORO_CHIUSURA, apri_voto

LAVORO_APERTURA = "contributi.apri_seduta"
LAVORO_PROMEMORIA = "contributi.ricorda_seduta"


def segui_sedute() -> int:
    """Ask for the work that is due; asked twice, the key of the work gives back the same row."""
    ora = ora_della_banca_dati()
    inviate = Seduta.objects.filter(stato=StatoSeduta.ODG_INVIATO, apre_il__lte=ora, chiude_il__gt=ora)
    aperte = Seduta.objects.filter(stato=StatoSeduta.APERTA)
    da_ricordare = [s for s in aperte.filter(chiude_il__gt=ora) if _ora_del_promemoria(s) <= ora]
    chieste = _chiedi(inviate, LAVORO_APERTURA, "apri")
    chieste += _chiedi(da_ricordare, LAVORO_PROMEMORIA, "ricorda")
    return chieste + _chiedi(aperte.filter(chiude_il__lte=ora), LAVORO_CHIUSURA, "chiudi:ora")


def esegui_apertura(lavoro: Lavoro) -> None:
    """Executor: the chair may have opened in the meantime."""
    seduta = Seduta.objects.get(pk=lavoro.dati["seduta"])
    if seduta.stato == StatoSeduta.ODG_INVIATO:
        apri_voto(seduta=seduta, operatore=None)


def esegui_promemoria(lavoro: Lavoro) -> None:
    """Executor: one mail to each member who still has to vote on something."""
    seduta = Seduta.objects.select_related("riunione", "commissione").get(pk=lavoro.dati["seduta"])
    if seduta.aperta:
        avvisa(
            seduta, "promemoria", [e.utente for e in seduta.elettori.all() if e.persona in in_ritardo(seduta)]
        )


def in_ritardo(seduta: Seduta) -> set[object]:
    """Persons of the electorate with at least one vote to give."""
    voci = list(seduta.voci.filter(tolta_il__isnull=True).values_list("pk", flat=True))
    fuori = set(Esclusione.objects.filter(voce__in=voci).values_list("voce_id", "persona"))
    dati = set(seduta.voti.values_list("voce_id", "elettore__persona"))
    persone = set(seduta.elettori.values_list("persona", flat=True))
    return {p for p in persone for v in voci if (v, p) not in fuori and (v, p) not in dati}


def _ora_del_promemoria(seduta: Seduta) -> datetime.datetime:
    ore: int = seduta.regole["promemoria_ore"]
    return seduta.chiude_il - datetime.timedelta(hours=ore)


def _chiedi(sedute: "QuerySet[Seduta] | list[Seduta]", tipo: str, che_cosa: str) -> int:
    for seduta in sedute:
        accoda_lavoro(
            tipo=tipo,
            chiave=f"seduta:{seduta.pk}:{che_cosa}",
            dati={"seduta": seduta.pk},
            ambito_id=seduta.commissione.ambito_id,
        )
    return len(sedute)
