"""Closed lists of the Patto (dominio 2.5)."""

from django.db.models import IntegerChoices, TextChoices


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
