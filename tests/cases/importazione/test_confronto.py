"""Nothing local is overwritten without a choice; what is missing is completed; the protected stays hidden."""

import datetime
import json
from collections.abc import Callable

from django.test import Client

from adi_platform.organizzazione.models import Utente
from cases.models import (
    Appartenenza,
    AttestazioneISEE,
    CasoAdi,
    ComponenteCaso,
    CorrezioneDate,
    Importazione,
    Persona,
    Recapito,
)
from cases.services.importazione.ripara import correggi_celle, decidi_conflitto, scegli_differenze
from cases.services.protezione import proteggi_persona
from tests.cases.importazione.banco import Banco

Entra = Callable[[Utente], Client]
TESTA = "Domanda;Data domanda;PAD;CF;Cognome;Nome;Nato il;Parentela;Comune;Indirizzo;ISEE;DSU;Telefono;Cittadinanza\n"
MARIO = "RSSMRA85T10A562S"
ANNA = "LMRFTM90H55Z330R"
PRIMA = (
    "INPS-ADI-2026-9000001;01/10/2026;02/10/2026;RSSMRA85T10A562S;Rossi;Mario;10/12/1985;richiedente;Valdoria;"
    "Via dei Gelsi 1;9.360,00;INPS-ISEE-2026-99000001A-00;3180000001;\n"
)
DOPO = (
    "INPS-ADI-2026-9000001;01/10/2026;05/10/2026;RSSMRA85T10A562S;ROSSI;Mario;10/12/1985;richiedente;Valdoria;"
    "Via Vecchia 9;8.000,00;INPS-ISEE-2026-99000001A-00;3180000001;Italia\n"
)


def elenco(*righe: str) -> bytes:
    return (TESTA + "".join(righe)).encode()


def differenze(importazione: Importazione, numero: int = 2) -> dict[str, tuple[str, str, str]]:
    riga = importazione.righe.get(numero=numero)
    return {d["chiave"]: (d["prima"], d["dopo"], d["tipo"]) for d in riga.differenze}


def test_le_differenze_si_vedono_e_l_archivio_resta(banco: Banco) -> None:
    banco.tutto(elenco(PRIMA))
    seconda = banco.anteprima(elenco(DOPO))
    assert differenze(seconda) == {
        "caso.data_pad": ("02/10/2026", "05/10/2026", "cambia"),
        "isee.valore": ("9.360,00 €", "8.000,00 €", "cambia"),
        "persona.indirizzo": ("Via dei Gelsi 1", "Via Vecchia 9", "cambia"),
        "persona.cittadinanza": ("", "Italia", "aggiunge"),
    }
    banco.importa(seconda)
    persona = Persona.objects.get(codice=MARIO)
    assert (persona.indirizzo, persona.cittadinanza, persona.cognome) == (
        "Via dei Gelsi 1",
        "Italia",
        "Rossi",
    )
    assert CasoAdi.objects.get().data_pad == datetime.date(2026, 10, 2)
    assert AttestazioneISEE.objects.get().valore == 9360
    riga = seconda.righe.get(numero=2)
    assert riga.effetto == "aggiornato"
    assert riga.nota_effetto == "Cittadinanza: Italia"


def test_si_cambia_solo_quello_che_e_stato_scelto(banco: Banco) -> None:
    banco.tutto(elenco(PRIMA))
    seconda = banco.anteprima(elenco(DOPO))
    scegli_differenze(importazione=seconda, numero=2, dall_elenco=["caso.data_pad", "persona.indirizzo"])
    banco.importa(seconda)
    caso = CasoAdi.objects.get()
    assert caso.data_pad == datetime.date(2026, 10, 5)
    assert Persona.objects.get(codice=MARIO).indirizzo == "Via Vecchia 9"
    assert AttestazioneISEE.objects.get().valore == 9360
    assert str(caso.scadenze.get(tipo="primo_incontro").entro) == "2027-02-02"
    correzione = CorrezioneDate.objects.get(caso=caso)
    assert correzione.date == [
        {"campo": "PAD del nucleo sottoscritto il", "prima": "2026-10-02", "dopo": "2026-10-05"}
    ]
    assert "importazione di un elenco" in correzione.motivo
    assert {"caso", "titolo", "prima", "dopo"} == set(correzione.termini[0])
    ultima = Persona.history.filter(codice=MARIO).first()
    assert ultima.history_user_id == banco.cast.cora_coordina.pk
    assert "importazione di un elenco" in ultima.history_change_reason


def test_un_pad_cambiato_dall_elenco_sposta_anche_il_periodo(banco: Banco) -> None:
    banco.tutto(elenco(PRIMA))
    seconda = banco.anteprima(elenco(PRIMA.replace("02/10/2026", "02/11/2026")))
    scegli_differenze(importazione=seconda, numero=2, dall_elenco=["caso.data_pad"])
    prima = CasoAdi.objects.get().periodi.get().primo_mese
    banco.importa(seconda)
    assert (prima, CasoAdi.objects.get().periodi.get().primo_mese) == (
        datetime.date(2026, 11, 1),
        datetime.date(2026, 12, 1),
    )


def test_una_scelta_vecchia_non_vale_se_l_archivio_e_cambiato(banco: Banco) -> None:
    banco.tutto(elenco(PRIMA))
    seconda = banco.anteprima(elenco(DOPO))
    scegli_differenze(importazione=seconda, numero=2, dall_elenco=["persona.indirizzo"])
    persona = Persona.objects.get(codice=MARIO)
    persona.indirizzo = "Via Nuova 3"
    persona.save()
    banco.importa(seconda)
    persona.refresh_from_db()
    assert persona.indirizzo == "Via Nuova 3"


def test_un_componente_nuovo_si_aggiunge_e_chi_manca_resta(banco: Banco) -> None:
    banco.tutto(elenco(PRIMA))
    anna = PRIMA.replace(MARIO, ANNA).replace(
        "Rossi;Mario;10/12/1985;richiedente", "Lamrani;Fatima;15/06/1990;coniuge"
    )
    banco.tutto(elenco(anna))
    assert set(ComponenteCaso.objects.values_list("persona__codice", flat=True)) == {MARIO, ANNA}
    assert Appartenenza.objects.filter(da_confermare=False).count() == 2


def test_un_altro_protocollo_e_un_altra_attestazione(banco: Banco) -> None:
    banco.tutto(elenco(PRIMA))
    banco.tutto(elenco(DOPO.replace("99000001A", "99000002B")))
    assert {str(a.valore) for a in AttestazioneISEE.objects.all()} == {"9360.00", "8000.00"}


def test_un_caso_chiuso_non_si_riapre(banco: Banco) -> None:
    banco.tutto(elenco(PRIMA))
    CasoAdi.objects.all().update(stato="chiuso")
    seconda = banco.anteprima(elenco(DOPO))
    assert "caso.data_pad" not in differenze(seconda)
    banco.importa(seconda)
    assert CasoAdi.objects.get().data_pad == datetime.date(2026, 10, 2)


def test_la_persona_in_un_altro_nucleo_entra_da_confermare(banco: Banco) -> None:
    banco.tutto(elenco(PRIMA))
    banco.tutto(elenco(PRIMA.replace("9000001;01/10", "9000002;03/10")))
    assert Persona.objects.count() == 1
    assert sorted(Appartenenza.objects.values_list("da_confermare", flat=True)) == [False, True]


def test_correggere_una_riga_ricontrolla_anche_le_altre(banco: Banco) -> None:
    importazione = banco.anteprima(elenco(PRIMA, PRIMA.replace("3180000001", "3180000009")))
    posto = importazione.colonne.index("domanda")
    assert importazione.righe.get(numero=3).esito == "rifiutata"
    correggi_celle(importazione=importazione, numero=3, celle={posto: "INPS-ADI-2026-9000002"})
    for numero in (2, 3):
        riga = importazione.righe.get(numero=numero)
        assert riga.esito == "avviso"
        assert "PERSONA_IN_DUE_NUCLEI" in {m["codice"] for m in riga.motivi}
    correggi_celle(importazione=importazione, numero=3, celle={posto: "INPS-ADI-2026-9000001"})
    assert importazione.righe.get(numero=2).esito == "accettata"
    riga = importazione.righe.get(numero=3)
    assert (riga.esito, riga.correzioni) == ("rifiutata", {})


def test_di_due_righe_in_conflitto_decide_l_operatore(banco: Banco) -> None:
    importazione = banco.anteprima(elenco(PRIMA, PRIMA.replace("3180000001", "3180000009")))
    decidi_conflitto(importazione=importazione, numero=3, scelta="questa")
    assert importazione.righe.get(numero=2).esito == "duplicata"
    assert importazione.righe.get(numero=3).esito == "accettata"
    banco.importa(importazione)
    assert [r.valore for r in Recapito.objects.all()] == ["3180000009"]


def test_dell_indirizzo_protetto_non_resta_traccia(banco: Banco, entra: Entra) -> None:
    banco.tutto(elenco(PRIMA))
    proteggi_persona(persona=Persona.objects.get(codice=MARIO), operatore=banco.cast.cora_coordina)
    segreto = DOPO.replace("Via Vecchia 9", "CANARINO via nascosta 7").replace("3180000001", "3187777777")
    anna = segreto.replace(MARIO, ANNA).replace(
        "ROSSI;Mario;10/12/1985;richiedente", "Lamrani;Fatima;15/06/1990;coniuge"
    )
    seconda = banco.anteprima(elenco(segreto, anna))
    pagina = entra(banco.cast.cora_coordina).get(f"/importazioni/{seconda.pk}/anteprima/").content.decode()
    assert "CANARINO" not in pagina
    banco.importa(seconda)
    righe = json.dumps(list(seconda.righe.values("grezzi", "valori", "differenze", "nota_effetto")))
    assert "CANARINO" not in righe
    assert "3187777777" not in righe
    assert not Persona.objects.filter(indirizzo__contains="CANARINO").exists()
    assert not Persona.history.filter(indirizzo__contains="CANARINO").exists()
    assert not Recapito.objects.filter(valore__contains="7777").exists()


def test_chi_lavora_su_un_comune_non_vede_i_valori_di_un_altro(banco: Banco, entra: Entra) -> None:
    banco.tutto(elenco(PRIMA.replace("Valdoria", "Montelario").replace("Via dei Gelsi 1", "CANARINO via 1")))
    seconda = banco.carica(elenco(DOPO.replace("Valdoria", "Montelario")))
    Importazione.objects.filter(pk=seconda.pk).update(operatore=banco.cast.sara_sportello)
    banco.leggi(seconda)
    client = entra(banco.cast.sara_sportello)
    pagina = client.get(f"/importazioni/{seconda.pk}/anteprima/").content.decode()
    assert "CANARINO" not in pagina
    assert "le vede il coordinamento" in pagina
    assert "CANARINO" not in client.get(f"/importazioni/{seconda.pk}/righe/2/").content.decode()
    assert (
        "CANARINO"
        in entra(banco.cast.cora_coordina).get(f"/importazioni/{seconda.pk}/anteprima/").content.decode()
    )
