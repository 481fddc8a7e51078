"""The ISEE: which one counts, whether it is still valid, how much it says (A15 and A17)."""

from __future__ import annotations

from decimal import Decimal

from adi_platform.norme.esito import Livello
from contributi.rules.esame import Campo, Contesto, Esame, Riscontro, TipoCampo, TipoRequisito, solo
from contributi.rules.fatti import euro, giorno
from contributi.rules.letture_misura import Urgenza

# The corrente wins over the ordinario; the others come after, in this order.
FATTI_PER_TIPO = {
    "corrente": "isee_corrente",
    "ordinario": "isee_ordinario",
    "minorenni": "isee_minorenni",
    "universita": "isee_universita",
    "sociosanitario": "isee_sociosanitario",
}


def isee(contesto: Contesto) -> Esame:
    """An expired ISEE is asked again before its value is looked at."""
    urgente = contesto.misura.urgente
    if urgente and contesto.letture.urgenza is Urgenza.ISEE_NON_RICHIESTO:
        return solo(contesto.in_regola("Istruttoria sommaria per urgenza: l'ISEE non si guarda."))
    fatto = _che_vale(contesto)
    if fatto is None:
        return solo(_assente(contesto, dopo=urgente and contesto.letture.urgenza is Urgenza.ISEE_DOPO))
    scadenza = contesto.fatti.data("isee_scadenza")
    if scadenza is None:
        return solo(contesto.manca("isee_scadenza"))
    if scadenza < contesto.al:
        return solo(
            contesto.motivo(
                "ISEE_SCADUTO",
                f"L'ISEE è scaduto il {giorno(scadenza)}: serve quello in corso di validità.",
                fatto,
                "isee_scadenza",
                livello=Livello.DA_INTEGRARE,
            )
        )
    return solo(*_valore(contesto, fatto))


def _che_vale(contesto: Contesto) -> str | None:
    ammessi = contesto.letture.tipi_isee
    presenti = (fatto for tipo, fatto in FATTI_PER_TIPO.items() if tipo in ammessi)
    return next((fatto for fatto in presenti if not contesto.fatti.manca(fatto)), None)


def _assente(contesto: Contesto, *, dopo: bool) -> Riscontro:
    if not contesto.fatti.manca("isee_inclusione"):
        return contesto.motivo(
            "ISEE_TIPO",
            "È stato presentato solo l'ISEE per prestazioni familiari e inclusione: qui non vale.",
            "isee_inclusione",
            livello=Livello.DA_INTEGRARE,
        )
    if dopo:
        return contesto.motivo(
            "ISEE_DOPO",
            "Istruttoria sommaria per urgenza: l'ISEE si acquisisce dopo.",
            "isee_ordinario",
            livello=Livello.AVVISO,
        )
    return contesto.motivo(
        "ISEE_MANCANTE", "Manca l'ISEE.", "isee_ordinario", "isee_corrente", livello=Livello.DA_INTEGRARE
    )


def _valore(contesto: Contesto, fatto: str) -> tuple[Riscontro, ...]:
    valore = contesto.fatti.importo(fatto) or Decimal(0)
    massimo: Decimal = contesto.parametri["massimo"]
    if valore > massimo:
        troppo = contesto.motivo("ISEE_SOGLIA", f"L'ISEE supera {euro(massimo)}.", fatto, "isee_scadenza")
        return (troppo,)
    entro = contesto.in_regola(f"L'ISEE non supera {euro(massimo)}.", fatto, "isee_scadenza")
    if valore == 0 and not contesto.fatti.vero("dichiarazione_mezzi"):
        zero = contesto.motivo(
            "ISEE_ZERO",
            "ISEE uguale a zero: serve la dichiarazione su come vive la famiglia.",
            fatto,
            "dichiarazione_mezzi",
            livello=Livello.DA_INTEGRARE,
        )
        return (entro, zero)
    return (entro,)


TIPI = {
    "isee": TipoRequisito(
        descrizione="ISEE in corso di validità e non superiore al massimo",
        valuta=isee,
        campi={"massimo": Campo(tipo=TipoCampo.IMPORTO)},
        fatti=("isee_ordinario", "isee_corrente", "isee_inclusione", "isee_scadenza", "dichiarazione_mezzi"),
        facoltativi=("isee_minorenni", "isee_universita", "isee_sociosanitario"),
        motivi=("ISEE_SOGLIA", "ISEE_MANCANTE", "ISEE_SCADUTO", "ISEE_TIPO", "ISEE_ZERO", "ISEE_DOPO"),
    ),
}
