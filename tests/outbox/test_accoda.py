"""Asking for messages and work: in the caller's transaction, once per key, whatever the broker does."""

import pytest
from django.core import mail
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from adi_platform.celery import app
from adi_platform.errori import DominioError
from adi_platform.outbox.models import Lavoro, Messaggio, StatoConsegna
from adi_platform.outbox.services import accoda, spedisci


def messaggio(chiave: str = "prova:1", oggetto: str = "Incontro") -> Messaggio:
    return accoda.accoda_messaggio(
        evento="prova",
        destinatario_email="nico@esempio.invalid",
        oggetto=oggetto,
        testo="Buongiorno Nicolò",
        html="<p>Buongiorno Nicolò</p>",
        chiave=chiave,
        allegati=[accoda.Allegato(nome="invito.ics", tipo="text/calendar", contenuto=b"BEGIN:VCALENDAR")],
        ambito_id=None,
    )


@pytest.fixture
def pubblicati(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, tuple[int, ...]]]:
    """What was handed to the broker; nothing leaves the process."""
    inviati: list[tuple[str, tuple[int, ...]]] = []
    monkeypatch.setattr(app, "send_task", lambda nome, args=(), **_: inviati.append((nome, tuple(args))))
    return inviati


@pytest.mark.django_db
class TestAccoda:
    def test_la_stessa_chiave_da_un_solo_messaggio(self) -> None:
        assert messaggio().pk == messaggio().pk
        assert Messaggio.objects.count() == 1

    def test_la_stessa_chiave_da_un_solo_lavoro(self) -> None:
        primo = accoda.accoda_lavoro(tipo="prova", chiave="a", dati={"n": 1})
        secondo = accoda.accoda_lavoro(tipo="prova", chiave="a", dati={"n": 2})
        assert primo.pk == secondo.pk
        assert secondo.dati == {"n": 1}

    def test_la_transazione_annullata_non_lascia_niente(self, pubblicati: list[object]) -> None:
        with transaction.atomic():
            messaggio()
            accoda.accoda_lavoro(tipo="prova", chiave="a", dati={})
            transaction.set_rollback(True)
        assert not Messaggio.objects.exists()
        assert not Lavoro.objects.exists()
        assert pubblicati == []

    def test_si_pubblica_solo_dopo_il_commit(
        self,
        pubblicati: list[tuple[str, tuple[int, ...]]],
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            lavoro = accoda.accoda_lavoro(tipo="prova", chiave="a", dati={})
            assert pubblicati == []
        assert pubblicati == [(accoda.COMPITO_LAVORO, (lavoro.pk,))]

    def test_la_coda_che_non_risponde_non_ferma_chi_salva(
        self,
        monkeypatch: pytest.MonkeyPatch,
        django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    ) -> None:
        def rotta(*_: object, **__: object) -> None:
            raise OSError("coda spenta")

        monkeypatch.setattr(app, "send_task", rotta)
        with django_capture_on_commit_callbacks(execute=True):
            lavoro = accoda.accoda_lavoro(tipo="prova", chiave="a", dati={})
        assert Lavoro.objects.prendibili().get() == lavoro

    @pytest.mark.parametrize("oggetto", ["Invito\nBcc: altri@esempio.invalid", "Invito\r", "Invito\x00"])
    def test_l_oggetto_su_piu_righe_e_rifiutato(self, oggetto: str) -> None:
        with pytest.raises(DominioError, match="una sola riga"):
            messaggio(oggetto=oggetto)


@pytest.mark.django_db
class TestSpedisci:
    def test_parte_una_volta_sola_con_allegato_e_identificativo(self) -> None:
        riga = messaggio()
        for _ in range(5):
            spedisci.spedisci(posta=mail.get_connection())
        (email,) = mail.outbox
        assert email.extra_headers["Message-ID"] == riga.message_id
        assert email.attachments[0][0] == "invito.ics"
        assert "Nicolò" in email.body
        riga.refresh_from_db()
        assert riga.stato == StatoConsegna.RIUSCITO

    def test_la_chiave_diversa_ha_un_identificativo_diverso(self) -> None:
        assert messaggio("a").message_id != messaggio("b").message_id

    def test_il_server_assente_fa_aspettare_e_lascia_stare_gli_altri(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        primo, secondo = messaggio("a"), messaggio("b")
        posta = mail.get_connection()

        def assente() -> None:
            raise ConnectionRefusedError

        monkeypatch.setattr(posta, "open", assente)
        assert spedisci.spedisci(posta=posta) == 0
        primo.refresh_from_db()
        secondo.refresh_from_db()
        assert (primo.stato, primo.tentativi) == (StatoConsegna.IN_ATTESA, 1)
        assert "ConnectionRefusedError" in primo.ultimo_errore
        assert secondo.tentativi == 0
        assert list(Messaggio.objects.prendibili()) == [secondo]

    def test_la_guardia_che_cade_non_ferma_il_successivo_e_chi_non_deve_ricevere_non_e_un_guasto(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        guasta, fermata, sana = messaggio("a"), messaggio("b"), messaggio("c")

        def guardia(riga: Messaggio) -> bool:
            if riga.pk == guasta.pk:
                raise ValueError
            return riga.pk != fermata.pk

        monkeypatch.setattr(spedisci, "va_spedito", guardia)
        assert spedisci.spedisci(posta=mail.get_connection()) == 1
        for riga in (guasta, fermata, sana):
            riga.refresh_from_db()
        assert [guasta.stato, fermata.stato, sana.stato] == ["in_attesa", "archiviato", "riuscito"]
        assert "diritto" in fermata.motivo_archiviazione

    def test_il_destinatario_rifiutato_non_ferma_il_successivo(self, monkeypatch: pytest.MonkeyPatch) -> None:
        primo, secondo = messaggio("a"), messaggio("b")
        originale = spedisci.componi

        def componi(riga: Messaggio, posta: object) -> object:
            if riga.pk == primo.pk:
                raise ValueError("indirizzo respinto")
            return originale(riga, posta)  # type: ignore[arg-type]

        monkeypatch.setattr(spedisci, "componi", componi)
        assert spedisci.spedisci(posta=mail.get_connection()) == 1
        secondo.refresh_from_db()
        assert secondo.stato == StatoConsegna.RIUSCITO
