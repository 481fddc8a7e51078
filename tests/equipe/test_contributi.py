"""Contributions to the Quadro: rows that stay, ratings only when the office takes them in."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from adi_platform.errori import DominioError, StatoCambiato
from adi_platform.organizzazione.models import Utente
from cases.models import Persona
from equipe.models import ContributoQuadro, Quadro
from equipe.services.contributi import accogli_contributo, contribuisci, non_accogliere
from equipe.services.quadro import Giudizio, concludi_quadro, in_vigore, inizia_quadro
from equipe.services.quadro_modulo import modello_di
from tests.equipe.test_quadro import SPESE, scrivi, voto
from tests.patti.costruttori import Famiglia, crea_equipe, crea_famiglia
from tests.people import Cast

Entra = Callable[[Utente], Client]
ESPERIENZE = "QA.ADU.LAV.01"


@pytest.fixture
def famiglia(cast: Cast) -> Famiglia:
    famiglia = crea_famiglia(cast)
    crea_equipe(famiglia, cast)
    return famiglia


@pytest.fixture
def quadro(famiglia: Famiglia, cast: Cast) -> Quadro:
    return inizia_quadro(caso=famiglia.caso, operatore=cast.anna_verdi, al=timezone.localdate())


def porta(
    quadro: Quadro,
    chi: Utente,
    *giudizi: Giudizio,
    persona: Persona | None = None,
    funzione: str = "RU.OPCPI",
) -> ContributoQuadro:
    modello = modello_di(quadro)
    voci = [voce for g in giudizi if (voce := modello.voce(g.voce))]
    (riga,) = contribuisci(
        quadro=quadro, persona=persona, voci=voci, giudizi=giudizi, funzioni=(funzione,), operatore=chi
    )
    return riga


def test_un_contributo_e_il_suo_esito_non_si_cambiano(quadro: Quadro, famiglia: Famiglia, cast: Cast) -> None:
    riga = porta(quadro, cast.nico_cpi, voto(ESPERIENZE, 2), persona=famiglia.madre.persona)
    esito = non_accogliere(contributo=riga, motivo="Già scritto.", operatore=cast.anna_verdi)
    with pytest.raises(ValueError, match="non si cambia"):
        riga.save()
    for comando in (
        "UPDATE equipe_contributoquadro SET valore = 6",
        "DELETE FROM equipe_contributoquadro",
        "UPDATE equipe_esitocontributo SET motivo = 'Altro'",
        "DELETE FROM equipe_esitocontributo",
    ):
        with (
            pytest.raises(IntegrityError, match="non si cambia"),
            transaction.atomic(),
            connection.cursor() as cursore,
        ):
            cursore.execute(comando)
    with pytest.raises(StatoCambiato, match="già una risposta"):
        accogli_contributo(contributo=esito.contributo, operatore=cast.anna_verdi)


def test_accolto_lascia_priorita_e_altra_lettura_com_erano(
    quadro: Quadro, famiglia: Famiglia, cast: Cast
) -> None:
    madre = famiglia.madre.persona
    altra = {"altra_lettura": "Per lei va meglio.", "altra_di": "La madre", "altra_valore": 5}
    scrivi(quadro, cast.anna_verdi, voto(ESPERIENZE, 2, prioritaria=True, **altra), persona=madre)
    riga = porta(quadro, cast.nico_cpi, voto(ESPERIENZE, 4, evidenza="Un corso finito."), persona=madre)
    assert in_vigore(quadro)[ESPERIENZE, madre.pk].valore == 2
    accolta = accogli_contributo(contributo=riga, operatore=cast.anna_verdi)
    adesso = in_vigore(quadro)[ESPERIENZE, madre.pk]
    assert adesso == accolta
    assert (adesso.valore, adesso.evidenza, adesso.prioritaria) == (4, "Un corso finito.", True)
    assert (adesso.altra_di, adesso.altra_valore) == ("La madre", 5)
    assert (adesso.autore, adesso.funzione) == (cast.nico_cpi, "RU.OPCPI")
    assert quadro.valutazioni.count() == 2


def test_fuori_dalle_sue_voci_e_senza_ente_non_si_scrive(
    quadro: Quadro, famiglia: Famiglia, cast: Cast
) -> None:
    with pytest.raises(DominioError, match="un'altra funzione"):
        porta(quadro, cast.nico_cpi, voto(SPESE, 2))
    with pytest.raises(DominioError, match="di un altro ente"):
        porta(quadro, cast.elio_educatore, voto(SPESE, 2), funzione="RU.EDU")
    with pytest.raises(DominioError, match="non è nella scala"):
        porta(quadro, cast.nico_cpi, voto(ESPERIENZE, 9), persona=famiglia.madre.persona)


def test_con_un_contributo_in_attesa_il_quadro_non_si_conclude_e_concluso_non_ne_prende(
    quadro: Quadro, famiglia: Famiglia, cast: Cast
) -> None:
    anna, madre = cast.anna_verdi, famiglia.madre.persona
    scrivi(quadro, anna, voto(SPESE, 2, prioritaria=True))
    riga = porta(quadro, cast.nico_cpi, voto(ESPERIENZE, 3), persona=madre)
    with pytest.raises(DominioError, match="1 in attesa"):
        concludi_quadro(quadro=quadro, operatore=anna)
    famiglia.caso.componenti.filter(pk=famiglia.madre.pk).update(uscito_il=timezone.localdate())
    with pytest.raises(DominioError, match="non è più nel nucleo"):
        accogli_contributo(contributo=riga, operatore=anna)
    with pytest.raises(DominioError, match="Scrivi perché"):
        non_accogliere(contributo=riga, motivo=" ", operatore=anna)
    non_accogliere(contributo=riga, motivo="È uscita dal nucleo.", operatore=anna)
    concludi_quadro(quadro=quadro, operatore=anna)
    with pytest.raises(StatoCambiato, match="concluso"):
        porta(quadro, cast.nico_cpi, voto(ESPERIENZE, 3), persona=madre)


def test_li_guarda_chi_valuta_la_voce_e_il_coordinamento_legge_soltanto(
    quadro: Quadro, famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    di_elio = porta(quadro, cast.teo_coop, voto(SPESE, 4, evidenza="Segna le spese."), funzione="RU.EDU")
    di_altri = porta(
        quadro, cast.nico_cpi, voto(ESPERIENZE, 2, evidenza="CANARINO-CPI"), persona=famiglia.madre.persona
    )
    pagina, pk = reverse("quadro", args=[famiglia.caso.pk]), famiglia.caso.pk
    elio, cora = entra(cast.elio_educatore), entra(cast.cora_coordina)
    assert "Segna le spese." in elio.get(pagina).text
    assert "CANARINO-CPI" not in elio.get(pagina).text
    letta = cora.get(pagina).text
    assert "CANARINO-CPI" in letta
    assert reverse("quadro-contributo-accogli", args=[pk, di_altri.pk]) not in letta
    assert (
        cora.post(reverse("quadro-contributo-accogli", args=[pk, di_altri.pk]), {"conferma": "1"}).status_code
        == 403
    )
    nel_modulo = elio.get(reverse("quadro-sezione", args=[pk, "QA.NUC.ECO", "famiglia"])).text
    assert f'form="accogli-{di_elio.pk}"' in nel_modulo
    elio.post(reverse("quadro-contributo-accogli", args=[pk, di_elio.pk]), {"conferma": "1"})
    assert in_vigore(quadro)[SPESE, None].autore == cast.teo_coop
    assert in_vigore(quadro)[SPESE, None].da_contributo.deciso_da == cast.elio_educatore
