"""What the contributions keep."""

from contributi.models.buono import Buono, Esercizio, RendicontoEsercizio, UtilizzoBuono
from contributi.models.commissione import Commissione, ComponenteCommissione
from contributi.models.comunicazione import Comunicazione
from contributi.models.creditore import Creditore, GiustificativoSpesa
from contributi.models.documenti_chiesti import DocumentiChiesti
from contributi.models.documento_domanda import DocumentoDomanda
from contributi.models.erogazione import Liquidazione, Pagamento, PianoErogazione, Rata, TransizioneRata
from contributi.models.fondo import Fondo, Prenotazione, VariazioneFondo
from contributi.models.istruttoria import CorrezioneIstruttoria, SpuntaIstruttoria
from contributi.models.misura import Misura
from contributi.models.preavviso import MotivoOstativo, Osservazione, Preavviso
from contributi.models.presa_d_atto import PresaDAtto
from contributi.models.proposta import Proposta
from contributi.models.provvedimento import Provvedimento
from contributi.models.pubblicazione import ElencoDeroghe, Pubblicazione
from contributi.models.recupero import RataRecupero, Recupero
from contributi.models.richiesta import Richiesta, TransizioneRichiesta
from contributi.models.rinvio import RinvioCommissione
from contributi.models.seduta import Seduta, TransizioneSeduta, VoceSeduta
from contributi.models.simulazione import Simulazione
from contributi.models.situazione import SituazioneEconomica
from contributi.models.sospensione import SegnalazioneImpegni
from contributi.models.sostituto import TitolareSostitutivo
from contributi.models.verbale import CatenaVerbali, Verbale
from contributi.models.voto import CatenaVoti, Elettore, Esclusione, Voto

__all__ = [
    "Buono",
    "CatenaVerbali",
    "CatenaVoti",
    "Commissione",
    "ComponenteCommissione",
    "Comunicazione",
    "CorrezioneIstruttoria",
    "Creditore",
    "DocumentiChiesti",
    "DocumentoDomanda",
    "ElencoDeroghe",
    "Elettore",
    "Esclusione",
    "Esercizio",
    "Fondo",
    "GiustificativoSpesa",
    "Liquidazione",
    "Misura",
    "MotivoOstativo",
    "Osservazione",
    "Pagamento",
    "PianoErogazione",
    "Preavviso",
    "Prenotazione",
    "PresaDAtto",
    "Proposta",
    "Provvedimento",
    "Pubblicazione",
    "Rata",
    "RataRecupero",
    "Recupero",
    "RendicontoEsercizio",
    "Richiesta",
    "RinvioCommissione",
    "Seduta",
    "SegnalazioneImpegni",
    "Simulazione",
    "SituazioneEconomica",
    "SpuntaIstruttoria",
    "TitolareSostitutivo",
    "TransizioneRata",
    "TransizioneRichiesta",
    "TransizioneSeduta",
    "UtilizzoBuono",
    "VariazioneFondo",
    "Verbale",
    "VoceSeduta",
    "Voto",
]
