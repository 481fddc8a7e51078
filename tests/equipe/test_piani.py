"""From the rows of the office to a plan, changed by hand and confirmed; and its pages."""

import datetime
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from adi_platform.agenda.enums import Dove
from adi_platform.agenda.models import Disponibilita, Professionista, Stanza
from adi_platform.agenda.services.disponibilita import offri_ore
from adi_platform.calendario.giorni import CALENDARIO_NAZIONALE
from adi_platform.errori import ConflittoDiVersione, DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.outbox.models import Lavoro
from adi_platform.registro_accessi.models import Lettura
from adi_platform.riunioni.models import Riunione
from cases.enums import StatoCaso, TipoScadenza
from cases.models import CasoAdi, Scadenza
from equipe.enums import StatoPiano
from equipe.models import IncontroEquipe, PersonaProposta, Piano
from equipe.services.contenuti import parole_delle_riunioni
from equipe.services.equipe import costituisci_equipe
from equipe.services.piani import (
    Modifica,
    PianoConDifetti,
    avvia_piano,
    calcola_piano,
    cambia_proposta,
    togli_proposta,
)
from equipe.services.piano_conferma import _con_chi_segue, conferma_piano
from equipe.services.piano_fatti import problema_di
from equipe.services.piano_nuclei import casi_da_convocare
from equipe.services.piano_vista import vista_del_piano
from tests.casi import crea_caso
from tests.equipe.incontri import crea_incontro
from tests.equipe.scena import convoca
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
    assert not any(r.errori or r.avvisi for r in vista_del_piano(confermato).nuclei)
    assert vista_del_piano(confermato).errori == 0
    incontro = riunione.incontro_equipe
    assert incontro.motivo == "MR.PATTO"
    assert riunione.punti.count() == len(parole_delle_riunioni()["punti"])
    with pytest.raises(DominioError, match="nessuno aspetta"):
        prepara(cast)


def test_chi_non_puo_piu_entrare_non_si_mette_in_un_piano_e_non_si_conferma(
    piano: Piano, famiglia: Famiglia, cast: Cast
) -> None:
    """Nothing that is sent to a closed account is ever read: the plan says so, before and after."""
    Utente.objects.filter(pk=cast.elio_educatore.pk).update(is_active=False)
    with pytest.raises(PianoConDifetti, match="chi non può più entrare: Elio Educatore"):
        conferma_piano(piano=piano, attesa=0, operatore=cast.cora_coordina)
    nuovo = prepara(cast)
    assert nuovo.lavoro is not None
    calcola_piano(nuovo.lavoro)
    assert not nuovo.proposte.exists()
    assert "Elio Educatore. Scegli chi subentra" in nuovo.esclusi.get().motivo


def test_chi_segue_il_caso_e_sempre_convocato(piano: Piano, famiglia: Famiglia, cast: Cast) -> None:
    PersonaProposta.objects.filter(professionista__utente=cast.anna_verdi).update(
        professionista=Professionista.objects.create(
            ambito=cast.territorio.ambito, nome="Berta", cognome="Inventata", funzione="RU.CM"
        )
    )
    proposta = piano.proposte.get()
    assert cast.anna_verdi in _con_chi_segue(proposta, list(proposta.persone.all()))


def test_il_piano_si_propone_da_quando_c_e_il_preavviso_e_la_conferma_dice_che_cosa_parte(
    piano: Piano, cast: Cast, entra: Entra
) -> None:
    client = entra(cast.cora_coordina)
    giorno = client.get(reverse("equipe-pianifica")).context["form"]["dal"].value()
    assert CALENDARIO_NAZIONALE.lavorativi_tra(timezone.localdate(), giorno) >= 4
    pagina = client.get(reverse("equipe-piano-conferma", args=[piano.pk])).text
    assert "Si convoca una riunione" in pagina
    assert "a 2 persone" in pagina


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


def a_distanza(piano: Piano) -> None:
    piano.proposte.update(sede=None, stanza=None)
    Disponibilita.objects.update(dove=Dove.OVUNQUE, sede=None)


def test_a_distanza_parte_l_indirizzo_o_chi_lo_manda(piano: Piano, cast: Cast) -> None:
    a_distanza(piano)
    dove = "https://stanza.esempio.invalid/1"
    conferma_piano(piano=piano, attesa=0, operatore=cast.cora_coordina, collegamento=dove)
    assert Riunione.objects.get().collegamento == dove


def test_senza_indirizzo_l_invito_dice_chi_lo_manda(piano: Piano, cast: Cast, entra: Entra) -> None:
    a_distanza(piano)
    client, pagina = entra(cast.cora_coordina), reverse("equipe-piano-conferma", args=[piano.pk])
    assert "Indirizzo delle riunioni a distanza" in client.get(pagina).text
    assert client.post(pagina, {"versione": 0}).status_code == 302
    assert Riunione.objects.get().luogo == f"A distanza: l'indirizzo lo manda {cast.cora_coordina}"


def test_chi_e_gia_convocato_resta_fuori_dalla_conferma(piano: Piano, famiglia: Famiglia, cast: Cast) -> None:
    equipe = famiglia.caso.equipe.get()
    convoca(equipe, cast.anna_verdi, giorni=20)
    with pytest.raises(DominioError, match="Non resta nessuna riunione"):
        conferma_piano(piano=piano, attesa=0, operatore=cast.cora_coordina)
    altra = costituisci_equipe(
        caso=crea_caso(cast),
        operatore=cast.anna_verdi,
        costituita_il=timezone.localdate(),
        motivo="Più bisogni.",
        referente_familiare=None,
        senza_referente="Nessuno.",
    )
    elio = equipe.membri.get(funzione="RU.EDU")
    elio.pk, elio.equipe = None, altra
    elio.save()
    proposta = piano.proposte.get()
    proposta.pk, proposta.caso = None, altra.caso
    proposta.inizio += datetime.timedelta(days=1)
    proposta.fine += datetime.timedelta(days=1)
    proposta.save()
    for persona in PersonaProposta.objects.filter(proposta__caso=famiglia.caso):
        PersonaProposta.objects.create(
            proposta=proposta, professionista=persona.professionista, funzione=persona.funzione
        )
    conferma_piano(piano=piano, attesa=0, operatore=cast.cora_coordina)
    assert piano.esclusi.get().caso == famiglia.caso
    assert "Nel frattempo è già convocato" in piano.esclusi.get().motivo
    assert IncontroEquipe.objects.filter(caso=famiglia.caso).count() == 1


def scade(caso: CasoAdi, tipo: TipoScadenza, giorni: int) -> datetime.date:
    oggi = timezone.localdate()
    entro = oggi + datetime.timedelta(days=giorni)
    Scadenza.objects.create(
        caso=caso,
        tipo=tipo,
        chiave=tipo,
        titolo="Prova",
        entro=entro,
        decorre_dal=oggi,
        perche="Prova",
        passi=[],
    )
    return entro


def entro_di(caso: CasoAdi, piano: Piano) -> datetime.date:
    (nucleo,) = problema_di(piano, [caso]).nuclei
    return nucleo.entro


def test_il_termine_e_il_piu_vicino_e_dopo_il_patto_e_quello_della_verifica(
    piano: Piano, famiglia: Famiglia
) -> None:
    caso = famiglia.caso
    caso.scadenze.all().delete()
    patto, verifica = scade(caso, TipoScadenza.PATTO, -60), scade(caso, TipoScadenza.MONITORAGGIO, 12)
    assert entro_di(caso, piano) == patto
    caso.stato = StatoCaso.MONITORAGGIO
    caso.save()
    assert entro_di(caso, piano) == verifica


def test_un_equipe_di_una_persona_non_si_convoca(famiglia: Famiglia, cast: Cast) -> None:
    famiglia.caso.equipe.get().membri.exclude(funzione="RU.CM").delete()
    piano = prepara(cast)
    danno_ore(cast)
    assert piano.lavoro is not None
    calcola_piano(piano.lavoro)
    assert "una sola persona" in piano.esclusi.get().motivo


@pytest.mark.parametrize(
    ("giorni", "scadenza", "atteso"), [(-10, None, False), (-100, None, True), (-10, 8, True), (3, 8, False)]
)
def test_un_equipe_si_convoca_di_nuovo(
    giorni: int, scadenza: int | None, atteso: bool, famiglia: Famiglia, cast: Cast
) -> None:
    caso, oggi = famiglia.caso, timezone.localdate()
    crea_incontro(cast, caso, fra_giorni=giorni)
    caso.scadenze.all().delete()
    if scadenza is not None:
        scade(caso, TipoScadenza.PATTO, scadenza)
    casi = casi_da_convocare(caso.ambito, None, al=oggi + datetime.timedelta(days=28))
    assert casi.filter(pk=caso.pk).exists() is atteso
