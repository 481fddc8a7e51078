"""Every reason that a row may carry, with the sentence that tells the office what to do."""

from dataclasses import dataclass

from cases.rules.codici import MESSAGGI_CODICE


@dataclass(frozen=True, slots=True, kw_only=True)
class Motivo:
    titolo: str
    frase: str


def _m(titolo: str, frase: str) -> Motivo:
    return Motivo(titolo=titolo, frase=frase)


MOTIVI: dict[str, Motivo] = {
    "CF_CONTROLLO": _m("Codice fiscale sbagliato", MESSAGGI_CODICE["CF_CONTROLLO"]),
    "CF_DATA_IMPOSSIBILE": _m("Data impossibile nel codice", MESSAGGI_CODICE["CF_DATA_IMPOSSIBILE"]),
    "CF_FORMATO": _m("Codice non riconosciuto", MESSAGGI_CODICE["CF_FORMATO"]),
    "CF_PROVVISORIO_CONTROLLO": _m(
        "Codice provvisorio sbagliato", MESSAGGI_CODICE["CF_PROVVISORIO_CONTROLLO"]
    ),
    "CF_PROVVISORIO": _m(
        "Codice provvisorio",
        "La persona entra con il codice provvisorio: chiedile se ha già ricevuto quello definitivo.",
    ),
    "CODICE_STP_ENI": _m(
        "Codice STP o ENI", "Il codice vale sei mesi: chiedi la data di scadenza e scrivila nella scheda."
    ),
    "CF_MANCANTE": _m(
        "Senza codice",
        "La persona entra senza codice. Se lo ha, scrivilo qui; altrimenti aggiungilo quando la incontri.",
    ),
    "CF_DISCORDE": _m(
        "Codice e dati non concordano",
        "Il codice fiscale è valido ma non corrisponde a cognome, nome, data di nascita o sesso scritti "
        "nella riga: controlla il documento.",
    ),
    "DATA_NON_VALIDA": _m(
        "Data non valida", "La data non esiste o non è una data: scrivila come giorno/mese/anno, 12/03/2025."
    ),
    "DATA_FUTURA": _m(
        "Data nel futuro", "La data viene dopo il giorno dell'estrazione dell'elenco: controlla l'anno."
    ),
    "DATA_NON_PLAUSIBILE": _m("Data troppo lontana", "L'anno è prima del 1905: controlla la data."),
    "DATA_ANNO_DUE_CIFRE": _m(
        "Anno con due cifre", "Il secolo non si può indovinare: scrivi l'anno con quattro cifre."
    ),
    "DATA_SERIALE": _m(
        "Numero al posto di una data",
        "Il foglio contiene un numero senza formato data: scrivi la data come giorno/mese/anno.",
    ),
    "DATA_NASCITA_MANCANTE": _m(
        "Senza data di nascita",
        "Il secolo di nascita non si ricava dal codice fiscale: scrivi la data o chiedila alla persona.",
    ),
    "PAD_MANCANTE": _m(
        "Nessuna data del PAD",
        "Senza la data del patto di attivazione digitale non si calcola il termine di 120 giorni: "
        "cercala sulla piattaforma.",
    ),
    "PAD_PRIMA_DOMANDA": _m(
        "PAD prima della domanda", "La data del PAD viene prima della domanda: controlla le due date."
    ),
    "PAD_DISCORDE": _m(
        "Due date del PAD nello stesso nucleo",
        "Le righe del nucleo riportano date diverse. Il caso entra con la data da confermare: "
        "verificala sulla piattaforma, poi scrivila nella scheda.",
    ),
    "ISEE_DISCORDE": _m(
        "Due valori ISEE nello stesso nucleo",
        "Le righe del nucleo riportano valori diversi. Il caso entra con l'ISEE da confermare: "
        "chiedi l'attestazione.",
    ),
    "ISEE_MANCANTE": _m("Nessun ISEE", "Nel nucleo non c'è il valore ISEE: il caso entra senza, chiedilo."),
    "ISEE_ZERO": _m("ISEE a zero", "Il valore è zero: può essere giusto, controlla l'attestazione."),
    "ISEE_NON_VALIDO": _m(
        "ISEE non leggibile",
        "Scrivi il valore in euro con al più due decimali, per esempio 9.360,00, oppure svuota la cella.",
    ),
    "ISEE_TIPO_NON_RICONOSCIUTO": _m(
        "Tipo di ISEE non riconosciuto",
        "Il tipo scritto non è tra quelli conosciuti: vale quello detto per tutto l'elenco. Correggilo, per "
        "esempio «ordinario» oppure «inclusione».",
    ),
    "DSU_FORMATO": _m(
        "Protocollo DSU incompleto",
        "Il protocollo ha la forma INPS-ISEE-2026-12345678A-00: copialo dall'attestazione.",
    ),
    "COMUNE_FUORI_AMBITO": _m(
        "Comune fuori Ambito",
        "Il Comune di residenza non è dell'Ambito: correggilo, oppure il caso entra e lo guarda "
        "il coordinamento.",
    ),
    "COMUNE_MANCANTE": _m(
        "Nessun Comune",
        "Il nucleo non ha un Comune: scrivilo, oppure il caso entra e lo guarda il coordinamento.",
    ),
    "CELLA_FORMULA": _m(
        "Formula nella cella", "La cella contiene una formula, che non viene calcolata: scrivi il valore."
    ),
    "TESTO_FORMULA": _m(
        "Testo che sembra una formula",
        "Il testo inizia come una formula di foglio di calcolo. Viene tenuto come testo e mai eseguito: "
        "se è un errore, correggilo.",
    ),
    "TESTO_TROPPO_LUNGO": _m(
        "Testo troppo lungo", "La cella contiene più testo di quanto l'archivio può tenere: accorcialo."
    ),
    "CARATTERE_DI_CONTROLLO": _m(
        "Carattere non ammesso", "La cella contiene un carattere invisibile non ammesso: riscrivi il testo."
    ),
    "TELEFONO_NON_VALIDO": _m(
        "Telefono da verificare",
        "Non sembra un numero di telefono: resta leggibile come scritto, chiedi il numero.",
    ),
    "TELEFONO_MULTIPLO": _m(
        "Più numeri nella cella", "La cella contiene più numeri: si tengono tutti, chiedi quale usare."
    ),
    "EMAIL_NON_VALIDA": _m(
        "Indirizzo di posta da verificare", "Non sembra un indirizzo di posta: resta leggibile, chiedilo."
    ),
    "SESSO_NON_RICONOSCIUTO": _m("Sesso non riconosciuto", "Scrivi M o F."),
    "RICHIEDENTE_MINORENNE": _m(
        "Richiedente minorenne",
        "Alla data della domanda chi la presenta aveva meno di 18 anni: controlla chi è il richiedente.",
    ),
    "PERSONA_IN_DUE_NUCLEI": _m(
        "Persona in due nuclei",
        "Lo stesso codice compare in due domande: la persona è una sola, una delle due appartenenze "
        "resta da confermare.",
    ),
    "DUPLICATO_ESATTO": _m("Riga ripetuta", "La stessa riga c'è già più in alto: questa si salta."),
    "DUPLICATO_SIMILE": _m(
        "Riga ripetuta con altra grafia",
        "La stessa riga c'è già, con accenti, apostrofi o maiuscole diversi: questa si salta.",
    ),
    "DUPLICATO_CONFLITTO": _m(
        "Due righe in conflitto",
        "La stessa persona nella stessa domanda c'è già con un dato diverso: scegli quale riga vale.",
    ),
    "DOMANDA_MANCANTE": _m("Senza numero di domanda", "Scrivi il numero della domanda INPS del nucleo."),
    "NOME_MANCANTE": _m("Manca il cognome o il nome", "Scrivi cognome e nome come sul documento."),
    "COLONNE_SPOSTATE": _m(
        "Celle spostate di colonna",
        "I valori della riga sono scivolati in un'altra colonna: rimettili al loro posto nel file, "
        "oppure correggi le celle qui.",
    ),
    "N_COMPONENTI_DISCORDE": _m(
        "Numero di componenti diverso", "Il numero dichiarato non è quello dei componenti scritti: controlla."
    ),
    "COMPONENTE_RIFIUTATO": _m(
        "Un componente non entra",
        "I dati di un componente vanno corretti; gli altri componenti del nucleo entrano comunque.",
    ),
}


def frase_di(codice: str) -> str:
    return MOTIVI[codice].frase


def titolo_di(codice: str) -> str:
    return MOTIVI[codice].titolo
