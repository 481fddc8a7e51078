"""Who meets, in which state a meeting is, who was there."""

from django.db.models import TextChoices


class Organo(TextChoices):
    EQUIPE = "equipe", "Équipe"
    COMMISSIONE = "commissione", "Commissione tecnica"
    TAVOLO = "tavolo", "Tavolo della rete"


class StatoRiunione(TextChoices):
    CONVOCATA = "convocata", "Convocata"
    SVOLTA = "svolta", "Svolta"
    VERBALE_BOZZA = "verbale_bozza", "Verbale in bozza"
    VERBALE_APPROVATO = "verbale_approvato", "Verbale approvato"
    TRASMESSO = "trasmesso", "Verbale trasmesso"
    RINVIATA = "rinviata", "Rinviata"
    ANNULLATA = "annullata", "Annullata"


class Presenza(TextChoices):
    INVITATO = "invitato", "Invitato"
    PRESENTE = "presente", "Presente"
    ASSENTE = "assente", "Assente"
    DELEGATO = "delegato", "Rappresentato da un delegato"


class Risposta(TextChoices):
    IN_ATTESA = "in_attesa", "Non ha ancora risposto"
    ACCETTATO = "accettato", "Partecipa"
    RIFIUTATO = "rifiutato", "Non può partecipare"
    ALTRO_ORARIO = "altro_orario", "Chiede un altro orario"
    DELEGA = "delega", "Manda un collega"
