"""Rights on dwellings: none, but for the home and the exceptions of the regulation (art. 6 n. 3).

Percentages are those of the share; the date is that of the restored use or of the order of release.
"""

from __future__ import annotations

from decimal import Decimal

from adi_platform.norme.esito import Livello
from contributi.rules.esame import (
    FATTO_MANCANTE,
    Campo,
    Contesto,
    Esame,
    Riscontro,
    TipoCampo,
    TipoRequisito,
    solo,
)
from contributi.rules.fatti import Fatti
from contributi.rules.letture_misura import Pertinenza

PROPRIETA = frozenset({"proprieta", "nuda_proprieta"})  # ownership always includes bare ownership
INTERO = Decimal(100)


def immobili(contesto: Contesto) -> Esame:
    """Each right on a dwelling must fall in an exception; that there is none somebody must say."""
    if not contesto.fatti.detto("immobili"):
        return solo(contesto.manca("immobili"))
    righe = contesto.fatti.righe("immobili")
    if any(riga.manca("categoria") or riga.manca("diritto") for riga in righe):
        return solo(
            contesto.motivo(
                FATTO_MANCANTE,
                "Di ogni immobile servono il diritto e la categoria catastale.",
                "immobili",
                livello=Livello.DA_INTEGRARE,
            )
        )
    alloggi = [riga for riga in righe if _e_alloggio(contesto, riga)]
    if not alloggi:
        return solo(contesto.in_regola("Nessun diritto su un alloggio.", "immobili"))
    return solo(*(_esamina(contesto, riga) for riga in alloggi))


def _e_alloggio(contesto: Contesto, riga: Fatti) -> bool:
    return riga.scelta("categoria").replace("/", "").startswith(contesto.parametri["gruppo"])


def _esamina(contesto: Contesto, riga: Fatti) -> Riscontro:
    if _inagibile(contesto, riga):
        return _in_regola(contesto, "Alloggio inagibile con certificato del Comune.")
    if riga.scelta("diritto") in PROPRIETA and _fuori_disponibilita(contesto, riga):
        return _in_regola(contesto, "Alloggio assegnato al coniuge o pignorato con ordine di rilascio.")
    if riga.vero("residenza"):
        return _casa_di_residenza(contesto, riga)
    quota = riga.importo("quota")
    if (quota if quota is not None else INTERO) <= contesto.parametri["quota_massima"]:
        return _in_regola(contesto, "Quota di un altro alloggio entro il massimo.")
    return _precluso(contesto, riga)


def _inagibile(contesto: Contesto, riga: Fatti) -> bool:
    situazione = riga.scelta("situazione")
    if situazione == "inagibile_ripristinato":
        ripristino = riga.data("data")
        return ripristino is not None and contesto.al < ripristino
    return situazione == "inagibile_certificato"


def _fuori_disponibilita(contesto: Contesto, riga: Fatti) -> bool:
    situazione = riga.scelta("situazione")
    if situazione == "pignorato":
        notifica = riga.data("data")
        return notifica is not None and notifica <= contesto.al
    return situazione == "assegnato_coniuge"


def _casa_di_residenza(contesto: Contesto, riga: Fatti) -> Riscontro:
    p = contesto.parametri
    if riga.scelta("categoria").replace("/", "") not in p["categorie_residenza"]:
        return _precluso(contesto, riga)
    if (riga.intero("pertinenze") or 0) <= p["pertinenze_massime"]:
        return _in_regola(contesto, "Casa di residenza in una categoria ammessa.")
    if contesto.letture.pertinenza is Pertinenza.AVVISA:
        return contesto.motivo(
            "PERTINENZA", "Più di una pertinenza: spiega perché.", "immobili", livello=Livello.AVVISO
        )
    return _precluso(contesto, riga)


def _precluso(contesto: Contesto, riga: Fatti) -> Riscontro:
    if riga.scelta("situazione") == "inagibile_non_certificato":
        return contesto.motivo(
            "IMMOBILE_CERTIFICATO",
            "Alloggio dichiarato inagibile: serve il certificato del Comune.",
            "immobili",
            livello=Livello.DA_INTEGRARE,
        )
    return contesto.motivo("IMMOBILI", "Diritto su un alloggio fuori dalle eccezioni.", "immobili")


def _in_regola(contesto: Contesto, spiegazione: str) -> Riscontro:
    return contesto.in_regola(spiegazione, "immobili")


TIPI = {
    "immobili": TipoRequisito(
        descrizione="Diritti su alloggi",
        valuta=immobili,
        campi={
            "gruppo": Campo(tipo=TipoCampo.TESTO),
            "categorie_residenza": Campo(tipo=TipoCampo.TESTI),
            "pertinenze_massime": Campo(tipo=TipoCampo.INTERO),
            "quota_massima": Campo(tipo=TipoCampo.IMPORTO),
        },
        fatti=("immobili",),
        motivi=("IMMOBILI", "IMMOBILE_CERTIFICATO", "PERTINENZA"),
    ),
}
