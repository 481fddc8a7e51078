"""The rules that the regulation does not write: read from the dated settings, stored with the session."""

import datetime
from typing import Any

from adi_platform.norme.loader import norme_nazionali, parametro
from adi_platform.norme.valori import Valore
from adi_platform.organizzazione.services.parametri import scelte_di
from contributi.rules.voto import RegoleVoto

CHIAVI = {
    "quorum_regola": "commissione.a12_quorum_regola",
    "quorum_numero": "commissione.a12_quorum_numero",
    "quorum_base": "commissione.a12_quorum_base",
    "quorum_minimo": "commissione.a12_presenti_minimi",
    "maggioranza_base": "commissione.a12_maggioranza_base",
    "parita": "commissione.a12_parita",
    "senza_maggioranza": "commissione.a12_senza_maggioranza",
    "voto_modificabile": "commissione.a12_voto_modificabile",
    "chiusura_anticipata": "commissione.a12_chiusura_anticipata",
    "promemoria_ore": "commissione.promemoria_ore",
}


def valori_delle_regole(ambito_id: int, *, al: datetime.date) -> dict[str, Valore]:
    """Each rule with its value, its date and the act it rests on."""
    scelte = scelte_di(ambito_id)
    return {nome: parametro(chiave, al=al, ambito=scelte) for nome, chiave in CHIAVI.items()}


def regole_da_conservare(ambito_id: int, *, al: datetime.date) -> dict[str, Any]:
    """What goes into `Seduta.regole`: the values by name, and for each where it comes from."""
    valori = valori_delle_regole(ambito_id, al=al)
    fonti = [_fonte(v) for v in valori.values()]
    return {**{nome: v.valore for nome, v in valori.items()}, "fonti": fonti}


def _fonte(valore: Valore) -> dict[str, str]:
    """A rule in plain words, with its date and the act."""
    definizione = norme_nazionali().definizione(valore.chiave)
    scritto = str(valore.valore)
    return {
        "chiave": valore.chiave,
        "nome": definizione.descrizione.removeprefix("A12: ").capitalize(),
        "valore": scritto,
        "testo": definizione.opzioni.get(scritto, scritto),
        "dal": valore.dal.isoformat(),
        "riferimento": valore.riferimento,
    }


def regole_lette(conservate: dict[str, Any]) -> RegoleVoto:
    """The rules of a session, from what was stored at its opening."""
    return RegoleVoto(
        quorum_regola=conservate["quorum_regola"],
        quorum_numero=conservate["quorum_numero"],
        quorum_base=conservate["quorum_base"],
        quorum_minimo=conservate["quorum_minimo"],
        maggioranza_base=conservate["maggioranza_base"],
        parita=conservate["parita"],
        senza_maggioranza=conservate["senza_maggioranza"],
        voto_modificabile=conservate["voto_modificabile"] == "si",
    )
