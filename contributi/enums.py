"""Closed lists of the contributions (dominio 7.4)."""

from django.db.models import TextChoices


class StatoMisura(TextChoices):
    BOZZA = "bozza", "Bozza, solo per simulazioni"
    IN_VIGORE = "in_vigore", "In vigore"
    SUPERATA = "superata", "Sostituita"


class Corsia(TextChoices):
    ORDINARIA = "ordinaria", "Ordinaria"
    URGENTE = "urgente", "Indifferibile e urgente, istruttoria sommaria"


class ModoErogazione(TextChoices):
    CANALIZZATO = "canalizzato", "Pagamento diretto al fornitore"
    BUONO = "buono", "Buoni sociali"
    BONIFICO = "bonifico", "Bonifico al beneficiario"
    QUIETANZA_TERZI = "quietanza_terzi", "Quietanza a una terza persona"
    SERVIZIO = "servizio", "Beni o servizi"


class StatoRichiesta(TextChoices):
    BOZZA = "bozza", "In preparazione"
    PROTOCOLLATA = "protocollata", "Registrata"
    ISTRUTTORIA = "istruttoria", "Istruttoria in corso"
    IN_INTEGRAZIONE = "in_integrazione", "In attesa di documenti"
    PROPOSTA = "proposta", "Proposta alla commissione"
    ALL_ODG = "all_odg", "All'ordine del giorno"
    RINVIATA = "rinviata", "Rinviata dalla commissione"
    PARERE_FAVOREVOLE = "parere_favorevole", "Parere favorevole"
    PARERE_CONTRARIO = "parere_contrario", "Parere contrario"
    PREAVVISO = "preavviso", "Preavviso di rifiuto inviato"
    RIESAME = "riesame", "Riesame dopo il preavviso"
    CONCESSA = "concessa", "Concessa"
    NEGATA = "negata", "Non accolta"
    IN_EROGAZIONE = "in_erogazione", "In erogazione"
    SOSPESA = "sospesa", "Erogazione sospesa"
    REVOCATA = "revocata", "Revocata"
    CONCLUSA = "conclusa", "Conclusa"
    RINUNCIATA = "rinunciata", "Rinuncia del richiedente"
    ARCHIVIATA = "archiviata", "Archiviata come improcedibile"


class TipoProvvedimento(TextChoices):
    CONCESSIONE = "concessione", "Concessione"
    DEROGA = "deroga", "Concessione in deroga"
    DINIEGO = "diniego", "Diniego"
    NON_SOSPENSIONE = "non_sospensione", "Sospensione non applicata"
    SOSPENSIONE = "sospensione", "Sospensione"
    MODIFICA = "modifica", "Modifica"
    REVOCA = "revoca", "Revoca"
    ARCHIVIAZIONE = "archiviazione", "Archiviazione"


class StatoProvvedimento(TextChoices):
    BOZZA = "bozza", "Bozza"
    ADOTTATO = "adottato", "Adottato"
    ANNULLATO = "annullato", "Annullato"


class GenerePreavviso(TextChoices):
    """What the person is told before: a refusal (art. 10-bis), or an act begun by the office (art. 7)."""

    RIFIUTO = "rifiuto", "Preavviso di rifiuto"
    SOSPENSIONE = "sospensione", "Avvio per la sospensione"
    REVOCA = "revoca", "Avvio per la revoca"


class CanaleComunicazione(TextChoices):
    """The first five prove when the letter was received (reading A7); the values are those of the rules."""

    PEC = "PEC", "Posta certificata"
    RACCOMANDATA = "raccomandata", "Raccomandata con ricevuta"
    ATTO_GIUDIZIARIO = "atto_giudiziario", "Notifica per posta come atto giudiziario"
    MANO = "mano", "Consegna a mano con firma"
    APP = "app", "Area riservata o app, con conferma di lettura"
    POSTA = "posta", "Posta ordinaria"


CANALI_CON_PROVA = (
    CanaleComunicazione.PEC,
    CanaleComunicazione.RACCOMANDATA,
    CanaleComunicazione.ATTO_GIUDIZIARIO,
    CanaleComunicazione.MANO,
    CanaleComunicazione.APP,
)
CANALI_CON_GIACENZA = (CanaleComunicazione.RACCOMANDATA, CanaleComunicazione.ATTO_GIUDIZIARIO)
# Acts that give money: they are summed in the year and may have to be published.
TIPI_DI_CONCESSIONE = (TipoProvvedimento.CONCESSIONE, TipoProvvedimento.DEROGA)
# Acts on something already granted.
TIPI_SUCCESSIVI = (
    TipoProvvedimento.NON_SOSPENSIONE,
    TipoProvvedimento.SOSPENSIONE,
    TipoProvvedimento.MODIFICA,
    TipoProvvedimento.REVOCA,
)


class StatoDocumento(TextChoices):
    """Of one paper of the request. Expired is read from its date, never written."""

    MANCANTE = "mancante", "Manca"
    PRESENTE = "presente", "C'è"
    SCADUTO = "scaduto", "Scaduto"
    NON_DOVUTO = "non_dovuto", "Non si chiede: un ufficio pubblico lo ha già"


# After these states no decision is awaited any more: the clock of the procedure is over.
STATI_DECISI = (
    StatoRichiesta.CONCESSA,
    StatoRichiesta.NEGATA,
    StatoRichiesta.IN_EROGAZIONE,
    StatoRichiesta.SOSPESA,
    StatoRichiesta.REVOCATA,
    StatoRichiesta.CONCLUSA,
    StatoRichiesta.RINUNCIATA,
    StatoRichiesta.ARCHIVIATA,
)
# The commission has spoken: the Dirigente decides, or goes on with the notice before a refusal.
STATI_DELLA_DECISIONE = (
    StatoRichiesta.PARERE_FAVOREVOLE,
    StatoRichiesta.PARERE_CONTRARIO,
    StatoRichiesta.PREAVVISO,
    StatoRichiesta.RIESAME,
)
# An urgent request waits for the Dirigente here, without the commission.
STATI_DELL_URGENZA = (StatoRichiesta.PROTOCOLLATA, StatoRichiesta.ISTRUTTORIA, StatoRichiesta.IN_INTEGRAZIONE)
STATI_APERTI_ALL_ISTRUTTORIA = (StatoRichiesta.ISTRUTTORIA, StatoRichiesta.IN_INTEGRAZIONE)


class RuoloCommissione(TextChoices):
    PRESIDENTE = "presidente", "Presidente"
    COMPONENTE = "componente", "Componente"
    SEGRETARIO = "segretario", "Segretario, senza voto"


class StatoSeduta(TextChoices):
    CONVOCATA = "convocata", "Convocata"
    ODG_INVIATO = "odg_inviato", "Ordine del giorno inviato"
    APERTA = "aperta", "Votazione aperta"
    CHIUSA = "chiusa", "Votazione chiusa"
    ANNULLATA = "annullata", "Annullata"


class MotivoEsclusione(TextChoices):
    AUTORE_PAI = "autore_pai", "Ha redatto il PAI e la richiesta"
    SEGUE_IL_CASO = "segue_il_caso", "È l'assistente sociale del caso"
    CONFLITTO = "conflitto", "Ha dichiarato un conflitto di interessi"


class StatoPiano(TextChoices):
    ATTIVO = "attivo", "In corso"
    SOSPESO = "sospeso", "Sospeso"
    REVOCATO = "revocato", "Revocato"
    CONCLUSO = "concluso", "Concluso"


class StatoRata(TextChoices):
    DA_LIQUIDARE = "da_liquidare", "Da liquidare"
    IN_LIQUIDAZIONE = "in_liquidazione", "In liquidazione"
    IN_BUONO = "in_buono", "Consegnata in buono"
    PAGATA = "pagata", "Pagata"
    SOSPESA = "sospesa", "Sospesa"
    ANNULLATA = "annullata", "Annullata"


DA_PAGARE = (StatoRata.DA_LIQUIDARE, StatoRata.SOSPESA)


class GenereCreditore(TextChoices):
    FORNITORE = "fornitore", "Fornitore"
    TERZO = "terzo", "Terza persona che riceve per il beneficiario"
    BENEFICIARIO = "beneficiario", "Beneficiario"


class StatoLiquidazione(TextChoices):
    BOZZA = "bozza", "In preparazione"
    REGISTRATA = "registrata", "Registrata, in attesa dei mandati"
    CHIUSA = "chiusa", "Chiusa"
    ANNULLATA = "annullata", "Annullata"


class EsitoPagamento(TextChoices):
    PAGATO = "pagato", "Pagato"
    RESPINTO = "respinto", "Tornato indietro"


class StatoBuono(TextChoices):
    ATTIVO = "attivo", "Spendibile"
    SOSPESO = "sospeso", "Sospeso"
    ESAURITO = "esaurito", "Speso tutto"
    SCADUTO = "scaduto", "Scaduto"
    ANNULLATO = "annullato", "Annullato"


class StatoRecupero(TextChoices):
    APERTO = "aperto", "Da rendere"
    CONCLUSO = "concluso", "Reso tutto"
    COATTIVO = "coattivo", "Affidato al recupero coattivo"
    ANNULLATO = "annullato", "Annullato"
