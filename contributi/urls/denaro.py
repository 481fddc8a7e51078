"""Addresses of the money."""

from django.urls import URLPattern, path

from contributi.views import buoni, cassa, erogazioni, esercizi, fondi, liquidazioni, recuperi

PIANO = "erogazioni/<int:pk>/"
LISTA = "erogazioni/liquidazioni/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("erogazioni/", erogazioni.elenco, name="erogazioni"),
    path("erogazioni/liquidazioni/", liquidazioni.elenco, name="liquidazioni"),
    path(LISTA, liquidazioni.scheda, name="liquidazione"),
    path(f"{LISTA}registra/", liquidazioni.registra, name="liquidazione-registra"),
    path(f"{LISTA}mandati/", liquidazioni.esiti, name="liquidazione-esiti"),
    path(f"{LISTA}foglio/", liquidazioni.scarica, name="liquidazione-foglio"),
    path(f"{LISTA}rate/<int:rata>/togli/", liquidazioni.togli, name="liquidazione-togli"),
    path("erogazioni/fondi/", fondi.fondi, name="fondi"),
    path("erogazioni/fondi/nuovo/", fondi.fondo_nuovo, name="fondo-nuovo"),
    path("erogazioni/fondi/<int:pk>/", fondi.fondo, name="fondo"),
    path("erogazioni/fondi/<int:pk>/variazione/", fondi.fondo_varia, name="fondo-varia"),
    path("erogazioni/creditori/", fondi.creditori, name="creditori"),
    path("erogazioni/creditori/nuovo/", fondi.creditore_nuovo, name="creditore-nuovo"),
    path("erogazioni/creditori/<int:pk>/", fondi.creditore, name="creditore"),
    path("erogazioni/recuperi/", recuperi.elenco, name="recuperi"),
    path("erogazioni/recuperi/<int:pk>/", recuperi.scheda, name="recupero"),
    path("erogazioni/recuperi/<int:pk>/rate/<int:rata>/", recuperi.versamento, name="recupero-versamento"),
    path("erogazioni/recuperi/<int:pk>/<slug:atto>/", recuperi.chiudi, name="recupero-chiudi"),
    path(PIANO, erogazioni.piano, name="piano"),
    path(f"{PIANO}chi-riceve/", erogazioni.chi_riceve, name="piano-chi-riceve"),
    path(f"{PIANO}documenti/nuovo/", erogazioni.giustificativo, name="piano-giustificativo"),
    path(f"{PIANO}rate/<int:rata>/documento/", erogazioni.collega, name="piano-collega"),
    path(f"{PIANO}rate/<int:rata>/buono/", buoni.emetti, name="buono-emetti"),
    path(f"{PIANO}riprendi/", erogazioni.riprendi, name="piano-riprendi"),
    path(f"{PIANO}segnala/", erogazioni.segnala, name="piano-segnala"),
    path(f"{PIANO}recupero/", recuperi.nuovo, name="recupero-nuovo"),
    path("buoni/", buoni.elenco, name="buoni"),
    path("buoni/chiudi/", buoni.chiudi, name="buoni-chiudi"),
    path("buoni/<int:pk>/", buoni.scheda, name="buono"),
    path("buoni/<int:pk>/annulla/", buoni.annulla, name="buono-annulla"),
    path("buoni/esercizi/", esercizi.elenco, name="esercizi"),
    path("buoni/esercizi/nuovo/", esercizi.nuovo, name="esercizio-nuovo"),
    path("buoni/esercizi/<int:pk>/", esercizi.scheda, name="esercizio"),
    path("buoni/esercizi/<int:pk>/rendiconto/", esercizi.rendiconto_nuovo, name="rendiconto-nuovo"),
    path("buoni/rendiconti/<int:pk>/paga/", esercizi.rendiconto_paga, name="rendiconto-paga"),
    path("buoni/rendiconti/<int:pk>/foglio/", esercizi.rendiconto_scarica, name="rendiconto-foglio"),
    path("buoni/esercizio/", cassa.cassa, name="cassa"),
    path("buoni/esercizio/spesa/", cassa.spendi, name="cassa-spendi"),
    path("buoni/esercizio/spese/<int:pk>/annulla/", cassa.annulla, name="cassa-annulla"),
]
