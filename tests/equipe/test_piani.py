"""From the rows of the office to a plan, changed by hand and confirmed; and its pages."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from adi_platform.agenda.enums import Dove
from adi_platform.agenda.models import Professionista, Stanza
from adi_platform.agenda.services.disponibilita import offri_ore
from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.outbox.models import Lavoro
from adi_platform.registro_accessi.models import Lettura
from adi_platform.riunioni.models import Riunione
from equipe.enums import StatoPiano
from equipe.models import Piano
from equipe.services.piani import (
    Modifica,
    PianoConDifetti,
    avvia_piano,
    calcola_piano,
    cambia_proposta,
    conferma_piano,
    togli_proposta,
)
from tests.patti.costruttori import Famiglia, crea_equipe, crea_famiglia
from tests.people import Cast

Entra = Callable[[Utente], Client]


def lunedi() -> datetime.date:
    oggi = timezone.localdate()
    return oggi + datetime.timedelta(days=7 - oggi.weekday())


@pytest.fixture
def famiglia(cast: Cast) -> Famiglia:
    famiglia = crea_famiglia(cast)
    crea_equipe(famiglia, cast)
    Stanza.objects.create(
        sede=cast.territorio.sede, nome="Sala 1", dalle=datetime.time(8), alle=datetime.time(19)
    )
    return famiglia


def prepara(cast: Cast) -> Piano:
    return avvia_piano(ambito=cast.territorio.ambito, operatore=cast.cora_coordina, dal=lunedi(), settimane=2)


def danno_ore(cast: Cast) -> None:
    for persona in Professionista.objects.all():
        for giorno in range(1, 5):
            offri_ore(
                professionista=persona,
                operatore=cast.cora_coordina,
                dalle=datetime.time(9),
                alle=datetime.time(13),
                dove=Dove.SEDE,
                sede=cast.territorio.sede,
                dal=lunedi(),
                giorno=giorno,
            )


@pytest.fixture
def piano(famiglia: Famiglia, cast: Cast) -> Piano:
    piano = prepara(cast)
    danno_ore(cast)
    assert piano.lavoro is not None
    calcola_piano(piano.lavoro)
    calcola_piano(piano.lavoro)
    return Piano.objects.get(pk=piano.pk)


def altrove(piano: Piano, *, giorni: int = 1) -> Modifica:
    proposta = piano.proposte.get()
    passo = datetime.timedelta(days=giorni)
    return Modifica(
        inizio=proposta.inizio + passo,
        fine=proposta.fine + passo,
        sede=proposta.sede,
        stanza=proposta.stanza,
        persone=tuple((p.funzione, p.professionista) for p in proposta.persone.all()),
    )


def test_il_piano_convoca_i_membri_nominati(piano: Piano, famiglia: Famiglia) -> None:
    proposta = piano.proposte.get()
    assert piano.stato == StatoPiano.PROPOSTO
    assert proposta.caso == famiglia.caso
    assert {(str(p), p.funzione) for p in proposta.persone.all()} == {
        ("Anna Verdi", "RU.CM"),
        ("Elio Educatore", "RU.EDU"),
    }
    assert str(proposta.stanza) == "Sala 1, Sede di Borgo Sereno"


def test_senza_ore_si_dice_a_chi_chiederle(famiglia: Famiglia, cast: Cast) -> None:
    piano = prepara(cast)
    calcola_piano(Lavoro.objects.get(pk=piano.lavoro_id))
    motivo = piano.esclusi.get().motivo
    assert "Anna Verdi (Responsabile del caso (case manager)) non ha ore libere" in motivo


def test_senza_nuclei_da_convocare_non_si_prepara_nulla(cast: Cast) -> None:
    with pytest.raises(DominioError, match="nessuno aspetta"):
        prepara(cast)


def test_una_modifica_si_ricontrolla(piano: Piano, famiglia: Famiglia, cast: Cast) -> None:
    dati = {"piano": piano, "caso": famiglia.caso, "operatore": cast.cora_coordina}
    with pytest.raises(PianoConDifetti, match="non ha dato disponibilità"):
        cambia_proposta(**dati, attesa=piano.versione, modifica=altrove(piano, giorni=-1))  # type: ignore[arg-type]  # scene of a test
    assert not piano.proposte.get().a_mano

    spostata = cambia_proposta(**dati, attesa=piano.versione, modifica=altrove(piano))  # type: ignore[arg-type]  # scene of a test
    assert spostata.a_mano
    with pytest.raises(ConflittoDiVersione):
        cambia_proposta(**dati, attesa=piano.versione, modifica=altrove(piano))  # type: ignore[arg-type]  # scene of a test


def test_un_difetto_lasciato_ferma_la_conferma(piano: Piano, famiglia: Famiglia, cast: Cast) -> None:
    cambia_proposta(
        piano=piano,
        caso=famiglia.caso,
        attesa=0,
        modifica=altrove(piano, giorni=-1),
        operatore=cast.cora_coordina,
        comunque=True,
    )
    with pytest.raises(PianoConDifetti, match="Prima di confermare"):
        conferma_piano(piano=piano, attesa=1, operatore=cast.cora_coordina)
    assert not Riunione.objects.exists()


def test_la_conferma_convoca_le_riunioni_una_volta_sola(piano: Piano, famiglia: Famiglia, cast: Cast) -> None:
    confermato = conferma_piano(piano=piano, attesa=0, operatore=cast.cora_coordina)
    riunione = Riunione.objects.get()
    assert riunione.titolo == "Riunione d'équipe"
    assert {p.nome_intero for p in riunione.partecipanti.all()} == {"Anna Verdi", "Elio Educatore"}
    with pytest.raises(DominioError, match="non si può più cambiare"):
        conferma_piano(piano=confermato, attesa=confermato.versione, operatore=cast.cora_coordina)
    with pytest.raises(DominioError, match="nessuno aspetta"):
        prepara(cast)


def test_un_nucleo_tolto_resta_fra_gli_esclusi(piano: Piano, famiglia: Famiglia, cast: Cast) -> None:
    togli_proposta(piano=piano, caso=famiglia.caso, attesa=0, operatore=cast.cora_coordina)
    assert not piano.proposte.exists()
    assert "Tolto dal piano a mano" in piano.esclusi.get().motivo


def test_dalle_pagine_si_prepara_si_cambia_e_si_conferma(
    piano: Piano, famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    client = entra(cast.cora_coordina)
    assert client.get(reverse("equipe-pianifica")).status_code == 200
    pagina = client.get(reverse("equipe-piano", args=[piano.pk])).content.decode()
    assert "Per giorno" in pagina
    assert Lettura.objects.filter(evento="equipe.piano", caso_id=famiglia.caso.pk).exists()

    dove = reverse("equipe-piano-nucleo", args=[piano.pk, famiglia.caso.pk])
    form = client.get(dove).context["form"]
    dati = {nome: form[nome].value() for nome in form.fields if nome != "comunque"}
    sbagliata = client.post(dove, {**dati, "giorno": str(lunedi())})
    assert sbagliata.status_code == 422
    assert "non ha dato disponibilità" in sbagliata.content.decode()
    assert (
        client.post(dove, {**dati, "giorno": str(lunedi() + datetime.timedelta(days=3))}).status_code == 302
    )

    vecchia = client.post(reverse("equipe-piano-conferma", args=[piano.pk]), {"versione": 0})
    assert vecchia.status_code == 409
    assert client.post(reverse("equipe-piano-conferma", args=[piano.pk]), {"versione": 1}).status_code == 302
    assert Riunione.objects.count() == 1


@pytest.mark.parametrize(("chi", "atteso"), [("anna_verdi", 403), ("olga_altrove", 404), ("nico_cpi", 403)])
def test_solo_il_coordinamento_dell_ambito_pianifica(
    chi: str, atteso: int, piano: Piano, cast: Cast, entra: Entra
) -> None:
    client = entra(getattr(cast, chi))
    assert client.get(reverse("equipe-piano", args=[piano.pk])).status_code == atteso
