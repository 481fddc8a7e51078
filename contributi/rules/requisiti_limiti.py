"""Limits of time and money: months, renewals, gap, monthly caps, cap of the household, instalments."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from adi_platform.calendario.mesi import aggiungi_mesi
from adi_platform.norme.esito import Livello
from contributi.rules.esame import Campo, Contesto, Esame, TipoCampo, TipoRequisito, solo
from contributi.rules.fatti import euro, giorno, mesi_in_parole


def durata_massima(contesto: Contesto) -> Esame:
    """No more months than the file says; `della_misura: false` when it is a part of the help."""
    p = contesto.parametri
    massimo: int = p["massimo"]
    mesi = contesto.fatti.intero(p["fatto"])
    if mesi is None:
        riga = contesto.manca(p["fatto"])
    elif mesi > massimo:
        riga = contesto.motivo(p["motivo"], f"Sono proposti {mesi} mesi, il massimo è {massimo}.", p["fatto"])
    else:
        riga = contesto.in_regola(f"Entro il massimo di {mesi_in_parole(massimo)}.", p["fatto"])
    return Esame(riscontri=(riga,), durata_massima=massimo if p.get("della_misura", True) else None)


def rinnovo(contesto: Contesto) -> Esame:
    """How many renewals (A13, unless the file says it) and only after a check."""
    numero = contesto.fatti.intero("rinnovo_numero") or 0
    if numero == 0:
        return solo(contesto.in_regola("Prima concessione.", "rinnovo_numero"))
    massimi = contesto.parametri.get("massimi", contesto.letture.rinnovi_massimi)
    righe = []
    if numero > massimi:
        righe.append(
            contesto.motivo("RINNOVO", f"Rinnovo numero {numero}: il massimo è {massimi}.", "rinnovo_numero")
        )
    else:
        righe.append(contesto.in_regola(f"Rinnovo numero {numero} su {massimi}.", "rinnovo_numero"))
    if not contesto.fatti.vero("verifica_svolta"):
        righe.append(
            contesto.motivo(
                "VERIFICA",
                "Il rinnovo chiede prima la verifica del progetto.",
                "verifica_svolta",
                livello=Livello.DA_INTEGRARE,
            )
        )
    return solo(*righe)


def verifica_intermedia(contesto: Contesto) -> Esame:
    """After `dopo_mesi` months already enjoyed the help goes on only with a check."""
    p = contesto.parametri
    mesi = contesto.fatti.intero("mesi_gia_goduti") or 0
    if mesi < p["dopo_mesi"] or contesto.fatti.vero("verifica_svolta"):
        return solo(contesto.in_regola(f"Verifica dopo {mesi_in_parole(p['dopo_mesi'])}.", "mesi_gia_goduti"))
    return solo(
        contesto.motivo(
            p["motivo"],
            f"Dopo {mesi_in_parole(p['dopo_mesi'])} serve la verifica.",
            "mesi_gia_goduti",
            "verifica_svolta",
            livello=Livello.DA_INTEGRARE,
        )
    )


def ciclo(contesto: Contesto) -> Esame:
    """Months already enjoyed and months asked, together, within a cycle."""
    massimo: int = contesto.parametri["massimo"]
    goduti = contesto.fatti.intero("mesi_gia_goduti") or 0
    mesi = contesto.fatti.intero("mesi") or 0
    fatti = ("mesi_gia_goduti", "mesi")
    if goduti + mesi > massimo:
        riga = contesto.motivo(
            "CICLO", f"Mesi già goduti: {goduti}, più {mesi}; il ciclo è di {massimo}.", *fatti
        )
    else:
        riga = contesto.in_regola(f"{mesi_in_parole(goduti + mesi)} su {massimo} del ciclo.", *fatti)
    return Esame(riscontri=(riga,), durata_massima=max(0, massimo - goduti))


def interruzione(contesto: Contesto) -> Esame:
    """After the last benefit ended, so many calendar months must pass; it may start the day after."""
    cessata = contesto.fatti.data("cessazione_ultima_prestazione")
    if cessata is None:
        return solo(
            contesto.in_regola("Nessuna interruzione da rispettare.", "cessazione_ultima_prestazione")
        )
    primo = aggiungi_mesi(cessata, contesto.parametri["mesi"]) + timedelta(days=1)
    inizio = contesto.fatti.data("data_inizio")
    fatti = ("cessazione_ultima_prestazione", "data_inizio")
    if inizio is None:
        riga = contesto.manca("data_inizio")
    elif inizio < primo:
        riga = contesto.motivo("INTERRUZIONE", f"Il primo giorno utile è il {giorno(primo)}.", *fatti)
    else:
        riga = contesto.in_regola(f"Si può ripartire dal {giorno(primo)}.", *fatti)
    return Esame(riscontri=(riga,), primo_giorno_utile=primo)


def importo_massimo(contesto: Contesto) -> Esame:
    p = contesto.parametri
    massimo: Decimal = p["massimo"]
    return _entro(contesto, p["fatto"], massimo, p["motivo"])


def importo_da_lettura(contesto: Contesto) -> Esame:
    """A cap that the source does not give: without the setting of the Ambito it is only a warning."""
    p = contesto.parametri
    massimo = contesto.letture.massimo_senza_tutoraggio
    if massimo is None:
        return solo(contesto.motivo("MASSIMO_NON_FISSATO", p["se_manca"], p["fatto"], livello=Livello.AVVISO))
    return _entro(contesto, p["fatto"], massimo, p["motivo"])


def tetto(contesto: Contesto) -> Esame:
    """A total for the household (or the person): what was already granted counts."""
    p = contesto.parametri
    gia = contesto.fatti.importo(p["gia_concesso"]) or Decimal(0)
    residuo = max(Decimal(0), p["massimo"] - gia)
    return _entro(contesto, p["fatto"], residuo, p["motivo"], p["gia_concesso"])


def _entro(contesto: Contesto, fatto: str, massimo: Decimal, motivo: str, *altri: str) -> Esame:
    importo = contesto.fatti.importo(fatto)
    if importo is None:
        riga = contesto.manca(fatto)
    elif importo > massimo:
        riga = contesto.motivo(
            motivo, f"Sono proposti {euro(importo)}, il massimo è {euro(massimo)}.", fatto, *altri
        )
    else:
        riga = contesto.in_regola(f"Entro il massimo di {euro(massimo)}.", fatto, *altri)
    return Esame(riscontri=(riga,), importo_massimo=massimo)


def tranche(contesto: Contesto) -> Esame:
    """Instalments must add up to the total."""
    righe = contesto.fatti.righe("tranche")
    if not righe:
        return solo(contesto.in_regola("In un'unica soluzione.", "tranche"))
    somma = sum(
        ((riga.importo("importo") or Decimal(0)) * (riga.intero("numero") or 1) for riga in righe), Decimal(0)
    )
    if somma == contesto.fatti.importo("importo_totale"):
        return solo(contesto.in_regola(f"Le tranche fanno {euro(somma)}.", "tranche"))
    return solo(
        contesto.motivo(
            "TRANCHE",
            f"Le tranche fanno {euro(somma)}, diverso dal totale.",
            "tranche",
            "importo_totale",
            livello=Livello.DA_INTEGRARE,
        )
    )


def valutazione(contesto: Contesto) -> Esame:
    """In the years after the first the social service must have given a positive judgement."""
    fatto = "valutazione_annualita"
    scelta = contesto.fatti.scelta(fatto)
    if scelta == "negativa":
        return solo(
            contesto.motivo(
                "VALUTAZIONE_NEGATIVA", "La valutazione del servizio sociale non è positiva.", fatto
            )
        )
    if scelta == "assente":
        return solo(
            contesto.motivo(
                "VALUTAZIONE",
                "Manca la valutazione del servizio sociale.",
                fatto,
                livello=Livello.DA_INTEGRARE,
            )
        )
    return solo(contesto.in_regola("Prima annualità o valutazione positiva.", fatto))


_INTERO = Campo(tipo=TipoCampo.INTERO)
_FATTO = Campo(tipo=TipoCampo.FATTO)
_TESTO = Campo(tipo=TipoCampo.TESTO)
_IMPORTO = Campo(tipo=TipoCampo.IMPORTO)

TIPI = {
    "durata_massima": TipoRequisito(
        descrizione="Durata massima",
        valuta=durata_massima,
        campi={
            "massimo": _INTERO,
            "fatto": _FATTO,
            "motivo": _TESTO,
            "della_misura": Campo(tipo=TipoCampo.SI_NO, obbligatorio=False),
        },
    ),
    "rinnovo": TipoRequisito(
        descrizione="Rinnovi, con verifica",
        valuta=rinnovo,
        campi={"massimi": Campo(tipo=TipoCampo.INTERO, obbligatorio=False)},
        fatti=("rinnovo_numero", "verifica_svolta"),
        motivi=("RINNOVO", "VERIFICA"),
    ),
    "verifica_intermedia": TipoRequisito(
        descrizione="Verifica a metà del percorso",
        valuta=verifica_intermedia,
        campi={"dopo_mesi": _INTERO, "motivo": _TESTO},
        fatti=("mesi_gia_goduti", "verifica_svolta"),
    ),
    "ciclo": TipoRequisito(
        descrizione="Mesi complessivi in un ciclo",
        valuta=ciclo,
        campi={"massimo": _INTERO},
        fatti=("mesi_gia_goduti", "mesi"),
        motivi=("CICLO",),
    ),
    "interruzione": TipoRequisito(
        descrizione="Pausa dopo l'ultima prestazione",
        valuta=interruzione,
        campi={"mesi": _INTERO},
        fatti=("cessazione_ultima_prestazione", "data_inizio"),
        motivi=("INTERRUZIONE",),
    ),
    "importo_massimo": TipoRequisito(
        descrizione="Importo massimo",
        valuta=importo_massimo,
        campi={"massimo": _IMPORTO, "fatto": _FATTO, "motivo": _TESTO},
    ),
    "importo_da_lettura": TipoRequisito(
        descrizione="Importo massimo deciso dall'Ambito",
        valuta=importo_da_lettura,
        campi={"fatto": _FATTO, "motivo": _TESTO, "se_manca": _TESTO},
        motivi=("MASSIMO_NON_FISSATO",),
    ),
    "tetto": TipoRequisito(
        descrizione="Tetto complessivo",
        valuta=tetto,
        campi={"massimo": _IMPORTO, "fatto": _FATTO, "gia_concesso": _FATTO, "motivo": _TESTO},
    ),
    "tranche": TipoRequisito(
        descrizione="Tranche che fanno il totale",
        valuta=tranche,
        fatti=("tranche", "importo_totale"),
        motivi=("TRANCHE",),
    ),
    "valutazione": TipoRequisito(
        descrizione="Valutazione positiva negli anni successivi",
        valuta=valutazione,
        fatti=("valutazione_annualita",),
        motivi=("VALUTAZIONE", "VALUTAZIONE_NEGATIVA"),
    ),
}
