"""Closed lists of the registry and of the case."""

from django.db.models import IntegerChoices, TextChoices


class Sesso(TextChoices):
    FEMMINA = "F", "Femmina"
    MASCHIO = "M", "Maschio"


class TipoCodice(TextChoices):
    CODICE_FISCALE = "cf", "Codice fiscale"
    PROVVISORIO = "provvisorio", "Codice fiscale provvisorio (11 cifre)"
    STP = "stp", "Codice STP"
    ENI = "eni", "Codice ENI"
    PRIVO = "privo", "Privo di codice"


class TipoRecapito(TextChoices):
    TELEFONO = "telefono", "Telefono"
    EMAIL = "email", "Posta elettronica"
    PEC = "pec", "PEC"


class Parentela(TextChoices):
    RICHIEDENTE = "richiedente", "Richiedente"
    CONIUGE = "coniuge", "Coniuge o unito civilmente"
    CONVIVENTE = "convivente", "Convivente"
    FIGLIO = "figlio", "Figlio o figlia"
    GENITORE = "genitore", "Genitore"
    FRATELLO = "fratello", "Fratello o sorella"
    NIPOTE = "nipote", "Nipote"
    NONNO = "nonno", "Nonno o nonna"
    SUOCERO = "suocero", "Suocero o suocera"
    GENERO = "genero", "Genero o nuora"
    MINORE_AFFIDATO = "minore_affidato", "Minore in affido"
    ALTRO = "altro", "Altro"

    def con(self, nome: str, *, sesso: str) -> str:
        """«figlia di Maria»: the word for that sex (both when it is not known); nothing for the vague ones."""
        if self in (Parentela.RICHIEDENTE, Parentela.ALTRO):
            return ""
        parola = self.label.lower()
        lui, _, lei = parola.partition(" o ")
        if sesso and self not in (Parentela.CONIUGE, Parentela.MINORE_AFFIDATO):
            parola = (lei or lui) if sesso == Sesso.FEMMINA else lui
        return f"{parola} {'a' if self == Parentela.MINORE_AFFIDATO else 'di'} {nome}"


class TipoISEE(TextChoices):
    ORDINARIO = "ordinario", "Ordinario"
    CORRENTE = "corrente", "Corrente"
    MINORENNI = "minorenni", "Minorenni"
    UNIVERSITA = "universita", "Università"
    SOCIOSANITARIO = "sociosanitario", "Sociosanitario"
    RESIDENZE = "sociosanitario_residenze", "Sociosanitario residenze"
    INCLUSIONE = (
        "prestazioni_familiari_inclusione",
        "Specifiche prestazioni familiari e per l'inclusione",
    )


class StatoISEE(TextChoices):
    REGOLARE = "regolare", "Regolare"
    CON_ANNOTAZIONI = "con_annotazioni", "Con annotazioni"
    SANATA = "sanata", "Sanata"


# The outcome of the analysis that asks for the team: complex needs.
ESITO_COMPLESSO = "ESI.C"


class StatoCaso(TextChoices):
    """The path of a household; attendance of each meeting lives on the Appuntamento."""

    RICEVUTO = "ricevuto", "Ricevuto"
    ASSEGNATO = "assegnato", "Assegnato"
    CONVOCATO = "convocato", "Convocato"
    INCONTRATO = "incontrato", "Primo incontro svolto"
    IN_ANALISI = "in_analisi", "Analisi in corso"
    ANALIZZATO = "analizzato", "Analisi conclusa"
    PATTO_IN_DEFINIZIONE = "patto_in_definizione", "Patto in definizione"
    PATTO_SOTTOSCRITTO = "patto_sottoscritto", "Patto sottoscritto"
    MONITORAGGIO = "monitoraggio", "Monitoraggio"
    CHIUSO = "chiuso", "Chiuso"
    TRASFERITO = "trasferito", "Trasferito ad altro Comune"


class TipoCaso(TextChoices):
    """How the household reached the social service: the clocks of the AdI belong to the first kind only."""

    ADI = "adi", "Domanda di Assegno di Inclusione"
    SPORTELLO = "sportello", "Presa in carico dallo sportello"


class StatoBeneficio(TextChoices):
    """What INPS says of the payment: independent from the path of the case."""

    IN_LAVORAZIONE = "in_lavorazione", "In lavorazione"
    IN_PAGAMENTO = "in_pagamento", "In pagamento"
    SOSPESO = "sospeso", "Sospeso"
    DECADUTO = "decaduto", "Decaduto"
    REVOCATO = "revocato", "Revocato"
    TERMINATO = "terminato", "Terminato"


class TipoPeriodo(TextChoices):
    PRIMO = "primo", "Primo periodo"
    RINNOVO = "rinnovo", "Rinnovo"


class Obbligo(TextChoices):
    DA_DEFINIRE = "da_definire", "Da definire"
    OBBLIGATO = "obbligato", "Tenuto agli obblighi"
    ESCLUSO = "escluso", "Escluso dagli obblighi"
    VOLONTARIO = "volontario", "Adesione volontaria"


class Percorso(IntegerChoices):
    """The four paths per member used by the Ministry (dominio 1.4)."""

    OBBLIGO_LAVORO_SOCIALE = 1, "1 - Obbligo di attivazione lavorativa e sociale"
    FACOLTA_LAVORO_SOCIALE = 2, "2 - Facoltà di attivazione lavorativa e sociale"
    FACOLTA_SFL = 3, "3 - Facoltà di chiedere il Supporto formazione e lavoro"
    OBBLIGO_SOCIALE = 4, "4 - Obbligo di attivazione sociale, facoltà lavorativa"


class TipoAppuntamento(TextChoices):
    PRIMO_INCONTRO = "primo_incontro", "Primo incontro"
    MONITORAGGIO = "monitoraggio", "Verifica dei 90 giorni"
    RINNOVO = "rinnovo", "Incontro di rinnovo"
    ALTRO = "altro", "Altro colloquio"


class ModalitaIncontro(TextChoices):
    SEDE = "sede", "In sede"
    DOMICILIO = "domicilio", "A domicilio"
    VIDEOCHIAMATA = "videochiamata", "In videochiamata"
    TELEFONO = "telefono", "Al telefono"


class EsitoIncontro(TextChoices):
    SVOLTO = "svolto", "Incontro svolto"
    SPONTANEO = "spontaneo", "Presentazione spontanea"
    ASSENZA_GIUSTIFICATA = "assenza_giustificata", "Assenza giustificata"
    ASSENZA_DA_GIUSTIFICARE = "assenza_da_giustificare", "Assenza da giustificare"
    ASSENZA_INGIUSTIFICATA = "assenza_ingiustificata", "Assenza non giustificata"
    ANNULLATO = "annullato", "Annullato dal servizio"


class CanaleConvocazione(TextChoices):
    """How a convocation reaches the person; the codes are those of `contenuti/lettere.yaml`."""

    RECAPITI_PATTO_DIGITALE = "recapiti_patto_digitale", "Recapiti indicati nel patto digitale"
    EMAIL = "email", "Posta elettronica"
    PEC = "pec", "Posta certificata"
    RACCOMANDATA = "raccomandata", "Raccomandata con ricevuta"
    CONSEGNA_A_MANO = "consegna_a_mano", "Consegna a mano con firma"
    TELEFONO = "telefono", "Telefonata annotata"


class TipoVariazione(TextChoices):
    """What changed in the duties of a member; each change is a dated row."""

    OBBLIGO = "obbligo", "Tenuto agli obblighi"
    ESCLUSIONE = "esclusione", "Escluso dagli obblighi"
    ADESIONE = "adesione", "Adesione volontaria"
    RITIRO = "ritiro", "Ritiro dell'adesione volontaria"
    CURA_CEDUTA = "cura_ceduta", "Carico di cura passato a un altro adulto"
    CURA_ASSUNTA = "cura_assunta", "Carico di cura assunto"
    PERCORSO = "percorso", "Percorso confermato"


class TipoScadenza(TextChoices):
    PRIMO_INCONTRO = "primo_incontro", "Primo incontro"
    CONVOCAZIONE = "convocazione", "Convocazione consigliata"
    PATTO = "patto", "Sottoscrizione del Patto"
    MONITORAGGIO = "monitoraggio", "Verifica dei 90 giorni"
    VERIFICA_PATTO = "verifica_patto", "Verifica prevista dal Patto"
    ESONERO = "esonero", "Scadenza di un'esclusione dagli obblighi"
    ISEE = "isee", "Scadenza dell'ISEE"
    TITOLO_SOGGIORNO = "titolo_soggiorno", "Scadenza del titolo di soggiorno"
    RINNOVO = "rinnovo", "Rinnovo del beneficio"
    APPUNTAMENTO = "appuntamento", "Appuntamento"
    GEPI = "gepi", "Registrazione in GePI"
    QUADRO_EQUIPE = "quadro_equipe", "Analisi in équipe"
    CONTRIBUTO = "contributo", "Termine di una domanda di contributo"
    RETE = "rete", "Risposta di un altro ente"


class StatoScadenza(TextChoices):
    APERTA = "aperta", "Aperta"
    ADEMPIUTA = "adempiuta", "Adempiuta"
    ANNULLATA = "annullata", "Non più dovuta"


class StatoAnalisi(TextChoices):
    BOZZA = "bozza", "In corso"
    FINALIZZATA = "finalizzata", "Finalizzata"
    SUPERATA = "superata", "Superata da una rettifica"


class StatoImportazione(TextChoices):
    CARICATA = "caricata", "File caricato"
    MAPPATA = "mappata", "Colonne riconosciute"
    IN_ANALISI = "in_analisi", "Lettura in corso"
    ANTEPRIMA = "anteprima", "Anteprima pronta"
    IN_CORSO = "in_corso", "Importazione in corso"
    CONCLUSA = "conclusa", "Conclusa"
    ANNULLATA = "annullata", "Annullata"
    FALLITA = "fallita", "Non riuscita"


class TipoScarto(TextChoices):
    ABBANDONATO = "abbandonato", "Elenco mai importato"
    ORIGINALE = "originale", "File originale di un elenco importato"


class EsitoRiga(TextChoices):
    ACCETTATA = "accettata", "Accettata"
    AVVISO = "avviso", "Accettata con avviso"
    DUPLICATA = "duplicata", "Duplicata"
    RIFIUTATA = "rifiutata", "Da correggere"
    VUOTA = "vuota", "Vuota"
    FUORI_TABELLA = "fuori_tabella", "Fuori dalla tabella"


class EffettoRiga(TextChoices):
    """What applying a row did to the archive."""

    NUOVO = "nuovo", "Caso nuovo"
    AGGIORNATO = "aggiornato", "Caso aggiornato"
    INVARIATO = "invariato", "Già in archivio, nessun cambiamento"
    SALTATO = "saltato", "Non importata"
