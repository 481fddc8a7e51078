"""Samples for the addresses of the measures."""

from cases.models import CasoAdi
from contributi.services.misure import carica_regolamento
from contributi.services.simulazioni import avvia_simulazione
from tests.casi import oggi
from tests.contributi.fabbrica import crea_richiesta
from tests.contributi.misure import misura_vera, regolamento_cambiato
from tests.people import Cast


def campioni_delle_misure(cast: Cast, caso: CasoAdi) -> dict[str, object]:
    """A measure in force, a draft that may be approved, a trial on the request of the case."""
    misura = misura_vera(cast, "ria-sostegno")
    dati = regolamento_cambiato('massimo: "400.00"', 'massimo: "350.00"')
    bozza = carica_regolamento(ambito=caso.ambito, percorso_o_testo=dati, operatore=None).nuove[0]
    richiesta = crea_richiesta(cast, caso=caso, misura=misura, mesi=6, fatti={"importo_mensile": "400.00"})
    giorno = richiesta.data_domanda or oggi()
    prova = avvia_simulazione(
        misura=bozza, confronto=misura.codice, dal=giorno, al=giorno, operatore=cast.cora_coordina
    )
    return {"misure": misura.pk, "contributi:misura-approva:pk": bozza.pk, "simulazioni": prova.pk}
