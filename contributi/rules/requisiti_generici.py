"""Kinds of requirement that any regulation can use: a fact that must or must not hold, a value of a list."""

from __future__ import annotations

from adi_platform.norme.esito import Livello
from contributi.rules.esame import Campo, Contesto, Esame, TipoCampo, TipoRequisito, solo
from contributi.rules.fatti import giorno
from contributi.rules.misura import Voce


def _livello(contesto: Contesto) -> Livello:
    return Livello(contesto.parametri.get("livello", Livello.NON_AMMISSIBILE))


def vero(contesto: Contesto) -> Esame:
    """The fact must be true."""
    fatto = contesto.parametri["fatto"]
    trovato = contesto.fatti.vero(fatto)
    if trovato is None:
        return solo(contesto.manca(fatto))
    if trovato:
        return solo(contesto.in_regola("Requisito presente.", fatto))
    p = contesto.parametri
    return solo(contesto.motivo(p["motivo"], p["se_manca"], fatto, livello=_livello(contesto)))


def escluso(contesto: Contesto) -> Esame:
    """The fact must not be true, and somebody must have said so."""
    fatto, p = contesto.parametri["fatto"], contesto.parametri
    trovato = contesto.fatti.vero(fatto)
    if trovato is None:
        return solo(contesto.manca(fatto))
    if trovato:
        return solo(contesto.motivo(p["motivo"], p["se_manca"], fatto, livello=_livello(contesto)))
    return solo(contesto.in_regola("Nessun motivo di esclusione.", fatto))


def valore_ammesso(contesto: Contesto) -> Esame:
    """The chosen value must be one of those admitted; nothing chosen, nothing to check."""
    fatto, p = contesto.parametri["fatto"], contesto.parametri
    if contesto.fatti.manca(fatto):
        return solo(contesto.in_regola("Non è stato indicato: niente da controllare.", fatto))
    estranei = [voce for voce in contesto.fatti.elenco(fatto) if voce not in p["ammessi"]]
    if estranei:
        return solo(contesto.motivo(p["motivo"], p["se_manca"], fatto, livello=_livello(contesto)))
    return solo(contesto.in_regola("È nell'elenco della misura.", fatto))


def voce_della_misura(contesto: Contesto) -> Esame:
    """Goods or expenses: each chosen one must be among those that the measure lists."""
    fatto, p = contesto.parametri["fatto"], contesto.parametri
    ammesse = {voce.codice for voce in _voci(contesto)}
    scelte = [str(voce) for voce in contesto.fatti.elenco(fatto)]
    if not scelte:
        return solo(contesto.manca(fatto))
    if not set(scelte) <= ammesse:
        return solo(contesto.motivo(p["motivo"], p["se_manca"], fatto, livello=_livello(contesto)))
    return solo(contesto.in_regola("È nell'elenco della misura.", fatto))


def _voci(contesto: Contesto) -> tuple[Voce, ...]:
    misura = contesto.misura
    return misura.beni if contesto.parametri["elenco"] == "beni" else misura.spese


def fondo_aperto(contesto: Contesto) -> Esame:
    """The day must not come after the last one of the fund, when an act has fixed it."""
    fine = contesto.letture.fondo_emergenza_fino
    if fine is None:
        return solo(contesto.in_regola("Nessun atto ha ancora fissato la fine del Fondo."))
    if contesto.al > fine:
        return solo(contesto.motivo("FONDO_CHIUSO", f"Il Fondo si è chiuso il {giorno(fine)}."))
    return solo(contesto.in_regola(f"Il Fondo è aperto fino al {giorno(fine)}."))


_FATTO_E_MOTIVO = {
    "fatto": Campo(tipo=TipoCampo.FATTO),
    "motivo": Campo(tipo=TipoCampo.TESTO),
    "se_manca": Campo(tipo=TipoCampo.TESTO),
    "livello": Campo(tipo=TipoCampo.LIVELLO, obbligatorio=False),
}

TIPI = {
    "vero": TipoRequisito(descrizione="Un fatto deve esserci", valuta=vero, campi=_FATTO_E_MOTIVO),
    "escluso": TipoRequisito(descrizione="Un fatto non deve esserci", valuta=escluso, campi=_FATTO_E_MOTIVO),
    "valore_ammesso": TipoRequisito(
        descrizione="Il valore scelto è tra quelli ammessi",
        valuta=valore_ammesso,
        campi={**_FATTO_E_MOTIVO, "ammessi": Campo(tipo=TipoCampo.TESTI)},
    ),
    "voce_della_misura": TipoRequisito(
        descrizione="Il bene o la spesa è nell'elenco della misura",
        valuta=voce_della_misura,
        campi={**_FATTO_E_MOTIVO, "elenco": Campo(tipo=TipoCampo.TESTO)},
    ),
    "fondo_aperto": TipoRequisito(
        descrizione="Il fondo è ancora aperto", valuta=fondo_aperto, motivi=("FONDO_CHIUSO",)
    ),
}
