"""Closed lists of the Patto (dominio 2.5)."""

from django.db.models import IntegerChoices, TextChoices


class TipoPatto(TextChoices):
    PAIS = "pais", "Patto per l'inclusione sociale"
    PAI = "pai", "Progetto assistenziale individualizzato"


class StatoPatto(TextChoices):
    BOZZA = "bozza", "Bozza"
    CONDIVISO = "condiviso", "Condiviso con la famiglia"
    SOTTOSCRITTO = "sottoscritto", "Sottoscritto"
    IN_REVISIONE = "in_revisione", "In revisione"
    AGGIORNATO = "aggiornato", "Sostituito da una versione nuova"
    CONCLUSO = "concluso", "Concluso"
    INTERROTTO = "interrotto", "Interrotto"


# A version with these states has been signed and never changes again.
STATI_FIRMATI = (
    StatoPatto.SOTTOSCRITTO,
    StatoPatto.IN_REVISIONE,
    StatoPatto.AGGIORNATO,
    StatoPatto.CONCLUSO,
)
STATI_IN_VIGORE = (StatoPatto.SOTTOSCRITTO, StatoPatto.IN_REVISIONE)
STATI_IN_PREPARAZIONE = (StatoPatto.BOZZA, StatoPatto.CONDIVISO)


class StatoRisultato(TextChoices):
    NON_AVVIATO = "non_avviato", "Non avviato"
    IN_CORSO = "in_corso", "In corso"
    RAGGIUNTO = "raggiunto", "Raggiunto"
    PARZIALE = "parziale", "Raggiunto in parte"
    NON_RAGGIUNTO = "non_raggiunto", "Non raggiunto"


class StatoSostegno(TextChoices):
    PREVISTO = "previsto", "Previsto"
    ATTIVO = "attivo", "Attivo"
    SOSPESO = "sospeso", "Sospeso"
    CONCLUSO = "concluso", "Concluso"
    NON_DISPONIBILE = "non_disponibile", "Non disponibile"


class StatoImpegno(TextChoices):
    ATTIVO = "attivo", "Attivo"
    RISPETTATO = "rispettato", "Rispettato"
    NON_RISPETTATO_GIUSTIFICATO = "non_rispettato_giustificato", "Non rispettato, con un motivo"
    NON_RISPETTATO = "non_rispettato", "Non rispettato"
    SEGNALATO = "segnalato", "Segnalato"
    CESSATO = "cessato", "Cessato"


class Priorita(IntegerChoices):
    ALTA = 1, "Alta"
    MEDIA = 2, "Media"
    BASSA = 3, "Bassa"


class ModoFirma(TextChoices):
    SCHERMO = "schermo", "Firma sullo schermo"
    CARTA = "carta", "Firma su carta"
    RIFIUTO = "rifiuto", "Non firma"


class ModoVerifica(TextChoices):
    SEDE = "sede", "In sede"
    DOMICILIO = "domicilio", "A domicilio"
    VIDEOCHIAMATA = "videochiamata", "In videochiamata"
    TELEFONO = "telefono", "Al telefono"


class TipoCatalogo(TextChoices):
    OBIETTIVI = "obiettivi", "Obiettivi e risultati attesi"
    SOSTEGNI = "sostegni", "Sostegni"
    IMPEGNI = "impegni", "Impegni"


class LetteraBisogno(TextChoices):
    """State of need, regulation UTDA art. 4."""

    A = "a", "a) Reddito insufficiente per le esigenze minime, senza altri tenuti a provvedere"
    B = "b", "b) Incapacità totale o parziale di provvedere a sé"
    C = "c", "c) Circostanze che mettono a rischio di emarginazione"
    D = "d", "d) Provvedimenti dell'autorità giudiziaria che rendono necessario l'intervento"


class ModoSostegno(TextChoices):
    """How the support reaches the person: the same codes as the contributions, which live above."""

    CANALIZZATO = "canalizzato", "Pagamento diretto al fornitore"
    BUONO = "buono", "Buoni sociali"
    BONIFICO = "bonifico", "Bonifico al beneficiario"
    QUIETANZA_TERZI = "quietanza_terzi", "Quietanza a una terza persona"
    SERVIZIO = "servizio", "Beni o servizi"


class Rapporto(TextChoices):
    """Who is bound to maintenance, in the order of art. 433 of the Civil Code."""

    CONIUGE = "coniuge", "Coniuge"
    FIGLIO = "figlio", "Figlio o figlia"
    DISCENDENTE = "discendente", "Nipote o altro discendente"
    GENITORE = "genitore", "Genitore"
    ASCENDENTE = "ascendente", "Nonno, nonna o altro ascendente"
    GENERO = "genero", "Genero o nuora"
    SUOCERO = "suocero", "Suocero o suocera"
    FRATELLO = "fratello", "Fratello o sorella"


class EsitoParente(TextChoices):
    DA_SENTIRE = "da_sentire", "Da sentire"
    SENTITO = "sentito", "Sentito, con l'accordo di chi chiede"
    NON_AUTORIZZATO = "non_autorizzato", "Non sentito: chi chiede non lo autorizza"
    RIFIUTATO = "rifiutato", "Chi chiede rifiuta di coinvolgerlo"
    INDISPONIBILE = "indisponibile", "Irraggiungibile o indisponibile"


# The applicant said no: what follows is the reading A18 of art. 7.
ESITI_DI_RIFIUTO = (EsitoParente.NON_AUTORIZZATO, EsitoParente.RIFIUTATO)
