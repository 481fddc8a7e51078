"""What this floor adds to the desk: the votes that wait, and what waits for the Dirigente."""

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from adi_platform.http.accesso import operatore_di, perimetro_di
from adi_platform.organizzazione.enums import Ruolo
from cases.scrivania import Voce
from contributi.enums import STATI_DELLA_DECISIONE, StatoSeduta
from contributi.models import Esclusione, Richiesta, VoceSeduta, Voto
from contributi.permissions.commissione import VOTA
from contributi.permissions.provvedimenti import DECIDE


def voci_della_commissione(request: HttpRequest) -> list[Voce]:
    """One line for each open session with proposals on which this person still votes."""
    if not VOTA.ammette(perimetro_di(request)):
        return []
    persona = operatore_di(request).persona_fisica
    aperte = (
        VoceSeduta.objects.filter(
            seduta__stato=StatoSeduta.APERTA,
            seduta__chiude_il__gt=timezone.now(),
            seduta__elettori__persona=persona,
            tolta_il__isnull=True,
        )
        .exclude(pk__in=Esclusione.objects.filter(persona=persona).values("voce"))
        .exclude(pk__in=Voto.objects.filter(elettore__persona=persona).values("voce"))
        .values("seduta", "seduta__commissione")
        .annotate(quante=Count("pk"))
        .order_by("seduta")
    )
    return [
        Voce(
            numero=riga["quante"],
            etichetta="proposta da votare" if riga["quante"] == 1 else "proposte da votare",
            url=reverse("contributi:seduta", args=[riga["seduta__commissione"], riga["seduta"]]),
            tono="attenzione",
        )
        for riga in aperte
    ]


def voci_del_dirigente(request: HttpRequest) -> list[Voce]:
    """The urgent requests, then those with the opinion of the commission; nothing for the others."""
    perimetro = perimetro_di(request)
    if not DECIDE.ammette(perimetro):
        return []
    righe = Richiesta.objects.filter(ambito__in=perimetro.ambiti_come(Ruolo.DIRIGENTE))
    dove = reverse("contributi:provvedimenti")
    urgenti = righe.urgenti_da_decidere().count()
    attese = righe.filter(stato__in=STATI_DELLA_DECISIONE).count()
    voci = [
        Voce(
            numero=urgenti,
            etichetta="contributo urgente da decidere" if urgenti == 1 else "contributi urgenti da decidere",
            url=dove,
            tono="attenzione",
        ),
        Voce(
            numero=attese,
            etichetta="contributo da decidere" if attese == 1 else "contributi da decidere",
            url=dove,
        ),
    ]
    return [voce for voce in voci if voce.numero]
