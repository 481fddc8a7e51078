"""The form of a request: it begins from the measure, and says at once when the PAI cannot be paid."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.urls import reverse

from adi_platform.errori import DominioError
from contributi.enums import ModoErogazione, StatoDocumento
from contributi.models import Misura
from contributi.services.documenti_richiesti import carica_per_la_domanda
from contributi.services.misure import misura_letta, modi_ammessi
from tests.cases.caso.test_sportello import crea_caso_sportello
from tests.casi import oggi
from tests.conftest import Entra
from tests.contributi import fabbrica
from tests.contributi.domande import crea_domanda, misure_in_vigore
from tests.documenti.test_caricamento import pdf
from tests.patti.pai import crea_pai, firma_pai
from tests.people import Cast

pytestmark = pytest.mark.django_db


def in_vigore(cast: Cast, codice: str) -> Misura:
    return fabbrica.crea_misura(cast, codice=codice, nome=f"Misura {codice}", testo=fabbrica.testo_di(codice))


def test_un_modo_che_la_misura_non_paga_si_dice_subito_e_con_la_via_di_uscita(
    cast: Cast, entra: Entra
) -> None:
    caso = crea_caso_sportello(cast, incontrato=True)
    pai = crea_pai(caso, misura="voucher", misura_nome="Misura voucher", modo="bonifico")
    firma_pai(pai)  # signed before the measure that does not pay so
    voucher = in_vigore(cast, "voucher")
    client, dove = entra(cast.anna_verdi), reverse("contributi:richiesta-nuova", args=[caso.pk])
    pagina = client.get(dove)
    assert "per ora non può passare" in pagina.text
    assert f"si eroga solo così: {ModoErogazione.BUONO.label.lower()}" in pagina.text
    assert "fallo firmare di nuovo" in pagina.text
    assert reverse("patto-scheda", args=[pai.pk]) in pagina.text
    dati = {
        "misura": voucher.pk, "richiedente": caso.nucleo.referente_id, "bisogno": "Spesa", "modo": "buono",
        "importo": "100,00",
    }  # fmt: skip
    (errore,) = client.post(dove, dati).context["form"].errors["modo"]
    assert "Prima correggi nel PAI come si eroga" in errore


def test_la_domanda_comincia_dalla_misura_e_mostra_solo_cio_che_e_suo(cast: Cast, entra: Entra) -> None:
    caso = crea_caso_sportello(cast, incontrato=True)
    urgente = in_vigore(cast, "urgente-non-residenti")
    client, dove = entra(cast.anna_verdi), reverse("contributi:richiesta-nuova", args=[caso.pk])
    prima = client.get(dove)
    assert "Continua" in prima.text
    assert 'name="bisogno"' not in prima.text
    form = client.get(dove, {"misura": urgente.pk}).context["form"]
    assert set(dict(form.fields["modo"].choices)) == set(modi_ammessi(urgente))
    spese = {voce.codice for voce in misura_letta(urgente).spese}
    assert set(dict(form.fields["tipo_spesa"].choices)) == {"", *spese}
    for strana in ("x", "", "999999", "\x00"):
        assert client.get(dove, {"misura": strana}).context["form"].misura_scelta is None
    dati = {
        "misura": urgente.pk, "richiedente": caso.nucleo.referente_id, "bisogno": "Biglietto", "importo": "30",
        "modo": "servizio", "tipo_spesa": "affitto",
    }  # fmt: skip
    sbagliata = client.post(dove, dati)
    assert sbagliata.status_code == 422
    assert {"tipo_spesa", "modo"} >= set(sbagliata.context["form"].errors) >= {"tipo_spesa"}
    assert "Biglietto" in sbagliata.text


def test_chi_chiede_e_maggiorenne(cast: Cast, entra: Entra) -> None:
    caso = crea_caso_sportello(cast, incontrato=True)
    adulto = caso.nucleo.referente
    form = (
        entra(cast.anna_verdi)
        .get(
            reverse("contributi:richiesta-nuova", args=[caso.pk]),
            {"misura": misure_in_vigore(cast)["straordinario-urgente"].pk},
        )
        .context["form"]
    )
    assert adulto in form.fields["richiedente"].queryset
    adulto.data_nascita = oggi().replace(year=oggi().year - 1, day=1)
    adulto.save()
    with pytest.raises(DominioError) as errore:
        crea_domanda(cast, caso=caso, richiedente=adulto, misura="straordinario-urgente", con_pai=False)
    assert errore.value.campo == "richiedente"


def test_un_documento_d_identita_scaduto_serve_con_la_dichiarazione(cast: Cast, entra: Entra) -> None:
    richiesta = crea_domanda(cast)
    riga = richiesta.documenti.get(codice="DOC.IDENT")
    client, dove = (
        entra(cast.sara_sportello),
        reverse("contributi:richiesta-documento", args=[richiesta.pk, riga.pk]),
    )
    ieri = (oggi() - datetime.timedelta(days=1)).isoformat()

    def manda(**altro: str) -> HttpResponse:
        return client.post(dove, {"file": SimpleUploadedFile("a.pdf", pdf()), "scade_il": ieri, **altro})

    senza = manda()
    assert "oppure spunta la dichiarazione" in senza.context["form"].errors["scade_il"][0]
    assert manda(dati_invariati="on").status_code == 302
    riga.refresh_from_db()
    assert (riga.stato_al(oggi()), riga.dati_invariati_il) == (StatoDocumento.PRESENTE, oggi())
    assert (
        "dati dichiarati invariati"
        in client.get(reverse("contributi:richiesta-documenti", args=[richiesta.pk])).text
    )


def test_per_gli_altri_documenti_la_dichiarazione_non_basta(cast: Cast) -> None:
    riga = crea_domanda(cast).documenti.exclude(codice="DOC.IDENT").first()
    with pytest.raises(DominioError, match="già scaduto"):
        carica_per_la_domanda(
            riga=riga, file=SimpleUploadedFile("a.pdf", pdf()), scade_il=oggi() - datetime.timedelta(days=1),
            operatore=cast.sara_sportello, al=oggi(), dati_invariati=True,
        )  # fmt: skip
