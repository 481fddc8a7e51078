"""A Quadro in progress on Anna's household: the items of one function do not reach another."""

from django.utils import timezone

from cases.models import CasoAdi
from equipe.models import ContributoQuadro, Quadro
from equipe.services.quadro import Giudizio, inizia_quadro, valuta
from equipe.services.quadro_modulo import modello_di, modulo_in_uso
from tests.people import Cast

DEBITI = "DEBITI-RISERVATI-5D17"
# The item is not one of those of the educator.
LO_LEGGONO = {"anna_verdi", "cora_coordina"}


def campioni_del_quadro(caso: CasoAdi, cast: Cast) -> dict[str, object]:
    """The values of the pages of a period still open."""
    quadro = inizia_quadro(caso=caso, operatore=cast.anna_verdi, al=timezone.localdate())
    dominio = modello_di(quadro).dominio("QA.NUC.ECO")
    assert dominio is not None
    debiti = Giudizio(voce="QA.NUC.ECO.03", valore=1, evidenza=DEBITI, fonte="COLL", prioritaria=True)
    valuta(
        quadro=quadro,
        dominio=dominio,
        persona=None,
        giudizi=[debiti],
        funzioni=("RU.CM",),
        attesa=0,
        operatore=cast.anna_verdi,
    )
    return {
        "periodi": quadro.numero,
        "quadro-sezione:dominio": "QA.ADU.LAV",
        **{
            f"quadro-contributo-{gesto}:contributo": _contributo(quadro, cast)
            for gesto in ("accogli", "rifiuta")
        },
    }


def _contributo(quadro: Quadro, cast: Cast) -> int:
    """Of Lidia, who sees the case from the portal, on an item that the educator rates too."""
    riga = ContributoQuadro.objects.create(
        quadro=quadro, voce="QA.NUC.ECO.02", valore=4, evidenza="Segna le spese.", fonte="OSS",
        il=quadro.iniziato_il, autore=cast.lidia_cpi, funzione="RU.EDU", ente=cast.territorio.cpi,
    )  # fmt: skip
    return riga.pk


def quadro_del_partner(caso: CasoAdi, cast: Cast) -> dict[str, object]:
    """On Carla's household, where Nico sits in the team and has a grant."""
    quadro = Quadro.objects.create(
        caso=caso, modulo=modulo_in_uso(caso.ambito), iniziato_il=timezone.localdate()
    )
    return {
        "portale-quadro:pk": quadro.pk,
        "portale-quadro-parte:pk": quadro.pk,
        "portale-quadro-parte:soggetto": caso.componenti.get(richiedente=True).persona_id,
    }
