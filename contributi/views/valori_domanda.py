"""What the form of a request begins from: the PAI, the address, the draft."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from cases.models import CasoAdi
from contributi.forms.richieste import RichiestaForm
from contributi.models import Misura, Richiesta
from contributi.services.richieste import pai_di
from contributi.services.sostegno_del_pai import modo_che_non_si_paga
from patti.models import Patto


def misura_chiesta(request: HttpRequest) -> dict[str, Any]:
    """The measure in the address: its page has only what belongs to it. An empty one means to choose again."""
    return {"misura": request.GET["misura"]} if "misura" in request.GET else {}


def senza_uscita(form: RichiestaForm, pai: Patto | None) -> str:
    return modo_che_non_si_paga(pai, form.misura_scelta) if form.misura_scelta else ""


def dal_pai(caso: CasoAdi) -> dict[str, Any]:
    """What the PAI proposes; without one, the applicant of the case."""
    patto = pai_di(caso)
    richiedente = caso.componenti.filter(richiedente=True, uscito_il__isnull=True).first()
    base = {"richiedente": richiedente.persona_id if richiedente else None}
    if patto is None:
        return base
    pai = patto.pai
    misura = Misura.objects.dell_ambito(caso.ambito_id).in_vigore_al(timezone.localdate())
    scelta = misura.filter(codice=pai.misura).first()
    return base | {
        "misura": scelta.pk if scelta else None,
        "bisogno": pai.bisogno,
        "importo": str(pai.importo).replace(".", ",") if pai.importo is not None else "",
        "mesi": pai.mesi,
        "modo": pai.modo or None,
    }


def valori(richiesta: Richiesta) -> dict[str, Any]:
    nomi = ("bisogno", "tipo_spesa", "mesi", "modo", "consenso_terzi", "versione")
    return {
        **{nome: getattr(richiesta, nome) for nome in nomi},
        "misura": richiesta.misura_id,
        "richiedente": richiesta.richiedente_id,
        "rinnovo_di": richiesta.rinnovo_di_id,
        "importo": str(richiesta.importo).replace(".", ","),
    }
