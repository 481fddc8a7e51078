"""The file leaves only for who may open it, checked and closed; the public page says one word."""

import io
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from adi_platform.documenti.models import Documento
from adi_platform.documenti.officina import StampaNonRiuscita
from adi_platform.documenti.services import produci as produzione
from adi_platform.organizzazione.models import Utente
from adi_platform.outbox.services.esegui import esegui
from adi_platform.registro_accessi.models import Lettura
from tests.documenti.test_produzione import PressaFinta, chiedi, pressa
from tests.people import Cast

Entra = Callable[[Utente], Client]
__all__ = ["pressa"]


@pytest.fixture
def pronto(cast: Cast, pressa: PressaFinta, tutti_aprono: str) -> Documento:
    documento = chiedi(cast, caso_id=7, oggetto_tipo=tutti_aprono)
    esegui(lavoro_id=documento.lavoro.pk)  # type: ignore[union-attr]  # just created with its work
    documento.refresh_from_db()
    return documento


def test_il_file_si_scarica_come_allegato_chiuso_e_la_lettura_resta_scritta(
    cast: Cast, pronto: Documento, entra: Entra
) -> None:
    risposta = entra(cast.anna_verdi).get(reverse("documento", args=[pronto.pk]))
    assert risposta.status_code == 200
    assert risposta["Content-Type"] == "application/pdf"
    assert risposta["Content-Disposition"].startswith(
        "attachment; filename*=utf-8''Prova%20per%20Nicol%C3%B2"
    )
    assert risposta["X-Content-Type-Options"] == "nosniff"
    assert risposta["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert risposta["Cache-Control"] == "no-store"
    lettura = Lettura.objects.get()
    assert (lettura.evento, lettura.caso_id, lettura.canale) == ("documento.scaricato", 7, "documento")


@pytest.mark.parametrize("nome", ["documento", "documento-stato"])
@pytest.mark.parametrize(
    "chi", ["cora_coordina", "nico_cpi", "tito_tecnico", "olga_altrove", "senza_incarico"]
)
def test_chi_non_puo_aprirlo_non_sa_nemmeno_che_esiste(
    cast: Cast, pronto: Documento, entra: Entra, nome: str, chi: str
) -> None:
    client = entra(getattr(cast, chi))
    assert client.get(reverse(nome, args=[pronto.pk])).status_code == 404
    assert client.get(reverse(nome, args=[uuid.uuid4()])).status_code == 404
    assert not Lettura.objects.exists()


def test_un_genere_di_documento_senza_regola_e_chiuso_a_tutti(
    cast: Cast, pressa: PressaFinta, entra: Entra
) -> None:
    documento = chiedi(cast, oggetto_tipo="mai.registrato")
    assert entra(cast.anna_verdi).get(reverse("documento-stato", args=[documento.pk])).status_code == 404


def test_un_file_alterato_non_esce_e_la_pagina_lo_dice(cast: Cast, pronto: Documento, entra: Entra) -> None:
    (Path(settings.MEDIA_ROOT) / pronto.percorso).write_bytes(b"altro")
    risposta = entra(cast.anna_verdi).get(reverse("documento", args=[pronto.pk]))
    assert risposta.status_code == 503
    assert "non corrisponde a quello archiviato" in risposta.content.decode()


def test_finche_non_e_pronto_si_vede_a_che_punto_e(
    cast: Cast, pressa: PressaFinta, tutti_aprono: str, entra: Entra
) -> None:
    documento = chiedi(cast, oggetto_tipo=tutti_aprono)
    client = entra(cast.anna_verdi)
    assert client.get(reverse("documento", args=[documento.pk])).url == reverse(
        "documento-stato", args=[documento.pk]
    )
    pagina = client.get(reverse("documento-stato", args=[documento.pk])).content.decode()
    assert "in preparazione" in pagina
    assert "Scarica" not in pagina


def test_da_non_riuscito_si_riprova_e_il_documento_arriva(
    cast: Cast, pressa: PressaFinta, tutti_aprono: str, entra: Entra
) -> None:
    documento = chiedi(cast, oggetto_tipo=tutti_aprono)
    pressa.errore = StampaNonRiuscita("Il documento è troppo lungo.", definitivo=True)
    esegui(lavoro_id=documento.lavoro.pk)  # type: ignore[union-attr]  # just created with its work
    client = entra(cast.anna_verdi)
    pagina = client.get(reverse("documento-stato", args=[documento.pk])).content.decode()
    assert "Il documento è troppo lungo." in pagina
    assert "Riprova" in pagina
    pressa.errore = None
    assert client.get(reverse("documento-riprova", args=[documento.pk])).status_code == 302
    riprova = reverse("documento-riprova", args=[documento.pk])
    assert client.post(riprova).status_code == 422
    assert client.post(riprova, {"conferma": "1"}).status_code == 302
    documento.refresh_from_db()
    esegui(lavoro_id=documento.lavoro.pk)  # type: ignore[union-attr]  # the second work
    assert (
        "Scarica il documento" in client.get(reverse("documento-stato", args=[documento.pk])).content.decode()
    )


def test_la_verifica_pubblica_dice_autentico_e_nient_altro(pronto: Documento, client: Client) -> None:
    for scritto in (pronto.codice, pronto.codice.lower(), pronto.codice.replace("-", "")):
        pagina = client.get(reverse("verifica-documento", args=[scritto])).content.decode()
        assert "<strong>Autentico.</strong>" in pagina
        for segreto in ("Nicolò", pronto.titolo, "Esempio", str(pronto.pk), pronto.sha256, "Verdi"):
            assert segreto not in pagina
    assert not Lettura.objects.exists()


@pytest.mark.parametrize("codice", ["AAAA-AAAA-AAAA-AAAA", "x", "' OR 1=1 --", "é" * 400, "%00", "\x00"])
def test_un_codice_sconosciuto_o_strano_non_e_autentico(db: None, client: Client, codice: str) -> None:
    risposta = client.get(reverse("verifica-documento", args=[codice]))
    assert risposta.status_code == 200
    assert "Non autentico." in risposta.content.decode()


def test_un_documento_caricato_o_non_pronto_non_e_autentico(
    cast: Cast, pressa: PressaFinta, client: Client
) -> None:
    documento = chiedi(cast)
    pagina = client.get(reverse("verifica-documento", args=[documento.codice])).content.decode()
    assert "Non autentico." in pagina


def test_il_contenuto_cambiato_sotto_banco_non_e_piu_autentico(
    cast: Cast, pressa: PressaFinta, client: Client
) -> None:
    documento = chiedi(cast)
    documento.contenuto["dati"]["sottotitolo"] = "Altro"
    documento.save(update_fields=["contenuto"])
    produzione.produci(documento.lavoro)  # type: ignore[arg-type]  # just created with its work
    pagina = client.get(reverse("verifica-documento", args=[documento.codice])).content.decode()
    assert "Non autentico." in pagina


def _confronta(client: Client, documento: Documento, dati: bytes, **altro: Any) -> str:
    file = SimpleUploadedFile("copia.pdf", dati)
    risposta = client.post(reverse("verifica-documento", args=[documento.codice]), {"file": file, **altro})
    assert risposta.status_code == 200
    return risposta.content.decode()


def test_il_confronto_del_file_distingue_la_copia_vera_da_quella_cambiata(
    pronto: Documento, client: Client
) -> None:
    from adi_platform.documenti.services.apri import leggi_file

    dati = leggi_file(pronto)
    assert "Il file è identico" in _confronta(client, pronto, dati)
    assert "Il file non è quello prodotto" in _confronta(client, pronto, dati + b" ")
    assert "Il file è vuoto" in _confronta(client, pronto, b"")


def test_il_codice_si_scrive_anche_a_mano(pronto: Documento, client: Client) -> None:
    assert client.get(reverse("verifica")).status_code == 200
    pagina = client.get(reverse("verifica"), {"codice": "corto"}).content.decode()
    assert "sedici lettere e cifre" in pagina
    assert "corto" in pagina
    risposta = client.get(reverse("verifica"), {"codice": f" {pronto.codice.lower()} "})
    assert risposta.url == reverse("verifica-documento", args=[pronto.codice])


def test_il_codice_qr_porta_alla_verifica() -> None:
    from PIL import Image

    from adi_platform.documenti.campione import contenuto
    from adi_platform.documenti.impaginazione import impagina

    _, risorse = impagina(contenuto(0))
    with Image.open(io.BytesIO(risorse["qr.png"][0])) as qr:
        assert qr.size[0] > 60
