"""Hours given and a plan to review, for the addresses of the agenda and of the planning."""

import datetime

from adi_platform.agenda.enums import Dove
from adi_platform.agenda.services.disponibilita import offri_ore, scheda_di, segna_assenza
from cases.models import CasoAdi
from equipe.enums import StatoPiano
from equipe.models import NucleoEscluso, Piano
from tests.casi import oggi
from tests.people import Cast


def campioni_della_pianificazione(caso: CasoAdi, cast: Cast) -> dict[str, object]:
    """Anna's hours and absence; a plan that leaves her household out."""
    anna = scheda_di(utente=cast.anna_verdi, ambito=caso.ambito)
    ore = offri_ore(
        professionista=anna,
        operatore=cast.anna_verdi,
        dalle=datetime.time(9),
        alle=datetime.time(13),
        dove=Dove.DISTANZA,
        dal=oggi(),
        giorno=0,
    )
    assenza = segna_assenza(professionista=anna, operatore=cast.anna_verdi, dal=oggi(), al=oggi())
    piano = Piano.objects.create(
        ambito=caso.ambito,
        dal=oggi(),
        al=oggi() + datetime.timedelta(days=27),
        stato=StatoPiano.PROPOSTO,
    )
    NucleoEscluso.objects.create(piano=piano, caso=caso, motivo="Nessuna ora in comune.")
    return {
        "disponibilita-togli:pk": ore.pk,
        "disponibilita-assenza-togli:pk": assenza.pk,
        "disponibilita-professionista:pk": anna.pk,
        "pianifica": piano.pk,
        "equipe-piano-nucleo:caso": caso.pk,
        "equipe-piano-togli:caso": caso.pk,
    }
