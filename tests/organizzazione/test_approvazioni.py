"""Four eyes: a role or a value proposed by one person has effect when the Dirigente approves it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.organizzazione.enums import Approvazione, Ruolo
from adi_platform.organizzazione.models import Incarico, ParametroAmbito, Utente
from adi_platform.organizzazione.perimetro import calcola_perimetro
from adi_platform.organizzazione.services.approvazioni import decidi
from adi_platform.organizzazione.services.incarichi import aggiungi_incarico
from adi_platform.organizzazione.services.parametri import scelte_di
from tests.conftest import Entra
from tests.people import Cast

MODIFICABILE = "adi.affitto_massimo"


def proponi(cast: Cast, *, ruolo: Ruolo = Ruolo.COORDINATORE, utente: Utente | None = None) -> Incarico:
    return aggiungi_incarico(
        utente=utente or cast.elio_educatore,
        ambito=cast.territorio.ambito,
        ruolo=ruolo,
        dal=timezone.localdate(),
        al=None,
        unita=None,
        comune=None,
        operatore=cast.tito_tecnico,
    )


def ruoli_di(utente: Utente) -> frozenset[Ruolo]:
    return calcola_perimetro(utente, al=timezone.localdate()).ruoli


def test_un_ruolo_proposto_non_vale_finche_il_dirigente_non_lo_approva(cast: Cast, entra: Entra) -> None:
    incarico = proponi(cast)
    assert Ruolo.COORDINATORE not in ruoli_di(cast.elio_educatore)
    client = entra(cast.dario_dirigente)
    assert "Elio" in client.get(reverse("organizzazione-approvazioni")).text
    indirizzo = reverse("organizzazione-approva-incarico", args=[incarico.pk])
    assert client.get(indirizzo).status_code == 200
    assert client.post(indirizzo, {"azione": "approva"}).status_code == 302
    assert Ruolo.COORDINATORE in ruoli_di(cast.elio_educatore)
    assert Incarico.history.filter(id=incarico.pk).count() == 2


def test_chi_non_approva_scrive_il_perche(cast: Cast, entra: Entra) -> None:
    incarico = proponi(cast)
    client = entra(cast.dario_dirigente)
    indirizzo = reverse("organizzazione-approva-incarico", args=[incarico.pk])
    assert "Scrivi perché" in client.post(indirizzo, {"azione": "respingi", "motivo": " "}).text
    client.post(indirizzo, {"azione": "respingi", "motivo": "Non è in servizio"})
    assert Ruolo.COORDINATORE not in ruoli_di(cast.elio_educatore)
    scheda = entra(cast.tito_tecnico).get(reverse("organizzazione-persona", args=[cast.elio_educatore.pk]))
    assert "Non è in servizio" in scheda.text
    assert client.post(indirizzo, {"motivo": "premuto niente"}).status_code == 422
    assert "già deciso" in client.post(indirizzo, {"azione": "approva"}).text


@pytest.mark.parametrize("sigla", ["tito_tecnico", "cora_coordina", "dora_dpo", "anna_verdi"])
def test_solo_il_dirigente_approva(cast: Cast, entra: Entra, sigla: str) -> None:
    indirizzo = reverse("organizzazione-approva-incarico", args=[proponi(cast).pk])
    assert entra(getattr(cast, sigla)).post(indirizzo, {"azione": "approva"}).status_code == 403


def test_chi_riceve_il_ruolo_o_lo_propone_non_lo_approva(cast: Cast) -> None:
    incarico = proponi(cast, utente=cast.dario_dirigente)
    for operatore in (cast.dario_dirigente, cast.tito_tecnico):
        with pytest.raises(DominioError, match="persona diversa"):
            decidi(riga=incarico, approva=True, operatore=operatore)


def test_il_primo_dirigente_di_un_ambito_non_aspetta_nessuno(cast: Cast) -> None:
    for incarico in cast.dario_dirigente.incarichi.all():
        incarico.al = incarico.dal
        incarico.save()
    assert proponi(cast, ruolo=Ruolo.DIRIGENTE).approvazione == Approvazione.APPROVATO
    assert proponi(cast, ruolo=Ruolo.DIRIGENTE, utente=cast.sara_sportello).in_attesa


def test_il_coordinamento_propone_un_valore_e_il_dirigente_lo_stabilisce(cast: Cast, entra: Entra) -> None:
    dati = {"valore": "4000", "dal": "01/03/2026", "riferimento": "Deliberazione inventata n. 4"}
    indirizzo = reverse("parametro", args=[MODIFICABILE])
    assert entra(cast.cora_coordina).post(indirizzo, dati).status_code == 302
    ambito = cast.territorio.ambito
    assert scelte_di(ambito.pk) == {}
    proposta = ParametroAmbito.objects.get()
    client = entra(cast.dario_dirigente)
    client.post(reverse("organizzazione-approva-parametro", args=[proposta.pk]), {"azione": "approva"})
    assert list(scelte_di(ambito.pk)) == [MODIFICABILE]


def test_di_un_altro_ambito_non_si_approva(cast: Cast, entra: Entra) -> None:
    altrove = cast.olga_altrove.incarichi.get()
    altrove.approvazione = Approvazione.PROPOSTO
    altrove.save()
    client = entra(cast.dario_dirigente)
    assert "Olga" not in client.get(reverse("organizzazione-approvazioni")).text
    assert client.get(reverse("organizzazione-approva-incarico", args=[altrove.pk])).status_code == 404
