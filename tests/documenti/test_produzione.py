"""From the request to the stored file: once, whatever happens on the way; then never changed."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connections, transaction

from adi_platform.documenti import archivio
from adi_platform.documenti.campione import contenuto
from adi_platform.documenti.contenuto import ContenutoNonCongelabile
from adi_platform.documenti.enums import StatoDocumento
from adi_platform.documenti.modelli import ModelloSconosciuto
from adi_platform.documenti.models import Documento
from adi_platform.documenti.officina import FilePdf, StampaNonRiuscita
from adi_platform.documenti.services import produci as produzione
from adi_platform.documenti.services.apri import DocumentoAlterato, leggi_file
from adi_platform.documenti.services.genera import richiedi_documento, riprova_documento
from adi_platform.errori import DominioError
from adi_platform.outbox.models import Lavoro
from adi_platform.outbox.services.esegui import esegui
from tests.people import Cast, crea_cast


def chiedi(cast: Cast, **altro: Any) -> Documento:
    valori: dict[str, Any] = {
        "tipo": "documenti.prova",
        "titolo": "Prova per Nicolò D'Angelo",
        "contesto": contenuto(0, sezioni=1)["dati"],
        "ambito": cast.territorio.ambito,
        "operatore": cast.anna_verdi,
        "chiave": "prova:1",
        "oggetto_tipo": "prova",
        **altro,
    }
    return richiedi_documento(**valori)


def _lavoro(documento: Documento) -> Lavoro:
    assert documento.lavoro is not None
    return documento.lavoro


class PressaFinta:
    """Answers at once, or fails as told; counts the prints."""

    def __init__(self, errore: Exception | None = None) -> None:
        self.errore = errore
        self.stampe = 0

    def __call__(self) -> "PressaFinta":
        return self

    def stampa(self, html: str, risorse: dict[str, Any]) -> FilePdf:
        self.stampe += 1
        if self.errore:
            raise self.errore
        return FilePdf(dati=f"%PDF-1.7 {self.stampe} {html}".encode(), pagine=2)


@pytest.fixture
def pressa(monkeypatch: pytest.MonkeyPatch) -> PressaFinta:
    finta = PressaFinta()
    monkeypatch.setattr(produzione, "officina", finta)
    return finta


def test_la_richiesta_produce_un_vero_pdf_riletto_con_la_sua_impronta(cast: Cast) -> None:
    documento = chiedi(cast)
    assert documento.stato == StatoDocumento.RICHIESTO
    assert esegui(lavoro_id=_lavoro(documento).pk)
    documento.refresh_from_db()
    assert documento.pronto
    assert documento.nome_file == "Prova per Nicolò D'Angelo.pdf"
    dati = leggi_file(documento)
    assert dati.startswith(b"%PDF-1.7")
    assert len(dati) == documento.dimensione
    assert documento.pagine in {1, 2}
    lavoro = Lavoro.objects.get()
    assert (lavoro.stato, lavoro.percentuale) == ("riuscito", 100)


def test_la_stessa_chiave_non_chiede_due_documenti(cast: Cast) -> None:
    assert chiedi(cast).pk == chiedi(cast, titolo="Altro titolo").pk
    assert Lavoro.objects.count() == 1


def test_il_lavoro_eseguito_due_volte_lascia_un_solo_file(cast: Cast, pressa: PressaFinta) -> None:
    documento = chiedi(cast)
    produzione.produci(_lavoro(documento))
    documento.refresh_from_db()
    prima = (documento.sha256, documento.pronto_il)
    produzione.produci(_lavoro(documento))
    documento.refresh_from_db()
    assert (documento.sha256, documento.pronto_il) == prima
    assert pressa.stampe == 1


@pytest.mark.django_db(transaction=True)
def test_due_esecuzioni_contemporanee_lasciano_un_solo_file_con_la_sua_impronta(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    documento = chiedi(crea_cast())
    insieme = threading.Barrier(2, timeout=10)
    finta = PressaFinta()

    def stampa(html: str, risorse: dict[str, Any]) -> FilePdf:
        pdf = finta.stampa(html, risorse)
        insieme.wait()
        return pdf

    monkeypatch.setattr(produzione, "officina", lambda: type("Due", (), {"stampa": staticmethod(stampa)}))

    def uno(_: int) -> None:
        try:
            produzione.produci(Lavoro.objects.get())
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as squadra:
        list(squadra.map(uno, range(2)))
    documento.refresh_from_db()
    assert finta.stampe == 2
    assert leggi_file(documento)
    assert (
        len(list((Path(settings.MEDIA_ROOT) / documento.percorso).parent.glob(f"{documento.pk.hex}*"))) == 1
    )


def test_una_bomba_di_testo_finisce_in_non_riuscito_con_un_messaggio_e_si_puo_riprovare(
    cast: Cast, pressa: PressaFinta
) -> None:
    documento = chiedi(cast)
    pressa.errore = StampaNonRiuscita("Il documento è troppo lungo.", definitivo=True)
    esegui(lavoro_id=_lavoro(documento).pk)
    documento.refresh_from_db()
    assert (documento.stato, documento.errore) == (StatoDocumento.FALLITO, "Il documento è troppo lungo.")
    pressa.errore = None
    riprova_documento(documento=documento, operatore=cast.cora_coordina)
    documento.refresh_from_db()
    assert documento.stato == StatoDocumento.RICHIESTO
    esegui(lavoro_id=_lavoro(documento).pk)
    documento.refresh_from_db()
    assert documento.pronto


def test_un_guasto_passeggero_lascia_il_lavoro_in_attesa_di_un_nuovo_tentativo(
    cast: Cast, pressa: PressaFinta
) -> None:
    documento = chiedi(cast)
    pressa.errore = StampaNonRiuscita("L'impaginazione si è interrotta.")
    esegui(lavoro_id=_lavoro(documento).pk)
    documento.refresh_from_db()
    assert documento.stato == StatoDocumento.IN_CORSO
    assert _lavoro(documento).stato == "in_attesa"


def test_un_documento_pronto_non_si_riprova(cast: Cast, pressa: PressaFinta) -> None:
    documento = chiedi(cast)
    produzione.produci(_lavoro(documento))
    with pytest.raises(DominioError, match="non è da riprovare"):
        riprova_documento(documento=documento, operatore=cast.anna_verdi)


@pytest.mark.parametrize("cambia", [True, False])
def test_la_banca_dati_rifiuta_di_cambiare_o_cancellare_un_documento_pronto(
    cast: Cast, pressa: PressaFinta, cambia: bool
) -> None:
    documento = chiedi(cast)
    produzione.produci(_lavoro(documento))
    righe = Documento.objects.filter(pk=documento.pk)
    azione: Callable[[], Any] = (lambda: righe.update(titolo="Altro")) if cambia else righe.delete
    with pytest.raises(DatabaseError, match="non si modifica e non si cancella"), transaction.atomic():
        azione()


def test_un_file_toccato_sul_disco_non_viene_consegnato(cast: Cast, pressa: PressaFinta) -> None:
    documento = chiedi(cast)
    produzione.produci(_lavoro(documento))
    documento.refresh_from_db()
    file = Path(settings.MEDIA_ROOT) / documento.percorso
    dati = bytearray(file.read_bytes())
    dati[-1] ^= 1
    file.write_bytes(bytes(dati))
    with pytest.raises(DocumentoAlterato):
        leggi_file(documento)
    file.unlink()
    with pytest.raises(DocumentoAlterato):
        leggi_file(documento)


def test_sul_disco_non_resta_nulla_di_leggibile(cast: Cast, pressa: PressaFinta) -> None:
    documento = chiedi(cast, contesto={**contenuto(0, sezioni=0)["dati"], "sottotitolo": "CANARY-PDF-77"})
    produzione.produci(_lavoro(documento))
    documento.refresh_from_db()
    assert b"CANARY-PDF-77" in leggi_file(documento)
    assert b"CANARY-PDF-77" not in (Path(settings.MEDIA_ROOT) / documento.percorso).read_bytes()
    assert "prova" not in documento.percorso.lower()


def test_due_file_scambiati_sul_disco_vengono_riconosciuti(cast: Cast) -> None:
    archivio.scrivi("aa/uno.bin", b"uno")
    archivio.scrivi("aa/due.bin", b"due")
    radice = Path(settings.MEDIA_ROOT)
    (radice / "aa/uno.bin").write_bytes((radice / "aa/due.bin").read_bytes())
    with pytest.raises(archivio.FileAlterato):
        archivio.leggi("aa/uno.bin")


def test_se_il_disco_e_pieno_non_resta_un_file_a_meta(monkeypatch: pytest.MonkeyPatch) -> None:
    def pieno(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", pieno)
    with pytest.raises(OSError, match="No space"):
        archivio.scrivi("pieno/uno.bin", b"dati")
    assert list((Path(settings.MEDIA_ROOT) / "pieno").iterdir()) == []


def test_un_modello_non_registrato_o_un_contenuto_non_congelabile_sono_errori_del_programma(
    cast: Cast,
) -> None:
    with pytest.raises(ModelloSconosciuto):
        chiedi(cast, tipo="mai.registrato")
    with pytest.raises(ContenutoNonCongelabile):
        chiedi(cast, contesto={"oggetto": object()})
    with pytest.raises(ContenutoNonCongelabile):
        chiedi(cast, contesto={"importo": float("nan")})


def test_caratteri_nulli_e_surrogati_spaiati_non_fanno_cadere_la_richiesta(cast: Cast) -> None:
    documento = chiedi(cast, titolo="Prova\x00 con \ud800 niente", contesto={"testo": "a\x00b"})
    documento.refresh_from_db()
    assert documento.titolo == "Prova con ? niente"
    assert documento.dati() == {"testo": "ab"}
