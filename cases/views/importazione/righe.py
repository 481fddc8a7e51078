"""The rows of a list as the preview and the result show them."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest, QueryDict

from adi_platform.http.accesso import annota_lettura, perimetro_di
from adi_platform.registro_accessi.services.registra import Visto
from cases.enums import EsitoRiga, Parentela
from cases.forms.importazione import FiltriForm
from cases.models import Importazione, RigaImportazione
from cases.permissions_importazione import vede_archivio
from cases.rules.elenco.campi import etichetta_di
from cases.rules.elenco.celle import piega, su_una_riga, testo_di
from cases.rules.elenco.motivi import frase_di, titolo_di
from cases.rules.elenco.traduzione import parentela_scritta
from cases.services.importazione.righe import celle_attuali
from cases.services.importazione.ripara import RIPARABILI

PER_PAGINA = 50
CARATTERI_MOSTRATI = 60
TONI = {
    EsitoRiga.ACCETTATA: "successo",
    EsitoRiga.AVVISO: "attenzione",
    EsitoRiga.DUPLICATA: "neutro",
    EsitoRiga.RIFIUTATA: "pericolo",
    EsitoRiga.VUOTA: "neutro",
    EsitoRiga.FUORI_TABELLA: "neutro",
}
IN_CONFLITTO = [{"codice": "DUPLICATO_CONFLITTO"}]
# What stops a row, then what somebody must decide, then what enters, then what is skipped.
PRIMA_I_PROBLEMI = Case(
    When(esito=EsitoRiga.RIFIUTATA, then=Value(0)),
    When(~Q(differenze=[]) | Q(motivi__contains=IN_CONFLITTO), then=Value(1)),
    When(esito=EsitoRiga.AVVISO, then=Value(2)),
    When(esito=EsitoRiga.ACCETTATA, then=Value(3)),
    default=Value(4),
    output_field=IntegerField(),
)
FILTRI = ("esito", "motivo", "cerca", "differenze", "vista", "pagina")


def _dell_esito(esito: EsitoRiga) -> tuple[str, str, str, str, str]:
    return ("esito", str(esito), str(esito.label), str(esito), TONI[esito])


# Filter, its value, words, count, tone: in the order of what there is to do.
CONTATORI = (
    _dell_esito(EsitoRiga.RIFIUTATA),
    ("differenze", "True", "Da confrontare con l'archivio", "con_differenze", "attenzione"),
    *map(_dell_esito, (EsitoRiga.AVVISO, EsitoRiga.ACCETTATA)),
    *map(_dell_esito, (EsitoRiga.DUPLICATA, EsitoRiga.VUOTA, EsitoRiga.FUORI_TABELLA)),
)


def mostra_righe(request: HttpRequest, importazione: Importazione) -> dict[str, Any]:
    """Context of a page of rows. The number of queries does not grow with the rows."""
    form = FiltriForm(request.GET)
    scelte = form.cleaned_data if form.is_valid() else {}
    righe = _filtra(importazione.righe.select_related("caso").order_by(PRIMA_I_PROBLEMI, "numero"), scelte)
    pagina = Paginator(righe, PER_PAGINA).get_page(request.GET.get("pagina"))
    voci = viste_delle_righe(request, importazione, list(pagina.object_list))
    annota_casi_visti(request, importazione, voci)
    return filtri_delle_righe(request, importazione, form) | {"pagina": pagina, "voci": voci}


def filtri_delle_righe(
    request: HttpRequest, importazione: Importazione, form: FiltriForm | None = None
) -> dict[str, Any]:
    """What stands above the rows: the filters and the counters that filter."""
    form = form or FiltriForm(request.GET)
    scelte = form.cleaned_data if form.is_valid() else {}
    return {
        "form": form,
        "contatori": _contatori(request, importazione, scelte),
        "filtrato": any(scelte.values()),
        "riparabile": importazione.stato in RIPARABILI,
        "filtri": solo_filtri(request.GET),
    }


def annota_casi_visti(request: HttpRequest, importazione: Importazione, voci: list[dict[str, Any]]) -> None:
    """The cases of which the rows show something of the archive."""
    visti = {v["riga"].caso_id for v in voci if v["differenze"] and v["riga"].caso_id}
    annota_lettura(request, *(Visto(ambito_id=importazione.ambito_id, caso_id=c) for c in visti))


def _filtra(righe: QuerySet[RigaImportazione], scelte: dict[str, Any]) -> QuerySet[RigaImportazione]:
    if scelte.get("esito"):
        righe = righe.filter(esito=scelte["esito"])
    if scelte.get("motivo"):
        righe = righe.filter(motivi__contains=[{"codice": scelte["motivo"]}])
    if scelte.get("differenze"):
        righe = righe.exclude(differenze=[])
    cercato = (scelte.get("cerca") or "").strip()
    if cercato:
        dove = Q(domanda__icontains=cercato) | Q(codici__contains=[cercato.upper().replace(" ", "")[:16]])
        dove |= Q(valori__persone__icontains=cercato)
        if cercato.isascii() and cercato.isdigit() and len(cercato) < 8:
            dove |= Q(numero=int(cercato))
        righe = righe.filter(dove)
    return righe


def viste_delle_righe(
    request: HttpRequest, importazione: Importazione, righe: list[RigaImportazione]
) -> list[dict[str, Any]]:
    perimetro = perimetro_di(request)
    prime = _righe_ripetute(importazione, righe)
    return [
        vista_della_riga(
            r,
            vede_archivio(perimetro, r, ambito_id=importazione.ambito_id),
            colonne=importazione.colonne,
            prima=prime.get(r.ripete or 0),
        )
        for r in righe
    ]


def in_conflitto(riga: RigaImportazione) -> bool:
    return any(m["codice"] == "DUPLICATO_CONFLITTO" for m in riga.motivi)


def _righe_ripetute(
    importazione: Importazione, righe: Iterable[RigaImportazione]
) -> dict[int, RigaImportazione]:
    """For the rows in conflict, the rows that they contradict: one query at most."""
    numeri = {r.ripete for r in righe if r.ripete and in_conflitto(r)}
    return {r.numero: r for r in importazione.righe.filter(numero__in=numeri)} if numeri else {}


def _contatori(
    request: HttpRequest, importazione: Importazione, scelte: dict[str, Any]
) -> list[dict[str, Any]]:
    """What is to be done with its number; choosing one filters, choosing it again takes the filter off."""
    voci = []
    for nome, valore, etichetta, conteggio, tono in CONTATORI:
        numero = importazione.numeri[conteggio]
        attivo = str(scelte.get(nome)) == valore
        if numero or attivo:
            parametri = QueryDict(solo_filtri(request.GET), mutable=True)
            parametri.pop("pagina", None)
            parametri[nome] = "" if attivo else valore
            url = f"?{parametri.urlencode()}"
            voci.append(
                {"etichetta": etichetta, "numero": numero, "tono": tono, "url": url, "attivo": attivo}
            )
    return voci


def solo_filtri(parametri: QueryDict) -> str:
    puliti = QueryDict(mutable=True)
    for nome in FILTRI:
        if valore := parametri.get(nome):
            puliti[nome] = valore
    return puliti.urlencode()


def vista_della_riga(
    riga: RigaImportazione, vede: bool, *, colonne: list[str], prima: RigaImportazione | None = None
) -> dict[str, Any]:
    """A row in words. The values of the archive only for whoever works on that Comune."""
    celle = _celle_per_campo(riga, colonne) if riga.motivi else {}
    persone = riga.valori.get("persone", [])
    return {
        "riga": riga,
        "persone": [f"{p.get('cognome', '')} {p.get('nome', '')}".strip() for p in persone],
        "codici": [p.get("codice", "") for p in persone if p.get("codice")],
        "membri": [_membro(p) for p in persone],
        "esito": EsitoRiga(riga.esito).label,
        "tono": TONI[EsitoRiga(riga.esito)],
        "motivi": [_motivo(m, celle) for m in riga.motivi],
        "contro": _differenze_tra(prima, riga, colonne),
        "differenze": [_scelta(d, riga) for d in riga.differenze] if vede else [],
        "differenze_riservate": bool(riga.differenze) and not vede,
        "si_corregge": riga.importata_il is None
        and riga.esito not in (EsitoRiga.VUOTA, EsitoRiga.FUORI_TABELLA),
        "in_conflitto": in_conflitto(riga),
    }


def _membro(persona: dict[str, Any]) -> dict[str, Any]:
    """A member as it was read: the kinship in the words of the archive, or as written when it has none."""
    scritta = persona.get("relazione", "")
    parentela = parentela_scritta(scritta)
    nascita = persona.get("data_nascita")
    return {
        "nome": f"{persona.get('cognome', '')} {persona.get('nome', '')}".strip(),
        "codice": persona.get("codice", ""),
        "nascita": datetime.date.fromisoformat(nascita) if nascita else None,
        "parentela": scritta if parentela == Parentela.ALTRO else Parentela(parentela).label.lower(),
    }


def _motivo(motivo: dict[str, Any], celle: dict[str, str]) -> dict[str, str]:
    dove = f"componente_{motivo['componente']}." if motivo.get("componente") else ""
    return {
        "titolo": titolo_di(motivo["codice"]),
        "frase": frase_di(motivo["codice"]),
        "dove": etichetta_di(dove + motivo["campo"]) if motivo["campo"] else "",
        "scritto": celle.get(dove + motivo["campo"], "") if motivo["campo"] else "",
    }


def _celle_per_campo(riga: RigaImportazione, colonne: list[str]) -> dict[str, str]:
    """What is written in the cells of a row, by field; short, for a sentence."""
    celle = celle_attuali(riga)
    return {
        campo: su_una_riga(testo_di(celle[posto]))[:CARATTERI_MOSTRATI]
        for posto, campo in enumerate(colonne)
        if campo and posto < len(celle)
    }


def _differenze_tra(
    prima: RigaImportazione | None, questa: RigaImportazione, colonne: list[str]
) -> list[dict[str, str]]:
    """The columns in which two rows about the same member do not say the same."""
    if prima is None:
        return []
    una, altra = _celle_per_campo(prima, colonne), _celle_per_campo(questa, colonne)
    return [
        {"etichetta": etichetta_di(campo), "prima": una.get(campo, ""), "questa": altra.get(campo, "")}
        for campo in dict.fromkeys((*una, *altra))
        if piega(una.get(campo, "")) != piega(altra.get(campo, ""))
    ]


def _scelta(differenza: dict[str, str], riga: RigaImportazione) -> dict[str, Any]:
    scelta = riga.scelte.get(differenza["chiave"]) or {}
    return {**differenza, "dall_elenco": scelta.get("vale") == "elenco"}
