"""A notice answered, a draft, an act on line: what the Dirigente decides must reach nobody else."""

from contributi.enums import Corsia
from contributi.models import Richiesta, SituazioneEconomica
from contributi.services.preavvisi import registra_osservazione
from contributi.services.pubblicazione import pubblica
from tests.casi import oggi
from tests.contributi.decisione import bozza, con_preavviso, concessa, giorni_fa, pronta
from tests.contributi.fabbrica import crea_richiesta
from tests.people import Cast


def campioni_della_decisione(cast: Cast) -> tuple[dict[str, object], list[dict[str, object]]]:
    """The values of a draft and of a notice, then one scene with an adopted and published act."""
    preavviso = con_preavviso(cast)
    osservazione = registra_osservazione(
        preavviso=preavviso,
        testo="CANARINO-OSSERVAZIONE-7D21",
        presentata_il=giorni_fa(12),
        operatore=cast.anna_verdi,
        al=oggi(),
    )
    aperta = bozza(cast, pronta(cast))
    atto = concessa(cast, "1200.00")
    pubblica(
        pubblicazione=atto.pubblicazione,
        operatore=cast.dario_dirigente,
        al=oggi(),
        letto=True,
        perche_nonostante="Importo comune a molti",
    )
    campioni: dict[str, object] = {
        "provvedimenti": aperta.pk,
        "richieste": preavviso.richiesta_id,
        "preavvisi": preavviso.pk,
        "osservazioni": osservazione.pk,
        "comunicazioni": preavviso.comunicazione_id,
        "contributi:provvedimento-prepara:tipo": "concessione",
        "atti": atto.pubblicazione.codice,
        "urgenti": _urgente(cast).pk,
    }
    return campioni, [{"provvedimenti": atto.pk}]


def _urgente(cast: Cast) -> Richiesta:
    """In the urgent lane, waiting for the Dirigente."""
    richiesta = crea_richiesta(cast, corsia=Corsia.URGENTE)
    SituazioneEconomica.objects.create(richiesta=richiesta)
    return richiesta
