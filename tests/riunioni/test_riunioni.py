"""The machinery of meetings, for whatever body meets."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from icalendar import Calendar

from adi_platform.errori import DominioError
from adi_platform.riunioni.enums import Organo, Presenza, StatoRiunione
from adi_platform.riunioni.models import Partecipante, Riunione
from adi_platform.riunioni.services.riunioni import (
    Dove,
    aggiungi_punto,
    convoca_riunione,
    invito_ics,
    muovi_riunione,
    registra_decisione,
    segna_presenza,
    sposta_riunione,
)
from tests.people import Cast

SALA = Dove(luogo="Sala di prova")


def crea_riunione(cast: Cast, **altro: object) -> Riunione:
    inizio = timezone.now() + datetime.timedelta(days=3)
    campi: dict[str, object] = {
        "ambito": cast.territorio.ambito,
        "organo": Organo.EQUIPE,
        "titolo": "Riunione di prova",
        "inizio": inizio,
        "fine": inizio + datetime.timedelta(hours=1),
        "dove": SALA,
        "segretario": cast.sara_sportello,
        "invitati": [(cast.anna_verdi, "assistente sociale"), (cast.elio_educatore, "educatore")],
        "operatore": cast.anna_verdi,
        **altro,
    }
    return convoca_riunione(**campi)  # type: ignore[arg-type]  # the fields are those of the service


@pytest.mark.django_db
class TestRiunione:
    def test_si_convoca_con_le_persone_e_l_ordine_del_giorno(self, cast: Cast) -> None:
        riunione = crea_riunione(cast)
        primo = aggiungi_punto(riunione=riunione, titolo="Situazione di un caso")
        secondo = aggiungi_punto(riunione=riunione, titolo="Varie")
        assert (primo.ordine, secondo.ordine) == (1, 2)
        assert riunione.partecipanti.count() == 2

    def test_senza_luogo_ne_collegamento_non_si_convoca(self, cast: Cast) -> None:
        with pytest.raises(DominioError, match="dove ci si trova"):
            crea_riunione(cast, dove=Dove())

    def test_non_finisce_prima_di_iniziare(self, cast: Cast) -> None:
        with pytest.raises(DominioError, match="dopo l'inizio"):
            crea_riunione(cast, fine=timezone.now())

    def test_spostata_manda_ai_calendari_una_modifica_piu_alta(self, cast: Cast) -> None:
        riunione = crea_riunione(cast)
        assert b"SEQUENCE:0" in invito_ics(riunione).contenuto
        dopo = riunione.inizio + datetime.timedelta(days=7)
        riunione = sposta_riunione(
            riunione=riunione,
            inizio=dopo,
            fine=dopo + datetime.timedelta(hours=1),
            dove=SALA,
            operatore=cast.anna_verdi,
        )
        assert (riunione.stato, riunione.sequenza) == (StatoRiunione.CONVOCATA, 1)
        assert b"SEQUENCE:1" in invito_ics(riunione).contenuto

    def test_il_file_va_dall_ufficio_a_un_solo_indirizzo(self, cast: Cast) -> None:
        riunione = crea_riunione(cast)
        calendario = Calendar.from_ical(invito_ics(riunione, a="nico@esempio.invalid").contenuto)
        (evento,) = calendario.walk("VEVENT")
        assert calendario["METHOD"] == "REQUEST"
        assert str(evento["ORGANIZER"]) == f"mailto:{riunione.ambito.email}"
        assert str(evento["ATTENDEE"]) == "mailto:nico@esempio.invalid"

    def test_annullata_si_toglie_dai_calendari(self, cast: Cast) -> None:
        riunione = muovi_riunione(
            riunione=crea_riunione(cast), mossa="annulla", operatore=cast.anna_verdi, motivo="Sala chiusa"
        )
        assert b"METHOD:CANCEL" in invito_ics(riunione).contenuto
        with pytest.raises(DominioError):
            muovi_riunione(riunione=riunione, mossa="svolgi", operatore=cast.anna_verdi)

    def test_il_verbale_si_trasmette_dopo_l_approvazione(self, cast: Cast) -> None:
        riunione = crea_riunione(cast)
        for mossa in ("svolgi", "scrivi_verbale", "approva_verbale", "trasmetti"):
            riunione = muovi_riunione(riunione=riunione, mossa=mossa, operatore=cast.sara_sportello)
        assert riunione.stato == StatoRiunione.TRASMESSO
        assert riunione.transizioni.count() == 4

    def test_il_delegato_ha_un_nome(self, cast: Cast) -> None:
        chi = crea_riunione(cast).partecipanti.first()
        assert chi is not None
        with pytest.raises(DominioError, match="delegato"):
            segna_presenza(partecipante=chi, presenza=Presenza.DELEGATO)
        chi = segna_presenza(partecipante=chi, presenza=Presenza.DELEGATO, delegato="Ida Supplente")
        assert (chi.presenza, chi.delegato) == (Presenza.DELEGATO, "Ida Supplente")

    def test_un_esterno_senza_nome_non_partecipa(self, cast: Cast) -> None:
        riunione = crea_riunione(cast)
        Partecipante.objects.create(riunione=riunione, nome="Ivo Esterno", ente="Scuola di prova")
        with pytest.raises(IntegrityError), transaction.atomic():
            Partecipante.objects.create(riunione=riunione, ente="Scuola di prova")

    def test_la_decisione_dice_chi_e_entro_quando(self, cast: Cast) -> None:
        riunione = crea_riunione(cast)
        decisione = registra_decisione(
            riunione=riunione,
            testo="Sentire il medico di base",
            operatore=cast.anna_verdi,
            responsabile=cast.elio_educatore,
            entro=timezone.localdate(),
        )
        assert decisione.responsabile == cast.elio_educatore
        with pytest.raises(DominioError, match="che cosa"):
            registra_decisione(riunione=riunione, testo="  ", operatore=cast.anna_verdi)
