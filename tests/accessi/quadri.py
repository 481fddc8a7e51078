"""A Quadro in progress on Anna's household: the items of one function do not reach another."""

from django.utils import timezone

from cases.models import CasoAdi
from equipe.services.quadro import Giudizio, inizia_quadro, valuta
from equipe.services.quadro_modulo import modello_di
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
    return {"periodi": quadro.numero, "quadro-sezione:dominio": "QA.ADU.LAV"}
