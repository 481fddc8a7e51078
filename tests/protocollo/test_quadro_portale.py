"""The Quadro in the portal: each their own part, on the persons shared, until the office answers; then the end."""

import datetime
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from adi_platform.organizzazione.models import Incarico, Utente
from adi_platform.registro_accessi.models import Lettura
from adi_platform.riunioni.models import Riunione
from cases.services.casi import chiudi_caso
from cases.services.protezione import proteggi_persona
from cases.services.scadenze import ricalcola_scadenze
from equipe.models import ContributoQuadro, Equipe, IncontroEquipe, Quadro, Valutazione
from equipe.services.convocazioni import annulla_incontro, togli_invitato
from equipe.services.equipe import congeda_membro, sciogli_equipe
from equipe.services.quadro import concludi_quadro, in_vigore, inizia_quadro, rivedi_quadro
from protocollo.models import Condivisione, Divulgazione
from protocollo.services.revoche import revoca
from tests.casi import oggi
from tests.conftest import Entra
from tests.equipe.scena import convoca, di, equipe_di
from tests.equipe.test_quadro import scrivi, voto
from tests.patti.costruttori import Famiglia, crea_famiglia
from tests.people import Cast
from tests.protocollo.scena import condivisa

ESPERIENZE = "QA.ADU.LAV.01"
SUO = {
    "QA_ADU_LAV_01-valore": "3",
    "QA_ADU_LAV_01-evidenza": "Ha lavorato in cucina.",
    "QA_ADU_LAV_01-fonte": "COLL",
}


@pytest.fixture
def famiglia(cast: Cast) -> Famiglia:
    return crea_famiglia(cast)


@pytest.fixture
def equipe(famiglia: Famiglia, cast: Cast) -> Equipe:
    return equipe_di(
        famiglia.caso,
        cast,
        (cast.nico_cpi, "RU.OPCPI"),
        (cast.neri_asl, "RU.SERD"),
        (cast.lia_scuola, "RU.SCU"),
        (cast.teo_coop, "RU.ETS"),
    )


@pytest.fixture
def incontro(equipe: Equipe, cast: Cast) -> IncontroEquipe:
    return convoca(equipe, cast.anna_verdi)


@pytest.fixture
def quadro(incontro: IncontroEquipe, cast: Cast) -> Quadro:
    return inizia_quadro(caso=incontro.caso, operatore=cast.anna_verdi, al=oggi())


def indice(quadro: Quadro) -> str:
    return reverse("portale-quadro", args=[quadro.pk])


def parte(quadro: Quadro, soggetto: object) -> str:
    return reverse("portale-quadro-parte", args=[quadro.pk, soggetto])


def test_ognuno_apre_solo_le_sue_voci_sulle_persone_condivise(
    quadro: Quadro, famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    madre, figlia = famiglia.madre.persona, famiglia.figlia.persona
    nico = entra(cast.nico_cpi)
    elenco = nico.get(indice(quadro)).text
    assert "Nicolò D&#x27;Angelo" in elenco
    assert figlia.nome not in elenco
    sue = nico.get(parte(quadro, madre.pk)).text
    assert "Esperienze e capacità" in sue
    assert "QA_ADU_LAV_02" not in sue
    for altro in (figlia.pk, "famiglia", 0, "x"):
        assert nico.get(parte(quadro, altro)).status_code == 404

    lia = entra(cast.lia_scuola)
    scuola = lia.get(indice(quadro)).text
    assert f"{figlia.nome} {figlia.cognome}" in scuola
    assert madre.nome not in scuola
    assert lia.get(parte(quadro, madre.pk)).status_code == 404
    assert "QA_MIN_CRE_02" in lia.get(parte(quadro, figlia.pk)).text

    terzo = entra(cast.teo_coop).get(indice(quadro)).text
    assert "N. D." in terzo
    assert "Angelo" not in terzo
    # All the items of that function are about health.
    assert entra(cast.neri_asl).get(indice(quadro)).status_code == 404


def test_non_si_legge_cio_che_scrivono_gli_altri(
    quadro: Quadro, famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    madre = famiglia.madre.persona
    scrivi(quadro, cast.anna_verdi, voto(ESPERIENZE, 1, evidenza="CANARINO-UFFICIO"), persona=madre)
    teo = entra(cast.teo_coop)
    suo = {
        "QA_ADU_IST_03-valore": "2",
        "QA_ADU_IST_03-evidenza": "CANARINO-TEO",
        "QA_ADU_IST_03-fonte": "OSS",
    }
    assert teo.post(parte(quadro, madre.pk), suo).status_code == 302
    assert "CANARINO-TEO" in teo.get(indice(quadro)).text
    for client in (entra(cast.nico_cpi), teo):
        testi = client.get(indice(quadro)).text + client.get(parte(quadro, madre.pk)).text
        assert "CANARINO-UFFICIO" not in testi
        assert ("CANARINO-TEO" in testi) is (client is teo)


def test_si_scrive_l_ufficio_accoglie_e_l_autore_lo_legge(
    quadro: Quadro, famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    madre, nico, anna = famiglia.madre.persona, entra(cast.nico_cpi), entra(cast.anna_verdi)
    dove, caso = parte(quadro, madre.pk), quadro.caso_id
    vuota = nico.post(dove, {})
    assert (vuota.status_code, "almeno per una voce" in vuota.text) == (422, True)
    senza = nico.post(dove, {"QA_ADU_LAV_03-valore": "2", "QA_ADU_LAV_01-evidenza": "Parole scritte"})
    assert (senza.status_code, "Parole scritte" in senza.text) == (422, True)
    for _ in range(2):
        assert nico.post(dove, SUO).status_code == 302
    riga = ContributoQuadro.objects.get()
    assert (riga.autore, riga.funzione, riga.ente, riga.il) == (
        cast.nico_cpi, "RU.OPCPI", cast.territorio.cpi, oggi(),
    )  # fmt: skip
    assert in_vigore(quadro) == {}
    assert "In attesa" in nico.get(indice(quadro)).text

    sezione = reverse("quadro-sezione", args=[caso, "QA.ADU.LAV", madre.pk])
    for pagina in (reverse("quadro", args=[caso]), sezione, reverse("caso-scheda", args=[caso])):
        assert anna.get(pagina).status_code == 200
    assert "Ha lavorato in cucina." in anna.get(sezione).text
    assert "1 contributo degli altri enti" in anna.get(reverse("caso-scheda", args=[caso])).text
    ricalcola_scadenze(caso=quadro.caso, al=oggi())
    assert "contributo al Quadro da guardare" in anna.get(reverse("scrivania")).text

    accoglie = reverse("quadro-contributo-accogli", args=[caso, riga.pk])
    assert entra(cast.elio_educatore).post(accoglie, {"conferma": "1"}).status_code == 404
    assert anna.post(accoglie, {}).status_code == 422
    assert anna.post(accoglie, {"conferma": "1"}).status_code == 302
    valutazione = Valutazione.objects.get()
    assert (valutazione.autore, valutazione.funzione, valutazione.valore) == (cast.nico_cpi, "RU.OPCPI", 3)
    assert "accolto da Anna Verdi" in anna.get(reverse("quadro", args=[caso])).text
    assert "ha già una risposta" in anna.post(accoglie, {"conferma": "1"}, follow=True).text
    assert "Accolto" in nico.get(indice(quadro)).text


def test_chi_scrive_di_nuovo_supera_se_stesso_e_legge_perche_non_e_accolto(
    quadro: Quadro, famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    nico, anna = entra(cast.nico_cpi), entra(cast.anna_verdi)
    dove = parte(quadro, famiglia.madre.persona_id)
    nico.post(dove, SUO)
    nico.post(dove, {**SUO, "QA_ADU_LAV_01-valore": "NV"})
    primo, secondo = ContributoQuadro.objects.order_by("pk")
    assert list(ContributoQuadro.objects.in_attesa()) == [secondo]
    assert "Rifatto" in nico.get(indice(quadro)).text
    vecchio = reverse("quadro-contributo-rifiuta", args=[quadro.caso_id, primo.pk])
    assert anna.post(vecchio, {"motivo": "No."}).status_code == 422
    rifiuta = reverse("quadro-contributo-rifiuta", args=[quadro.caso_id, secondo.pk])
    assert "Non valutato" in anna.get(rifiuta).text
    assert anna.post(rifiuta, {"motivo": " "}).status_code == 422
    assert anna.post(rifiuta, {"motivo": "È già scritto nel Patto."}).status_code == 302
    assert not Valutazione.objects.exists()
    assert "È già scritto nel Patto." in nico.get(indice(quadro)).text
    assert "Contributi non accolti: 1" in anna.get(reverse("quadro", args=[quadro.caso_id])).text


def test_concluso_non_prende_altro_e_nel_nuovo_periodo_si_scrive_di_nuovo(
    quadro: Quadro, famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    nico, anna, madre = entra(cast.nico_cpi), cast.anna_verdi, famiglia.madre.persona
    dove = parte(quadro, madre.pk)
    nico.post(dove, SUO)
    entra(anna).post(
        reverse("quadro-contributo-accogli", args=[quadro.caso_id, ContributoQuadro.objects.get().pk]),
        {"conferma": "1"},
    )
    scrivi(quadro, anna, voto("QA.ADU.LAV.02", 2, prioritaria=True), persona=madre)
    concludi_quadro(quadro=quadro, operatore=anna)
    rifiutata = nico.post(dove, SUO)
    assert (rifiutata.status_code, "Questo Quadro è concluso" in rifiutata.text) == (409, True)
    assert nico.get(dove).status_code == 200
    assert reverse("portale-quadro", args=[quadro.pk]) not in nico.get(reverse("portale")).text

    nuovo = rivedi_quadro(caso=quadro.caso, motivo="Verifica.", operatore=anna, al=oggi())
    assert indice(nuovo) in nico.get(reverse("portale")).text
    assert "Ha lavorato in cucina." in nico.get(parte(nuovo, madre.pk)).text
    assert nico.post(parte(nuovo, madre.pk), {**SUO, "QA_ADU_LAV_01-valore": "5"}).status_code == 302
    entra(anna).post(
        reverse("quadro-contributo-accogli", args=[quadro.caso_id, nuovo.contributi.get().pk]),
        {"conferma": "1"},
    )
    valori = [in_vigore(q)[ESPERIENZE, madre.pk].valore for q in (quadro, nuovo)]
    assert valori == [3, 5]


def _revoca(incontro: IncontroEquipe, cast: Cast) -> None:
    for riga in Condivisione.objects.filter(destinatari__utente=cast.nico_cpi):
        revoca(
            condivisione=riga,
            motivo="Prova.",
            operatore=cast.anna_verdi,
            adesso=incontro.creato_il,
            al=oggi(),
        )


def _scade(incontro: IncontroEquipe, cast: Cast) -> None:
    ieri = oggi() - datetime.timedelta(days=1)
    Condivisione.objects.update(dal=ieri, al=ieri)


def _posto(incontro: IncontroEquipe, cast: Cast) -> None:
    Incarico.objects.filter(utente=cast.nico_cpi).update(al=oggi() - datetime.timedelta(days=1))


FINI: dict[str, Callable[[IncontroEquipe, Cast], object]] = {
    "revoca": _revoca,
    "scadenza": _scade,
    "posto": _posto,
    "invito": lambda i, c: togli_invitato(incontro=i, partecipante=di(i, c.nico_cpi), operatore=c.anna_verdi),
    "riunione": lambda i, c: annulla_incontro(incontro=i, motivo="Prova.", operatore=c.anna_verdi),
    "uscita": lambda i, c: congeda_membro(
        membro=Equipe.objects.get().membri.get(utente=c.nico_cpi),
        operatore=c.anna_verdi,
        al=oggi(),
        motivo=".",
    ),
    "scioglimento": lambda i, c: sciogli_equipe(
        equipe=Equipe.objects.get(), operatore=c.anna_verdi, al=oggi(), motivo="Prova."
    ),
    "caso": lambda i, c: chiudi_caso(caso=i.caso, operatore=c.anna_verdi, motivo="Prova.", al=oggi()),
}


@pytest.mark.parametrize("fine", FINI)
def test_finito_il_diritto_la_richiesta_seguente_non_apre_piu(
    fine: str, quadro: Quadro, incontro: IncontroEquipe, famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    nico, dove = entra(cast.nico_cpi), parte(quadro, famiglia.madre.persona_id)
    assert nico.post(dove, SUO).status_code == 302
    FINI[fine](incontro, cast)
    chiuso = 403 if fine == "posto" else 404
    assert [nico.get(indice(quadro)).status_code, nico.get(dove).status_code] == [chiuso, chiuso]
    assert nico.post(dove, {**SUO, "QA_ADU_LAV_01-valore": "1"}).status_code == chiuso
    assert ContributoQuadro.objects.count() == 1


def test_servono_insieme_il_posto_in_equipe_e_una_condivisione(
    quadro: Quadro, famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    condivisa(famiglia.caso, cast.anna_verdi, cast.lidia_cpi)
    assert entra(cast.lidia_cpi).get(indice(quadro)).status_code == 404
    Riunione.objects.update(
        inizio=datetime.datetime(2020, 1, 1, 9, tzinfo=datetime.UTC),
        fine=datetime.datetime(2020, 1, 1, 10, tzinfo=datetime.UTC),
    )
    Condivisione.objects.filter(incontro__isnull=False).update(dal=datetime.date(2020, 1, 1), al=oggi())
    assert entra(cast.nico_cpi).get(indice(quadro)).status_code == 200
    Condivisione.objects.filter(destinatari__utente=cast.nico_cpi).update(
        dal=datetime.date(2020, 1, 1), al=datetime.date(2020, 2, 1)
    )
    assert entra(cast.nico_cpi).get(indice(quadro)).status_code == 404


def test_della_famiglia_scrive_solo_chi_legge_di_tutti_e_mai_di_chi_e_protetto(
    quadro: Quadro, famiglia: Famiglia, equipe: Equipe, cast: Cast, entra: Entra
) -> None:
    equipe.membri.filter(utente=cast.teo_coop).update(funzione="RU.EDU")
    teo, madre = entra(cast.teo_coop), famiglia.madre.persona
    suo = {
        "QA_NUC_ECO_02-valore": "4",
        "QA_NUC_ECO_02-evidenza": "Segna le spese.",
        "QA_NUC_ECO_02-fonte": "OSS",
    }
    assert teo.post(parte(quadro, "famiglia"), suo).status_code == 302
    assert "Segna le spese." in teo.get(indice(quadro)).text

    proteggi_persona(persona=madre, operatore=cast.anna_verdi)
    assert teo.get(parte(quadro, "famiglia")).status_code == 404
    assert teo.get(parte(quadro, madre.pk)).status_code == 404
    rimasto = teo.get(indice(quadro)).text
    assert "Segna le spese." not in rimasto
    assert "N. D." not in rimasto


def test_la_lettura_e_cio_che_esce_restano_scritti(
    quadro: Quadro, famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    madre, padre = famiglia.madre.persona_id, famiglia.padre.persona_id
    entra(cast.nico_cpi).get(indice(quadro))
    lettura = Lettura.objects.get(evento="portale.quadro")
    assert (lettura.caso_id, lettura.persone) == (quadro.caso_id, sorted([madre, padre]))
    uscita = Divulgazione.objects.get(utente=cast.nico_cpi)
    assert (uscita.caso_id, uscita.che_cosa) == (quadro.caso_id, "Quadro di analisi: la propria parte")
    entra(cast.neri_asl).get(indice(quadro))
    assert Lettura.objects.filter(evento="portale.quadro").count() == 1


def test_in_casa_con_uno_e_con_tre_quadri_le_stesse_query(cast: Cast, entra: Entra) -> None:
    nico = entra(cast.nico_cpi)

    def nuovo(numero: int) -> None:
        caso = crea_famiglia(cast, numero=numero).caso
        convoca(equipe_di(caso, cast, (cast.nico_cpi, "RU.OPCPI")), cast.anna_verdi)
        inizia_quadro(caso=caso, operatore=cast.anna_verdi, al=oggi())

    def quante() -> int:
        nico.get(reverse("portale"))
        with CaptureQueriesContext(connection) as catturate:
            pagina = nico.get(reverse("portale"))
        assert "D&#x27;Angelo" not in pagina.text
        return len(catturate)

    nuovo(1)
    con_uno = quante()
    nuovo(2)
    nuovo(3)
    assert quante() == con_uno
    assert len(nico.get(reverse("portale")).context["quadri"]) == 3


def test_chi_entra_in_equipe_domani_oggi_non_scrive(
    quadro: Quadro, equipe: Equipe, cast: Cast, entra: Entra
) -> None:
    domani: datetime.date = oggi() + datetime.timedelta(days=1)
    utente: Utente = cast.nico_cpi
    equipe.membri.filter(utente=utente).update(dal=domani)
    assert entra(utente).get(indice(quadro)).status_code == 404
