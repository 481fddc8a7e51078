"""Close and count, exactly once: the row of the session decides who closes, the rest follows in its transaction."""

import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from adi_platform.base_models.transizione import blocca, esegui_mossa
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.outbox.models import Lavoro
from adi_platform.repertorio.services.registra import ora_della_banca_dati
from adi_platform.riunioni.enums import Presenza
from adi_platform.riunioni.services.riunioni import muovi_riunione
from contributi.models import Proposta, Richiesta, RinvioCommissione, Seduta, VoceSeduta
from contributi.rules.voto import EsitoVoto, Scelta, Scrutinio, scrutina
from contributi.services.elettorato import escludi_chi_segue, votazione_di, voto_dato
from contributi.services.regole_voto import regole_lette
from contributi.services.sedute import voci_in_discussione
from contributi.services.verbale import sigilla_verbale
from contributi.services.voto import mancano_voti
from contributi.signals import parere_espresso
from contributi.transizioni import TABELLA_RICHIESTA, TABELLA_SEDUTA

MOSSE = {
    EsitoVoto.PARERE_FAVOREVOLE: "parere_favorevole",
    EsitoVoto.PARERE_CONTRARIO: "parere_contrario",
    EsitoVoto.RINVIATA: "rinvia",
    EsitoVoto.NUOVA_VOTAZIONE: "togli_dall_odg",
    EsitoVoto.QUORUM_MANCANTE: "togli_dall_odg",
}
PROPOSTA_CAMBIATA = "La proposta è stata ritirata o sostituita dopo l'invio dell'ordine del giorno."


@transaction.atomic
def chiudi(*, seduta: Seduta, operatore: Utente | None = None) -> Seduta:
    """Count every proposal, move the requests, seal the minutes. A session already closed stays as it is.

    Raises DominioError before the hour while somebody still has to vote.
    """
    riga = blocca(seduta)
    if riga.chiusa:
        return riga
    TABELLA_SEDUTA.verifica(riga.stato, "chiudi")
    ora = ora_della_banca_dati()
    voci = list(voci_in_discussione(riga))
    escludi_chi_segue(voci, dal=ora)
    if motivo_no := perche_non_si_chiude(riga, ora=ora):
        raise DominioError(motivo_no)
    for voce in voci:
        _scrivi_esito(voce, scrutina_voce(voce))
    riga.aggiornato_da = operatore
    esegui_mossa(riga, TABELLA_SEDUTA, "chiudi", operatore=operatore, campi={"chiusa_il": ora})
    _segna_presenze(riga)
    segretario = riga.riunione.segretario
    riga.riunione = muovi_riunione(riunione=riga.riunione, mossa="svolgi", operatore=segretario)
    for voce in voci:
        _muovi_richiesta(voce, riga, segretario)
    sigilla_verbale(seduta=riga, voci=voci)
    return riga


def esegui_chiusura(lavoro: Lavoro) -> None:
    """Executor of `contributi.chiudi_seduta`: run twice, or by two workers, it closes once.

    A conflict or a case worker may have come in between: if somebody still has to vote, the hour will close.
    """
    seduta = Seduta.objects.get(pk=lavoro.dati["seduta"])
    if seduta.aperta and not perche_non_si_chiude(seduta, ora=ora_della_banca_dati()):
        chiudi(seduta=seduta)


def scrutina_voce(voce: VoceSeduta) -> Scrutinio:
    """The outcome as a function of the rows: the same at the closing and whenever it is checked."""
    elettori = list(voce.seduta.elettori.order_by("ordine"))
    votazione = votazione_di(voce, elettori=elettori, esclusioni=voce.esclusioni.all())
    voti = voce.voti.select_related("elettore").order_by("numero")
    return scrutina(votazione, regole_lette(voce.seduta.regole), tuple(voto_dato(v) for v in voti))


def scrutinio_da_conservare(voce: VoceSeduta, scrutinio: Scrutinio) -> dict[str, Any]:
    """What stays beside the outcome. A proposal that changed meanwhile goes to a new vote."""
    cambiata = proposta_cambiata(voce)
    esito = EsitoVoto.NUOVA_VOTAZIONE if cambiata else scrutinio.esito
    return {
        "esito": esito.value,
        "elettorato": list(scrutinio.elettorato),
        "soglia": scrutinio.soglia,
        "partecipanti": scrutinio.partecipanti,
        "quorum_raggiunto": scrutinio.quorum_raggiunto,
        "conteggi": {scelta.value: numero for scelta, numero in scrutinio.conteggi.items()},
        "perche": f"{scrutinio.perche} {PROPOSTA_CAMBIATA}" if cambiata else scrutinio.perche,
    }


def proposta_cambiata(voce: VoceSeduta) -> bool:
    p = voce.proposta
    piu_nuova = Proposta.objects.filter(richiesta=p.richiesta_id, numero__gt=p.numero).exists()
    return piu_nuova or p.ritirata_il is not None or p.impronta != voce.impronta


def perche_non_si_chiude(seduta: Seduta, *, ora: datetime.datetime) -> str:
    """Empty from the hour on, and before it when everybody has voted and the rules of the session allow it."""
    if ora >= seduta.chiude_il:
        return ""
    if seduta.regole["chiusura_anticipata"] != "si":
        return "Questa votazione si chiude all'ora fissata."
    quanti = mancano_voti(seduta)
    parola = "manca ancora 1 voto" if quanti == 1 else f"mancano ancora {quanti} voti"
    return f"Prima dell'ora di chiusura si chiude solo se hanno votato tutti: {parola}." if quanti else ""


def _scrivi_esito(voce: VoceSeduta, scrutinio: Scrutinio) -> None:
    voce.scrutinio = scrutinio_da_conservare(voce, scrutinio)
    voce.esito = voce.scrutinio["esito"]
    voce.save()


def _muovi_richiesta(voce: VoceSeduta, seduta: Seduta, segretario: Utente) -> None:
    esito = EsitoVoto(voce.esito)
    motivo = voce.scrutinio["perche"]
    richiesta = blocca(Richiesta(pk=voce.proposta.richiesta_id))
    esegui_mossa(richiesta, TABELLA_RICHIESTA, MOSSE[esito], operatore=segretario, motivo=motivo)
    if esito is EsitoVoto.RINVIATA:
        motivi = voce.voti.filter(scelta=Scelta.RINVIO).exclude(motivo="").order_by("numero")
        RinvioCommissione.objects.create(
            richiesta=richiesta,
            voce=voce,
            il=timezone.localdate(seduta.chiusa_il),
            motivo="\n".join(dict.fromkeys(v.motivo for v in motivi)) or motivo,
        )
    parere_espresso.send(sender=VoceSeduta, proposta=voce.proposta, esito=esito.value, seduta=seduta)


def _segna_presenze(seduta: Seduta) -> None:
    """Who voted on something took part; the others were away."""
    votanti = set(seduta.voti.values_list("elettore__utente_id", flat=True))
    for partecipante in seduta.riunione.partecipanti.exclude(utente=None):
        partecipante.presenza = Presenza.PRESENTE if partecipante.utente_id in votanti else Presenza.ASSENTE
        partecipante.save()
