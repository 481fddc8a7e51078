"""The acts on a Patto: compose, share, sign, revise, check."""

import datetime
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from adi_platform.documenti.models import Documento
from adi_platform.errori import ConflittoDiVersione, DominioError
from cases.enums import StatoCaso
from cases.models import CasoAdi, Scadenza
from patti.enums import ModoFirma, StatoImpegno, StatoPatto, StatoRisultato
from patti.models import ImpegnoPatto, Patto
from patti.services.cataloghi import catalogo_di
from patti.services.componi import modifica_parte
from patti.services.condividi import concludi_patto, condividi_patto, interrompi_patto, riapri_patto
from patti.services.firma import chiudi_firme, firma_su_carta, firma_sullo_schermo, registra_rifiuto
from patti.services.inizia import annulla_revisione, apri_revisione, inizia_patto
from patti.services.monitora import Giudizio, registra_verifica
from patti.signals import patto_sottoscritto
from tests.patti.costruttori import (
    OGGI,
    PRIMA_VERIFICA,
    Famiglia,
    aggiungi,
    crea_equipe,
    crea_famiglia,
    crea_patto_completo,
    impegna,
)
from tests.patti.firme import PNG_FIRMA, sottoscrivi_tutto
from tests.people import Cast


@pytest.fixture
def famiglia(cast: Cast) -> Famiglia:
    return crea_famiglia(cast)


def test_il_patto_nasce_dopo_il_primo_incontro(cast: Cast) -> None:
    presto = crea_famiglia(cast, stato=StatoCaso.CONVOCATO)

    with pytest.raises(DominioError, match="dopo il primo incontro"):
        inizia_patto(caso=presto.caso, operatore=cast.anna_verdi, al=OGGI)


def test_iniziare_il_patto_porta_avanti_il_caso_e_sceglie_il_referente(famiglia: Famiglia) -> None:
    patto = inizia_patto(caso=famiglia.caso, operatore=famiglia.operatore, al=OGGI)

    assert patto.referente_familiare == famiglia.madre
    assert CasoAdi.objects.get(pk=famiglia.caso.pk).stato == StatoCaso.PATTO_IN_DEFINIZIONE


def test_un_caso_ha_un_solo_patto_in_preparazione(famiglia: Famiglia) -> None:
    inizia_patto(caso=famiglia.caso, operatore=famiglia.operatore, al=OGGI)

    with pytest.raises(DominioError, match="ha già un Patto"):
        inizia_patto(caso=famiglia.caso, operatore=famiglia.operatore, al=OGGI)


def test_la_voce_di_catalogo_porta_testo_indicatore_e_data(famiglia: Famiglia) -> None:
    patto = inizia_patto(caso=famiglia.caso, operatore=famiglia.operatore, al=OGGI)

    risultato = aggiungi(patto, famiglia, "OB.ECON.01", famiglia.madre)

    assert risultato.entro == datetime.date(2027, 5, 23)
    assert risultato.obiettivo.testo == "Vivere con le proprie risorse senza rinunciare alle cose essenziali."


def test_l_impegno_e_sanzionabile_solo_per_chi_ha_obblighi(famiglia: Famiglia) -> None:
    patto = inizia_patto(caso=famiglia.caso, operatore=famiglia.operatore, al=OGGI)
    risultato = aggiungi(patto, famiglia, "OB.ECON.02", famiglia.madre)
    for chi in (famiglia.madre, famiglia.padre, famiglia.figlia):
        impegna(risultato, famiglia, "IM.CONT.01", chi)

    righe = {i.componente_id: i for i in ImpegnoPatto.objects.filter(patto=patto)}
    assert righe[famiglia.madre.pk].sanzionabile
    assert not righe[famiglia.padre.pk].sanzionabile
    assert not righe[famiglia.figlia.pk].sanzionabile
    assert righe[famiglia.madre.pk].testo.startswith("Viene")
    assert righe[famiglia.figlia.pk].testo.startswith("Vieni")


def test_un_risultato_riservato_ha_un_obiettivo_proprio_e_nessun_impegno(famiglia: Famiglia) -> None:
    patto = inizia_patto(caso=famiglia.caso, operatore=famiglia.operatore, al=OGGI)
    comune = aggiungi(patto, famiglia, "OB.PERS.01", famiglia.madre)
    riservato = aggiungi(patto, famiglia, "OB.PERS.06", famiglia.madre)

    assert riservato.obiettivo_id != comune.obiettivo_id
    assert riservato.obiettivo.persona == famiglia.madre
    with pytest.raises(DominioError, match="riservato"):
        impegna(riservato, famiglia, "IM.CONT.01", famiglia.madre)


def test_chi_salva_su_una_versione_vecchia_riceve_il_conflitto(famiglia: Famiglia) -> None:
    patto = crea_patto_completo(famiglia)
    impegno = ImpegnoPatto.objects.filter(patto=patto).first()
    assert impegno is not None
    campi = {"valori": {"testo": "Prima"}, "molti": {}, "operatore": famiglia.operatore}
    modifica_parte(parte=impegno, attesa=impegno.versione, **campi)

    with pytest.raises(ConflittoDiVersione):
        modifica_parte(parte=impegno, attesa=impegno.versione, **campi)


def test_un_patto_incompleto_non_si_condivide_e_dice_che_cosa_manca(famiglia: Famiglia) -> None:
    patto = inizia_patto(caso=famiglia.caso, operatore=famiglia.operatore, al=OGGI)

    with pytest.raises(DominioError, match="Aggiungi almeno un obiettivo"):
        condividi_patto(patto=patto, operatore=famiglia.operatore, al=OGGI)


def test_condividere_congela_i_nomi_dell_equipe(famiglia: Famiglia, cast: Cast) -> None:
    crea_equipe(famiglia, cast)
    patto = condividi_patto(patto=crea_patto_completo(famiglia), operatore=famiglia.operatore, al=OGGI)

    nomi = [(str(c), c.nome_funzione, c.responsabile) for c in patto.componenti_equipe.all()]
    assert nomi == [
        ("Anna Verdi", "Responsabile del caso (case manager)", True),
        ("Elio Educatore", "Educatore professionale", False),
    ]


def test_dalla_bozza_alla_firma_il_caso_va_in_monitoraggio(famiglia: Famiglia) -> None:
    ricevuti: list[Patto] = []

    def ascolta(sender: object, patto: Patto, **_: object) -> None:
        ricevuti.append(patto)

    patto_sottoscritto.connect(ascolta)
    try:
        patto = sottoscrivi_tutto(crea_patto_completo(famiglia), famiglia)
    finally:
        patto_sottoscritto.disconnect(ascolta)

    assert patto.stato == StatoPatto.SOTTOSCRITTO
    assert patto.documento is not None
    assert [p.pk for p in ricevuti] == [patto.pk]
    assert CasoAdi.objects.get(pk=famiglia.caso.pk).stato == StatoCaso.MONITORAGGIO
    scadenza = Scadenza.objects.get(caso=famiglia.caso, chiave="verifica_patto")
    assert (scadenza.entro, scadenza.stato) == (PRIMA_VERIFICA, "aperta")


def test_senza_la_firma_di_tutti_non_si_chiude(famiglia: Famiglia) -> None:
    patto = condividi_patto(patto=crea_patto_completo(famiglia), operatore=famiglia.operatore, al=OGGI)
    _firma(patto, famiglia, chi="madre")
    _firma(patto, famiglia, chi=None)

    with pytest.raises(DominioError, match="Łukasz Pròva non ha ancora firmato"):
        chiudi_firme(patto=patto, operatore=famiglia.operatore, luogo="Borgo Sereno", al=OGGI)


def test_il_rifiuto_con_motivo_vale_come_risposta(famiglia: Famiglia) -> None:
    patto = condividi_patto(patto=crea_patto_completo(famiglia), operatore=famiglia.operatore, al=OGGI)
    _firma(patto, famiglia, chi="madre")
    _firma(patto, famiglia, chi=None)
    registra_rifiuto(
        patto=patto,
        componente=famiglia.padre,
        motivo="Vuole pensarci.",
        luogo="Borgo Sereno",
        operatore=famiglia.operatore,
    )

    firmato = chiudi_firme(patto=patto, operatore=famiglia.operatore, luogo="Borgo Sereno", al=OGGI)

    assert firmato.stato == StatoPatto.SOTTOSCRITTO
    assert firmato.documento is not None
    testo = str(firmato.documento.contenuto)
    assert "Ha rifiutato di firmare " in testo
    assert "Il motivo è registrato nel fascicolo." in testo
    assert "Vuole pensarci" not in testo


def test_un_rifiuto_senza_motivo_non_si_registra(famiglia: Famiglia) -> None:
    patto = condividi_patto(patto=crea_patto_completo(famiglia), operatore=famiglia.operatore, al=OGGI)

    for motivo in (" ", "no", "no no", "nonvoglio!", "... ... ... ..."):
        with pytest.raises(DominioError, match="Scrivi perché") as errore:
            registra_rifiuto(
                patto=patto, componente=famiglia.padre, motivo=motivo, luogo="X", operatore=famiglia.operatore
            )
        assert errore.value.campo == "motivo"
    assert not patto.firme.exists()


def test_un_minore_non_firma(famiglia: Famiglia) -> None:
    patto = condividi_patto(patto=crea_patto_completo(famiglia), operatore=famiglia.operatore, al=OGGI)

    with pytest.raises(DominioError, match="Firma solo un adulto"):
        _firma(patto, famiglia, chi="figlia")


def test_la_firma_su_carta_chiede_l_attestazione(famiglia: Famiglia) -> None:
    patto = condividi_patto(patto=crea_patto_completo(famiglia), operatore=famiglia.operatore, al=OGGI)
    copia = SimpleUploadedFile("firma.png", PNG_FIRMA, "image/png")
    campi = {"patto": patto, "componente": famiglia.madre, "luogo": "X", "operatore": famiglia.operatore}

    with pytest.raises(DominioError, match="conforme"):
        firma_su_carta(copia=copia, attestazione="", **campi)
    copia.seek(0)
    firma = firma_su_carta(copia=copia, attestazione="Copia conforme all'originale.", **campi)

    assert firma.modo == ModoFirma.CARTA
    assert firma.documento is not None
    assert firma.documento.attestazione == "Copia conforme all'originale."


def test_riaprire_il_testo_annulla_le_firme_e_le_lascia_leggibili(famiglia: Famiglia) -> None:
    patto = condividi_patto(patto=crea_patto_completo(famiglia), operatore=famiglia.operatore, al=OGGI)
    _firma(patto, famiglia, chi="madre")

    riapri_patto(patto=patto, operatore=famiglia.operatore, motivo="Manca un sostegno.")

    firma = patto.firme.get()
    assert firma.annullata_il is not None
    assert firma.motivo_annullamento == "Manca un sostegno."
    assert Patto.objects.get(pk=patto.pk).stato == StatoPatto.BOZZA


def test_la_revisione_conserva_l_identita_di_ogni_parte(famiglia: Famiglia) -> None:
    primo = sottoscrivi_tutto(crea_patto_completo(famiglia), famiglia)

    nuovo = apri_revisione(patto=primo, operatore=famiglia.operatore, motivo="Cambia il lavoro.", al=OGGI)

    assert (nuovo.numero, nuovo.identita) == (2, primo.identita)
    assert _identita(nuovo) == _identita(primo)
    assert len(_identita(nuovo)) == 11
    assert Patto.objects.get(pk=primo.pk).stato == StatoPatto.IN_REVISIONE


def test_firmare_la_revisione_sostituisce_la_versione_di_prima(famiglia: Famiglia) -> None:
    primo = sottoscrivi_tutto(crea_patto_completo(famiglia), famiglia)
    nuovo = apri_revisione(patto=primo, operatore=famiglia.operatore, motivo="Cambia il lavoro.", al=OGGI)
    nuovo.prima_verifica = PRIMA_VERIFICA
    nuovo.save()

    sottoscrivi_tutto(nuovo, famiglia)

    stati = dict(Patto.objects.filter(caso=famiglia.caso).values_list("numero", "stato"))
    assert stati == {1: StatoPatto.AGGIORNATO, 2: StatoPatto.SOTTOSCRITTO}


def test_lasciare_la_revisione_rimette_in_vigore_la_versione_firmata(famiglia: Famiglia) -> None:
    primo = sottoscrivi_tutto(crea_patto_completo(famiglia), famiglia)
    nuovo = apri_revisione(patto=primo, operatore=famiglia.operatore, motivo="Forse.", al=OGGI)

    with pytest.raises(DominioError, match="revisione"):
        interrompi_patto(patto=nuovo, operatore=famiglia.operatore, motivo="No", al=OGGI)
    annulla_revisione(patto=nuovo, operatore=famiglia.operatore, motivo="Va bene com'è.", al=OGGI)
    altra = apri_revisione(patto=primo, operatore=famiglia.operatore, motivo="Ora sì.", al=OGGI)

    stati = dict(Patto.objects.filter(caso=famiglia.caso).values_list("numero", "stato"))
    assert stati == {1: "in_revisione", 2: "interrotto", 3: "bozza"}
    assert altra.numero == 3


def test_la_verifica_aggiorna_gli_stati_e_fissa_la_prossima_data(famiglia: Famiglia) -> None:
    patto = sottoscrivi_tutto(crea_patto_completo(famiglia), famiglia)
    risultati = list(patto.risultatoatteso_del_patto.all())
    impegni = list(patto.impegnopatto_del_patto.all())
    prossima = datetime.date(2027, 5, 10)

    registra_verifica(
        patto=patto,
        operatore=famiglia.operatore,
        dati={
            "data": OGGI,
            "modalita": "sede",
            "presenti": "la madre e l'assistente sociale",
            "prossima_data": prossima,
        },
        risultati={r.pk: Giudizio(stato=StatoRisultato.IN_CORSO) for r in risultati},
        impegni={i.pk: Giudizio(stato=StatoImpegno.NON_RISPETTATO) for i in impegni},
        al=OGGI,
    )

    assert set(patto.risultatoatteso_del_patto.values_list("stato", flat=True)) == {"in_corso"}
    assert set(patto.impegnopatto_del_patto.values_list("stato", flat=True)) == {"non_rispettato"}
    assert Scadenza.objects.get(caso=famiglia.caso, chiave="verifica_patto").entro == prossima


def test_dalla_verifica_non_parte_nessuna_segnalazione(famiglia: Famiglia) -> None:
    patto = sottoscrivi_tutto(crea_patto_completo(famiglia), famiglia)
    impegno = patto.impegnopatto_del_patto.first()
    dati = {"data": OGGI, "presenti": "tutti", "prossima_data": datetime.date(2027, 5, 10)}

    with pytest.raises(DominioError, match="segnalazione"):
        registra_verifica(
            patto=patto,
            operatore=famiglia.operatore,
            dati=dati,
            risultati={},
            impegni={impegno.pk: Giudizio(stato=StatoImpegno.SEGNALATO)},
            al=OGGI,
        )


def test_concludere_toglie_la_verifica_dalla_scrivania(famiglia: Famiglia) -> None:
    patto = sottoscrivi_tutto(crea_patto_completo(famiglia), famiglia)

    concludi_patto(patto=patto, operatore=famiglia.operatore, motivo="Obiettivi raggiunti.", al=OGGI)

    assert Scadenza.objects.get(caso=famiglia.caso, chiave="verifica_patto").stato == "annullata"
    assert Documento.objects.filter(tipo="patti.patto").exists()


def test_il_catalogo_si_legge_con_una_sola_interrogazione(
    famiglia: Famiglia, django_assert_num_queries
) -> None:  # type: ignore[no-untyped-def]  # fixture of pytest-django
    catalogo_di(famiglia.caso.ambito_id)
    with django_assert_num_queries(1):
        assert "OB.ECON.01" in catalogo_di(famiglia.caso.ambito_id).risultati


def _firma(patto: Patto, famiglia: Famiglia, *, chi: str | None) -> None:
    firma_sullo_schermo(
        patto=patto,
        componente=getattr(famiglia, chi) if chi else None,
        disegno=SimpleUploadedFile("firma.png", PNG_FIRMA, "image/png"),
        luogo="Borgo Sereno",
        operatore=famiglia.operatore,
    )


def _identita(patto: Patto) -> set[uuid.UUID]:
    tabelle = ("obiettivopatto", "risultatoatteso", "sostegnopatto", "impegnopatto")
    return {riga.identita for nome in tabelle for riga in getattr(patto, f"{nome}_del_patto").all()}
