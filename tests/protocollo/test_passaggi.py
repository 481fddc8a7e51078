"""Who followed something for another body leaves: the office is told, and a colleague takes it over."""

import datetime

import pytest
from django.urls import reverse

from adi_platform.organizzazione.models import Incarico
from cases.enums import StatoCaso
from cases.models import CasoAdi
from equipe.models import MembroEquipe
from protocollo.models import Condivisione, DestinatarioCondivisione, Invio
from protocollo.services.quesiti import NuovoQuesito, chiedi
from tests.casi import crea_caso, oggi
from tests.conftest import Entra
from tests.equipe.scena import convoca, equipe_di
from tests.people import Cast
from tests.protocollo.scena import invio_al_cpi


@pytest.fixture
def caso(cast: Cast) -> CasoAdi:
    return crea_caso(cast, stato=StatoCaso.INCONTRATO)


@pytest.fixture
def invio(caso: CasoAdi, cast: Cast) -> Invio:
    return invio_al_cpi(caso, cast.anna_verdi, cast.nico_cpi, al=oggi() - datetime.timedelta(days=10))


def _nico_se_ne_va(cast: Cast) -> None:
    Incarico.objects.filter(utente=cast.nico_cpi).update(al=oggi() - datetime.timedelta(days=1))


def test_chi_se_ne_va_lascia_una_richiesta_che_si_affida_a_un_collega(
    invio: Invio, cast: Cast, entra: Entra
) -> None:
    entro, caso = invio.entro, invio.caso
    domanda = chiedi(
        condivisione=invio.condivisione,
        nuovo=NuovoQuesito(a=cast.nico_cpi, domanda="È iscritta?", entro=oggi()),
        operatore=cast.anna_verdi,
        al=oggi(),
    )
    anna = entra(cast.anna_verdi)
    dove = reverse("condivisione-affida", args=[caso.pk, cast.nico_cpi.pk])
    assert anna.get(dove).status_code == 404, "Nico può ancora leggere"
    _nico_se_ne_va(cast)

    assert "richiesta che nessuno può più leggere" in anna.get("/").text
    assert str(invio.persona) in anna.get(reverse("rete-invii") + "?vedi=soli").text
    assert "Scegli chi lo segue" in anna.get(reverse("caso-scheda", args=[caso.pk])).text
    assert "Nessuno di Centro per l" in anna.get(reverse("condivisioni", args=[caso.pk])).text
    assert anna.post(dove).status_code == 422
    assert anna.post(dove, {"a": cast.neri_asl.pk}).status_code == 422
    assert anna.post(dove, {"a": cast.lidia_cpi.pk}).status_code == 302

    invio.refresh_from_db()
    domanda.refresh_from_db()
    assert (invio.entro, invio.aperto, domanda.a, domanda.aperto) == (entro, True, cast.lidia_cpi, True)
    righe = {d.utente: d.al for d in invio.condivisione.destinatari.all()}
    assert righe == {cast.nico_cpi: oggi() - datetime.timedelta(days=1), cast.lidia_cpi: None}
    lidia = entra(cast.lidia_cpi)
    assert "al posto di Nico" in lidia.get(reverse("portale-invio", args=[invio.pk])).text
    assert lidia.get(reverse("portale-quesito", args=[domanda.pk])).status_code == 200
    assert "nessuno può più leggere" not in anna.get("/").text


def test_chi_toglie_un_collega_sa_prima_quante_richieste_restano_sole(
    invio: Invio, cast: Cast, entra: Entra
) -> None:
    posto = Incarico.objects.get(utente=cast.nico_cpi, ambito=invio.caso.ambito)
    cora = entra(cast.cora_coordina)
    dove = reverse("rete-referente-togli", args=[cast.nico_cpi.ente_id, posto.pk])
    assert "segue una richiesta: nessun altro" in cora.get(dove).text
    DestinatarioCondivisione.objects.create(
        condivisione=invio.condivisione, utente=cast.lidia_cpi, dal=oggi(), aggiornato_da=cast.anna_verdi
    )
    assert "nessun altro" not in cora.get(dove).text, "anche Lidia la legge"


def test_chi_se_ne_va_non_e_fra_i_prescelti_e_il_collega_prende_posto_e_inviti(
    caso: CasoAdi, cast: Cast, entra: Entra
) -> None:
    equipe = equipe_di(caso, cast, (cast.nico_cpi, "RU.OPCPI"))
    incontro = convoca(equipe, cast.anna_verdi)
    _nico_se_ne_va(cast)
    anna = entra(cast.anna_verdi)
    modulo = anna.get(reverse("equipe-incontro-nuovo", args=[caso.pk]))
    nico = MembroEquipe.objects.get(utente=cast.nico_cpi)
    assert "non ha più un account, non riceve l&#x27;invito" in modulo.text
    assert nico.pk not in modulo.context["form"].initial["membri"]
    assert "Scegli chi gli subentra" in modulo.text
    assert "non riceve l'invito" in anna.get(reverse("equipe-incontri", args=[caso.pk])).text
    assert "Scegli chi gli subentra" in anna.get(reverse("equipe-scheda", args=[caso.pk])).text

    dove = reverse("condivisione-affida", args=[caso.pk, cast.nico_cpi.pk])
    assert anna.post(dove, {"a": cast.lidia_cpi.pk}).status_code == 302

    nico.refresh_from_db()
    assert (nico.al, MembroEquipe.objects.get(utente=cast.lidia_cpi).funzione) == (oggi(), "RU.OPCPI")
    assert {p.utente for p in incontro.riunione.partecipanti.all()} & {cast.nico_cpi, cast.lidia_cpi} == {
        cast.lidia_cpi
    }
    assert Condivisione.objects.get(incontro=incontro, ente=cast.territorio.cpi, revocata_il=None)
    assert (
        entra(cast.lidia_cpi).get(reverse("portale-riunione", args=[incontro.riunione_id])).status_code == 200
    )
