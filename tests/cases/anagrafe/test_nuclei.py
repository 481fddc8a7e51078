import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from adi_platform.errori import DominioError
from cases.enums import Parentela, TipoISEE
from cases.models import Appartenenza
from cases.services.isee import DatiISEE, correggi_isee, registra_isee
from cases.services.nuclei import (
    aggiungi_componente,
    aggiungi_relazione,
    cambia_referente,
    chiudi_appartenenza,
    componenti_al,
    conferma_appartenenza,
)
from tests.cases.anagrafe.conftest import OGGI, nuova_persona, nuovo_nucleo
from tests.people import Cast

GENNAIO = datetime.date(2026, 1, 1)


def test_il_richiedente_diventa_referente_e_viene_per_primo(cast: Cast) -> None:
    figlio, madre = nuova_persona(cast, "Brandì", "Ugo"), nuova_persona(cast, "Brandì", "Ada")
    nucleo = nuovo_nucleo(cast)
    for persona, parentela in ((figlio, Parentela.FIGLIO), (madre, Parentela.RICHIEDENTE)):
        aggiungi_componente(
            nucleo=nucleo, persona=persona, operatore=cast.anna_verdi, dal=GENNAIO, parentela=parentela
        )
    nucleo.refresh_from_db()
    assert nucleo.referente == madre
    assert [a.persona for a in componenti_al(nucleo, OGGI)] == [madre, figlio]


def test_nessuno_sta_in_due_nuclei_negli_stessi_giorni(cast: Cast) -> None:
    ada = nuova_persona(cast, "Brandì", "Ada")
    nuovo_nucleo(cast, ada)
    with pytest.raises(DominioError, match="già in un altro nucleo") as errore:
        nuovo_nucleo(cast, ada)
    assert errore.value.campo == "dal"


def test_la_base_dati_rifiuta_la_sovrapposizione_anche_senza_il_servizio(cast: Cast) -> None:
    ada = nuova_persona(cast, "Brandì", "Ada")
    nuovo_nucleo(cast, ada)
    altro = nuovo_nucleo(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appartenenza.objects.create(nucleo=altro, persona=ada, periodo=DateRange(GENNAIO, None))


def test_uscita_e_ingresso_nello_stesso_giorno_si_toccano_senza_sovrapporsi(cast: Cast) -> None:
    ada = nuova_persona(cast, "Brandì", "Ada")
    primo = nuovo_nucleo(cast, ada)
    chiudi_appartenenza(
        appartenenza=primo.appartenenze.get(),
        operatore=cast.anna_verdi,
        ultimo_giorno=datetime.date(2026, 3, 31),
    )
    secondo = nuovo_nucleo(cast)
    aggiungi_componente(nucleo=secondo, persona=ada, operatore=cast.anna_verdi, dal=datetime.date(2026, 4, 1))
    assert [a.persona for a in componenti_al(primo, datetime.date(2026, 3, 31))] == [ada]
    assert componenti_al(primo, datetime.date(2026, 4, 1)) == []


def test_l_uscita_non_precede_l_ingresso(cast: Cast) -> None:
    nucleo = nuovo_nucleo(cast, nuova_persona(cast, "Brandì", "Ada"))
    with pytest.raises(DominioError, match="01/01/2024"):
        chiudi_appartenenza(
            appartenenza=nucleo.appartenenze.get(),
            operatore=cast.anna_verdi,
            ultimo_giorno=datetime.date(2023, 12, 31),
        )


def test_un_anno_impossibile_da_scrivere_e_un_messaggio(cast: Cast) -> None:
    nucleo = nuovo_nucleo(cast, nuova_persona(cast, "Brandì", "Ada"))
    with pytest.raises(DominioError, match="troppo lontano"):
        chiudi_appartenenza(
            appartenenza=nucleo.appartenenze.get(), operatore=cast.anna_verdi, ultimo_giorno=datetime.date.max
        )


def test_l_appartenenza_arrivata_da_un_elenco_aspetta_conferma(cast: Cast) -> None:
    ada = nuova_persona(cast, "Brandì", "Ada")
    primo = nuovo_nucleo(cast, ada)
    secondo = nuovo_nucleo(cast)
    dubbia = aggiungi_componente(
        nucleo=secondo, persona=ada, operatore=cast.anna_verdi, dal=GENNAIO, da_confermare=True
    )
    with pytest.raises(DominioError, match="già in un altro nucleo"):
        conferma_appartenenza(appartenenza=dubbia, operatore=cast.anna_verdi)
    chiudi_appartenenza(
        appartenenza=primo.appartenenze.get(),
        operatore=cast.anna_verdi,
        ultimo_giorno=datetime.date(2025, 12, 31),
    )
    assert not conferma_appartenenza(appartenenza=dubbia, operatore=cast.anna_verdi).da_confermare


def test_il_referente_e_un_componente_attuale(cast: Cast) -> None:
    ada, ugo = nuova_persona(cast, "Brandì", "Ada"), nuova_persona(cast, "Re", "Ugo")
    nucleo = nuovo_nucleo(cast, ada)
    with pytest.raises(DominioError, match="componente attuale"):
        cambia_referente(nucleo=nucleo, persona=ugo, operatore=cast.anna_verdi)


def test_una_relazione_esterna_vuole_un_rapporto_e_un_nome(cast: Cast) -> None:
    ada = nuova_persona(cast, "Brandì", "Ada")
    with pytest.raises(DominioError) as errore:
        aggiungi_relazione(persona=ada, operatore=cast.anna_verdi, rapporto="tutrice")
    assert errore.value.campo == "nome_libero"
    relazione = aggiungi_relazione(
        persona=ada, operatore=cast.anna_verdi, rapporto="tutrice", nome_libero="Bea Zanolì"
    )
    assert str(relazione) == "tutrice: Bea Zanolì"


def test_due_isee_di_tipo_diverso_stanno_fianco_a_fianco(cast: Cast) -> None:
    nucleo = nuovo_nucleo(cast, nuova_persona(cast, "Brandì", "Ada"))
    for tipo, valore in ((TipoISEE.ORDINARIO, "9360"), (TipoISEE.INCLUSIONE, "6980.68")):
        registra_isee(
            nucleo=nucleo,
            operatore=cast.anna_verdi,
            al=OGGI,
            dati=DatiISEE(tipo=tipo, valore=Decimal(valore), presentata_il=datetime.date(2026, 2, 3)),
        )
    assert {a.scade_il for a in nucleo.attestazioni_isee.all()} == {datetime.date(2026, 12, 31)}


def test_correggere_un_isee_tiene_il_valore_di_prima_nella_storia(cast: Cast) -> None:
    nucleo = nuovo_nucleo(cast, nuova_persona(cast, "Brandì", "Ada"))
    prima = registra_isee(nucleo=nucleo, operatore=None, al=OGGI, dati=DatiISEE(valore=Decimal(10)))
    nuovo: dict[str, Any] = {"operatore": cast.anna_verdi, "al": OGGI, "dati": DatiISEE(valore=Decimal(20))}
    with pytest.raises(DominioError, match="scrivi perché") as errore:
        correggi_isee(attestazione=prima, **nuovo)
    assert errore.value.campo == "motivo"
    correggi_isee(attestazione=prima, motivo="Letto male sulla carta", **nuovo)
    assert [h.valore for h in prima.history.all()] == [Decimal(20), Decimal(10)]
    assert prima.history.first().history_change_reason == "Letto male sulla carta"


def test_quello_che_mancava_in_un_isee_si_aggiunge_senza_dire_perche(cast: Cast) -> None:
    nucleo = nuovo_nucleo(cast, nuova_persona(cast, "Brandì", "Ada"))
    prima = registra_isee(nucleo=nucleo, operatore=None, al=OGGI, dati=DatiISEE(valore=Decimal(10)))
    completa = DatiISEE(valore=Decimal(10), protocollo="INPS-ISEE-2026-1", da_confermare=True)
    assert correggi_isee(attestazione=prima, operatore=None, al=OGGI, dati=completa).protocollo


@pytest.mark.parametrize(
    ("dati", "campo"),
    [
        (DatiISEE(presentata_il=datetime.date(2027, 1, 1)), "presentata_il"),
        (DatiISEE(presentata_il=OGGI, rilasciata_il=GENNAIO), "rilasciata_il"),
        (DatiISEE(presentata_il=OGGI, scade_il=GENNAIO), "scade_il"),
        (DatiISEE(stato="con_annotazioni"), "omissioni"),
    ],
)
def test_un_isee_incoerente_dice_che_cosa_correggere(cast: Cast, dati: DatiISEE, campo: str) -> None:
    nucleo = nuovo_nucleo(cast)
    with pytest.raises(DominioError) as errore:
        registra_isee(nucleo=nucleo, operatore=None, al=OGGI, dati=dati)
    assert errore.value.campo == campo


def test_il_richiedente_e_uno_solo(cast: Cast) -> None:
    nucleo = nuovo_nucleo(cast, nuova_persona(cast, "Brandì", "Ada"))
    with pytest.raises(DominioError, match="Il richiedente di questo nucleo è") as errore:
        aggiungi_componente(
            nucleo=nucleo,
            persona=nuova_persona(cast, "Brandì", "Ugo"),
            operatore=cast.anna_verdi,
            dal=GENNAIO,
            parentela=Parentela.RICHIEDENTE,
        )
    assert errore.value.campo == "parentela"


def test_chi_e_gia_in_questo_nucleo_non_e_in_un_altro(cast: Cast) -> None:
    ada = nuova_persona(cast, "Brandì", "Ada")
    nucleo = nuovo_nucleo(cast, ada)
    with pytest.raises(DominioError, match="è già in questo nucleo"):
        aggiungi_componente(nucleo=nucleo, persona=ada, operatore=cast.anna_verdi, dal=GENNAIO)


def test_un_isee_vuoto_o_gia_scritto_si_rifiuta(cast: Cast) -> None:
    nucleo = nuovo_nucleo(cast)
    with pytest.raises(DominioError, match="L'attestazione è vuota"):
        registra_isee(nucleo=nucleo, operatore=None, al=OGGI, dati=DatiISEE())
    for dati in (DatiISEE(valore=Decimal(10)), DatiISEE(valore=Decimal(10), protocollo="INPS-ISEE-2026-1")):
        registra_isee(nucleo=nucleo, operatore=None, al=OGGI, dati=dati)
        with pytest.raises(DominioError, match="è già scritta"):
            registra_isee(nucleo=nucleo, operatore=None, al=OGGI, dati=dati)
    assert nucleo.attestazioni_isee.count() == 2


NATO_DA_POCO = datetime.date(2010, 3, 2)
DICIOTTO = datetime.date(2028, 3, 2)


def test_il_richiedente_e_maggiorenne_dal_giorno_del_compleanno(cast: Cast) -> None:
    ragazzo = nuova_persona(cast, "Brandì", "Ugo", data_nascita=NATO_DA_POCO)
    nucleo = nuovo_nucleo(cast)
    voci = {"nucleo": nucleo, "persona": ragazzo, "operatore": cast.anna_verdi}
    for dal in (OGGI, DICIOTTO - datetime.timedelta(days=1)):
        with pytest.raises(DominioError, match="maggiorenne") as errore:
            aggiungi_componente(dal=dal, parentela=Parentela.RICHIEDENTE, **voci)
        assert errore.value.campo == "parentela"
    assert nucleo.appartenenze.count() == 0
    aggiungi_componente(dal=DICIOTTO, parentela=Parentela.RICHIEDENTE, **voci)
    assert nucleo.appartenenze.get().persona == ragazzo


def test_chi_e_entrato_da_bambino_oggi_puo_essere_il_richiedente(cast: Cast) -> None:
    adulto = nuova_persona(cast, "Brandì", "Ivo", data_nascita=datetime.date(1990, 3, 2))
    nucleo = nuovo_nucleo(cast)
    dal = datetime.date(1990, 3, 2)
    aggiungi_componente(
        nucleo=nucleo, persona=adulto, operatore=cast.anna_verdi, dal=dal, parentela=Parentela.RICHIEDENTE
    )
    assert nucleo.appartenenze.get().persona == adulto


def test_un_minorenne_arrivato_con_un_elenco_non_si_conferma_richiedente(cast: Cast) -> None:
    ragazzo = nuova_persona(cast, "Brandì", "Ugo", data_nascita=NATO_DA_POCO)
    riga = aggiungi_componente(
        nucleo=nuovo_nucleo(cast), persona=ragazzo, operatore=cast.anna_verdi, dal=OGGI,
        parentela=Parentela.RICHIEDENTE, da_confermare=True,
    )  # fmt: skip
    with pytest.raises(DominioError, match="maggiorenne"):
        conferma_appartenenza(appartenenza=riga, operatore=cast.anna_verdi)


def test_di_chi_non_si_sa_quando_e_nato_non_si_dice_che_e_minorenne(cast: Cast) -> None:
    nucleo = nuovo_nucleo(cast, nuova_persona(cast, "Brandì", "Ada", data_nascita=None))
    assert nucleo.appartenenze.get().parentela == Parentela.RICHIEDENTE
