"""Which outcomes of an appointment make sense, given what is already written."""

from __future__ import annotations

from datetime import date

SVOLTO = "svolto"
SPONTANEO = "spontaneo"
GIUSTIFICATA = "assenza_giustificata"
DA_GIUSTIFICARE = "assenza_da_giustificare"
INGIUSTIFICATA = "assenza_ingiustificata"
ANNULLATO = "annullato"


SENZA_CONVOCAZIONE = (
    "Senza una convocazione non è un'assenza: la norma riguarda chi è stato convocato e non si è presentato. "
    "Se la convocazione c'è stata, prima segnala; altrimenti scegli «Annullato» e fissa un nuovo appuntamento."
)


def esiti_possibili(*, esito: str, giorno: date, oggi: date, convocato: bool = True) -> tuple[str, ...]:
    """An absence is never unjustified at once: first the person is heard. Final outcomes stay.

    Who was not convened is not absent (DL 48/2023 art. 8 c. 6): no absence to be justified or punished.
    """
    if esito == DA_GIUSTIFICARE:
        return (GIUSTIFICATA, INGIUSTIFICATA) if convocato else (GIUSTIFICATA, ANNULLATO)
    if esito:
        return ()
    if giorno > oggi:
        return (SPONTANEO, GIUSTIFICATA, ANNULLATO)
    if not convocato:
        return (SVOLTO, GIUSTIFICATA, ANNULLATO)
    return (SVOLTO, DA_GIUSTIFICARE, GIUSTIFICATA, ANNULLATO)


def spiega_effetto(esito: str, *, primo_incontro: bool) -> str:
    """What writing this outcome does, in one sentence. Nothing is ever reported by itself."""
    if esito == GIUSTIFICATA and primo_incontro:
        return "Il motivo accolto fa ripartire i 120 giorni: il caso torna tra quelli da convocare."
    return {
        SVOLTO: "Da questo giorno corrono i 90 giorni della verifica. Ricorda la registrazione in GePI.",
        SPONTANEO: "Vale come incontro svolto: corrono i 90 giorni della verifica.",
        GIUSTIFICATA: "Il motivo è accolto: fissa un nuovo appuntamento.",
        DA_GIUSTIFICARE: "Nessuna conseguenza: si sente la persona e si verifica la consegna dell'invito.",
        INGIUSTIFICATA: "Si potrà proporre la segnalazione a INPS entro 10 giorni: decide una persona, "
        "poi INPS. Nulla parte da solo.",
        ANNULLATO: "L'appuntamento non vale: il termine continua a correre.",
    }[esito]
