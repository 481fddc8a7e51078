"""What is shared, what is asked to another body, how far the answer is."""

from django.db.models import TextChoices

from adi_platform.organizzazione.enums import TipoEnte

# How a health service is named to who may not know of it.
ALTRO_SERVIZIO = "un altro servizio"


class TipoProiezione(TextChoices):
    LAVORO = "lavoro", "I dati per il patto di servizio"
    SALUTE = "salute", "La persona seguita da un servizio sanitario"
    SCUOLA = "scuola", "La domanda sulla frequenza di un minore"
    OSPITE = "ospite", "Nome, ore e capacità di chi viene accolto"
    EQUIPE = "equipe", "Ciò che serve a chi è invitato a una riunione"


PROIEZIONE_DI = {
    TipoEnte.CPI: TipoProiezione.LAVORO,
    TipoEnte.ASL: TipoProiezione.SALUTE,
    TipoEnte.SCUOLA: TipoProiezione.SCUOLA,
    TipoEnte.TERZO_SETTORE: TipoProiezione.OSPITE,
    TipoEnte.ALTRO: TipoProiezione.OSPITE,
}


class TipoInvio(TextChoices):
    PATTO_SERVIZIO = "patto_servizio", "Patto di servizio"
    PRESA_IN_CARICO = "presa_in_carico", "Presa in carico"
    CERTIFICAZIONE = "certificazione", "Certificazione di svantaggio"
    FREQUENZA = "frequenza", "Frequenza scolastica"


INVII_DI = {
    TipoProiezione.LAVORO: (TipoInvio.PATTO_SERVIZIO,),
    TipoProiezione.SALUTE: (TipoInvio.PRESA_IN_CARICO, TipoInvio.CERTIFICAZIONE),
    TipoProiezione.SCUOLA: (TipoInvio.FREQUENZA,),
    TipoProiezione.OSPITE: (),
    TipoProiezione.EQUIPE: (),
}


class StatoInvio(TextChoices):
    INVIATO = "inviato", "In attesa di risposta"
    CONVOCATO = "convocato", "Convocato"
    NON_PRESENTATO = "non_presentato", "Non si è presentato"
    SOTTOSCRITTO = "sottoscritto", "Patto di servizio firmato"
    RINUNCIATO = "rinunciato", "Ha rinunciato"
    IN_VALUTAZIONE = "in_valutazione", "In valutazione"
    ACCOLTO = "accolto", "In carico al servizio"
    NON_ACCOLTO = "non_accolto", "Non preso in carico"
    CERTIFICATO = "certificato", "Certificato"
    NON_CERTIFICATO = "non_certificato", "Non certificato"
    REGOLARE = "regolare", "Frequenza regolare"
    IRREGOLARE = "irregolare", "Frequenza da regolarizzare"
    REGOLARIZZATO = "regolarizzato", "Frequenza regolarizzata"
    NON_REGOLARIZZATO = "non_regolarizzato", "Frequenza non regolarizzata"
    RITIRATO = "ritirato", "Ritirato dal servizio sociale"
    CONCLUSO = "concluso", "Concluso"


class GenereMessaggio(TextChoices):
    NOTA = "nota", "Messaggio"
    AGGIORNAMENTO = "aggiornamento", "Aggiornamento dei 90 giorni"
    INADEMPIMENTO = "inadempimento", "Impegno non rispettato"
    RITIRO = "ritiro", "Segnalazione ritirata"
    CORREZIONE = "correzione", "Data corretta"


# What a person writes by choosing; the others are written by the acts that correct.
GENERI_DA_SCRIVERE = (GenereMessaggio.NOTA, GenereMessaggio.AGGIORNAMENTO, GenereMessaggio.INADEMPIMENTO)


class StatoQuesito(TextChoices):
    APERTO = "aperto", "In attesa di risposta"
    RISPOSTO = "risposto", "Ha risposto"
    REVOCATO = "revocato", "Ritirata dal servizio sociale"
    SCADUTO = "scaduto", "Scaduta senza risposta"


class EsitoQuesito(TextChoices):
    SI = "si", "Sì"
    NO = "no", "No"
    NON_SO = "non_so", "Non so rispondere"


class CanaleDivulgazione(TextChoices):
    PAGINA = "pagina", "Pagina del portale"
    DOCUMENTO = "documento", "Documento"
    POSTA = "posta", "Posta elettronica"
    API = "api", "Programma dell'ente"


class PermessoToken(TextChoices):
    LETTURA = "lettura", "Solo leggere"
    SCRITTURA = "scrittura", "Leggere e rispondere"
