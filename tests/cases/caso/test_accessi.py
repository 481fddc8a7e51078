"""Seeing a case of a colleague: asked, granted for a time, or at once with a reason and a review."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.organizzazione.perimetro import Perimetro, calcola_perimetro
from adi_platform.outbox.models import Messaggio
from cases import querysets
from cases.models import AccessoConcesso, CasoAdi
from cases.querysets import NIENTE, registra_ambito_visibile
from cases.services.accessi import (
    apri_subito,
    chiedi_accesso,
    concedi_accesso,
    revoca_accesso,
    rivedi_accesso,
)
from tests.casi import crea_caso, oggi
from tests.conftest import Entra
from tests.people import Cast

MOTIVO = "La persona è qui allo sportello e ha bisogno ora"
VEDE = {
    "anna_verdi": (1, 1), "bruno_colle": (0, 1), "carla_mare": (0, 0), "sara_sportello": (0, 1),
    "elio_educatore": (0, 0), "vera_verifiche": (0, 1), "cora_coordina": (1, 1), "ciro_commissario": (0, 0),
    "pina_presidente": (0, 0), "dario_dirigente": (1, 1), "rita_ragioneria": (0, 0), "nico_cpi": (0, 0),
    "neri_asl": (0, 0), "dora_dpo": (1, 1), "tito_tecnico": (0, 0), "olga_altrove": (0, 0),
    "senza_incarico": (0, 0),
}  # fmt: skip


@pytest.mark.parametrize(("chi", "attesi"), VEDE.items())
def test_ognuno_apre_solo_i_casi_del_suo_perimetro(cast: Cast, chi: str, attesi: tuple[int, int]) -> None:
    crea_caso(cast)
    perimetro = calcola_perimetro(cast.persone[chi], al=oggi())
    assert CasoAdi.objects.nel_perimetro(perimetro).count() == attesi[0]
    assert CasoAdi.objects.visibili_in_elenco(perimetro).count() == attesi[1]


def test_un_piano_alto_puo_aggiungere_i_casi_della_equipe(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    caso = crea_caso(cast)
    monkeypatch.setattr(querysets, "_ambiti_visibili", [])

    def della_equipe(perimetro: Perimetro) -> querysets.Q:
        return querysets.Q(pk=caso.pk) if perimetro.utente_id == cast.elio_educatore.pk else NIENTE

    registra_ambito_visibile(della_equipe)
    vede = CasoAdi.objects.nel_perimetro(calcola_perimetro(cast.elio_educatore, al=oggi()))
    assert list(vede) == [caso]
    altri = CasoAdi.objects.nel_perimetro(calcola_perimetro(cast.bruno_colle, al=oggi()))
    assert not altri.exists()


def test_si_chiede_si_concede_fino_a_un_giorno_e_si_revoca(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    collega = entra(cast.bruno_colle)
    collega.post(
        reverse("caso-chiedi-accesso", args=[caso.pk]),
        {"categoria": "sostituzione", "motivo": "Ferie di Anna"},
    )
    accesso = AccessoConcesso.objects.get()
    assert Messaggio.objects.filter(
        destinatario=cast.anna_verdi.email, evento="caso.accesso_chiesto"
    ).exists()
    entra(cast.anna_verdi).post(
        reverse("accesso-rispondi", args=[accesso.pk]),
        {"fino_al": (oggi() + datetime.timedelta(days=3)).isoformat()},
    )
    risposta = collega.get(reverse("caso-scheda", args=[caso.pk]))
    assert risposta.status_code == 200
    assert "Accesso a tempo" in risposta.content.decode()
    revoca_accesso(accesso=accesso, operatore=cast.anna_verdi)
    assert collega.get(reverse("caso-scheda", args=[caso.pk])).status_code == 302


def test_nessuno_si_concede_l_accesso_da_solo(cast: Cast) -> None:
    accesso = chiedi_accesso(
        caso=crea_caso(cast), categoria="altro", motivo="serve", operatore=cast.bruno_colle
    )
    with pytest.raises(DominioError):
        concedi_accesso(accesso=accesso, fino_al=oggi(), operatore=cast.bruno_colle, al=oggi())


def test_l_accesso_immediato_dura_un_ora_avvisa_e_va_in_revisione(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    collega = entra(cast.bruno_colle)
    indirizzo = reverse("caso-apri-subito", args=[caso.pk])
    corto = collega.post(indirizzo, {"categoria": "emergenza", "motivo": "a b c d e f g"})
    assert corto.status_code == 422
    collega.post(indirizzo, {"categoria": "emergenza", "motivo": MOTIVO})
    accesso = AccessoConcesso.objects.get()
    assert accesso.scade_il is not None
    assert accesso.scade_il - timezone.now() <= datetime.timedelta(minutes=60)
    pagina = collega.get(reverse("caso-scheda", args=[caso.pk])).content.decode()
    assert "Accesso immediato" in pagina
    avvisati = set(
        Messaggio.objects.filter(evento="caso.accesso_immediato").values_list("destinatario", flat=True)
    )
    assert avvisati == {cast.anna_verdi.email, cast.cora_coordina.email}
    coda = entra(cast.dora_dpo).get(reverse("accesso-elenco")).content.decode()
    assert MOTIVO in coda
    AccessoConcesso.objects.filter(pk=accesso.pk).update(scade_il=timezone.now())
    assert collega.get(reverse("caso-scheda", args=[caso.pk])).status_code == 302
    with pytest.raises(DominioError, match="altra persona"):
        rivedi_accesso(accesso=accesso, esito="va bene", operatore=cast.bruno_colle)
    rivedi_accesso(accesso=accesso, esito="Motivato", operatore=cast.cora_coordina)


def test_per_una_persona_protetta_serve_una_seconda_persona(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast, protetta=True)
    collega = entra(cast.bruno_colle)
    collega.post(reverse("caso-apri-subito", args=[caso.pk]), {"categoria": "emergenza", "motivo": MOTIVO})
    assert collega.get(reverse("caso-scheda", args=[caso.pk])).status_code == 302
    accesso = AccessoConcesso.objects.get()
    concedi_accesso(accesso=accesso, fino_al=oggi(), operatore=cast.cora_coordina, al=oggi())
    assert collega.get(reverse("caso-scheda", args=[caso.pk])).status_code == 200
    accesso.refresh_from_db()
    assert accesso.scade_il is not None
    assert accesso.scade_il <= timezone.now() + datetime.timedelta(minutes=60)


@pytest.mark.parametrize("chi", ["nico_cpi", "neri_asl", "elio_educatore", "carla_mare", "sara_sportello"])
def test_chi_non_e_assistente_sociale_del_comune_non_apre_subito(cast: Cast, entra: Entra, chi: str) -> None:
    caso = crea_caso(cast)
    risposta = entra(cast.persone[chi]).post(
        reverse("caso-apri-subito", args=[caso.pk]), {"categoria": "emergenza", "motivo": MOTIVO}
    )
    assert risposta.status_code in (403, 404)
    assert not AccessoConcesso.objects.exists()


def test_chi_legge_non_scrive(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    for chi in ("dario_dirigente", "dora_dpo"):
        client = entra(cast.persone[chi])
        assert client.get(reverse("caso-scheda", args=[caso.pk])).status_code == 200
        assert client.post(reverse("caso-chiudi", args=[caso.pk]), {"motivo": "x"}).status_code == 403
        assert client.post(reverse("caso-diario", args=[caso.pk]), {"condivisa": "x"}).status_code == 403


def test_un_permesso_che_scade_o_un_rifiuto_non_aprono_nulla(cast: Cast) -> None:
    caso = crea_caso(cast)
    with pytest.raises(DominioError):
        apri_subito(caso=caso, categoria="altro", motivo="breve", operatore=cast.bruno_colle, protetto=False)
    chiedi_accesso(caso=caso, categoria="altro", motivo="serve", operatore=cast.bruno_colle)
    with pytest.raises(DominioError, match="già chiesto"):
        chiedi_accesso(caso=caso, categoria="altro", motivo="serve", operatore=cast.bruno_colle)
