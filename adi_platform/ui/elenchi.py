"""Components of lists: counters that filter, pages, timeline."""

from typing import Any

from django.core.paginator import Page
from django.template import Context

from adi_platform.ui.riquadri import TONI, leggi


def paginazione(context: Context, pagina: Page[Any], parametro: str = "pagina") -> dict[str, Any]:
    """Links to the other pages; the filters of the address are kept."""
    request = context.get("request")
    filtri = request.GET.copy() if request else None

    def indirizzo(numero: int) -> str:
        if filtri is None:
            return f"?{parametro}={numero}"
        filtri[parametro] = str(numero)
        return f"?{filtri.urlencode()}"

    paginatore = pagina.paginator
    numeri = [
        {
            "numero": voce,
            "url": indirizzo(voce) if isinstance(voce, int) else "",
            "attuale": voce == pagina.number,
        }
        for voce in paginatore.get_elided_page_range(pagina.number, on_each_side=1, on_ends=1)
    ]
    return {
        "pagina": pagina,
        "numeri": numeri,
        "precedente": indirizzo(pagina.previous_page_number()) if pagina.has_previous() else "",
        "successiva": indirizzo(pagina.next_page_number()) if pagina.has_next() else "",
        "totale": paginatore.count,
        # a list that stops counting says so; filters shorten it
        "oltre": bool(getattr(paginatore.object_list, "oltre", False)),
        "primo": pagina.start_index(),
        "ultimo": pagina.end_index(),
    }


def contatori(voci: list[dict[str, Any]], etichetta: str = "Filtra per stato") -> dict[str, Any]:
    """Counters that toggle a filter: dicts with etichetta, numero, tono, url, attivo."""
    return {
        "nome": etichetta,
        "voci": [
            {
                "etichetta": leggi(voce, "etichetta"),
                "numero": leggi(voce, "numero", 0),
                "tono": leggi(voce, "tono", "neutro"),
                "icona": TONI[leggi(voce, "tono", "neutro")],
                "url": leggi(voce, "url"),
                "attivo": bool(leggi(voce, "attivo", False)),
            }
            for voce in voci
        ],
    }


def cronologia(eventi: Any) -> dict[str, Any]:
    """Timeline: objects or dicts with quando, titolo, testo, autore, url, icona, tono."""
    return {
        "eventi": [
            {
                "quando": leggi(evento, "quando", None),
                "titolo": leggi(evento, "titolo"),
                "testo": leggi(evento, "testo"),
                "autore": str(leggi(evento, "autore") or ""),
                "url": leggi(evento, "url"),
                "icona": leggi(evento, "icona") or "it-clock",
                "tono": leggi(evento, "tono") or "neutro",
                "genere": leggi(evento, "genere"),
            }
            for evento in eventi
        ]
    }
