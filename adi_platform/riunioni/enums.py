"""Who meets, in which state a meeting is, who was there, who reads."""

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


class ChiLegge(TextChoices):
    """Who reads a decision. To be entrusted with it is enough to read it, of whatever body."""

    SERVIZIO = "servizio", "Solo il servizio sociale e chi se ne occupa"
    TUTTI = "tutti", "Anche tutti gli altri enti invitati"


class Risposta(TextChoices):
    IN_ATTESA = "in_attesa", "Non ha ancora risposto"
    ACCETTATO = "accettato", "Partecipa"
    RIFIUTATO = "rifiutato", "Non può partecipare"
    ALTRO_ORARIO = "altro_orario", "Chiede un altro orario"
    DELEGA = "delega", "Manda un collega"
