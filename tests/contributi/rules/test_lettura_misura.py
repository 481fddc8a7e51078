"""A regulation file: read whole, or refused with every mistake and its place."""

import copy
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
import yaml

from contributi.rules.lettura_misura import contenuto_di, errori_regolamento, leggi_regolamento
from contributi.rules.misura import Origine
from contributi.services.misure import CARTELLA, catalogo

CONTENUTI = {
    nome: yaml.safe_load((CARTELLA / f"{nome}.yaml").read_text(encoding="utf-8"))
    for nome in ("utda", "veneto")
}
Modifica = Callable[[dict[str, Any]], object]


def con(modifica: Modifica, nome: str = "veneto") -> list[str]:
    contenuto = copy.deepcopy(CONTENUTI[nome])
    modifica(contenuto)
    return errori_regolamento(contenuto, catalogo())


def requisito(contenuto: dict[str, Any], codice: str) -> dict[str, Any]:
    return next(r for r in contenuto["requisiti"] if r["codice"] == codice)


def importo(contenuto: dict[str, Any]) -> dict[str, Any]:
    return next(r for r in contenuto["misure"][0]["requisiti"] if isinstance(r, dict))


@pytest.mark.parametrize("nome", ["utda", "veneto"])
def test_i_regolamenti_del_progetto_non_hanno_errori(nome: str) -> None:
    assert errori_regolamento(CONTENUTI[nome], catalogo()) == []


@pytest.mark.parametrize("nome", ["utda", "veneto"])
def test_ogni_misura_scritta_da_sola_si_legge_uguale(nome: str) -> None:
    for misura in leggi_regolamento(CONTENUTI[nome], catalogo()):
        sola = yaml.safe_load(yaml.safe_dump(contenuto_di(CONTENUTI[nome], misura), allow_unicode=True))
        assert leggi_regolamento(sola, catalogo()) == (misura,)


def test_una_misura_dichiara_solo_i_fatti_che_guarda() -> None:
    misure = {m.codice: m for m in leggi_regolamento(CONTENUTI["veneto"], catalogo())}
    fatti = {fatto.codice for fatto in misure["fondo-emergenza"].fatti}
    assert fatti == {"colpito_covid", "importo_mensile", "mesi", "documenti_mancanti", "tipo_spesa"}
    chieste = misure["ria-sostegno"].fatti_da_chiedere
    assert all(fatto.origine is Origine.OPERATORE for fatto in chieste)
    assert "importo_mensile" not in {fatto.codice for fatto in chieste}


def test_gli_importi_sono_decimali_esatti() -> None:
    misure = {m.codice: m for m in leggi_regolamento(CONTENUTI["veneto"], catalogo())}
    letto = misure["ria-sostegno"].requisito("importo")
    assert letto is not None
    assert letto.parametri["massimo"] == Decimal("400.00")


@pytest.mark.parametrize(
    ("modifica", "atteso"),
    [
        (lambda c: c.pop("regolamento"), "manca «regolamento»"),
        (lambda c: c.update(misura=[]), "il campo «misura» non esiste: controlla come è scritto"),
        (
            lambda c: importo(c)["parametri"].update(massimo=400.5),
            "misura «ria-sostegno», requisito «importo»: «massimo» deve essere un importo tra virgolette, "
            'per esempio "400.00"',
        ),
        (
            lambda c: importo(c)["parametri"].update(fatto="importo_mesile"),
            "misura «ria-sostegno», requisito «importo»: usa il fatto «importo_mesile», che non è nell'elenco "
            "«fatti» del file",
        ),
        (
            lambda c: importo(c).pop("articolo"),
            "misura «ria-sostegno», requisito «importo»: manca «articolo»",
        ),
        (
            lambda c: importo(c)["parametri"].update(masimo="3"),
            "misura «ria-sostegno», requisito «importo»: il campo «masimo» non esiste: controlla come è scritto",
        ),
        (
            lambda c: requisito(c, "progetto")["parametri"].update(motivo="progetto"),
            "misura «ria-sostegno», requisito «progetto»: «motivo» si scrive in maiuscolo, per esempio DURATA",
        ),
        (
            lambda c: requisito(c, "progetto")["parametri"].update(livello="grave"),
            "misura «ria-sostegno», requisito «progetto»: «livello» deve essere uno di: non_ammissibile, "
            "da_integrare, avviso",
        ),
        (
            lambda c: requisito(c, "ospitante")["parametri"]["fasce"].reverse(),
            "misura «ria-inserimento», requisito «ospitante»: «fasce»: le fasce crescono e l'ultima non ha «fino_a»",
        ),
        (
            lambda c: c["documenti"][0].update(codice="DOC.INVENTATO"),
            "misura «ria-sostegno», documento «DOC.IDENT»: manca «articolo»",
        ),
        (
            lambda c: c["misure"][0].update(documenti=["DOC.INVENTATO"]),
            "misura «ria-sostegno», documento «DOC.INVENTATO»: il documento «DOC.INVENTATO» non è nel catalogo "
            "dei documenti",
        ),
        (
            lambda c: c["misure"][1].update(codice="ria-sostegno"),
            "misura «ria-sostegno»: il codice è scritto due volte",
        ),
        (
            lambda c: c["misure"][0].update(codice="ria sostegno"),
            "misura «ria sostegno»: «codice» può avere solo lettere, numeri, trattini e punti: «ria sostegno» "
            "non va bene",
        ),
        (
            lambda c: c["regolamento"].update(valido_al="2019-01-01"),
            "regolamento: «valido_al» viene prima di «valido_dal»",
        ),
        (
            lambda c: c["comuni"]["termini"].update(parametro="procedimento.inventato"),
            "misura «ria-sostegno», termini: il parametro «procedimento.inventato» non esiste",
        ),
        (
            lambda c: c["comuni"]["adi"].update(modi_esclusi=["assegno"]),
            "misura «ria-sostegno», adi: «modi_esclusi»: «assegno» non è un modo di erogazione",
        ),
        (
            lambda c: c["misure"][0]["requisiti"].append("inventato"),
            "misura «ria-sostegno», requisito «inventato»: manca «tipo»",
        ),
        (
            lambda c: importo(c).update(tipo="importo_minimo"),
            "misura «ria-sostegno», requisito «importo»: il tipo «importo_minimo» non esiste",
        ),
        (
            lambda c: importo(c).update(quando={"categoria_deroga_residenza": ["pippo"]}),
            "misura «ria-sostegno», requisito «importo»: «quando»: «pippo» non è tra le scelte del fatto "
            "«categoria_deroga_residenza»",
        ),
        (
            lambda c: importo(c).update(articoli={"CICLO": "art. 1"}),
            "misura «ria-sostegno», requisito «importo», articoli: il motivo «CICLO» non appartiene a questo "
            "tipo di requisito",
        ),
    ],
)
def test_un_errore_si_dice_con_il_posto_e_il_rimedio(modifica: Modifica, atteso: str) -> None:
    trovati = con(modifica)
    assert any(errore.startswith(atteso) for errore in trovati), trovati


def test_gli_errori_si_elencano_tutti_insieme() -> None:
    def rovina(contenuto: dict[str, Any]) -> None:
        contenuto["regolamento"].pop("titolo")
        contenuto["fatti"][0]["tipo"] = "logico"
        contenuto["misure"][0].pop("nome")
        contenuto["misure"][5]["limiti"][0]["unita"] = "lire"

    assert len(con(rovina)) == 4


@pytest.mark.parametrize(
    "scritto", [None, [], "testo", {}, {"misure": 3}, {"misure": [1, None]}, {"fatti": {"a": 1}}]
)
def test_un_file_di_tutt_altra_forma_non_fa_danni(scritto: Any) -> None:
    assert errori_regolamento(scritto, catalogo()) != []


def test_le_frasi_e_i_limiti_prendono_i_numeri_dalle_regole() -> None:
    contenuto = copy.deepcopy(CONTENUTI["veneto"])
    importo(contenuto)["parametri"]["massimo"] = "350.50"
    misura = leggi_regolamento(contenuto, catalogo())[0]
    letto = misura.requisito("importo")
    assert letto is not None
    assert letto.testo == "Al massimo 350,50 € al mese"
    assert misura.limiti[0].valore == Decimal("350.50")


@pytest.mark.parametrize(
    ("modifica", "atteso"),
    [
        (lambda c: importo(c).update(testo="Al massimo {masimo}"), "«testo» richiama {masimo}"),
        (lambda c: c["misure"][0]["limiti"][0].update(da="importo.minimo"), "«da»: «importo.minimo» non è"),
    ],
)
def test_un_richiamo_a_un_numero_che_non_c_e_si_dice(modifica: Modifica, atteso: str) -> None:
    assert any(atteso in errore for errore in con(modifica))
