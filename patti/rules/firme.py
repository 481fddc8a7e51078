"""When a Patto counts as signed: the rule that the page of the signatures shows."""

from dataclasses import dataclass, replace

from adi_platform.norme.esito import Esito, Livello, Motivo

ART_FIRME = "Protocollo di rete art. 7: il Patto è sottoscritto dai componenti del nucleo"
ART_MANCATA_FIRMA = "DL 48/2023 art. 8 c. 6 lett. b)"
ART_FIRME_PAI = "Regolamento art. 7 lett. b): il PAI è sottoscritto da chi chiede"
REGOLA_PAI = "Il PAI è sottoscritto quando hanno firmato chi chiede e il servizio."
REGOLA = (
    "Il Patto è sottoscritto quando ha firmato il servizio e ogni adulto della famiglia ha firmato, oppure"
    " ha detto di no spiegando il motivo. Serve la firma di almeno un adulto."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PosizioneFirma:
    """One person called to sign. `modo` is empty until they sign or refuse; `obbligata` as in the case."""

    nome: str
    modo: str = ""
    obbligata: bool = False
    impronta: str = ""


def verifica_firme(
    *,
    adulti: tuple[PosizioneFirma, ...],
    servizio: PosizioneFirma,
    impronta: str,
    articolo: str = ART_FIRME,
) -> Esito:
    """What is still missing before the signatures can be closed."""
    motivi = [
        *(
            _manca("firma_mancante", f"{p.nome} non ha ancora firmato né detto di no.")
            for p in adulti
            if not p.modo
        ),
        *_del_servizio(servizio),
        *_di_almeno_un_adulto(adulti),
        *_su_altro_testo((*adulti, servizio), impronta),
        *_rifiuti(adulti),
    ]
    return Esito(
        motivi=tuple(replace(m, articolo=articolo) if m.articolo == ART_FIRME else m for m in motivi)
    )


def _manca(codice: str, testo: str) -> Motivo:
    return Motivo(codice=codice, testo=testo, articolo=ART_FIRME, livello=Livello.DA_INTEGRARE)


def _del_servizio(servizio: PosizioneFirma) -> list[Motivo]:
    if servizio.modo:
        return []
    return [_manca("firma_servizio", f"Manca la firma del servizio ({servizio.nome}).")]


def _di_almeno_un_adulto(adulti: tuple[PosizioneFirma, ...]) -> list[Motivo]:
    if any(not p.modo for p in adulti) or any(p.modo not in ("", "rifiuto") for p in adulti):
        return []
    testo = "Nessun adulto ha firmato: il Patto non è sottoscritto. Puoi riaprire il testo o interrompere."
    return [_manca("nessuna_firma", testo)]


def _su_altro_testo(posizioni: tuple[PosizioneFirma, ...], impronta: str) -> list[Motivo]:
    return [
        _manca(
            "testo_cambiato", f"{p.nome} ha firmato un testo diverso da quello di oggi: va firmato di nuovo."
        )
        for p in posizioni
        if p.modo and p.impronta != impronta
    ]


def _rifiuti(adulti: tuple[PosizioneFirma, ...]) -> list[Motivo]:
    testo = (
        "{} è fra chi è tenuto agli obblighi e non firma: la legge può collegare una conseguenza."
        " Decide una persona, dopo averla ascoltata."
    )
    return [
        Motivo(
            codice="rifiuto_di_obbligato",
            testo=testo.format(p.nome),
            articolo=ART_MANCATA_FIRMA,
            livello=Livello.AVVISO,
        )
        for p in adulti
        if p.modo == "rifiuto" and p.obbligata
    ]
