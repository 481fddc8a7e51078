"""Close once: outcome, requests, minutes, number, mails; and the chains notice whoever touches them."""

import datetime
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.template.loader import render_to_string
from django.utils import timezone

from adi_platform.documenti.models import Documento
from adi_platform.errori import DominioError
from adi_platform.outbox.lavori import esecutore_di
from adi_platform.outbox.models import Lavoro, Messaggio
from adi_platform.repertorio.models import Registrazione
from adi_platform.repertorio.services.verifica import verifica_catene
from adi_platform.riunioni.enums import Presenza, StatoRiunione
from contributi.enums import StatoRichiesta, StatoSeduta
from contributi.models import RinvioCommissione, Seduta, Verbale
from contributi.services import chiusura
from contributi.services.andamento_sedute import segui_sedute
from contributi.services.chiusura import chiudi, esegui_chiusura
from contributi.signals import parere_espresso
from tests.contributi.commissione.scena import (
    crea_commissione,
    regola,
    seduta_aperta,
    seduta_inviata,
    voci,
    votano,
    votano_tutti,
)
from tests.contributi.fabbrica import crea_proposta
from tests.people import Cast

pytestmark = pytest.mark.django_db


def stampa() -> None:
    """Do the print as the worker would."""
    lavoro = Lavoro.objects.get(tipo="documenti.stampa")
    esecutore_di("documenti.stampa").esegui(lavoro)


def scatta_l_ora(monkeypatch: pytest.MonkeyPatch, seduta: Seduta) -> None:
    """For who closes it is one second after the end."""
    dopo = seduta.chiude_il + datetime.timedelta(seconds=1)
    monkeypatch.setattr(chiusura, "ora_della_banca_dati", lambda: dopo)


def esiti(seduta: Seduta) -> list[str]:
    return [voce.esito for voce in voci(seduta)]


def stati(seduta: Seduta) -> list[str]:
    return [voce.proposta.richiesta.stato for voce in voci(seduta)]


def test_tutti_hanno_votato_esito_verbale_numero_e_posta(cast: Cast) -> None:
    seduta = seduta_aperta(cast)
    votano_tutti(cast, seduta)
    chiudi(seduta=seduta)
    seduta.refresh_from_db()
    assert (seduta.stato, esiti(seduta)) == (StatoSeduta.CHIUSA, ["parere_favorevole"])
    assert stati(seduta) == [StatoRichiesta.PARERE_FAVOREVOLE]
    stampa()
    verbale = Verbale.objects.get(seduta=seduta)
    assert verbale.registrazione is not None
    assert verbale.impronta in verbale.registrazione.oggetto
    assert verbale.registrazione.documento_sha256 == verbale.impronta, (
        "of the text: the number is on the file"
    )
    assert verbale.trasmesso_il is not None
    seduta.riunione.refresh_from_db()
    assert seduta.riunione.stato == StatoRiunione.TRASMESSO
    trasmessi = Messaggio.objects.filter(evento="commissione.verbale_trasmesso")
    assert [m.destinatario for m in trasmessi] == [cast.dario_dirigente.email]
    assert Messaggio.objects.filter(evento="commissione.esito").count() == 6


def test_chiusa_due_volte_resta_una(cast: Cast) -> None:
    seduta = seduta_aperta(cast)
    votano_tutti(cast, seduta)
    chiudi(seduta=seduta)
    chiudi(seduta=seduta)
    stampa()
    stampa()
    assert Verbale.objects.count() == Documento.objects.count() == 1
    assert Registrazione.objects.filter(registro="commissioni").count() == 1


def test_prima_dell_ora_non_si_chiude_se_manca_un_voto(cast: Cast) -> None:
    seduta = seduta_aperta(cast)
    votano(cast, voci(seduta)[0], ciro_commissario="favorevole")
    with pytest.raises(DominioError, match="mancano ancora 3 voti"):
        chiudi(seduta=seduta)


def test_all_ora_si_chiude_anche_senza_numero_legale(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    seduta = seduta_aperta(cast)
    votano(cast, voci(seduta)[0], ciro_commissario="favorevole")
    scatta_l_ora(monkeypatch, seduta)
    chiudi(seduta=seduta)
    assert esiti(seduta) == ["quorum_mancante"]
    assert stati(seduta) == [StatoRichiesta.PROPOSTA]


def test_il_rinvio_scrive_la_riga_che_ferma_il_termine(cast: Cast) -> None:
    seduta = seduta_aperta(cast)
    votano_tutti(cast, seduta, "rinvio")
    chiudi(seduta=seduta)
    rinvio = RinvioCommissione.objects.get()
    seduta.refresh_from_db()
    assert stati(seduta) == [StatoRichiesta.RINVIATA]
    assert seduta.chiusa_il is not None
    assert (rinvio.il, rinvio.motivo) == (timezone.localdate(seduta.chiusa_il), "Motivo di prova")


def test_il_parere_contrario_arriva_ai_piani_sopra(cast: Cast) -> None:
    sentiti: list[tuple[int, str, int]] = []

    def ascolta(proposta: object, esito: str, seduta: Seduta, **_: object) -> None:
        sentiti.append((proposta.pk, esito, seduta.pk))  # type: ignore[attr-defined]

    parere_espresso.connect(ascolta)
    seduta = seduta_aperta(cast)
    votano_tutti(cast, seduta, "contrario")
    chiudi(seduta=seduta)
    assert sentiti == [(voci(seduta)[0].proposta_id, "parere_contrario", seduta.pk)]


def test_la_proposta_sostituita_va_a_nuova_votazione(cast: Cast) -> None:
    seduta = seduta_aperta(cast)
    crea_proposta(cast, richiesta=voci(seduta)[0].proposta.richiesta)
    votano_tutti(cast, seduta)
    chiudi(seduta=seduta)
    assert esiti(seduta) == ["nuova_votazione"]
    assert stati(seduta) == [StatoRichiesta.PROPOSTA]


def test_chi_ha_votato_era_presente(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    seduta = seduta_aperta(cast)
    votano(cast, voci(seduta)[0], ciro_commissario="favorevole")
    scatta_l_ora(monkeypatch, seduta)
    chiudi(seduta=seduta)
    presenti = seduta.riunione.partecipanti.filter(presenza=Presenza.PRESENTE)
    assert [p.utente for p in presenti] == [cast.ciro_commissario]


def test_l_esito_non_si_riscrive(cast: Cast) -> None:
    seduta = seduta_aperta(cast)
    votano_tutti(cast, seduta)
    chiudi(seduta=seduta)
    voce = voci(seduta)[0]
    voce.esito = "parere_contrario"
    with pytest.raises(IntegrityError, match="non si cambiano"), transaction.atomic():
        voce.save()
    verbale = Verbale.objects.get()
    verbale.contenuto = {}
    with pytest.raises(IntegrityError, match="non si cambia"), transaction.atomic():
        verbale.save()


class TestLOra:
    """What the hour asks for, from the rows."""

    def test_apre_all_ora_se_il_presidente_non_l_ha_fatto(self, cast: Cast) -> None:
        seduta = seduta_inviata(cast)
        assert segui_sedute() == 0
        seduta.apre_il = seduta.odg_inviato_il
        seduta.save()
        segui_sedute()
        segui_sedute()
        lavoro = Lavoro.objects.get(tipo="contributi.apri_seduta")
        for _ in range(2):
            esecutore_di(lavoro.tipo).esegui(lavoro)
        seduta.refresh_from_db()
        assert seduta.stato == StatoSeduta.APERTA
        assert Messaggio.objects.filter(evento="commissione.apertura").count() == 5

    def test_ricorda_una_volta_a_chi_manca(self, cast: Cast) -> None:
        seduta = seduta_aperta(cast)
        votano(cast, voci(seduta)[0], ciro_commissario="favorevole")
        segui_sedute()
        lavoro = Lavoro.objects.get(tipo="contributi.ricorda_seduta")
        for _ in range(2):
            esecutore_di(lavoro.tipo).esegui(lavoro)
        ricordati = set(
            Messaggio.objects.filter(evento="commissione.promemoria").values_list("destinatario", flat=True)
        )
        assert ricordati == {
            cast.pina_presidente.email,
            cast.bruno_colle.email,
            cast.cora_coordina.email,
        }

    def test_chiede_la_chiusura_una_volta_sola(self, cast: Cast) -> None:
        seduta = seduta_aperta(cast, chiude_fra=0.3)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.4)")
        segui_sedute()
        segui_sedute()
        lavoro = Lavoro.objects.get(tipo="contributi.chiudi_seduta")
        for _ in range(5):
            esegui_chiusura(lavoro)
        seduta.refresh_from_db()
        assert (seduta.stato, Verbale.objects.count()) == (StatoSeduta.CHIUSA, 1)

    def test_il_lavoro_arrivato_troppo_presto_non_chiude(self, cast: Cast) -> None:
        seduta = seduta_aperta(cast)
        esegui_chiusura(Lavoro(tipo="contributi.chiudi_seduta", dati={"seduta": seduta.pk}))
        seduta.refresh_from_db()
        assert seduta.aperta


def _da_stampare(documento: Documento) -> dict[str, Any]:
    cornice = dict.fromkeys(("titolo", "codice", "impronta", "verifica", "emesso_il"), "")
    carta = dict.fromkeys(("nome", "ente", "ufficio", "recapiti"), "")
    return {**documento.contenuto["dati"], "stampa": cornice, "carta": carta}


class TestLeCatene:
    """Who owns the database can get round the triggers; the check names what was touched."""

    @pytest.fixture
    def seduta(self, cast: Cast) -> Seduta:
        seduta = seduta_aperta(cast)
        votano_tutti(cast, seduta)
        chiudi(seduta=seduta)
        stampa()
        assert list(verifica_catene()) == []
        return seduta

    @pytest.mark.parametrize(
        ("colpo", "atteso"),
        [
            (
                "UPDATE contributi_voto SET scelta = 'contrario', motivo = 'x' WHERE numero = 2",
                "voto n. 2 alterato",
            ),
            ("DELETE FROM contributi_voto WHERE numero = 2", "manca il voto n. 2"),
            ("DELETE FROM contributi_voto WHERE numero = 4", "voti tagliati in coda"),
            (
                "DELETE FROM contributi_voto WHERE numero = 4; UPDATE contributi_catenavoti SET numero = 3,"
                " impronta = (SELECT impronta FROM contributi_voto WHERE numero = 3)",
                "il voto n. 4 verbalizzato non c'è più",
            ),
            ("UPDATE contributi_voceseduta SET esito = 'parere_contrario'", "non corrisponde ai voti"),
            ("UPDATE contributi_verbale SET contenuto = contenuto - 'luogo'", "verbale n. 1 alterato"),
            ("DELETE FROM contributi_verbale", "manca il verbale"),
            ("DELETE FROM contributi_verbale", "verbali tagliati in coda"),
            ("DELETE FROM contributi_esclusione", "non corrispondono più a quelle verbalizzate"),
            ("UPDATE contributi_elettore SET nome = 'Altri'", "non corrispondono più a quelle verbalizzate"),
        ],
    )
    def test_chi_le_tocca_si_vede(self, seduta: Seduta, colpo: str, atteso: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL session_replication_role = replica; {colpo};")
            cursor.execute("SET LOCAL session_replication_role = origin;")
        assert any(atteso in problema for problema in verifica_catene())
        with pytest.raises(CommandError, match="non integre"):
            call_command("verifica_catene")

    def test_un_cognome_che_cambia_non_e_un_falso(self, seduta: Seduta) -> None:
        """Who marries, a body renamed: the minutes keep the words of that day."""
        with connection.cursor() as cursor:
            cursor.execute("UPDATE organizzazione_utente SET cognome = 'Altricognomi'")
            cursor.execute("UPDATE contributi_commissione SET nome = 'Altro nome'")
        assert list(verifica_catene()) == []

    def test_il_verbale_ha_il_numero_del_registro_sul_foglio(self, seduta: Seduta) -> None:
        verbale = Verbale.objects.get()
        assert verbale.registrazione is not None
        assert verbale.documento is not None
        foglio = render_to_string("contributi/pdf/verbale.html", _da_stampare(verbale.documento))
        assert f"registro n. {verbale.registrazione.segnatura}" in foglio
        assert "Il presidente, " in foglio
        assert "fa propri" in foglio
        assert "regola «" not in foglio
        assert (
            verbale.documento.nome_file == f"Verbale della commissione tecnica, seduta n. 1-{seduta.anno}.pdf"
        )

    def test_il_verbale_segue_quello_prima(self, seduta: Seduta, cast: Cast) -> None:
        seconda = seduta_aperta(cast, commissione=seduta.commissione)
        votano_tutti(cast, seconda)
        chiudi(seduta=seconda)
        primo, secondo = Verbale.objects.order_by("numero")
        assert secondo.impronta_precedente == primo.impronta
        assert list(verifica_catene()) == []


def test_il_verbale_dice_voti_esclusi_regole_e_impronte_ma_non_la_famiglia(cast: Cast) -> None:
    seduta = seduta_aperta(cast)
    votano_tutti(cast, seduta)
    chiudi(seduta=seduta)
    contenuto = Verbale.objects.get().contenuto
    proposta = contenuto["proposte"][0]
    assert proposta["impronta"] == voci(seduta)[0].impronta
    assert [e["nome"] for e in proposta["esclusioni"]] == ["Anna Verdi"]
    assert len(proposta["voti"]) == 4
    assert contenuto["regole"]["fonti"]
    assert "Proposta0" not in str(contenuto)


def test_senza_chiusura_anticipata_si_aspetta_l_ora(cast: Cast) -> None:
    regola(cast, "a12_chiusura_anticipata", "no")
    seduta = seduta_aperta(cast, commissione=crea_commissione(cast))
    votano_tutti(cast, seduta)
    esegui_chiusura(Lavoro(tipo="contributi.chiudi_seduta", dati={"seduta": seduta.pk}))
    seduta.refresh_from_db()
    assert seduta.aperta
