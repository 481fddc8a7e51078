"""Who votes, when, once: the service and, behind it, the database."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.outbox.models import Lavoro
from contributi.models import Voto
from contributi.services.voto import LAVORO_CHIUSURA, dichiara_conflitto, impronta_del_voto, vota
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


def test_il_voto_resta_con_la_sua_ora_e_la_versione_letta(cast: Cast) -> None:
    voce = voci(seduta_aperta(cast))[0]
    voto = vota(voce=voce, scelta="favorevole", operatore=cast.ciro_commissario)
    assert (voto.numero, voto.versione, voto.impronta_proposta) == (1, 1, voce.impronta)
    assert voto.impronta == impronta_del_voto(voto)


def test_il_secondo_voto_e_rifiutato_e_il_primo_resta(cast: Cast) -> None:
    voce = voci(seduta_aperta(cast))[0]
    votano(cast, voce, ciro_commissario="favorevole")
    with pytest.raises(DominioError, match="già votato"):
        votano(cast, voce, ciro_commissario="contrario")
    assert list(Voto.objects.values_list("scelta", flat=True)) == ["favorevole"]


def test_se_l_ambito_lo_permette_il_voto_si_cambia_e_restano_tutti(cast: Cast) -> None:
    regola(cast, "a12_voto_modificabile", "si")
    voce = voci(seduta_aperta(cast))[0]
    votano(cast, voce, ciro_commissario="favorevole")
    votano(cast, voce, ciro_commissario="contrario")
    assert list(Voto.objects.values_list("versione", "scelta")) == [(1, "favorevole"), (2, "contrario")]


def test_l_autrice_del_pai_non_vota(cast: Cast) -> None:
    with pytest.raises(DominioError, match="hai redatto il PAI o segui il caso"):
        votano(cast, voci(seduta_aperta(cast))[0], anna_verdi="favorevole")


def test_l_autrice_non_vota_nemmeno_con_un_altro_account(cast: Cast) -> None:
    secondo = Utente.objects.crea(email="anna2@esempio.invalid", nome="Anna", cognome="Verdi")
    seduta = seduta_aperta(cast)
    Utente.objects.filter(pk=secondo.pk).update(persona_fisica=cast.anna_verdi.persona_fisica)
    with pytest.raises(DominioError, match="Non puoi votare"):
        vota(voce=voci(seduta)[0], scelta="favorevole", operatore=secondo)


def test_chi_ha_due_account_vota_una_volta(cast: Cast) -> None:
    secondo = Utente.objects.crea(email="ciro2@esempio.invalid", nome="Ciro", cognome="Commissario")
    Utente.objects.filter(pk=secondo.pk).update(persona_fisica=cast.ciro_commissario.persona_fisica)
    voce = voci(seduta_aperta(cast))[0]
    votano(cast, voce, ciro_commissario="favorevole")
    with pytest.raises(DominioError, match="già votato"):
        vota(voce=voce, scelta="contrario", motivo="x", operatore=secondo)


def test_chi_prende_il_caso_durante_la_votazione_non_vota(cast: Cast) -> None:
    voce = voci(seduta_aperta(cast))[0]
    caso = voce.proposta.richiesta.caso
    caso.assegnazioni.filter(al__isnull=True).update(al=timezone.localdate())
    caso.assegnazioni.create(operatore=cast.bruno_colle, dal=timezone.localdate())
    with pytest.raises(DominioError, match="segui il caso"):
        votano(cast, voce, bruno_colle="favorevole")


@pytest.mark.parametrize("chi", ["sara_sportello", "elio_educatore", "dario_dirigente"])
def test_chi_non_e_componente_non_vota(cast: Cast, chi: str) -> None:
    with pytest.raises(DominioError, match="fra i componenti"):
        votano(cast, voci(seduta_aperta(cast))[0], **{chi: "favorevole"})


def test_dopo_il_conflitto_non_si_vota_e_il_voto_dato_non_conta(cast: Cast) -> None:
    voce = voci(seduta_aperta(cast))[0]
    votano(cast, voce, ciro_commissario="favorevole")
    dichiara_conflitto(voce=voce, operatore=cast.ciro_commissario)
    dichiara_conflitto(voce=voce, operatore=cast.bruno_colle)
    with pytest.raises(DominioError, match="conflitto"):
        votano(cast, voce, bruno_colle="favorevole")


def test_prima_dell_apertura_non_si_vota(cast: Cast) -> None:
    with pytest.raises(DominioError, match="non è aperta"):
        votano(cast, voci(seduta_inviata(cast))[0], ciro_commissario="favorevole")


def test_dopo_l_ora_non_si_vota_anche_se_nessuno_ha_chiuso(cast: Cast) -> None:
    seduta = seduta_aperta(cast, chiude_fra=0.3)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.4)")
    with pytest.raises(DominioError, match="chiusa"):
        votano(cast, voci(seduta)[0], ciro_commissario="favorevole")
    assert not Voto.objects.exists()


@pytest.mark.parametrize("scelta", ["contrario", "rinvio"])
def test_contrario_e_rinvio_vogliono_un_motivo(cast: Cast, scelta: str) -> None:
    with pytest.raises(DominioError, match="motivo"):
        vota(voce=voci(seduta_aperta(cast))[0], scelta=scelta, operatore=cast.ciro_commissario)


def test_un_voto_inventato_e_rifiutato(cast: Cast) -> None:
    with pytest.raises(DominioError, match="quattro voti"):
        vota(voce=voci(seduta_aperta(cast))[0], scelta="forse", operatore=cast.ciro_commissario)


def test_la_pagina_con_una_versione_vecchia_non_vota(cast: Cast) -> None:
    voce = voci(seduta_aperta(cast))[0]
    with pytest.raises(DominioError, match="cambiata"):
        vota(voce=voce, scelta="favorevole", operatore=cast.ciro_commissario, impronta_letta="0" * 64)


def test_una_proposta_ritirata_dopo_l_invio_non_si_vota(cast: Cast) -> None:
    voce = voci(seduta_aperta(cast))[0]
    voce.proposta.ritirata_il = timezone.now()
    voce.proposta.save()
    with pytest.raises(DominioError, match="cambiata"):
        votano(cast, voce, ciro_commissario="favorevole")


def test_quando_hanno_votato_tutti_si_chiede_la_chiusura_una_volta(cast: Cast) -> None:
    seduta = seduta_aperta(cast, quante=2)
    votano_tutti(cast, seduta)
    assert Lavoro.objects.filter(tipo=LAVORO_CHIUSURA).count() == 1


def test_se_l_ambito_vuole_si_aspetta_l_ora(cast: Cast) -> None:
    regola(cast, "a12_chiusura_anticipata", "no")
    seduta = seduta_aperta(cast)
    votano_tutti(cast, seduta)
    assert not Lavoro.objects.filter(tipo=LAVORO_CHIUSURA).exists()


class TestLaBancaDati:
    """The same refusals for who writes the rows by hand."""

    def _voto(self, cast: Cast, **altro: object) -> Voto:
        seduta = seduta_aperta(cast)
        voce = voci(seduta)[0]
        elettore = seduta.elettori.get(utente=cast.ciro_commissario)
        campi: dict[str, object] = {
            "voce": voce,
            "elettore": elettore,
            "seduta": seduta,
            "utente": cast.ciro_commissario,
            "numero": 1,
            "scelta": "favorevole",
            "impronta_proposta": voce.impronta,
            "espresso_il": timezone.now(),
            "impronta": "0" * 64,
            **altro,
        }
        return Voto(**campi)

    def test_un_voto_regolare_entra(self, cast: Cast) -> None:
        self._voto(cast).save()
        assert Voto.objects.count() == 1

    def test_nessuno_vota_per_un_altro(self, cast: Cast) -> None:
        with pytest.raises(IntegrityError, match="vota per sé"), transaction.atomic():
            self._voto(cast, utente=cast.bruno_colle).save()

    def test_un_voto_retrodatato_o_futuro_non_entra(self, cast: Cast) -> None:
        voto = self._voto(cast)
        voto.espresso_il = voto.seduta.riunione.creato_il
        with pytest.raises(IntegrityError, match="non è aperta"), transaction.atomic():
            voto.save()
        voto.espresso_il = timezone.now() + datetime.timedelta(minutes=5)
        with pytest.raises(IntegrityError, match="non è aperta"), transaction.atomic():
            voto.save()

    def test_un_escluso_non_entra(self, cast: Cast) -> None:
        voto = self._voto(cast)
        voto.elettore = voto.seduta.elettori.get(utente=cast.anna_verdi)
        voto.utente = cast.anna_verdi
        with pytest.raises(IntegrityError, match="escluso"), transaction.atomic():
            voto.save()

    def test_una_versione_diversa_da_quella_fissata_non_entra(self, cast: Cast) -> None:
        with pytest.raises(IntegrityError, match="è cambiata"), transaction.atomic():
            self._voto(cast, impronta_proposta="f" * 64).save()

    def test_un_voto_non_si_cambia_e_non_si_cancella(self, cast: Cast) -> None:
        voto = self._voto(cast)
        voto.save()
        voto.scelta = "contrario"
        with pytest.raises(IntegrityError, match="non si modificano"), transaction.atomic():
            voto.save()
        with pytest.raises(IntegrityError, match="non si modificano"), transaction.atomic():
            voto.delete()

    def test_l_elettorato_non_si_allarga_a_votazione_aperta(self, cast: Cast) -> None:
        seduta = seduta_aperta(cast, commissione=crea_commissione(cast))
        with pytest.raises(IntegrityError, match="all'apertura"), transaction.atomic():
            seduta.elettori.create(
                utente=cast.elio_educatore, persona=cast.elio_educatore.persona_fisica, nome="E", ordine=9
            )


def test_una_proposta_piu_nuova_non_toglie_il_voto_a_quella_inviata(cast: Cast) -> None:
    """A newer number appears only after a send-back; the pinned one is what is voted, and then not counted."""
    voce = voci(seduta_aperta(cast))[0]
    crea_proposta(cast, richiesta=voce.proposta.richiesta)
    votano(cast, voce, ciro_commissario="favorevole")
    assert Voto.objects.count() == 1
