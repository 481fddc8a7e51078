"""Every worked case of the commission: electorate, quorum, counts, outcome."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from contributi.rules.voto import RegoleVoto, Scelta, Scrutinio, Votazione, VotoDato, scrutina
from tests.casi_ufficio.lettura import righe

ROMA = ZoneInfo("Europe/Rome")
CASI = righe("commissione.csv")


def istante(testo: str) -> datetime:
    return datetime.fromisoformat(testo)


def pezzi(testo: str) -> list[str]:
    return [pezzo for pezzo in testo.split("|") if pezzo]


def in_carica(voce: str, giorno: date) -> tuple[str, str] | None:
    """`P5=as[2026-01-01..2026-05-11]` -> person and role, None when not in office that day."""
    chi, _, estremi = voce.partition("[")
    persona, _, ruolo = chi.partition("=")
    dal, _, al = estremi.strip("]").partition("..")
    prima = bool(dal) and giorno < date.fromisoformat(dal)
    dopo = bool(al) and giorno > date.fromisoformat(al)
    return None if prima or dopo else (persona, ruolo)


def votazione(caso: dict[str, str]) -> Votazione:
    apertura = istante(caso["apertura"])
    giorno = apertura.astimezone(ROMA).date()
    seduti = [chi for voce in pezzi(caso["composizione"]) if (chi := in_carica(voce, giorno))]
    conflitti = dict(voce.split("@") for voce in pezzi(caso["conflitti_dichiarati"]))
    return Votazione(
        composizione=tuple(p for p, ruolo in seduti if ruolo != "segretario_non_membro"),
        presidente=next((p for p, ruolo in seduti if ruolo == "presidente"), None),
        esclusi=frozenset(
            pezzi(caso["autore_pai_alla_presentazione"]) + pezzi(caso["assistenti_del_caso_dopo"])
        ),
        apertura=apertura,
        chiusura=istante(caso["chiusura"]),
        conflitti={p: istante(quando) for p, quando in conflitti.items()},
    )


def voti(caso: dict[str, str]) -> tuple[VotoDato, ...]:
    persone = dict(voce.split("=") for voce in pezzi(caso["account"]))
    return tuple(
        VotoDato(persona=persone.get(account, account), istante=istante(quando), scelta=Scelta(scelta))
        for account, quando, scelta in (voce.split(",") for voce in pezzi(caso["voti"]))
    )


def regole(caso: dict[str, str]) -> RegoleVoto:
    regola, _, numero = caso["quorum_regola"].partition(":")
    return RegoleVoto(
        quorum_regola=regola,
        quorum_numero=int(numero or 0),
        quorum_base=caso["quorum_base"],
        quorum_minimo=int(caso["quorum_minimo_persone"]),
        maggioranza_base=caso["maggioranza_base"],
        parita=caso["parita"],
        senza_maggioranza=caso["senza_maggioranza"],
        voto_modificabile=caso["voto_modificabile"] == "si",
    )


def come_atteso(s: Scrutinio) -> dict[str, Any]:
    return {
        "elettorato_atteso": " ".join(s.elettorato),
        "numero_elettorato_atteso": str(len(s.elettorato)),
        "soglia_quorum_attesa": str(s.soglia),
        "partecipanti_attesi": str(s.partecipanti),
        "quorum_raggiunto_atteso": "si" if s.quorum_raggiunto else "no",
        "favorevoli_attesi": str(s.conteggi[Scelta.FAVOREVOLE]),
        "contrari_attesi": str(s.conteggi[Scelta.CONTRARIO]),
        "astenuti_attesi": str(s.conteggi[Scelta.ASTENUTO]),
        "rinvii_attesi": str(s.conteggi[Scelta.RINVIO]),
        "voti_rifiutati_attesi": str(len(s.rifiutati)),
        "esito_atteso": s.esito.value,
    }


@pytest.mark.parametrize("caso", CASI, ids=[caso["id"] for caso in CASI])
def test_caso_della_commissione(caso: dict[str, str]) -> None:
    atteso = come_atteso(scrutina(votazione(caso), regole(caso), voti(caso)))
    assert atteso == {colonna: caso[colonna] for colonna in atteso}, caso["titolo"]


def test_i_casi_ci_sono_tutti() -> None:
    assert len(CASI) == 46
