"""The papers of a case: uploaded with their type, listed, opened by whoever may, proof of an exclusion."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from adi_platform.documenti.models import Documento
from adi_platform.registro_accessi.services.anomalie import anomalie_del_periodo
from cases.models import AccessoConcesso, CasoAdi, ComponenteCaso
from cases.services.accessi import apri_subito
from cases.services.cognomi import cognomi_dei_casi
from cases.services.documenti import carica_prova
from cases.services.esclusione import Esclusione
from cases.services.obblighi import escludi
from tests.casi import crea_caso, oggi
from tests.conftest import Entra
from tests.documenti.test_caricamento import pdf
from tests.people import Cast


def _file(nome: str = "prova.pdf", dati: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(nome, pdf() if dati is None else dati)


def _carica(cast: Cast, caso: CasoAdi, tipo: str = "DOC.AFFITTO", titolo: str = "Contratto") -> Documento:
    return carica_prova(
        caso=caso, tipo=tipo, titolo=titolo, file=_file(), prova_di=None, operatore=cast.anna_verdi,
        al=oggi(),
    )  # fmt: skip


def _escluso(cast: Cast, caso: CasoAdi) -> ComponenteCaso:
    componente = caso.componenti.get(richiedente=True)
    return escludi(
        componente=componente,
        versione=componente.versione,
        dati=Esclusione(
            motivo="ME.STUD", dal=oggi(), scade_il=oggi() + datetime.timedelta(days=90), prova="vista"
        ),
        operatore=cast.anna_verdi,
        al=oggi(),
    )


def test_un_documento_caricato_si_trova_nella_pagina_e_nella_scheda(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    client = entra(cast.anna_verdi)
    risposta = client.post(
        reverse("caso-documento-nuovo", args=[caso.pk]),
        {"tipo": "DOC.AFFITTO", "titolo": "Affitto 2025 <b>", "file": _file(), "prova_di": ""},
    )
    assert risposta.status_code == 302
    documento = Documento.objects.get(caso_id=caso.pk)
    assert documento.tipo == "DOC.AFFITTO"
    for nome in ("caso-documenti", "caso-scheda"):
        pagina = client.get(reverse(nome, args=[caso.pk])).content.decode()
        assert "Affitto 2025 &lt;b&gt;" in pagina
        assert reverse("documento", args=[documento.pk]) in pagina
    assert documento.codice in client.get(reverse("caso-documenti", args=[caso.pk])).content.decode()
    assert client.get(reverse("documento", args=[documento.pk])).status_code == 200


@pytest.mark.parametrize(
    ("dati", "messaggio"),
    [
        ({"tipo": "DOC.AFFITTO", "titolo": "Tenuto", "file": _file("a.exe", b"MZ")}, "usa PDF"),
        ({"tipo": "DOC.AFFITTO", "titolo": "Tenuto", "file": _file("a.pdf", b"ciao")}, "non corrisponde"),
        ({"tipo": "DOC.AFFITTO", "titolo": "Tenuto", "file": _file("a.pdf", b"")}, "vuoto"),
        ({"tipo": "DOC.AFFITTO", "titolo": "Tenuto"}, "Scegli il file"),
        ({"tipo": "ALTRO", "titolo": "Tenuto", "file": _file()}, "tipo"),
    ],
)
def test_un_file_non_buono_ha_il_messaggio_accanto_e_non_perde_il_resto(
    cast: Cast, entra: Entra, dati: dict[str, object], messaggio: str
) -> None:
    caso = crea_caso(cast)
    risposta = entra(cast.anna_verdi).post(reverse("caso-documento-nuovo", args=[caso.pk]), dati)
    assert risposta.status_code == 422
    pagina = risposta.content.decode()
    assert messaggio in pagina
    assert 'value="Tenuto"' in pagina
    assert not Documento.objects.exists()


def test_un_titolo_con_caratteri_nulli_non_rompe_la_pagina(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    risposta = entra(cast.anna_verdi).post(
        reverse("caso-documento-nuovo", args=[caso.pk]),
        {"tipo": "DOC.AFFITTO", "titolo": "a\x00b", "file": _file(), "prova_di": "\x00"},
    )
    assert risposta.status_code == 422


def test_un_documento_sulla_salute_lo_aprono_solo_chi_segue_e_il_coordinamento(
    cast: Cast, entra: Entra
) -> None:
    caso = crea_caso(cast)
    documento = _carica(cast, caso, tipo="DOC.INVCIV", titolo="Verbale del 2025")
    attesi = {"anna_verdi": 200, "cora_coordina": 200, "dario_dirigente": 404, "dora_dpo": 404,
              "bruno_colle": 404, "carla_mare": 404, "neri_asl": 404, "olga_altrove": 404}  # fmt: skip
    for chi, stato in attesi.items():
        assert entra(cast.persone[chi]).get(reverse("documento", args=[documento.pk])).status_code == stato
    pagina = entra(cast.dora_dpo).get(reverse("caso-documenti", args=[caso.pk])).content.decode()
    assert "Verbale del 2025" not in pagina


def test_un_documento_ordinario_lo_apre_chi_apre_il_caso(cast: Cast, entra: Entra) -> None:
    documento = _carica(cast, crea_caso(cast))
    attesi = {"anna_verdi": 200, "dario_dirigente": 200, "dora_dpo": 200, "bruno_colle": 404,
              "sara_sportello": 404, "carla_mare": 404, "tito_tecnico": 404}  # fmt: skip
    for chi, stato in attesi.items():
        assert entra(cast.persone[chi]).get(reverse("documento", args=[documento.pk])).status_code == stato


def test_la_prova_si_collega_a_chi_e_escluso_dagli_obblighi(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    escluso = _escluso(cast, caso)
    altro = crea_caso(cast).componenti.get(richiedente=True)
    client = entra(cast.anna_verdi)
    indirizzo = reverse("caso-documento-nuovo", args=[caso.pk])
    base = {"tipo": "DOC.STUDIO", "titolo": "Iscrizione " + "x" * 180}
    assert client.post(indirizzo, base | {"file": _file(), "prova_di": altro.pk}).status_code == 422
    assert client.post(indirizzo, base | {"file": _file(), "prova_di": escluso.pk}).status_code == 302
    documento = Documento.objects.get()
    dopo = ComponenteCaso.objects.get(pk=escluso.pk)
    assert dopo.prova.endswith(f", documento {documento.codice}")
    assert dopo.versione == escluso.versione + 1
    assert dopo.accertato_da == cast.anna_verdi


def test_su_un_caso_chiuso_non_si_carica(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    CasoAdi.objects.filter(pk=caso.pk).update(stato="chiuso")
    risposta = entra(cast.anna_verdi).post(
        reverse("caso-documento-nuovo", args=[caso.pk]), {"tipo": "DOC.AFFITTO", "file": _file()}
    )
    assert risposta.status_code == 403


def test_chi_ha_letto_si_filtra_e_il_dpo_chiede_il_resoconto(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    entra(cast.anna_verdi).get(reverse("caso-scheda", args=[caso.pk]))
    indirizzo = reverse("caso-accessi", args=[caso.pk])
    dpo, coordinamento = entra(cast.dora_dpo), entra(cast.cora_coordina)
    pagina = dpo.get(indirizzo, {"chi": "Verdi"}).content.decode()
    assert "Ha aperto la scheda del caso" in pagina
    assert "Nessuna lettura" in dpo.get(indirizzo, {"chi": "Nessunissimo"}).content.decode()
    assert dpo.get(indirizzo, {"dal": "\x00", "pagina": "x"}).status_code == 200
    resoconto = reverse("caso-resoconto", args=[caso.pk])
    assert resoconto in pagina
    assert resoconto not in coordinamento.get(indirizzo).content.decode()
    assert coordinamento.post(resoconto).status_code == 403
    assert dpo.post(resoconto).status_code == 422
    risposta = dpo.post(resoconto, {"dal": f"{oggi():%d/%m/%Y}", "al": ""})
    documento = Documento.objects.get(oggetto_tipo="registro_accessi.resoconto")
    assert risposta.headers["Location"] == reverse("documento-stato", args=[documento.pk])
    assert "Verdi" not in str(documento.contenuto)
    assert dpo.post(resoconto, {"dal": "31/02/2026"}).headers["Location"] == indirizzo


def test_chi_legge_il_caso_di_un_parente_compare_tra_le_anomalie(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast, cognome="Verdi")
    assert cognomi_dei_casi([caso.pk]) == {caso.pk: frozenset({"Verdi"})}
    entra(cast.anna_verdi).get(reverse("caso-scheda", args=[caso.pk]))
    trovate = anomalie_del_periodo(ambiti=[caso.ambito_id], dal=oggi(), al=oggi())
    assert cast.anna_verdi.pk in {a.utente_id for a in trovate}


def test_quattro_accessi_immediati_in_una_settimana_si_vedono_in_revisione(cast: Cast, entra: Entra) -> None:
    coda = reverse("accesso-elenco")
    coordinamento = entra(cast.cora_coordina)
    motivo = "La persona è qui allo sportello e ha bisogno ora"
    for quanti in range(1, 5):
        apri_subito(
            caso=crea_caso(cast), categoria="emergenza", motivo=motivo, operatore=cast.bruno_colle,
            protetto=False,
        )  # fmt: skip
        assert ("accessi immediati negli ultimi 7 giorni" in coordinamento.get(coda).content.decode()) == (
            quanti > 3
        )
    vecchio = AccessoConcesso.objects.order_by("pk")[0]
    AccessoConcesso.objects.filter(pk=vecchio.pk).update(
        chiesto_il=vecchio.chiesto_il - datetime.timedelta(days=8)
    )
    assert "accessi immediati negli ultimi 7 giorni" not in coordinamento.get(coda).content.decode()
