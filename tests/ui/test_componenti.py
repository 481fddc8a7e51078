"""Each component, as HTML that a screen reader can use."""

import datetime
import re
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

OGGI = datetime.date(2026, 11, 23)


class Modulo(forms.Form):
    nome = forms.CharField(label="Nome", help_text="Come sul documento.")
    nascita = forms.DateField(label="Data di nascita", required=False)
    modo = forms.ChoiceField(label="Modo", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    si = forms.BooleanField(label="Serve aiuto", required=False)
    nascosto = forms.CharField(widget=forms.HiddenInput, required=False)


def disegna(testo: str, **contesto: Any) -> str:
    return Template(testo).render(Context(contesto))


def test_il_campo_lega_etichetta_aiuto_ed_errore_al_controllo() -> None:
    html = disegna("{% campo m.nome %}", m=Modulo({"nome": ""}))
    assert '<label class="campo-etichetta" for="id_nome">Nome' in html
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_nome_aiuto id_nome_errore"' in html
    assert 'id="id_nome_aiuto"' in html
    assert 'id="id_nome_errore"' in html
    assert "Errore: " in html


def test_il_campo_senza_errori_non_e_segnato_come_sbagliato() -> None:
    html = disegna("{% campo m.nome %}", m=Modulo())
    assert "aria-invalid" not in html
    assert 'aria-describedby="id_nome_aiuto"' in html


def test_solo_i_campi_facoltativi_lo_dicono() -> None:
    assert "(facoltativo)" in disegna("{% campo m.nascita %}", m=Modulo())
    assert "(facoltativo)" not in disegna("{% campo m.nome %}", m=Modulo())


def test_dove_quasi_tutto_e_facoltativo_si_segna_l_obbligatorio_e_i_filtri_tacciono() -> None:
    class Scheda(forms.Form):
        cognome = forms.CharField()
        nome = forms.CharField(required=False)
        via = forms.CharField(required=False)

    class Filtri(forms.Form):
        q = forms.CharField(required=False)
        comune = forms.CharField(required=False)

    assert "(obbligatorio)" in disegna("{% campo m.cognome %}", m=Scheda())
    for testo in (disegna("{% campo m.nome %}", m=Scheda()), disegna("{% campo m.q %}", m=Filtri())):
        assert "segno-campo" not in testo


def test_i_campi_parlano_come_la_casa() -> None:
    class Scheda(forms.Form):
        nome = forms.CharField(max_length=3)
        giorno = forms.DateField()
        scelta = forms.ChoiceField(choices=[("a", "A")])

    vuoto, sbagliato = Scheda({}), Scheda({"nome": "quattro", "giorno": "x", "scelta": "b"})
    assert vuoto.errors == {
        "nome": ["Compila questo campo."],
        "giorno": ["Scrivi il giorno."],
        "scelta": ["Scegli una delle voci."],
    }
    assert sbagliato.errors == {
        "nome": ["Il testo è troppo lungo: al massimo 3 caratteri, ora sono 7."],
        "giorno": ["Scrivi una data valida, per esempio 23/11/2026."],
        "scelta": ["Questa scelta non è tra quelle possibili: scegline un'altra."],
    }


def test_la_data_usa_il_calendario_del_browser_ma_non_perde_il_testo_sbagliato() -> None:
    html = disegna("{% campo m.nascita %}", m=Modulo(initial={"nascita": OGGI}))
    assert 'type="date"' in html
    assert 'value="2026-11-23"' in html
    sbagliata = disegna("{% campo m.nascita %}", m=Modulo({"nascita": "32/13/1985"}))
    assert 'type="date"' not in sbagliata
    assert 'value="32/13/1985"' in sbagliata


def test_un_gruppo_di_scelte_e_un_fieldset_con_legenda() -> None:
    html = disegna("{% campo m.modo %}", m=Modulo({"modo": ""}))
    assert "<fieldset" in html
    assert "<legend" in html
    assert 'aria-describedby="id_modo_errore"' in html


def test_la_spunta_ha_l_etichetta_accanto_e_il_nascosto_nessuna() -> None:
    assert '<label for="id_si">Serve aiuto</label>' in disegna("{% campo m.si %}", m=Modulo())
    assert "<label" not in disegna("{% campo m.nascosto %}", m=Modulo())


def test_il_riepilogo_porta_a_ogni_campo_sbagliato() -> None:
    html = disegna("{% errori m %}", m=Modulo({"nome": "", "nascita": "x"}))
    assert 'role="alert"' in html
    for ancora in ("#id_nome", "#id_nascita", "#id_modo_0"):
        assert f'href="{ancora}"' in html
    assert "Ci sono 3 cose da sistemare" in html


def test_il_riepilogo_tace_senza_errori_e_legge_anche_gli_insiemi_di_moduli() -> None:
    assert disegna("{% errori m %}", m=Modulo()).strip() == ""
    insieme = forms.formset_factory(Modulo)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-nome": ""}
    )
    assert 'href="#id_form-0-nome"' in disegna("{% errori m %}", m=insieme)


def test_il_titolo_dice_errore_quando_un_modulo_della_pagina_ne_ha() -> None:
    assert disegna("{% prefisso_errore %}", qualunque=Modulo({"nome": ""})) == "Errore: "
    assert disegna("{% prefisso_errore %}", qualunque=Modulo()) == ""
    assert disegna("{% prefisso_errore %}", errore="Non è arrivato niente.") == "Errore: "


def test_solo_la_cornice_scrive_errore_nel_titolo() -> None:
    titoli = re.compile(r"block titolo %}.*?(Errore:|prefisso_errore)")
    cartella = settings.BASE_DIR / "templates"
    assert [p.name for p in cartella.rglob("*.html") if titoli.search(p.read_text(encoding="utf-8"))] == []


def test_il_testo_di_chi_scrive_non_diventa_html() -> None:
    cattivo = '<script>"x"</script>'
    for testo in (
        "{% stato t %}",
        "{% vuoto t url='/a/' etichetta=t %}",
        "{% azione t '/a/' motivo_no=t %}",
        "{% pulsante t nome=t valore=t %}",
        "{% scheda titolo=t %}{{ t }}{% endscheda %}",
        "{% avviso 'info' titolo=t %}{{ t }}{% endavviso %}",
        "{% cronologia e %}",
    ):
        html = disegna(testo, t=cattivo, e=[{"quando": OGGI, "titolo": cattivo, "testo": cattivo}])
        assert "<script>" not in html, testo


@pytest.mark.parametrize("tono", ["neutro", "info", "successo", "attenzione", "pericolo"])
def test_lo_stato_ha_sempre_icona_e_testo(tono: str) -> None:
    html = disegna("{% stato 'Ricevuto' tono %}", tono=tono)
    assert "<svg" in html
    assert 'aria-hidden="true"' in html
    assert "Ricevuto" in html


@pytest.mark.parametrize(
    ("giorni", "tono", "testo"),
    [(-3, "pericolo", "in ritardo di 3 giorni"), (0, "attenzione", "oggi"), (7, "attenzione", "tra 7 giorni"),
     (8, "neutro", "tra 8 giorni")],
)  # fmt: skip
def test_la_scadenza_cambia_tono_quando_si_avvicina(giorni: int, tono: str, testo: str) -> None:
    html = disegna("{% chip_scadenza e o %}", e=OGGI + datetime.timedelta(days=giorni), o=OGGI)
    assert f"tono-{tono}" in html
    assert testo in html
    assert "<time datetime=" in html


def test_senza_data_la_scadenza_lo_dice() -> None:
    assert "senza scadenza" in disegna("{% chip_scadenza e o %}", e=None, o=OGGI)


def test_l_azione_negata_dice_il_motivo_e_non_e_un_collegamento() -> None:
    html = disegna("{% azione 'Vota' '/voto/' motivo_no='Hai redatto il PAI' %}")
    assert "<a " not in html
    assert 'aria-disabled="true"' in html
    assert "Hai redatto il PAI" in html
    assert 'href="/voto/"' in disegna("{% azione 'Vota' '/voto/' %}")


def test_la_scheda_dice_chi_e_quando_e_porta_alla_sua_pagina() -> None:
    quando = datetime.datetime(2026, 11, 12, 9, 0, tzinfo=datetime.UTC)
    oggetto = SimpleNamespace(aggiornato_il=quando, aggiornato_da=SimpleNamespace(nome_breve="A. Verdi"))
    html = disegna(
        "{% scheda titolo='Nucleo' oggetto=o url='/n/' livello=3 %}<p>dentro</p>{% endscheda %}", o=oggetto
    )
    assert "<h3" in html
    assert "<p>dentro</p>" in html
    assert "12/11/2026 10:00" in html
    assert "da A. Verdi" in html
    assert re.search(r'href="/n/">Apri<span class="visually-hidden">: Nucleo', html)


def test_il_percorso_dice_il_passo_attuale() -> None:
    html = disegna(
        "{% stepper v %}",
        v=[
            {"etichetta": "Incontro", "stato": "fatto", "url": "/i/"},
            {"etichetta": "Patto", "stato": "attuale"},
        ],
    )
    assert html.count('aria-current="step"') == 1
    assert "(fatto)" in html
    assert 'href="/i/"' in html


def test_la_spiegazione_accetta_righe_dei_termini_e_del_json() -> None:
    riga = SimpleNamespace(
        dal=OGGI, al=OGGI, che_cosa="Non si conta", giorni_contati=0, riferimento="art. 2963 c.c."
    )
    json = {
        "dal": "2026-11-24",
        "al": "2026-12-01",
        "che_cosa": "Corre",
        "giorni_contati": 8,
        "riferimento": "",
    }
    html = disegna("{% spiegazione p %}", p=[riga, json])
    assert "<caption" in html
    assert "24/11/2026 – 01/12/2026" in html
    assert 'scope="col"' in html
    semplice = disegna(
        "{% spiegazione p %}", p=[{"testo": "ISEE", "valore": "9.360,00 €", "riferimento": "a"}]
    )
    assert "Giorni" not in semplice


def test_le_pagine_conservano_i_filtri() -> None:
    pagina = Paginator(range(30), 10).get_page(2)
    richiesta = RequestFactory().get("/", {"q": "D'Angelo", "pagina": "2"})
    html = disegna("{% paginazione p %}", p=pagina, request=richiesta)
    assert "q=D%27Angelo&amp;pagina=3" in html
    assert 'aria-current="page"' in html
    assert "Da 11 a 20 di 30" in html


def test_il_contatore_attivo_lo_dice() -> None:
    voci = [
        {"etichetta": "in ritardo", "numero": 7, "tono": "pericolo", "url": "?s=r", "attivo": True},
        {"etichetta": "a posto", "numero": 31, "tono": "successo", "url": "?s=p", "attivo": False},
    ]
    html = disegna("{% contatori v %}", v=voci)
    assert html.count('aria-current="true"') == 1
    assert 'href="?s=p"' in html


def test_l_avviso_grave_interrompe_gli_altri_attendono() -> None:
    assert 'role="alert"' in disegna("{% avviso 'pericolo' %}x{% endavviso %}")
    assert 'role="status"' in disegna("{% avviso 'info' %}x{% endavviso %}")


def test_la_cronologia_e_un_elenco_ordinato_con_le_date() -> None:
    html = disegna("{% cronologia e %}", e=[{"quando": OGGI, "titolo": "Incontro", "url": "/i/"}])
    assert '<ol class="cronologia">' in html
    assert "lunedì 23 novembre 2026" in html


@pytest.mark.parametrize(
    ("stato", "testo", "chiede"), [("in_corso", "Lavoro in corso", True), ("riuscito", "Fatto", False)]
)
def test_l_avanzamento_si_aggiorna_solo_finche_serve(stato: str, testo: str, chiede: bool) -> None:
    lavoro = SimpleNamespace(pk=3, stato=stato, fatto=1, totale=4, messaggio="")
    html = disegna("{% avanzamento l %}", l=lavoro)
    assert testo in html
    assert ("hx-get=" in html) is chiede
    assert ("<progress" in html) is chiede


def test_il_grafico_dice_a_parole_quello_che_disegna() -> None:
    barre = (
        {"nome": "prima", "valore": Decimal("1200"), "euro": True},
        {"nome": "dopo", "valore": "600.00", "euro": True},
        {"nome": "ridotta", "valore": 0, "euro": True},
    )
    html = disegna("{% grafico_barre 'Spesa' serie 'g' %}", serie=[{"etichetta": "Totale", "barre": barre}])
    assert 'role="img" aria-labelledby="g-titolo g-testo"' in html
    assert "Totale: prima 1.200,00 €, dopo 600,00 €, ridotta 0,00 €" in html
    assert re.findall(r'<rect[^>]* width="(\d+)"', html) == ["200", "100", "0"]
    assert "style=" not in html


def test_un_grafico_senza_numeri_non_divide_per_zero() -> None:
    vuota = {"etichetta": "Niente", "barre": [{"nome": "prima", "valore": 0}]}
    assert 'width="0"' in disegna("{% grafico_barre 'Niente' serie 'g' %}", serie=[vuota])
    assert "<svg" in disegna("{% grafico_barre 'Niente' serie 'g' %}", serie=[])
