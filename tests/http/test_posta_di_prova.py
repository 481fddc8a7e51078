"""The mail of the demo can be read in the browser; in a real installation it does not exist."""

from pathlib import Path

import pytest
from django.core.mail import get_connection
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from adi_platform.outbox import posta_su_file
from adi_platform.outbox.services import accoda, spedisci


@pytest.fixture
def cartella(settings: Settings, tmp_path: Path) -> Path:
    settings.CARTELLA_POSTA = tmp_path / "posta"
    return tmp_path / "posta"


@pytest.fixture
def lettera(db: None, cartella: Path) -> posta_su_file.Lettera:
    accoda.accoda_messaggio(
        evento="prova",
        destinatario_email="nico@esempio.invalid",
        oggetto="Invito per Nicolò D'Angelo <b>",
        testo="Apri http://localhost:8000/inviti/abc <script>",
        chiave="a",
        allegati=[accoda.Allegato(nome="invito.ics", tipo="text/calendar", contenuto=b"BEGIN:VCALENDAR\n")],
        ambito_id=None,
    )
    spedisci.spedisci(posta=get_connection("adi_platform.outbox.posta_su_file.PostaSuFile"))
    (unica,) = posta_su_file.elenco()
    return unica


def test_l_ora_della_posta_e_quella_italiana(lettera: posta_su_file.Lettera, cartella: Path) -> None:
    (file,) = cartella.glob("*.eml")
    testo = file.read_text()
    riga = next(r for r in testo.splitlines() if r.startswith("Date:"))
    for scritta in ("Mon, 23 Nov 2026 09:30:00 -0000", "Mon, 23 Nov 2026 09:30:00 +0000"):
        file.write_text(testo.replace(riga, f"Date: {scritta}"))
        (letta,) = posta_su_file.elenco()
        assert letta.data is not None
        assert f"{letta.data:%d/%m/%Y %H:%M}" == "23/11/2026 10:30"


def test_la_posta_vuota_spiega_che_cosa_fare(db: None, client: Client, cartella: Path) -> None:
    assert "Nessun messaggio" in client.get(reverse("posta-di-prova")).content.decode()


@pytest.mark.usefixtures("lettera")
def test_l_elenco_mostra_il_messaggio_senza_accesso(client: Client) -> None:
    pagina = client.get(reverse("posta-di-prova")).content.decode()
    assert "Nicolò D&#x27;Angelo &lt;b&gt;" in pagina
    assert "nico@esempio.invalid" in pagina


def test_si_legge_il_testo_e_si_scarica_l_allegato(client: Client, lettera: posta_su_file.Lettera) -> None:
    pagina = client.get(reverse("posta-di-prova-lettera", args=[lettera.nome])).content.decode()
    assert 'href="http://localhost:8000/inviti/abc"' in pagina
    assert "<script> </p>" not in pagina
    allegato = client.get(reverse("posta-di-prova-allegato", args=[lettera.nome, 0]))
    assert allegato.content.startswith(b"BEGIN:VCALENDAR")
    assert allegato.headers["Content-Disposition"] == 'attachment; filename="invito.ics"'
    assert client.get(reverse("posta-di-prova-allegato", args=[lettera.nome, 9])).status_code == 404


@pytest.mark.parametrize("nome", ["inesistente", "a-b_c"])
def test_un_messaggio_che_non_c_e_da_404(db: None, client: Client, cartella: Path, nome: str) -> None:
    assert client.get(reverse("posta-di-prova-lettera", args=[nome])).status_code == 404


def test_in_produzione_non_esiste(client: Client, settings: Settings, lettera: posta_su_file.Lettera) -> None:
    settings.MODALITA_DIMOSTRATIVA = False
    for indirizzo in (
        reverse("posta-di-prova"),
        reverse("posta-di-prova-lettera", args=[lettera.nome]),
        reverse("posta-di-prova-allegato", args=[lettera.nome, 0]),
    ):
        assert client.get(indirizzo).status_code == 404
