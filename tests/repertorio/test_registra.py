"""The register: no gap, no inversion, the year of Rome, nothing ever changed."""

import datetime
import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, connections, transaction

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Ambito, Utente
from adi_platform.repertorio.models import ContatoreRepertorio, EstremiProtocollo, Registrazione
from adi_platform.repertorio.services.registra import annulla, ora_della_banca_dati, registra
from tests.people import Cast, crea_cast

FERMA = datetime.datetime(2026, 11, 21, 9, 0, tzinfo=datetime.UTC)


def _registra(ambito: Ambito, operatore: Utente, **altro: object) -> Registrazione:
    valori: dict[str, object] = {"registro": "patti", "oggetto": "Prova inventata", **altro}
    return registra(ambito=ambito, operatore=operatore, **valori)  # type: ignore[arg-type]  # named above


def test_il_primo_numero_dell_anno_e_uno_su_sette_cifre(cast: Cast) -> None:
    riga = _registra(cast.territorio.ambito, cast.anna_verdi, orologio=lambda: FERMA)
    assert (riga.numero, riga.segnatura) == (1, "0000001/2026")
    assert riga.protocollo.numero == "0000001/2026"


def test_ogni_ambito_e_ogni_registro_ha_la_sua_serie(cast: Cast) -> None:
    t = cast.territorio
    numeri = [
        _registra(t.ambito, cast.anna_verdi).numero,
        _registra(t.altro_ambito, cast.olga_altrove).numero,
        _registra(t.ambito, cast.anna_verdi, registro="verbali").numero,
        _registra(t.ambito, cast.anna_verdi).numero,
    ]
    assert numeri == [1, 1, 1, 2]


def test_senza_oggetto_non_si_registra_e_non_si_consuma_un_numero(cast: Cast) -> None:
    with pytest.raises(DominioError, match="oggetto"):
        _registra(cast.territorio.ambito, cast.anna_verdi, oggetto="  ")
    assert not ContatoreRepertorio.objects.exists()


def test_un_orologio_tornato_indietro_non_inverte_l_ordine(cast: Cast) -> None:
    prima = _registra(cast.territorio.ambito, cast.anna_verdi, orologio=lambda: FERMA)
    indietro = FERMA - datetime.timedelta(hours=1)
    seconda = _registra(cast.territorio.ambito, cast.anna_verdi, orologio=lambda: indietro)
    assert seconda.numero == 2
    assert seconda.registrata_il == prima.registrata_il


def test_l_annullamento_e_una_nuova_riga_e_la_prima_resta_leggibile(cast: Cast) -> None:
    prima = _registra(cast.territorio.ambito, cast.anna_verdi)
    riga = annulla(registrazione=prima, motivo="Inserita due volte", operatore=cast.cora_coordina)
    assert riga.numero == 2
    assert prima.annullamento == riga
    assert Registrazione.objects.get(pk=prima.pk).oggetto == "Prova inventata"


@pytest.mark.parametrize("motivo", ["", "   "])
def test_l_annullamento_chiede_il_motivo(cast: Cast, motivo: str) -> None:
    prima = _registra(cast.territorio.ambito, cast.anna_verdi)
    with pytest.raises(DominioError, match="motivo"):
        annulla(registrazione=prima, motivo=motivo, operatore=cast.cora_coordina)


def test_non_si_annulla_due_volte_ne_si_annulla_un_annullamento(cast: Cast) -> None:
    prima = _registra(cast.territorio.ambito, cast.anna_verdi)
    annullamento = annulla(registrazione=prima, motivo="Errore", operatore=cast.cora_coordina)
    with pytest.raises(DominioError, match="già"):
        annulla(registrazione=prima, motivo="Ancora", operatore=cast.cora_coordina)
    with pytest.raises(DominioError, match="nuova registrazione"):
        annulla(registrazione=annullamento, motivo="Ancora", operatore=cast.cora_coordina)


@pytest.mark.parametrize(
    "comando",
    [
        "UPDATE repertorio_registrazione SET oggetto = 'altro'",
        "DELETE FROM repertorio_registrazione",
        "TRUNCATE repertorio_registrazione CASCADE",
        "UPDATE repertorio_estremiprotocollo SET numero = '9'",
    ],
)
def test_la_banca_dati_rifiuta_modifica_cancellazione_e_svuotamento(cast: Cast, comando: str) -> None:
    _registra(cast.territorio.ambito, cast.anna_verdi)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(DatabaseError, match="non si modifica"), transaction.atomic():
            cursor.execute(comando)


class _Ripensamento(Exception):
    """The rest of the transaction failed after the number was taken."""


def _in_parallelo(quanti: int, azione: Callable[[int], None]) -> None:
    via = threading.Barrier(quanti)

    def uno(indice: int) -> None:
        try:
            via.wait()
            azione(indice)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(quanti) as squadra:
        list(squadra.map(uno, range(quanti)))


@pytest.mark.django_db(transaction=True)
def test_trentadue_scrittori_con_ripensamenti_non_lasciano_buchi_ne_inversioni() -> None:
    cast = crea_cast()
    ambito, anna = cast.territorio.ambito, cast.anna_verdi
    riusciti: list[int] = []

    def scrive(indice: int) -> None:
        caso = random.Random(indice)  # noqa: S311  a repeatable test, not a secret
        for _ in range(10):
            try:
                with transaction.atomic():
                    numero = _registra(ambito, anna).numero
                    if caso.random() < 0.3:
                        raise _Ripensamento
                riusciti.append(numero)
            except _Ripensamento:
                pass

    _in_parallelo(32, scrive)
    righe = list(Registrazione.objects.order_by("numero").values_list("numero", "registrata_il"))
    assert [numero for numero, _ in righe] == list(range(1, len(riusciti) + 1))
    assert len(riusciti) > 32
    istanti = [quando for _, quando in righe]
    assert istanti == sorted(istanti)
    assert len(set(istanti)) == len(istanti)
    assert EstremiProtocollo.objects.count() == len(riusciti)


@pytest.mark.django_db(transaction=True)
def test_a_capodanno_l_anno_e_quello_di_roma_e_la_serie_riparte() -> None:
    """Just before 23:00 UTC Rome still has the old year; 23:30 UTC is already 2027. The first act is of 2026."""
    cast = crea_cast()
    ambito, anna = cast.territorio.ambito, cast.anna_verdi
    soglia = datetime.datetime(2026, 12, 31, 23, 0, tzinfo=datetime.UTC)
    _registra(ambito, anna, orologio=lambda: soglia - datetime.timedelta(seconds=1))
    scarto = soglia - datetime.timedelta(milliseconds=100) - ora_della_banca_dati()

    def a_mezzanotte() -> datetime.datetime:
        return ora_della_banca_dati() + scarto

    def mezz_ora_dopo() -> datetime.datetime:
        return a_mezzanotte() + datetime.timedelta(minutes=30)

    def scrive(_: int) -> None:
        for giro in range(4):
            _registra(ambito, anna, orologio=mezz_ora_dopo if giro == 3 else a_mezzanotte)

    _in_parallelo(25, scrive)
    for anno in (2026, 2027):
        numeri = list(Registrazione.objects.filter(anno=anno).values_list("numero", flat=True))
        assert sorted(numeri) == list(range(1, len(numeri) + 1))
        assert numeri
    assert Registrazione.objects.count() == 101
    per_tempo = Registrazione.objects.order_by("anno", "numero").values_list("registrata_il", flat=True)
    assert list(per_tempo) == sorted(per_tempo)
    assert not Registrazione.objects.filter(anno=2026, registrata_il__gte=soglia).exists()
    assert not Registrazione.objects.filter(anno=2027, registrata_il__lt=soglia).exists()
