"""A regulation enters: draft, approval, versions. The past does not move."""

import datetime
import hashlib
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from contributi.enums import StatoMisura
from contributi.models import Misura
from contributi.services.misure import (
    FileRegolamentoNonValido,
    MisuraNonApprovabile,
    approva_misura,
    carica_regolamento,
    errori_del_file,
    misura_letta,
)
from tests.casi_ufficio.regolamenti import misure
from tests.contributi.misure import UTDA, VENETO, carica_tutto, misura_vera, regolamento_cambiato
from tests.people import Cast

CAMBIATO = ('massimo: "400.00"', 'massimo: "450.00"')
DOMANI = datetime.date(2026, 12, 1)

pytestmark = pytest.mark.django_db


def carica(cast: Cast, dati: bytes | Path = VENETO) -> tuple[Misura, ...]:
    caricamento = carica_regolamento(
        ambito=cast.territorio.ambito, percorso_o_testo=dati, operatore=cast.cora_coordina
    )
    return caricamento.nuove


def test_un_regolamento_caricato_e_in_bozza_e_non_vale(cast: Cast) -> None:
    nuove = carica(cast)
    assert len(nuove) == 6
    assert {m.stato for m in nuove} == {StatoMisura.BOZZA}
    assert not Misura.objects.in_vigore_al(DOMANI).exists()


def test_caricare_due_volte_lo_stesso_file_non_cambia_nulla(cast: Cast) -> None:
    carica(cast)
    assert carica(cast) == ()
    assert Misura.objects.count() == 6


def test_il_testo_di_ogni_versione_ha_la_sua_impronta_e_si_rilegge(cast: Cast) -> None:
    carica_tutto(cast)
    for misura in Misura.objects.all():
        assert hashlib.sha256(misura.testo.encode()).hexdigest() == misura.impronta
        assert errori_del_file(misura.testo.encode()) == []
        assert misura_letta(misura) == misure()[misura.codice]


def test_cambia_solo_la_misura_che_dice_qualcosa_di_nuovo(cast: Cast) -> None:
    carica_tutto(cast)
    (nuova,) = carica(cast, regolamento_cambiato(*CAMBIATO))
    assert (nuova.codice, nuova.numero, nuova.stato) == ("ria-sostegno", 2, StatoMisura.BOZZA)


def test_una_bozza_nuova_prende_il_posto_della_vecchia(cast: Cast) -> None:
    carica_tutto(cast)
    (prima,) = carica(cast, regolamento_cambiato(*CAMBIATO))
    (seconda,) = carica(cast, regolamento_cambiato('massimo: "400.00"', 'massimo: "500.00"'))
    prima.refresh_from_db()
    assert (prima.stato, seconda.numero) == (StatoMisura.SUPERATA, 3)


def test_approvata_vale_da_quel_giorno_e_la_vecchia_finisce_il_giorno_prima(cast: Cast) -> None:
    carica_tutto(cast)
    (nuova,) = carica(cast, regolamento_cambiato(*CAMBIATO))

    approva_misura(misura=nuova, operatore=cast.dario_dirigente, valida_dal=DOMANI)

    def in_vigore(giorno: datetime.date) -> list[int]:
        righe = Misura.objects.in_vigore_al(giorno).filter(codice="ria-sostegno")
        return list(righe.values_list("numero", flat=True))

    assert in_vigore(DOMANI - datetime.timedelta(days=1)) == [1]
    assert in_vigore(DOMANI) == [2]


def test_ogni_misura_vale_dal_primo_giorno_e_non_dal_giorno_prima(cast: Cast) -> None:
    carica_tutto(cast)
    for misura in Misura.objects.all():
        prima = misura.valida_dal - datetime.timedelta(days=1)
        assert Misura.objects.in_vigore_al(misura.valida_dal).filter(pk=misura.pk).exists()
        assert not Misura.objects.in_vigore_al(prima).filter(pk=misura.pk).exists()


def test_con_la_stessa_data_la_vecchia_e_sostituita(cast: Cast) -> None:
    vecchia = misura_vera(cast, "ria-sostegno")
    (nuova,) = carica(cast, regolamento_cambiato(*CAMBIATO))
    approva_misura(misura=nuova, operatore=cast.dario_dirigente)
    vecchia.refresh_from_db()
    assert vecchia.stato == StatoMisura.SUPERATA
    assert vecchia.testo != nuova.testo


def test_una_versione_si_approva_una_volta_sola(cast: Cast) -> None:
    misura = misura_vera(cast, "ria-sostegno")
    with pytest.raises(MisuraNonApprovabile, match="non è più una bozza"):
        approva_misura(misura=misura, operatore=cast.dario_dirigente)


def test_chi_propone_non_approva_nemmeno_con_un_altro_account(cast: Cast) -> None:
    (nuova, *_) = carica(cast)
    altro_account = cast.dario_dirigente
    altro_account.persona_fisica = cast.cora_coordina.persona_fisica
    with pytest.raises(MisuraNonApprovabile, match="un'altra persona"):
        approva_misura(misura=nuova, operatore=altro_account)
    nuova.refresh_from_db()
    assert nuova.stato == StatoMisura.BOZZA


def test_resta_scritto_chi_ha_proposto_e_chi_ha_approvato(cast: Cast) -> None:
    misura = misura_vera(cast, "ria-sostegno")
    assert (misura.proposta_da, misura.approvata_da) == (cast.cora_coordina, cast.dario_dirigente)
    assert misura.approvata_il is not None


def test_non_si_approva_da_un_giorno_dopo_la_fine(cast: Cast) -> None:
    dati = regolamento_cambiato("valido_dal: 2020-01-01", "valido_dal: 2020-01-01\n  valido_al: 2026-11-30")
    misura = carica(cast, dati)[0]
    with pytest.raises(MisuraNonApprovabile, match="finisce prima") as errore:
        approva_misura(misura=misura, operatore=cast.dario_dirigente, valida_dal=DOMANI)
    assert errore.value.campo == "valida_dal"


def test_un_file_con_errori_non_carica_niente_e_li_dice_tutti(cast: Cast) -> None:
    dati = regolamento_cambiato('massimo: "400.00"', "massimo: tanto").replace(b"fatto: disoccupato,", b"")
    with pytest.raises(FileRegolamentoNonValido) as errore:
        carica(cast, dati)
    assert len(errore.value.errori) >= 2
    assert not Misura.objects.exists()


@pytest.mark.parametrize(
    ("dati", "atteso"),
    [
        (b"\xff\xfe", "non è in UTF-8"),
        (b"misure: [", "riga 1"),
        (b"- uno", "non contiene un regolamento"),
        (b"x" * (1024 * 1024 + 1), "più grande di 1 MB"),
        (b"regolamento: {valido_dal: 2026-02-31}", "non si legge come YAML"),
        (b"a: !!python/object/apply:os.system [ls]", "riga 1"),
    ],
)
def test_un_file_che_non_e_un_regolamento_si_spiega(dati: bytes, atteso: str) -> None:
    assert atteso in " ".join(errori_del_file(dati))


def test_ogni_ambito_ha_le_sue_misure(cast: Cast) -> None:
    carica_tutto(cast)
    carica_tutto(cast, ambito=cast.territorio.altro_ambito)
    assert Misura.objects.dell_ambito(cast.territorio.ambito.pk).count() == 14
    assert Misura.objects.dell_ambito(cast.territorio.altro_ambito.pk).count() == 14


class TestVerificaMisure:
    def test_elenca_le_misure_in_vigore(self, cast: Cast) -> None:
        carica_tutto(cast)
        scritto = StringIO()
        call_command("verifica_misure", al=datetime.date(2026, 11, 23), stdout=scritto)
        testo = scritto.getvalue()
        assert "14 misure in vigore al 23/11/2026" in testo
        assert "ria-sostegno v1: R.I.A. di sostegno, dal 01/01/2020" in testo

    def test_un_testo_cambiato_a_mano_si_scopre(self, cast: Cast) -> None:
        misura = misura_vera(cast, "ria-sostegno")
        misura.testo = misura.testo.replace("400.00", "900.00")
        misura.save()
        lamentele = StringIO()
        with pytest.raises(CommandError):
            call_command("verifica_misure", stdout=StringIO(), stderr=lamentele)
        assert "ria-sostegno v1: il testo non è quello caricato" in lamentele.getvalue()

    def test_spiega_gli_errori_di_un_file(self, db: None, tmp_path: Path) -> None:
        file = tmp_path / "mio.yaml"
        file.write_bytes(UTDA.read_bytes().replace(b"tipo: isee\n", b"tipo: iseee\n"))
        lamentele = StringIO()
        with pytest.raises(CommandError, match="errori nelle misure"):
            call_command("verifica_misure", file=file, stderr=lamentele)
        assert "mio.yaml: misura «ordinario-periodico», requisito «isee»: il tipo «iseee» non esiste" in (
            lamentele.getvalue()
        )

    @pytest.mark.parametrize(
        ("opzioni", "atteso"),
        [({"file": Path("manca.yaml")}, "non si può leggere"), ({"ambito": "nessuno"}, "Nessun Ambito")],
    )
    def test_una_domanda_sbagliata_si_spiega(self, opzioni: dict[str, object], atteso: str) -> None:
        with pytest.raises(CommandError, match=atteso):
            call_command("verifica_misure", **opzioni, stdout=StringIO())


def test_un_giorno_scritto_male_si_spiega() -> None:
    with pytest.raises(CommandError, match="AAAA-MM-GG"):
        call_command("verifica_misure", "--al", "domani")
