"""The pages of the Patto: they open, they write, they keep what is typed, they show only what one may see."""

import base64
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from adi_platform.documenti.models import Documento
from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Utente
from adi_platform.registro_accessi.models import Lettura
from patti.enums import StatoPatto
from patti.models import ImpegnoPatto, NotaEquipe, Patto
from patti.services.condividi import condividi_patto
from patti.services.inizia import inizia_patto
from tests.patti.costruttori import (
    OGGI,
    Famiglia,
    aggiungi,
    crea_equipe,
    crea_famiglia,
    crea_patto_completo,
    impegna,
)
from tests.patti.firme import PNG_FIRMA, sottoscrivi_tutto
from tests.people import Cast

Entra = Callable[[Utente], Client]
DISEGNO = f"data:image/png;base64,{base64.b64encode(PNG_FIRMA).decode()}"
SEGRETO = "CANARINO-SICUREZZA-41"
PERSONALE = "CANARINO-SENSIBILE-52"


@pytest.fixture
def famiglia(cast: Cast) -> Famiglia:
    return crea_famiglia(cast)


@pytest.fixture
def patto(famiglia: Famiglia, cast: Cast) -> Patto:
    """A draft with a reserved objective and a sensitive commitment, both canaries."""
    crea_equipe(famiglia, cast)
    bozza = crea_patto_completo(famiglia)
    riservato = aggiungi(bozza, famiglia, "OB.PERS.06", famiglia.madre)
    riservato.testo = SEGRETO
    riservato.save()
    impegno = ImpegnoPatto.objects.get(patto=bozza, codice="IM.MINO.01")
    impegno.testo = PERSONALE
    impegno.save()
    return bozza


def indirizzo(nome: str, *argomenti: object) -> str:
    return reverse(nome, args=argomenti)


PAGINE = (
    "patto-scheda",
    "patto-componi",
    "patto-catalogo",
    "patto-quadro",
    "patto-anteprima",
    "patto-documenti",
    "patto-firme",
    "patto-andamento",
)


@pytest.mark.parametrize("nome", PAGINE)
def test_chi_segue_il_caso_apre_ogni_pagina_e_la_lettura_resta_scritta(
    nome: str, patto: Patto, cast: Cast, entra: Entra
) -> None:
    risposta = entra(cast.anna_verdi).get(indirizzo(nome, patto.pk))

    assert risposta.status_code == 200
    assert Lettura.objects.filter(utente=cast.anna_verdi, caso_id=patto.caso_id).exists()


@pytest.mark.parametrize("nome", PAGINE)
@pytest.mark.parametrize("chi", ["bruno_colle", "carla_mare", "olga_altrove", "tito_tecnico", "nico_cpi"])
def test_chi_e_fuori_non_apre_nessuna_pagina(
    nome: str, chi: str, patto: Patto, cast: Cast, entra: Entra
) -> None:
    risposta = entra(getattr(cast, chi)).get(indirizzo(nome, patto.pk))

    assert risposta.status_code in (403, 404)
    assert SEGRETO not in risposta.content.decode()


def test_l_elenco_dei_patti_dice_come_iniziare(famiglia: Famiglia, cast: Cast, entra: Entra) -> None:
    pagina = entra(cast.anna_verdi).get(indirizzo("patto-elenco", famiglia.caso.pk)).content.decode()

    assert "Non c'è ancora un Patto" in pagina
    assert "Inizia il Patto" in pagina


def test_iniziare_il_patto_dalla_pagina(famiglia: Famiglia, cast: Cast, entra: Entra) -> None:
    risposta = entra(cast.anna_verdi).post(indirizzo("patto-inizia", famiglia.caso.pk), {"tipo": "pais"})

    nuovo = Patto.objects.get(caso=famiglia.caso)
    assert risposta["Location"] == indirizzo("patto-componi", nuovo.pk)


def test_un_invio_vuoto_non_inizia_e_non_stampa_niente(famiglia: Famiglia, cast: Cast, entra: Entra) -> None:
    client = entra(cast.anna_verdi)
    assert client.post(indirizzo("patto-inizia", famiglia.caso.pk)).status_code == 422
    patto = inizia_patto(caso=famiglia.caso, operatore=cast.anna_verdi, al=OGGI)

    risposte = [
        client.post(indirizzo(nome, patto.pk))
        for nome in ("patto-catalogo", "patto-documenti", "patto-verifica-nuova")
    ]

    assert {r.status_code for r in risposte} == {422}
    assert not Documento.objects.exists()
    assert Patto.objects.get(caso=famiglia.caso).versione == patto.versione


@pytest.mark.parametrize(
    ("stato", "parole", "mossa"),
    [
        ("condiviso", "Riapri il testo", "riapri"),
        ("firmato", "Rivedi con una nuova versione", "apri_revisione"),
    ],
)
def test_dopo_la_firma_ogni_modulo_dice_come_si_rivede(
    stato: str, parole: str, mossa: str, famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    patto = crea_patto_completo(famiglia)
    if stato == "firmato":
        sottoscrivi_tutto(patto, famiglia)
    else:
        condividi_patto(patto=patto, operatore=cast.anna_verdi, al=OGGI)
    impegno, risultato = patto.impegnopatto_del_patto.first(), patto.risultatoatteso_del_patto.first()
    assert impegno is not None
    assert risultato is not None
    client = entra(cast.anna_verdi)

    for nome, *altro in (
        ("patto-componi",),
        ("patto-catalogo",),
        ("patto-quadro",),
        ("patto-priorita",),
        ("patto-scegli", risultato.pk),
        ("patto-obiettivo-nuovo", "obiettivo"),
        ("patto-parte", "impegno", impegno.pk),
        ("patto-parte-togli", "impegno", impegno.pk),
    ):
        risposta = client.get(indirizzo(nome, patto.pk, *altro))
        assert risposta.status_code == 409, nome
        pagina = risposta.content.decode()
        assert parole in pagina
        assert indirizzo("patto-mossa", patto.pk, mossa) in pagina


def test_il_catalogo_si_cerca_e_tiene_le_parole(famiglia: Famiglia, cast: Cast, entra: Entra) -> None:
    patto = crea_patto_completo(famiglia)
    risultato = patto.risultatoatteso_del_patto.first()
    assert risultato is not None
    client = entra(cast.anna_verdi)
    dove = indirizzo("patto-scegli", patto.pk, risultato.pk)

    tutto = client.get(dove)
    trovato = client.get(dove, {"q": "APPUNTAMENTI concordati"})

    assert [v["voce"].codice for g in trovato.context["impegni"] for v in g["voci"]] == ["IM.CONT.01"]
    assert trovato.context["sostegni"] == []
    assert len(tutto.context["impegni"]) > 1
    assert 'value="APPUNTAMENTI concordati"' in trovato.content.decode()


def test_la_scelta_rapida_offre_gli_impegni_solo_agli_adulti(
    famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    patto = crea_patto_completo(famiglia)
    risultato = patto.risultatoatteso_del_patto.first()
    assert risultato is not None
    client, dove = entra(cast.anna_verdi), indirizzo("patto-scegli", patto.pk, risultato.pk)
    pagina = client.get(dove)

    offerti = {c for g in pagina.context["impegni"] for v in g["voci"] for c in v["autori"]}

    assert offerti == {famiglia.madre, famiglia.padre}
    assert (
        f'<option value="{famiglia.figlia.pk}"' not in client.get(indirizzo("patto-componi", patto.pk)).text
    )
    assert "si scrive a mano" in pagina.content.decode()
    assert client.post(dove, {"codice": "IM.MINO.10", "componente": famiglia.figlia.pk}).status_code == 404
    with pytest.raises(DominioError, match="degli adulti"):
        impegna(risultato, famiglia, "IM.PUC.01", famiglia.figlia)


@pytest.mark.parametrize(
    ("chi", "segreto", "personale"),
    [
        ("anna_verdi", True, True),
        ("cora_coordina", True, True),
        ("elio_educatore", False, False),
    ],
)
def test_le_parti_riservate_si_vedono_solo_con_diritto(
    chi: str, segreto: bool, personale: bool, patto: Patto, cast: Cast, entra: Entra
) -> None:
    pagina = entra(getattr(cast, chi)).get(indirizzo("patto-scheda", patto.pk)).content.decode()

    assert (SEGRETO in pagina) is segreto
    assert (PERSONALE in pagina) is personale


@pytest.mark.parametrize("chi", ["dario_dirigente", "dora_dpo"])
def test_chi_apre_il_caso_senza_lavorarci_non_legge_il_patto(
    chi: str, patto: Patto, cast: Cast, entra: Entra
) -> None:
    client = entra(getattr(cast, chi))

    assert client.get(indirizzo("patto-scheda", patto.pk)).status_code == 403
    caso = client.get(indirizzo("caso-scheda", patto.caso_id)).content.decode()
    assert "Bozza" in caso
    assert indirizzo("patto-scheda", patto.pk) not in caso


def test_l_educatore_vede_gli_impegni_personali_che_verifica(patto: Patto, cast: Cast, entra: Entra) -> None:
    impegno = ImpegnoPatto.objects.get(patto=patto, testo=PERSONALE)
    impegno.verifica_ruoli = ["RU.EDU"]
    impegno.save()

    assert PERSONALE in entra(cast.elio_educatore).get(indirizzo("patto-scheda", patto.pk)).content.decode()


def test_la_copia_della_famiglia_non_ha_parti_riservate(patto: Patto, cast: Cast, entra: Entra) -> None:
    pagina = entra(cast.anna_verdi).get(indirizzo("patto-anteprima", patto.pk)).content.decode()

    assert SEGRETO not in pagina
    assert PERSONALE not in pagina
    assert "Nicolò D&#x27;Angelo" in pagina


def test_l_allegato_mostra_solo_le_cose_della_persona(
    patto: Patto, famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    client = entra(cast.anna_verdi)
    della_madre = client.get(
        indirizzo("patto-anteprima-allegato", patto.pk, famiglia.madre.pk)
    ).content.decode()
    del_padre = client.get(
        indirizzo("patto-anteprima-allegato", patto.pk, famiglia.padre.pk)
    ).content.decode()

    assert SEGRETO in della_madre
    assert PERSONALE in della_madre
    assert SEGRETO not in del_padre
    assert PERSONALE not in del_padre


def test_l_educatore_non_apre_gli_allegati_personali(
    patto: Patto, famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    dove = indirizzo("patto-anteprima-allegato", patto.pk, famiglia.madre.pk)

    assert entra(cast.elio_educatore).get(dove).status_code == 404
    assert entra(cast.dario_dirigente).get(dove).status_code == 403


def test_chi_coordina_legge_ma_non_scrive(patto: Patto, cast: Cast, entra: Entra) -> None:
    client = entra(cast.cora_coordina)

    assert client.get(indirizzo("patto-scheda", patto.pk)).status_code == 200
    assert client.get(indirizzo("patto-componi", patto.pk)).status_code == 403
    assert client.post(indirizzo("patto-firme", patto.pk), {"luogo": "X"}).status_code == 404


def test_si_aggiunge_un_risultato_dal_catalogo(famiglia: Famiglia, cast: Cast, entra: Entra) -> None:
    bozza = inizia_patto(caso=famiglia.caso, operatore=cast.anna_verdi, al=OGGI)
    client = entra(cast.anna_verdi)

    client.post(
        indirizzo("patto-catalogo", bozza.pk), {"codice": "OB.LAVO.01", "componenti": [famiglia.madre.pk]}
    )

    pagina = client.get(indirizzo("patto-componi", bozza.pk)).content.decode()
    assert "La persona ha firmato il patto con il Centro per l&#x27;impiego." in pagina
    assert "Invio e accompagnamento al Centro per l&#x27;impiego" in pagina
    assert "Manca ancora" in pagina


def test_una_voce_che_non_esiste_si_spiega(famiglia: Famiglia, cast: Cast, entra: Entra) -> None:
    bozza = inizia_patto(caso=famiglia.caso, operatore=cast.anna_verdi, al=OGGI)
    client = entra(cast.anna_verdi)

    risposta = client.post(indirizzo("patto-catalogo", bozza.pk), {"codice": "XX"}, follow=True)

    assert "Questa voce non è nel catalogo" in risposta.content.decode()


def test_modificare_un_impegno_e_trovare_il_conflitto(patto: Patto, cast: Cast, entra: Entra) -> None:
    impegno = ImpegnoPatto.objects.filter(patto=patto, codice="IM.CONT.01").get()
    client = entra(cast.anna_verdi)
    dove = indirizzo("patto-parte", patto.pk, "impegno", impegno.pk)
    dati = {
        "testo": "Viene il martedì.",
        "componente": impegno.componente_id,
        "area": "CONT",
        "verifica_chi": "Educatore professionale",
        "verifica_come": "presenza",
        "versione": impegno.versione,
    }

    assert client.post(dove, dati).status_code == 302
    impegno.refresh_from_db()
    assert impegno.testo == "Viene il martedì."
    assert impegno.verifica_ruoli == ["RU.EDU"]
    conflitto = client.post(dove, {**dati, "testo": "Viene il giovedì."})
    pagina = conflitto.content.decode()
    assert conflitto.status_code == 409
    assert "Viene il martedì." in pagina
    assert "Viene il giovedì." in pagina
    ancora = client.post(dove, {**dati, "testo": "Viene il giovedì.", "versione": impegno.versione})
    assert ancora.status_code == 302


def test_un_dato_sbagliato_torna_con_il_messaggio_e_il_testo_scritto(
    patto: Patto, cast: Cast, entra: Entra
) -> None:
    sostegno = patto.sostegnopatto_del_patto.get()
    dove = indirizzo("patto-parte", patto.pk, "sostegno", sostegno.pk)
    dati = {
        "testo": "Testo che resta",
        "dal": "2026-12-01",
        "al": "2026-11-01",
        "stato": "previsto",
        "versione": 0,
    }

    risposta = entra(cast.anna_verdi).post(dove, dati)

    assert risposta.status_code == 422
    pagina = risposta.content.decode()
    assert "La fine non può essere prima dell&#x27;inizio." in pagina
    assert "Testo che resta" in pagina
    assert "Errore: " in pagina


@pytest.mark.parametrize("testo", ["con \x00 nullo", "x" * 5000 + "\u202e", "👩‍👧 testo"])
def test_testi_strani_non_fanno_cadere_la_pagina(testo: str, patto: Patto, cast: Cast, entra: Entra) -> None:
    obiettivo = patto.obiettivopatto_del_patto.filter(riservato=False).first()
    dove = indirizzo("patto-parte", patto.pk, "obiettivo", obiettivo.pk)
    dati = {"testo": testo, "area": obiettivo.area, "priorita": 2, "versione": obiettivo.versione}

    assert entra(cast.anna_verdi).post(dove, dati).status_code in (302, 422)


def test_la_parte_di_un_altro_patto_non_si_tocca(patto: Patto, cast: Cast, entra: Entra) -> None:
    altra = crea_famiglia(cast, numero=2)
    altro = crea_patto_completo(altra)
    impegno = ImpegnoPatto.objects.filter(patto=altro).first()

    dove = indirizzo("patto-parte-togli", patto.pk, "impegno", impegno.pk)

    assert entra(cast.anna_verdi).post(dove).status_code == 404


def test_il_percorso_delle_firme_dalla_pagina(cast: Cast, famiglia: Famiglia, entra: Entra) -> None:
    patto = crea_patto_completo(famiglia)
    client = entra(cast.anna_verdi)
    condividi = indirizzo("patto-mossa", patto.pk, "condividi")
    assert client.post(condividi).status_code == 422
    patto.refresh_from_db()
    assert patto.stato == StatoPatto.BOZZA
    client.post(condividi, {"conferma": "1"})
    foglio = SimpleUploadedFile("foglio.png", PNG_FIRMA, "image/png")
    client.post(
        indirizzo("patto-firma", patto.pk, famiglia.madre.pk),
        {"modo": "schermo", "schermo-luogo": "Borgo", "schermo-letto": "on", "schermo-disegno": DISEGNO},
    )
    client.post(
        indirizzo("patto-firma", patto.pk, famiglia.padre.pk),
        {"modo": "carta", "carta-luogo": "Borgo", "carta-conforme": "on", "carta-file": foglio},
    )
    client.post(
        indirizzo("patto-firma-servizio", patto.pk),
        {"modo": "schermo", "schermo-luogo": "Borgo", "schermo-letto": "on", "schermo-disegno": DISEGNO},
    )
    risposta = client.post(indirizzo("patto-firme", patto.pk), {"luogo": "Borgo Sereno"})

    assert risposta["Location"] == indirizzo("patto-documenti", patto.pk)
    assert Patto.objects.get(pk=patto.pk).stato == StatoPatto.SOTTOSCRITTO


@pytest.mark.parametrize("disegno", ["", "data:image/png;base64,AAAA", "data:text/html;base64,AAAA", "x"])
def test_una_firma_che_non_si_legge_si_spiega(
    disegno: str, cast: Cast, famiglia: Famiglia, entra: Entra
) -> None:
    patto = condividi_patto(patto=crea_patto_completo(famiglia), operatore=cast.anna_verdi, al=OGGI)
    dati = {"modo": "schermo", "schermo-luogo": "B", "schermo-letto": "on", "schermo-disegno": disegno}

    risposta = entra(cast.anna_verdi).post(indirizzo("patto-firma", patto.pk, famiglia.madre.pk), dati)

    assert risposta.status_code == 422
    assert not patto.firme.exists()


def test_la_pagina_della_firma_non_mostra_gli_impegni_degli_altri(
    patto: Patto, famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    condividi_patto(patto=patto, operatore=cast.anna_verdi, al=OGGI)
    client = entra(cast.anna_verdi)

    del_padre = client.get(indirizzo("patto-firma", patto.pk, famiglia.padre.pk)).content.decode()
    della_madre = client.get(indirizzo("patto-firma", patto.pk, famiglia.madre.pk)).content.decode()

    assert SEGRETO not in del_padre
    assert PERSONALE not in del_padre
    assert SEGRETO in della_madre


def test_si_registra_una_verifica_dalla_pagina(cast: Cast, famiglia: Famiglia, entra: Entra) -> None:
    patto = sottoscrivi_tutto(crea_patto_completo(famiglia), famiglia)
    client = entra(cast.anna_verdi)
    dove = indirizzo("patto-verifica-nuova", patto.pk)
    form = client.get(dove).context["form"]
    dati = {nome: form[nome].value() or "" for nome in form.fields}
    dati |= {"presenti": "tutti", "data": patto.sottoscritto_il.isoformat(), "prossima_data": "2027-05-10"}

    risposta = client.post(dove, dati)

    if patto.sottoscritto_il.isoformat() <= _oggi():
        assert risposta.status_code == 302
        assert "tutti" in client.get(indirizzo("patto-andamento", patto.pk)).content.decode()
    else:
        assert risposta.status_code == 422


def test_l_educatore_suggerisce_e_chi_segue_risponde(patto: Patto, cast: Cast, entra: Entra) -> None:
    entra(cast.elio_educatore).post(
        indirizzo("patto-nota", patto.pk), {"testo": "Aggiungerei il doposcuola."}
    )
    nota = NotaEquipe.objects.get()

    client = entra(cast.anna_verdi)
    client.post(indirizzo("patto-nota-risposta", patto.pk, nota.pk), {"risposta": "Aggiunto."})

    pagina = client.get(indirizzo("patto-scheda", patto.pk)).content.decode()
    assert "Aggiungerei il doposcuola." in pagina
    assert "Aggiunto." in pagina


@pytest.mark.parametrize("nome", ["patto-scheda", "patto-componi"])
def test_le_interrogazioni_non_crescono_con_le_righe(
    nome: str, famiglia: Famiglia, cast: Cast, entra: Entra
) -> None:
    patto = inizia_patto(caso=famiglia.caso, operatore=cast.anna_verdi, al=OGGI)
    client = entra(cast.anna_verdi)
    for codice in ("OB.ECON.01", "OB.ECON.02", "OB.ECON.03"):
        risultato = aggiungi(patto, famiglia, codice, famiglia.madre, famiglia.padre)
        impegna(risultato, famiglia, "IM.CONT.01", famiglia.madre)
        if codice == "OB.ECON.01":
            client.get(indirizzo(nome, patto.pk))
            con_una = _interrogazioni(client, indirizzo(nome, patto.pk))
    assert _interrogazioni(client, indirizzo(nome, patto.pk)) == con_una


def _interrogazioni(client: Client, dove: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as conta:
        assert client.get(dove).status_code == 200
    return len(conta)


def _oggi() -> str:
    from django.utils import timezone

    return timezone.localdate().isoformat()
