"""What-if: numbers that can be checked by hand, and nothing else moves."""

import datetime
from decimal import Decimal
from typing import Any

import pytest

from adi_platform.errori import DominioError
from adi_platform.outbox.services import esegui
from contributi.enums import StatoRichiesta
from contributi.models import Misura, Proposta, Richiesta, Simulazione
from contributi.rules.istruttoria import istruisci
from contributi.rules.letture_misura import Letture
from contributi.services import simulazioni
from contributi.services.misure import carica_regolamento, misura_letta
from contributi.services.simulazioni import SimulazioneVuota, avvia_simulazione
from tests.casi import oggi
from tests.contributi.fabbrica import crea_proposta, crea_richiesta
from tests.contributi.misure import misura_vera, regolamento_cambiato
from tests.people import Cast

pytestmark = pytest.mark.django_db


def fatti(importo: str, **altro: Any) -> dict[str, Any]:
    return {
        "residente": True,
        "progetto_personalizzato": True,
        "condizioni": ["emarginazione"],
        "importo_mensile": importo,
        "mesi": 6,
        **altro,
    }


def chiede(cast: Cast, importo: str, *, proposta: bool = True, **altro: Any) -> Richiesta:
    misura = misura_vera(cast, "ria-sostegno")
    stato = StatoRichiesta.PROPOSTA if proposta else StatoRichiesta.ISTRUTTORIA
    raccolti = fatti(importo, **altro)
    richiesta = crea_richiesta(
        cast, misura=misura, stato=stato, importo=Decimal(importo), mesi=6, fatti=raccolti
    )
    if proposta:
        istruttoria = istruisci(misura_letta(misura), raccolti, al=oggi(), letture=Letture())
        crea_proposta(cast, richiesta=richiesta, mesi=6, istruttoria=istruttoria.come_dati())
    return richiesta


def bozza(cast: Cast, massimo: str) -> Misura:
    dati = regolamento_cambiato('massimo: "400.00"', f'massimo: "{massimo}"')
    caricamento = carica_regolamento(
        ambito=cast.territorio.ambito, percorso_o_testo=dati, operatore=cast.cora_coordina
    )
    return caricamento.nuove[0]


def prova(cast: Cast, misura: Misura) -> Simulazione:
    return avvia_simulazione(
        misura=misura,
        confronto="ria-sostegno",
        dal=oggi() - datetime.timedelta(days=1),
        al=oggi(),
        operatore=cast.cora_coordina,
    )


def test_un_massimo_piu_basso_dice_chi_cambia_e_quanto_costa(cast: Cast) -> None:
    chiede(cast, "300.00")
    alta = chiede(cast, "400.00")
    oltre = chiede(cast, "450.00")

    risultato = prova(cast, bozza(cast, "350.00")).risultato

    assert risultato["riassunto"] == {
        "esaminate": 3,
        "cambiate": 1,
        "prima": {"non_ammissibile": 1, "da_integrare": 0, "avviso": 0, "ammissibile": 2},
        "dopo": {"non_ammissibile": 2, "da_integrare": 0, "avviso": 0, "ammissibile": 1},
        "spesa_prima": "4200.00",
        "spesa_dopo": "1800.00",
        "spesa_ridotta": "6000.00",
    }
    assert [riga["richiesta"] for riga in risultato["cambiate"]] == [alta.pk]
    assert risultato["cambiate"][0]["motivi_dopo"] == ["IMPORTO_MENSILE"]
    assert risultato["cambiate"][0]["ridotto"] == "2100.00"
    assert oltre.pk not in {riga["richiesta"] for riga in risultato["cambiate"]}


def test_un_massimo_piu_alto_accoglie_chi_era_fuori(cast: Cast) -> None:
    oltre = chiede(cast, "450.00")
    risultato = prova(cast, bozza(cast, "500.00")).risultato
    (riga,) = risultato["cambiate"]
    assert (riga["richiesta"], riga["prima"], riga["dopo"]) == (oltre.pk, "non_ammissibile", "ammissibile")
    assert (riga["importo_prima"], riga["importo_dopo"]) == ("0", "2700.00")


def test_la_simulazione_non_tocca_richieste_e_proposte(cast: Cast) -> None:
    chiede(cast, "400.00")
    nuova = bozza(cast, "350.00")

    def com_e() -> list[Any]:
        return [
            *Richiesta.objects.order_by("pk").values(),
            *Proposta.objects.order_by("pk").values(),
            Richiesta.history.count(),
            *Misura.objects.order_by("pk").values(),
        ]

    prima = com_e()
    prova(cast, nuova)
    assert com_e() == prima


def test_contano_i_fatti_congelati_con_la_proposta(cast: Cast) -> None:
    """Facts written after the proposal do not change what was examined then."""
    richiesta = chiede(cast, "400.00")
    richiesta.fatti = fatti("100.00")
    richiesta.save()
    risultato = prova(cast, bozza(cast, "350.00")).risultato
    assert risultato["riassunto"]["dopo"]["non_ammissibile"] == 1


def test_senza_proposta_si_esaminano_i_fatti_della_richiesta(cast: Cast) -> None:
    chiede(cast, "400.00", proposta=False)
    risultato = prova(cast, bozza(cast, "350.00")).risultato
    assert risultato["riassunto"]["spesa_prima"] == "2400.00"
    assert risultato["riassunto"]["cambiate"] == 1


def test_una_richiesta_illeggibile_si_conta_a_parte(cast: Cast) -> None:
    rotta = chiede(cast, "400.00", proposta=False, figli_minorenni="tanti")
    chiede(cast, "400.00")
    risultato = prova(cast, bozza(cast, "350.00")).risultato
    assert risultato["illeggibili"] == [rotta.pk]
    assert risultato["riassunto"]["esaminate"] == 1


def test_bozze_e_rinunce_e_altri_periodi_non_contano(cast: Cast) -> None:
    misura = misura_vera(cast, "ria-sostegno")
    crea_richiesta(cast, misura=misura, stato=StatoRichiesta.BOZZA, fatti=fatti("400.00"))
    crea_richiesta(
        cast, misura=misura, data_domanda=oggi() - datetime.timedelta(days=2), fatti=fatti("400.00")
    )
    with pytest.raises(SimulazioneVuota, match="scegli altre date"):
        prova(cast, bozza(cast, "350.00"))
    assert not Simulazione.objects.exists()


def test_il_periodo_ha_un_verso(cast: Cast) -> None:
    with pytest.raises(DominioError, match="prima di iniziare"):
        avvia_simulazione(
            misura=misura_vera(cast, "ria-sostegno"),
            confronto="ria-sostegno",
            dal=oggi(),
            al=oggi() - datetime.timedelta(days=1),
            operatore=cast.cora_coordina,
        )


def test_tante_richieste_diventano_un_lavoro_che_si_puo_ripetere(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulazioni, "SUBITO", 1)
    monkeypatch.setattr(simulazioni, "PASSO", 1)
    for importo in ("300.00", "400.00"):
        chiede(cast, importo)

    simulazione = prova(cast, bozza(cast, "350.00"))

    assert simulazione.conclusa_il is None
    assert simulazione.lavoro is not None
    assert esegui.esegui(lavoro_id=simulazione.lavoro.pk)
    simulazione.refresh_from_db()
    simulazione.lavoro.refresh_from_db()
    assert simulazione.risultato["riassunto"]["cambiate"] == 1
    assert (simulazione.lavoro.fatto, simulazione.lavoro.totale) == (2, 2)
    conclusa = simulazione.conclusa_il
    simulazioni.esegui_simulazione(simulazione.lavoro)
    simulazione.refresh_from_db()
    assert simulazione.conclusa_il == conclusa
