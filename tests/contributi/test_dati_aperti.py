"""The open-data files of the acts: readable by a machine, with the rows that the page shows and no others."""

import csv
import io
import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from contributi.models import Provvedimento, Pubblicazione
from contributi.services.pubblicazione import pubblica, scrivi_pubblicazione
from contributi.views.atti import COLONNE
from tests.casi import oggi
from tests.contributi.decisione import concessa
from tests.people import Cast

pytestmark = pytest.mark.django_db
INSIDIOSO = 'Sostegno; "straordinario"\r\nper la casa'


def pubblicati(cast: Cast) -> list[Pubblicazione]:
    """Two on line, the second with words that break a careless file; a third that is not published."""
    atti: list[Provvedimento] = [concessa(cast, importo) for importo in ("1200.00", "1500.50", "1300.00")]
    scrivi_pubblicazione(
        pubblicazione=atti[1].pubblicazione,
        operatore=cast.dario_dirigente,
        oggetto=INSIDIOSO,
        con_comune=False,
    )
    righe = []
    for atto in atti[:2]:
        riga = Pubblicazione.objects.get(provvedimento=atto)
        righe.append(
            pubblica(
                pubblicazione=riga,
                operatore=cast.dario_dirigente,
                al=oggi(),
                letto=True,
                perche_nonostante="Importo comune",
            )
        )
    return righe


def letto(client: Client, nome: str, **filtri: str) -> str:
    risposta = client.get(reverse(f"contributi:{nome}"), filtri)
    assert risposta.status_code == 200
    return risposta.content.decode("utf-8")


def dal_csv(testo: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(testo, newline=""), delimiter=";", strict=True))


def test_csv_e_json_dicono_le_stesse_righe_della_pagina(cast: Cast, client: Client) -> None:
    righe = pubblicati(cast)
    pagina = re.findall(r"/atti/([A-Z0-9-]+)/", letto(client, "atti"))
    testo = letto(client, "atti-csv")
    del_file = dal_csv(testo)
    json = client.get(reverse("contributi:atti-json")).json()["atti"]
    assert sorted(pagina) == sorted(r.codice for r in righe)
    assert [r["codice"] for r in del_file] == [r["codice"] for r in json] == pagina
    for dal_file, aperta in zip(del_file, json, strict=True):
        assert tuple(dal_file) == tuple(aperta) == COLONNE
        assert dal_file == {nome: str(valore) for nome, valore in aperta.items()}
    assert {Decimal(r["importo"]) for r in del_file} == {Decimal("1200.00"), Decimal("1500.50")}


def test_i_file_si_leggono_da_una_macchina_e_seguono_il_filtro_della_pagina(
    cast: Cast, client: Client
) -> None:
    pubblicati(cast)
    risposta = client.get(reverse("contributi:atti-csv"))
    assert risposta["Content-Type"] == "text/csv; charset=utf-8"
    assert 'filename="atti.csv"' in risposta["Content-Disposition"]
    oggetti = {r["oggetto"] for r in dal_csv(risposta.content.decode())}
    assert any('"straordinario"' in oggetto for oggetto in oggetti)
    assert client.get(reverse("contributi:atti-json"))["Content-Type"] == "application/json"
    for anno, quante in ((str(oggi().year), 2), ("1999", 0), ("x", 2)):
        assert len(dal_csv(letto(client, "atti-csv", anno=anno))) == quante
        pagina = letto(client, "atti", anno=anno)
        assert pagina.count("/atti/") - pagina.count("/atti/dati.") == quante
    filtrata = letto(client, "atti", anno="1999")
    assert filtrata.count("?anno=1999") >= 2, "who filters downloads what is on the screen"
