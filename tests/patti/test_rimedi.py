"""What is missing leads to where it is written; who may take a commitment; what a revision keeps."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.norme.esito import Livello
from cases.models import ComponenteCaso
from patti.models import ImpegnoPatto, Patto, SostegnoPatto
from patti.services.componi import modifica_parte
from patti.services.fotografia import completezza_di
from patti.services.inizia import apri_revisione, inizia_patto
from patti.services.monitora import registra_verifica
from patti.views.rimedi import dove_rimediare
from tests.conftest import Entra
from tests.patti.costruttori import (
    OGGI,
    PRIMA_VERIFICA,
    Famiglia,
    aggiungi,
    crea_famiglia,
    crea_patto_completo,
    impegna,
)
from tests.patti.firme import sottoscrivi_tutto
from tests.people import Cast


@pytest.fixture
def famiglia(cast: Cast) -> Famiglia:
    return crea_famiglia(cast)


def _nata_da(componente: ComponenteCaso, anni: int) -> None:
    oggi = timezone.localdate()
    componente.persona.data_nascita = datetime.date(oggi.year - anni, 1, 1)
    componente.persona.save()


def test_un_bambino_di_tre_anni_non_si_prende_un_impegno(famiglia: Famiglia) -> None:
    patto = inizia_patto(caso=famiglia.caso, operatore=famiglia.operatore, al=OGGI)
    risultato = aggiungi(patto, famiglia, "OB.ECON.02", famiglia.madre)
    impegna(risultato, famiglia, "IM.CONT.01", famiglia.madre)
    impegno = ImpegnoPatto.objects.get(patto=patto)
    _nata_da(famiglia.figlia, 3)
    famiglia.figlia.refresh_from_db()

    with pytest.raises(DominioError, match="troppo piccolo"):
        impegna(risultato, famiglia, "IM.CONT.01", famiglia.figlia)
    with pytest.raises(DominioError, match="troppo piccolo"):
        modifica_parte(
            parte=impegno,
            attesa=impegno.versione,
            valori={"componente": famiglia.figlia},
            molti={},
            operatore=famiglia.operatore,
        )


def test_l_impegno_a_mano_di_un_minore_si_fa_notare(famiglia: Famiglia) -> None:
    patto = crea_patto_completo(famiglia)
    impegno = ImpegnoPatto.objects.filter(patto=patto).first()
    assert impegno is not None
    impegno.componente, impegno.codice, impegno.sanzionabile = famiglia.figlia, "", False
    impegno.save()

    assert _livelli(patto)["impegno_di_un_minore"] == Livello.AVVISO
    _nata_da(famiglia.figlia, 3)
    assert _livelli(Patto.objects.get(pk=patto.pk))["impegno_di_un_bambino"] == Livello.NON_AMMISSIBILE


def _livelli(patto: Patto) -> dict[str, str]:
    return {m.codice: m.livello for m in completezza_di(patto, al=OGGI).motivi}


def test_ogni_mancanza_porta_dove_si_scrive(famiglia: Famiglia, cast: Cast, entra: Entra) -> None:
    patto = crea_patto_completo(famiglia)
    sostegno = SostegnoPatto.objects.filter(patto=patto).first()
    assert sostegno is not None
    sostegno.erogatore = ""
    sostegno.save()
    patto.verifica_descrizione = ""
    patto.save()

    pagina = entra(cast.anna_verdi).get(reverse("patto-componi", args=[patto.pk])).content.decode()
    lato = pagina.partition('id="mancanze"')[2].partition("</section>")[0]

    assert f'href="{reverse("patto-parte", args=[patto.pk, "sostegno", sostegno.pk])}"' in lato
    assert f'href="{reverse("patto-quadro", args=[patto.pk])}"' in lato


def test_l_analisi_da_concludere_porta_all_analisi(famiglia: Famiglia) -> None:
    patto = inizia_patto(caso=famiglia.caso, operatore=famiglia.operatore, al=OGGI)
    famiglia.caso.analisi.all().delete()
    motivi = {m.codice: m for m in completezza_di(patto, al=OGGI).motivi}

    assert dove_rimediare(patto, motivi["analisi"]) == reverse("analisi-quadro", args=[famiglia.caso.pk])
    assert dove_rimediare(patto, motivi["area_contatti"]) == "#composizione"


def test_la_revisione_tiene_la_data_della_verifica_concordata(famiglia: Famiglia) -> None:
    patto = sottoscrivi_tutto(crea_patto_completo(famiglia), famiglia)
    concordata = PRIMA_VERIFICA + datetime.timedelta(days=30)
    registra_verifica(
        patto=patto,
        operatore=famiglia.operatore,
        dati={"data": OGGI, "modalita": "sede", "presenti": "tutti", "prossima_data": concordata},
        risultati={},
        impegni={},
        al=OGGI,
    )

    nuovo = apri_revisione(patto=patto, operatore=famiglia.operatore, motivo="Cambia il lavoro.", al=OGGI)

    assert nuovo.prima_verifica == concordata


def test_la_revisione_non_eredita_una_data_passata(famiglia: Famiglia) -> None:
    patto = sottoscrivi_tutto(crea_patto_completo(famiglia), famiglia)
    dopo = PRIMA_VERIFICA + datetime.timedelta(days=1)

    nuovo = apri_revisione(patto=patto, operatore=famiglia.operatore, motivo="Cambia il lavoro.", al=dopo)

    assert nuovo.prima_verifica is None


def test_nelle_scelte_dell_impegno_non_ci_sono_trattini(famiglia: Famiglia, cast: Cast, entra: Entra) -> None:
    patto = crea_patto_completo(famiglia)
    risultato = patto.risultatoatteso_del_patto.first()
    dove = reverse("patto-parte-nuova", args=[patto.pk, "impegno", risultato.pk])

    pagina = entra(cast.anna_verdi).get(dove).content.decode()

    assert "---------" not in pagina
    assert "Non dipende da un sostegno" in pagina
