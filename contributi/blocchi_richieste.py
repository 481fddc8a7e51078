"""What this floor shows on the page of the case: its block and its events."""

import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from adi_platform.http.accesso import perimetro_di
from adi_platform.organizzazione.enums import Ruolo
from cases.cronologia import Evento, Genere
from cases.models import CasoAdi
from contributi.enums import StatoRichiesta
from contributi.models import Misura, TransizioneRichiesta
from contributi.rules.misura import MisuraLetta
from contributi.services.misure import misura_letta, modi_ammessi
from contributi.views.comune import TONI
from equipe.permissions import segue_il_caso
from patti.misure import MisuraProponibile

RUOLI = (Ruolo.ASSISTENTE_SOCIALE, Ruolo.COORDINATORE, Ruolo.DIRIGENTE, Ruolo.DPO_AUDITOR)
TITOLI = {
    "protocolla": "Domanda di contributo registrata",
    "istruisci": "Istruttoria del contributo avviata",
    "chiedi_integrazione": "Chiesti documenti per il contributo",
    "proponi": "Contributo proposto alla commissione",
    "ritira_proposta": "Proposta di contributo ritirata",
    "rinvia": "Contributo rinviato dalla commissione",
    "parere_favorevole": "Parere favorevole sul contributo",
    "parere_contrario": "Parere contrario sul contributo",
    "manda_preavviso": "Preavviso di rifiuto del contributo",
    "concedi": "Contributo concesso",
    "concedi_d_urgenza": "Contributo concesso d'urgenza",
    "nega": "Contributo non accolto",
    "sospendi": "Contributo sospeso",
    "revoca": "Contributo revocato",
    "concludi": "Contributo concluso",
    "rinuncia": "Rinuncia al contributo",
    "archivia": "Domanda di contributo archiviata",
}


def blocco_contributi(request: HttpRequest, caso: CasoAdi) -> dict[str, Any] | None:
    """The requests of the case, open ones first, with the day by which to decide."""
    perimetro = perimetro_di(request)
    if not perimetro.ha(*RUOLI):
        return None
    richieste = list(caso.richieste.select_related("misura", "aggiornato_da").order_by("scadenza_il", "-pk"))
    return {
        "richieste": [{"r": r, "tono": TONI.get(StatoRichiesta(r.stato), "info")} for r in richieste],
        "oggi": timezone.localdate(),
        "puo_chiedere": segue_il_caso(perimetro, caso),
    }


def eventi_contributi(
    caso: CasoAdi, dal: datetime.datetime | None, al: datetime.datetime | None
) -> list[Evento]:
    """Moves of the requests; the reasons stay on their page."""
    mosse = TransizioneRichiesta.objects.filter(oggetto__caso=caso, mossa__in=TITOLI)
    if dal:
        mosse = mosse.filter(avvenuta_il__gte=dal)
    if al:
        mosse = mosse.filter(avvenuta_il__lte=al)
    return [
        Evento(
            quando=m.avvenuta_il,
            genere=Genere.DECISIONI,
            titolo=TITOLI[m.mossa],
            testo=m.oggetto.misura.nome,
            autore=str(m.operatore or ""),
            url=reverse("contributi:richiesta", args=[m.oggetto_id]),
            icona="it-card",
            tono="info",
        )
        for m in mosse.select_related("oggetto__misura", "operatore")
    ]


def misure_per_il_pai(ambito_id: int, al: datetime.date) -> list[MisuraProponibile]:
    righe = Misura.objects.dell_ambito(ambito_id).in_vigore_al(al).order_by("regolamento", "nome")
    return [_proponibile(m, misura_letta(m)) for m in righe]


def _proponibile(riga: Misura, letta: MisuraLetta) -> MisuraProponibile:
    regolamento, progetto = letta.regolamento.titolo, letta.progetto
    return MisuraProponibile(
        codice=riga.codice,
        nome=riga.nome,
        modi=tuple(modi_ammessi(riga)),
        articolo_modi=f"{regolamento}, {letta.articolo}",
        mesi_massimi=progetto.mesi_massimi,
        articolo_mesi=f"{regolamento}, {progetto.articolo}",
    )
