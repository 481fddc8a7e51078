"""The components of the house, collected. Each function's signature is its contract; see /stile/."""

from django import template

from adi_platform.ui import elenchi, formati, grafici, moduli, riquadri

register = template.Library()

for filtro in (
    formati.giorno,
    formati.giorno_esteso,
    formati.con_articolo,
    formati.giorno_breve,
    formati.ora,
    formati.euro,
    formati.frase,
):
    register.filter(filtro.__name__, filtro)
register.filter("tono_messaggio", riquadri.tono_messaggio)
register.filter("icona_tono", riquadri.icona_tono)

for componente in (
    moduli.campo,
    moduli.errori,
    moduli.pulsante,
    moduli.azione,
    riquadri.icona,
    riquadri.stato,
    riquadri.chip_scadenza,
    riquadri.stepper,
    riquadri.spiegazione,
    riquadri.vuoto,
    riquadri.avanzamento,
    elenchi.contatori,
    elenchi.cronologia,
    grafici.grafico_barre,
):
    register.inclusion_tag(f"components/{componente.__name__}.html")(componente)

register.inclusion_tag("components/paginazione.html", takes_context=True)(elenchi.paginazione)
register.simple_block_tag(riquadri.scheda)
register.simple_block_tag(riquadri.avviso)
register.simple_tag(moduli.prefisso_errore, takes_context=True)
