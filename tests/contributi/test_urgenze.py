"""The urgent lane: the Dirigente reads and decides in one page, the commission takes note at its next session."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contributi.documents.atto import contesto_omissis
from contributi.enums import Corsia, StatoProvvedimento, StatoRichiesta
from contributi.models import PresaDAtto, Provvedimento, Richiesta, Verbale
from contributi.services.chiusura import chiudi
from contributi.services.sedute import annulla_seduta, invia_odg
from contributi.services.urgenze import urgenze_da_comunicare
from contributi.services.verifica_commissione import verifica_commissioni
from contributi.services.voto import apri_voto
from tests.casi import oggi
from tests.conftest import Entra
from tests.contributi.commissione.scena import (
    arrivata_l_ora,
    crea_commissione,
    seduta_convocata,
    votano_tutti,
)
from tests.contributi.denaro.costruttori import crea_fondo
from tests.contributi.domande import completa, crea_domanda, in_istruttoria, rivedi_tutto
from tests.contributi.fabbrica import CANARINO_BISOGNO, crea_proposta
from tests.people import Cast

pytestmark = pytest.mark.django_db
BISOGNO = f"Distacco della luce, {CANARINO_BISOGNO}"


def urgente(cast: Cast) -> Richiesta:
    richiesta = crea_domanda(cast, misura="straordinario-urgente", con_pai=False, bisogno=BISOGNO)
    assert richiesta.corsia == Corsia.URGENTE
    return completa(cast, in_istruttoria(cast, richiesta))


def pagina(richiesta: Richiesta) -> str:
    return reverse("contributi:urgenza", args=[richiesta.pk])


def modulo(**altro: str) -> dict[str, str]:
    return {
        "versione": "0", "importo": "300,00", "modo": "canalizzato", "dal": oggi().isoformat(),
        "motivazione": "Il distacco è fissato per domani.", "articoli": "artt. 6 e 11", **altro,
    }  # fmt: skip


def concedi(cast: Cast, entra: Entra, richiesta: Richiesta) -> Provvedimento:
    crea_fondo(cast)
    risposta = entra(cast.dario_dirigente).post(pagina(richiesta), modulo(concedi="1"))
    assert risposta.status_code == 302, risposta.content.decode()
    return Provvedimento.objects.get(richiesta=richiesta)


def test_il_dirigente_trova_le_urgenti_legge_e_decide_in_una_pagina(cast: Cast, entra: Entra) -> None:
    richiesta = urgente(cast)
    client = entra(cast.dario_dirigente)
    assert pagina(richiesta) in client.get(reverse("contributi:provvedimenti")).content.decode()
    html = client.get(pagina(richiesta)).content.decode()
    assert CANARINO_BISOGNO in html
    assert "ISEE ordinario o corrente" in html
    assert "Da rivedere: documenti." in html
    atto = concedi(cast, entra, richiesta)
    assert atto.stato == StatoProvvedimento.ADOTTATO
    assert Richiesta.objects.get().stato == StatoRichiesta.CONCESSA
    scheda = client.get(reverse("contributi:provvedimento", args=[atto.pk])).content.decode()
    assert atto.istruttoria["impronta"] in scheda
    assert pagina(richiesta) not in client.get(reverse("contributi:provvedimenti")).content.decode()


@pytest.mark.parametrize(
    "chi", ["anna_verdi", "cora_coordina", "rita_ragioneria", "dora_dpo", "pina_presidente"]
)
def test_la_pagina_e_solo_del_dirigente(cast: Cast, entra: Entra, chi: str) -> None:
    assert entra(cast.persone[chi]).get(pagina(urgente(cast))).status_code in (403, 404)


def test_una_domanda_ordinaria_torna_alla_sua_decisione(cast: Cast, entra: Entra) -> None:
    ordinaria = in_istruttoria(cast)
    risposta = entra(cast.dario_dirigente).get(pagina(ordinaria))
    assert risposta["Location"] == reverse("contributi:decisione", args=[ordinaria.pk])


def test_cio_che_manca_torna_accanto_al_campo_e_niente_si_perde(cast: Cast, entra: Entra) -> None:
    richiesta = urgente(cast)
    client = entra(cast.dario_dirigente)
    assert client.post(pagina(richiesta), {}).status_code == 422
    risposta = client.post(
        pagina(richiesta), modulo(concedi="1", articoli="", motivazione="Parole da tenere")
    )
    assert risposta.status_code == 422
    html = risposta.content.decode()
    assert "Parole da tenere" in html
    assert 'href="#id_articoli"' in html
    assert not Provvedimento.objects.exists()


def test_senza_fondi_non_resta_nemmeno_la_bozza_e_il_messaggio_lo_dice(cast: Cast, entra: Entra) -> None:
    richiesta = urgente(cast)
    crea_fondo(cast, stanziato="299")
    risposta = entra(cast.dario_dirigente).post(pagina(richiesta), modulo(concedi="1"))
    assert risposta.status_code == 422
    assert "ne servono 300,00" in risposta.content.decode()
    assert not Provvedimento.objects.exists()


def test_la_bozza_si_salva_e_si_ritrova(cast: Cast, entra: Entra) -> None:
    richiesta = urgente(cast)
    client = entra(cast.dario_dirigente)
    assert client.post(pagina(richiesta), modulo(importo="250,00"))["Location"] == pagina(richiesta)
    html = client.get(pagina(richiesta)).content.decode()
    assert "250,00" in html
    vecchia = client.post(pagina(richiesta), modulo(importo="100,00"))
    assert vecchia.status_code == 422
    assert Provvedimento.objects.get().importo == 250


def test_l_istruttoria_sommaria_resta_com_era_e_l_atto_ne_porta_l_impronta(cast: Cast, entra: Entra) -> None:
    richiesta = urgente(cast)
    rivedi_tutto(cast, richiesta)
    atto = concedi(cast, entra, richiesta)
    assert [r["codice"] for r in atto.istruttoria["righe"]]
    assert len(atto.istruttoria["parti_riviste"]) == 4
    assert atto.istruttoria["contenuto"]["situazione"]["isee"] == "4500.00"
    assert atto.testo["istruttoria"] == atto.istruttoria["impronta"]
    with pytest.raises(DatabaseError), transaction.atomic():
        Provvedimento.objects.filter(pk=atto.pk).update(istruttoria={})
    assert contesto_omissis(atto.testo, atto.pubblicazione)["istruttoria"] == "omissis"


def test_la_commissione_ne_prende_atto_nella_seduta_che_segue_e_nel_verbale(cast: Cast, entra: Entra) -> None:
    atto = concedi(cast, entra, urgente(cast))
    commissione = crea_commissione(cast)
    prima = seduta_convocata(cast, commissione=commissione)
    html = (
        entra(cast.pina_presidente)
        .get(reverse("contributi:seduta", args=[commissione.pk, prima.pk]))
        .content.decode()
    )
    assert "La commissione ne prenderà atto" in html
    assert atto.testo["numero"] in html
    assert CANARINO_BISOGNO not in html
    prima = invia_odg(seduta=prima, operatore=cast.pina_presidente)
    annulla_seduta(seduta=prima, motivo="Manca la sala", operatore=cast.pina_presidente)
    assert not PresaDAtto.objects.exists()
    seduta = invia_odg(seduta=seduta_convocata(cast, commissione=commissione), operatore=cast.pina_presidente)
    assert PresaDAtto.objects.get().seduta == seduta
    seduta = apri_voto(seduta=arrivata_l_ora(seduta), operatore=cast.pina_presidente)
    votano_tutti(cast, seduta)
    chiudi(seduta=seduta)
    verbale = Verbale.objects.get()
    assert [p["numero"] for p in verbale.contenuto["prese_d_atto"]] == [atto.testo["numero"]]
    assert list(verifica_commissioni(commissione.ambito)) == []
    with pytest.raises(DatabaseError), transaction.atomic():
        PresaDAtto.objects.all().delete()


def test_dopo_un_rinvio_l_urgenza_non_porta_la_proposta_e_la_commissione_ne_prende_atto(
    cast: Cast, entra: Entra
) -> None:
    richiesta = urgente(cast)
    crea_proposta(cast, richiesta=richiesta)
    atto = concedi(cast, entra, richiesta)
    assert atto.proposta is None
    assert list(urgenze_da_comunicare(crea_commissione(cast))) == [atto]


def test_una_seduta_con_i_soli_atti_urgenti_si_puo_inviare(cast: Cast, entra: Entra) -> None:
    atto = concedi(cast, entra, urgente(cast))
    commissione = crea_commissione(cast)
    vuota = seduta_convocata(cast, commissione=commissione, quante=0)
    seduta = invia_odg(seduta=vuota, operatore=cast.pina_presidente)
    assert PresaDAtto.objects.get(seduta=seduta).provvedimento == atto
    chiudi(seduta=apri_voto(seduta=arrivata_l_ora(seduta), operatore=cast.pina_presidente))
    assert len(Verbale.objects.get().contenuto["prese_d_atto"]) == 1


def test_se_intanto_la_domanda_e_cambiata_cio_che_era_scritto_resta(cast: Cast, entra: Entra) -> None:
    richiesta = urgente(cast)
    Richiesta.objects.filter(pk=richiesta.pk).update(stato=StatoRichiesta.IN_INTEGRAZIONE)
    risposta = entra(cast.dario_dirigente).post(pagina(richiesta), modulo(motivazione="Parole da tenere"))
    assert risposta.status_code == 422
    assert "Parole da tenere" in risposta.content.decode()


def test_decidere_d_urgenza_blocca_prima_il_nucleo(cast: Cast, entra: Entra) -> None:
    """The same order as the adoption of any other act."""
    richiesta = urgente(cast)
    with CaptureQueriesContext(connection) as domande:
        concedi(cast, entra, richiesta)
    blocchi = [q["sql"] for q in domande if "FOR UPDATE" in q["sql"]]
    tavole = [t for b in blocchi for t in ("cases_nucleo", "contributi_richiesta") if f'FROM "{t}"' in b]
    assert tavole[0] == "cases_nucleo"


def test_l_urgenza_di_un_altra_unita_non_arriva_a_questa_commissione(cast: Cast, entra: Entra) -> None:
    richiesta = urgente(cast)
    richiesta.comune = cast.territorio.comuni["Montelario"]
    richiesta.save()
    concedi(cast, entra, richiesta)
    seduta = invia_odg(
        seduta=seduta_convocata(cast, commissione=crea_commissione(cast)), operatore=cast.pina_presidente
    )
    assert not seduta.prese_d_atto.exists()
