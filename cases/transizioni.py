"""The path of a household, move by move. Attendance of each meeting lives on the Appuntamento."""

from adi_platform.workflow.tabella import Mossa, TabellaTransizioni
from cases.enums import StatoCaso as S

# Who may move: checked by `cases.permissions`.
LAVORA = "caso.lavorare"
COORDINA = "caso.coordinare"

FINALI = (S.CHIUSO, S.TRASFERITO)
IN_CORSO = tuple(stato for stato in S if stato not in FINALI)
PRIMA_DELL_INCONTRO = (S.RICEVUTO, S.ASSEGNATO, S.CONVOCATO)
CON_PATTO = (S.PATTO_SOTTOSCRITTO, S.MONITORAGGIO)

TABELLA_CASO = TabellaTransizioni(
    stati=S,
    iniziali=[S.RICEVUTO],
    finali=[S.TRASFERITO],
    mosse=(
        Mossa.crea(
            "assegna",
            da=[S.RICEVUTO],
            a=S.ASSEGNATO,
            permesso=COORDINA,
            etichetta="Assegna il caso",
            campi_richiesti=["case_manager"],
        ),
        Mossa.crea(
            "convoca", da=[S.ASSEGNATO], a=S.CONVOCATO, permesso=LAVORA, etichetta="Convoca al primo incontro"
        ),
        Mossa.crea(
            "annulla_convocazione",
            da=[S.CONVOCATO],
            a=S.ASSEGNATO,
            permesso=LAVORA,
            etichetta="Torna a da convocare",
        ),
        Mossa.crea(
            "registra_incontro",
            da=[S.ASSEGNATO, S.CONVOCATO],
            a=S.INCONTRATO,
            permesso=LAVORA,
            etichetta="Registra il primo incontro",
        ),
        Mossa.crea(
            "avvia_analisi", da=[S.INCONTRATO], a=S.IN_ANALISI, permesso=LAVORA, etichetta="Inizia l'analisi"
        ),
        Mossa.crea(
            "concludi_analisi",
            da=[S.IN_ANALISI],
            a=S.ANALIZZATO,
            permesso=LAVORA,
            etichetta="Concludi l'analisi",
        ),
        Mossa.crea(
            "avvia_patto",
            da=[S.ANALIZZATO],
            a=S.PATTO_IN_DEFINIZIONE,
            permesso=LAVORA,
            etichetta="Inizia a scrivere il Patto",
        ),
        # The project of a household from the counter: the Analisi preliminare is not asked (see the ADR 15).
        Mossa.crea(
            "avvia_progetto",
            da=[S.INCONTRATO, S.IN_ANALISI, S.ANALIZZATO],
            a=S.PATTO_IN_DEFINIZIONE,
            permesso=LAVORA,
            etichetta="Inizia a scrivere il progetto",
        ),
        Mossa.crea(
            "sottoscrivi_patto",
            da=[S.PATTO_IN_DEFINIZIONE],
            a=S.PATTO_SOTTOSCRITTO,
            permesso=LAVORA,
            etichetta="Registra la sottoscrizione del Patto",
        ),
        Mossa.crea(
            "avvia_monitoraggio",
            da=[S.PATTO_SOTTOSCRITTO],
            a=S.MONITORAGGIO,
            permesso=LAVORA,
            etichetta="Avvia il monitoraggio",
        ),
        Mossa.crea(
            "chiudi",
            da=IN_CORSO,
            a=S.CHIUSO,
            permesso=LAVORA,
            etichetta="Chiudi il caso",
            motivo_obbligatorio=True,
        ),
        Mossa.crea(
            "trasferisci",
            da=IN_CORSO,
            a=S.TRASFERITO,
            permesso=COORDINA,
            etichetta="Trasferisci ad altro Comune",
            motivo_obbligatorio=True,
        ),
        Mossa.crea(
            "riapri",
            da=[S.CHIUSO],
            a=S.ASSEGNATO,
            permesso=COORDINA,
            etichetta="Riapri il caso",
            campi_richiesti=["case_manager"],
            motivo_obbligatorio=True,
        ),
    ),
)
