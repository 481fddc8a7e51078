"""One question to one person of another body: who reads it, who answers, and that the answer stays."""

import datetime

import pytest
import time_machine
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import get_connection
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from adi_platform.documenti.models import Documento
from adi_platform.errori import DominioError
from adi_platform.outbox.services.spedisci import spedisci
from adi_platform.registro_accessi.models import Lettura
from adi_platform.ui.formati import con_articolo
from cases.enums import StatoScadenza
from cases.models import CasoAdi, Scadenza
from protocollo.models import Divulgazione, Quesito
from protocollo.services.condivisioni import delega
from protocollo.services.quesiti import (
    NuovoQuesito,
    RispostaQuesito,
    chiave_di,
    chiedi,
    chiudi_scaduti,
    impronta_della_risposta,
    rispondi,
    sollecita,
)
from protocollo.services.revoche import revoca
from tests.accessi.file_di_prova import pdf_di_prova
from tests.casi import crea_caso, oggi
from tests.conftest import Entra
from tests.people import Cast
from tests.protocollo.scena import adulta, condivisa

D = datetime.timedelta
DOMANDA = "Domandasegreta: è già in carico al servizio?"
RISPOSTA = "Rispostasegreta: dal mese scorso."


@pytest.fixture
def caso(cast: Cast) -> CasoAdi:
    return crea_caso(cast)


def _chiedi(cast: Cast, caso: CasoAdi, a: str = "neri_asl", **altro: object) -> Quesito:
    condivisione = condivisa(caso, cast.anna_verdi, cast.persone[a])
    nuovo = NuovoQuesito(
        **{  # type: ignore[arg-type]
            "a": cast.persone[a], "domanda": DOMANDA, "entro": oggi() + D(days=10), "persona": adulta(caso), **altro,
        }
    )  # fmt: skip
    return chiedi(condivisione=condivisione, nuovo=nuovo, operatore=cast.anna_verdi, al=oggi())


def _risponde(quesito: Quesito, **altro: object) -> Quesito:
    risposta = RispostaQuesito(**{"esito": "si", "testo": RISPOSTA, **altro})  # type: ignore[arg-type]
    return rispondi(quesito=quesito, risposta=risposta, operatore=quesito.a, adesso=timezone.now())


def test_si_chiede_dal_caso_e_si_risponde_dal_portale(cast: Cast, caso: CasoAdi, entra: Entra) -> None:
    condivisione = condivisa(caso, cast.anna_verdi, cast.neri_asl)
    anna, nera = entra(cast.anna_verdi), entra(cast.neri_asl)
    dove = reverse("quesito-nuovo", args=[caso.pk, condivisione.pk])
    assert dove in anna.get(reverse("condivisioni", args=[caso.pk])).text
    entro = oggi() + D(days=7)
    dati = {"a": cast.neri_asl.pk, "persona": adulta(caso), "domanda": DOMANDA, "entro": entro.isoformat()}
    assert anna.post(dove, dati).status_code == 302
    quesito = Quesito.objects.get()
    spedisci(posta=get_connection())
    lettera = mail.outbox[-1]
    assert lettera.to == [cast.neri_asl.email]
    assert "Domandasegreta" not in f"{lettera.subject} {lettera.body}"
    assert "una domanda" in str(lettera.body)

    risponde = reverse("portale-quesito", args=[quesito.pk])
    assert risponde in nera.get(reverse("portale")).text
    assert DOMANDA in nera.get(risponde).text
    file = pdf_di_prova("parere")
    invio = {"esito": "si", "testo": RISPOSTA, "file": file}
    assert nera.post(risponde, invio).status_code == 302
    quesito.refresh_from_db()
    documento = Documento.objects.get(oggetto_tipo="protocollo.quesito")
    assert (quesito.stato, quesito.documento) == ("risposto", documento)
    assert quesito.impronta == impronta_della_risposta(quesito, "si", RISPOSTA, documento)
    assert risponde not in nera.get(reverse("portale")).text
    assert documento.sha256 in nera.get(risponde).text

    assert "1 risposta a una domanda da leggere" in anna.get(reverse("scrivania")).text
    scheda = reverse("caso-quesito", args=[caso.pk, quesito.pk])
    assert RISPOSTA in anna.get(scheda).text
    assert anna.get(reverse("documento", args=[documento.pk])).status_code == 200
    assert anna.post(scheda, {"letto": "1"}).status_code == 302
    assert "risposta a una domanda" not in anna.get(reverse("scrivania")).text


def test_la_risposta_data_non_cambia_piu(cast: Cast, caso: CasoAdi, entra: Entra) -> None:
    quesito = _risponde(_chiedi(cast, caso))
    with pytest.raises(DominioError, match="già stata inviata"):
        _risponde(quesito, testo="Ho cambiato idea.")
    seconda = entra(cast.neri_asl).post(
        reverse("portale-quesito", args=[quesito.pk]), {"esito": "no", "testo": "Altro."}
    )
    assert seconda.status_code == 422
    quando = con_articolo(timezone.localdate())
    assert f"La risposta è già stata inviata {quando} e non cambia." in " ".join(seconda.text.split())
    assert RISPOSTA in seconda.text
    for comando in (
        "UPDATE protocollo_quesito SET testo = 'altro'",
        "UPDATE protocollo_quesito SET esito = 'no'",
        "UPDATE protocollo_quesito SET stato = 'aperto', esito = '', testo = '', impronta = '', risposto_il = NULL",
        "DELETE FROM protocollo_quesito",
    ):
        with pytest.raises(DatabaseError, match="non si modifica"), transaction.atomic():
            connection.cursor().execute(comando)
    quesito.refresh_from_db()
    assert quesito.testo == RISPOSTA


@pytest.mark.parametrize(
    ("chi", "vede"),
    [
        ("anna_verdi", True), ("cora_coordina", True), ("bruno_colle", False), ("dario_dirigente", False),
        ("dora_dpo", False), ("elio_educatore", False),
    ],
)  # fmt: skip
def test_nell_ufficio_la_legge_solo_chi_segue_o_coordina(
    chi: str, vede: bool, cast: Cast, caso: CasoAdi, entra: Entra
) -> None:
    quesito = _risponde(_chiedi(cast, caso, "nico_cpi"), file=pdf_di_prova("allegato"))
    client = entra(cast.persone[chi])
    stato = client.get(reverse("caso-quesito", args=[caso.pk, quesito.pk])).status_code
    assert stato == 200 if vede else stato in (403, 404)
    file = client.get(reverse("documento", args=[quesito.documento_id])).status_code
    assert file == 200 if vede else file in (403, 404)
    for nome, argomenti in (
        ("condivisioni", [caso.pk]), ("caso-scheda", [caso.pk]), ("caso-cronologia", [caso.pk]),
        ("caso-scadenze", [caso.pk]), ("caso-documenti", [caso.pk]), ("rete-quesiti", []),
    ):  # fmt: skip
        pagina = client.get(reverse(nome, args=argomenti)).text
        if not vede:
            assert "segreta" not in pagina, nome
            assert "alla risposta di un altro ente" not in pagina, nome


@pytest.mark.parametrize("chi", ["lidia_cpi", "nico_cpi", "lia_scuola", "otto_cpi_altrove"])
def test_degli_altri_enti_la_legge_solo_chi_deve_rispondere(
    chi: str, cast: Cast, caso: CasoAdi, entra: Entra
) -> None:
    """Lidia has the grant by delegation, and still it is not put to her."""
    condivisione = condivisa(caso, cast.anna_verdi, cast.nico_cpi)
    delega(condivisione=condivisione, a=cast.lidia_cpi, fino_al=None, da=cast.nico_cpi)
    quesito = _chiedi(cast, caso)
    altro = chiedi(
        condivisione=condivisione, operatore=cast.anna_verdi, al=oggi(),
        nuovo=NuovoQuesito(a=cast.nico_cpi, domanda=DOMANDA, entro=oggi()),
    )  # fmt: skip
    client = entra(cast.persone[chi])
    assert client.get(reverse("portale-quesito", args=[quesito.pk])).status_code == 404
    attesa = 200 if chi == "nico_cpi" else 404
    assert client.get(reverse("portale-quesito", args=[altro.pk])).status_code == attesa
    assert client.post(reverse("portale-quesito", args=[quesito.pk]), {"esito": "si"}).status_code == 404
    assert ("Domanda:" in client.get(reverse("portale")).text) is (chi == "nico_cpi")


def test_una_risposta_storta_resta_scritta_e_non_parte(cast: Cast, caso: CasoAdi, entra: Entra) -> None:
    quesito = _chiedi(cast, caso)
    client, dove = entra(cast.neri_asl), reverse("portale-quesito", args=[quesito.pk])
    finto = SimpleUploadedFile("parere.pdf", b"MZ non e un pdf", "application/pdf")
    for dati in (
        {}, {"testo": RISPOSTA}, {"esito": "forse", "testo": RISPOSTA}, {"esito": "no", "testo": ""},
        {"esito": "si", "testo": "a\x00"}, {"esito": "si", "testo": RISPOSTA, "file": finto},
    ):  # fmt: skip
        risposta = client.post(dove, dati)
        assert risposta.status_code == 422, dati
        assert RISPOSTA in risposta.text or dati.get("testo") != RISPOSTA
    assert not Documento.objects.filter(oggetto_tipo="protocollo.quesito").exists()
    quesito.refresh_from_db()
    assert quesito.aperto


def test_una_domanda_storta_non_parte(cast: Cast, caso: CasoAdi, entra: Entra) -> None:
    condivisione = condivisa(caso, cast.anna_verdi, cast.nico_cpi)
    dove = reverse("quesito-nuovo", args=[caso.pk, condivisione.pk])
    buona = {"a": cast.nico_cpi.pk, "domanda": DOMANDA, "entro": oggi().isoformat()}
    altrui = crea_caso(cast, cognome="Altri")
    for storta in (
        {"a": cast.neri_asl.pk}, {"a": cast.lidia_cpi.pk}, {"persona": adulta(altrui)}, {"domanda": " "},
        {"entro": (oggi() - D(days=1)).isoformat()}, {"entro": (condivisione.al + D(days=1)).isoformat()},
        {"entro": "domani"},
    ):  # fmt: skip
        assert entra(cast.anna_verdi).post(dove, {**buona, **storta}).status_code == 422, storta
    assert Quesito.objects.count() == 0


def test_chi_e_in_ritardo_si_vede_e_si_sollecita_una_volta_al_giorno(
    cast: Cast, caso: CasoAdi, entra: Entra
) -> None:
    quesito = _chiedi(cast, caso, entro=oggi() + D(days=1))
    scadenza = Scadenza.objects.get(caso=caso, chiave=chiave_di(quesito))
    assert "ASL" not in f"{scadenza.titolo} {scadenza.in_attesa_di} {scadenza.perche}"
    with pytest.raises(DominioError, match="già partita"):
        sollecita(quesito=quesito, operatore=cast.anna_verdi, al=oggi())
    with time_machine.travel(timezone.now() + D(days=3), tick=False):
        anna = entra(cast.anna_verdi)
        assert "1 domanda senza risposta, in ritardo" in anna.get(reverse("scrivania")).text
        assert "Nera Asl" in anna.get(reverse("rete-quesiti") + "?vedi=ritardo").text
        dove = reverse("caso-quesito-sollecita", args=[caso.pk, quesito.pk])
        assert anna.post(dove).status_code == 422
        assert anna.post(dove, {"sollecita": "1"}).status_code == 302
        assert anna.post(dove, {"sollecita": "1"}).status_code == 302
        spedisci(posta=get_connection())
        lettere = [m for m in mail.outbox if "aspetta la tua risposta" in str(m.body)]
        assert len(lettere) == 1
        _risponde(quesito)
    scadenza.refresh_from_db()
    assert scadenza.stato == StatoScadenza.ADEMPIUTA


def test_ritirata_o_revocata_nessuno_puo_piu_rispondere(cast: Cast, caso: CasoAdi, entra: Entra) -> None:
    quesito = _chiedi(cast, caso)
    ritira = reverse("caso-quesito-ritira", args=[caso.pk, quesito.pk])
    anna = entra(cast.anna_verdi)
    assert anna.post(ritira, {"motivo": ""}).status_code == 422
    assert anna.post(ritira, {"motivo": "Me l'ha già detto al telefono."}).status_code == 302
    assert entra(cast.neri_asl).get(reverse("portale-quesito", args=[quesito.pk])).status_code == 404
    with pytest.raises(DominioError, match="non è più aperta"):
        _risponde(quesito)
    seconda = _chiedi(cast, caso, "nico_cpi")
    revoca(
        condivisione=seconda.condivisione, motivo="Finita.", operatore=cast.anna_verdi,
        adesso=timezone.now(), al=oggi(),
    )  # fmt: skip
    seconda.refresh_from_db()
    assert seconda.stato == "revocato"
    spedisci(posta=get_connection())
    assert not [m for m in mail.outbox if "una domanda" in str(m.body)], "la lettera muore con la domanda"


def test_finita_la_condivisione_la_domanda_scade(cast: Cast, caso: CasoAdi) -> None:
    quesito = _chiedi(cast, caso)
    assert chiudi_scaduti(al=quesito.condivisione.al) == 0
    dopo = quesito.condivisione.al + D(days=1)
    assert chiudi_scaduti(al=dopo) == 1
    assert chiudi_scaduti(al=dopo) == 0
    quesito.refresh_from_db()
    assert quesito.stato == "scaduto"
    assert Scadenza.objects.get(caso=caso, chiave=chiave_di(quesito)).stato == StatoScadenza.ANNULLATA


def test_leggere_la_domanda_lascia_traccia(cast: Cast, caso: CasoAdi, entra: Entra) -> None:
    quesito = _chiedi(cast, caso)
    entra(cast.neri_asl).get(reverse("portale-quesito", args=[quesito.pk]))
    uscita = Divulgazione.objects.filter(che_cosa="domanda").get()
    assert (uscita.utente, uscita.caso_id) == (cast.neri_asl, caso.pk)
    letta = Lettura.objects.filter(utente=cast.neri_asl).latest("numero")
    assert (letta.evento, letta.persone) == ("portale.quesito", [adulta(caso)])
    assert "ASL" not in letta.motivo
