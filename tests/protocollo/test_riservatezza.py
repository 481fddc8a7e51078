"""Each kind of partner reads only what was shared; when the right ends, everything closes at once."""

import datetime
import re

import pytest
import time_machine
from django.core import mail
from django.core.mail import get_connection
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from adi_platform.errori import DominioError
from adi_platform.organizzazione.models import Incarico, Utente
from adi_platform.outbox.models import Messaggio, StatoConsegna
from adi_platform.outbox.services.spedisci import spedisci
from adi_platform.registro_accessi.models import Lettura
from cases.enums import StatoCaso
from cases.models import CasoAdi
from cases.services.casi import chiudi_caso
from cases.services.protezione import proteggi_persona
from protocollo.enums import TipoInvio
from protocollo.models import Condivisione, Divulgazione, Invio
from protocollo.services.avvisi import OGGETTO
from protocollo.services.condivisioni import delega
from protocollo.services.contenuti import base_per_ente
from protocollo.services.invii import Risposta, muovi_invio
from protocollo.services.inviti import togli_referente
from protocollo.services.revoche import revoca
from tests.accessi import canarini, famiglie
from tests.accessi.famiglie import COGNOME, PROTETTO, SEGRETO, famiglia_protetta
from tests.browser.gesti import esegui_i_lavori
from tests.casi import CANARINO_TELEFONO, crea_caso, oggi
from tests.conftest import Entra
from tests.equipe.scena import convoca, equipe_di
from tests.people import Cast
from tests.protocollo.scena import condivisa, invio_al_cpi, invio_alla_asl, invio_alla_scuola


@pytest.fixture
def caso(cast: Cast) -> CasoAdi:
    """Anna's household, full of secrets; its applicant lives at a protected address."""
    return famiglia_protetta(cast)


def _adulto_non_protetto(caso: CasoAdi) -> int:
    return caso.componenti.filter(richiedente=False).order_by("persona__data_nascita")[0].persona_id


def _condividi_con_tutti(cast: Cast, caso: CasoAdi) -> None:
    """A grant for each kind of body."""
    altro = _adulto_non_protetto(caso)
    condivisa(caso, cast.anna_verdi, cast.nico_cpi, tipo=TipoInvio.PATTO_SERVIZIO)
    invio_alla_asl(caso, cast.anna_verdi, cast.neri_asl)
    invio_alla_scuola(caso, cast.anna_verdi, cast.lia_scuola)
    condivisa(
        caso, cast.anna_verdi, cast.teo_coop, persone=[altro], ore="8 ore a settimana", competenze="Cuoca"
    )


def test_della_persona_protetta_non_esce_ne_il_comune_ne_un_recapito(
    cast: Cast, caso: CasoAdi, entra: Entra
) -> None:
    invio = invio_al_cpi(caso, cast.anna_verdi, cast.nico_cpi)
    pagina = entra(cast.nico_cpi).get(reverse("portale-invio", args=[invio.pk])).text
    assert COGNOME in pagina
    assert "riservati: passa dal servizio sociale" in pagina
    assert not PROTETTO.search(pagina)
    assert caso.comune is not None
    assert pagina.count(caso.comune.nome) == pagina.count(caso.ambito.ente_capofila), "solo l'ente capofila"


@pytest.mark.parametrize(
    "chi", ["lidia_cpi", "otto_cpi_altrove", "neri_asl", "anna_verdi", "senza_incarico", "cora_coordina"]
)
def test_chi_non_e_invitato_non_trova_nulla(chi: str, cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast)
    invio = invio_al_cpi(caso, cast.anna_verdi, cast.nico_cpi)
    client = entra(cast.persone[chi])
    for nome, pk in (
        ("portale-invio", invio.pk),
        ("portale-condivisione", invio.condivisione_id),
        ("portale-estratto", invio.condivisione_id),
    ):
        assert client.get(reverse(nome, args=[pk])).status_code in (403, 404)
    if client.get("/portale/").status_code == 200:
        assert "M. E." not in client.get("/portale/").text
    assert Divulgazione.objects.exclude(canale="posta").count() == 0


def test_il_delegato_vede_finche_dura_la_delega(cast: Cast, entra: Entra) -> None:
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    dove = reverse("portale-invio", args=[invio.pk])
    client = entra(cast.nico_cpi)
    fino = oggi() + datetime.timedelta(days=5)
    passa = reverse("portale-passa", args=[invio.condivisione_id])
    assert client.post(passa, {"a": cast.otto_cpi_altrove.pk}).status_code == 422
    assert client.post(passa, {"a": cast.lidia_cpi.pk, "fino_al": fino.isoformat()}).status_code == 302
    assert entra(cast.lidia_cpi).get(dove).status_code == 200
    with time_machine.travel(timezone.now() + datetime.timedelta(days=6), tick=False):
        assert entra(cast.lidia_cpi).get(dove).status_code == 404
        assert entra(cast.nico_cpi).get(dove).status_code == 200
    assert Condivisione.objects.get().destinatari.get(utente=cast.lidia_cpi).delegato_da == cast.nico_cpi


def _chiudi(modo: str, invio: Invio, cast: Cast) -> None:
    if modo == "revoca":
        revoca(
            condivisione=invio.condivisione,
            motivo="Non serve più.",
            operatore=cast.anna_verdi,
            adesso=timezone.now(),
            al=oggi(),
        )
    elif modo == "caso chiuso":
        invio.caso.stato = "chiuso"
        invio.caso.save()
    elif modo == "incarico finito":
        incarico = Incarico.objects.get(utente=cast.nico_cpi)
        incarico.al = oggi() - datetime.timedelta(days=1)
        incarico.save()
    elif modo == "tolto dal suo ente":
        togli_referente(incarico=Incarico.objects.get(utente=cast.nico_cpi), operatore=cast.cora_coordina)
    else:
        riga = invio.condivisione
        riga.dal = riga.al = oggi() - datetime.timedelta(days=1)
        riga.save()


@pytest.mark.parametrize(
    "modo", ["revoca", "scadenza", "caso chiuso", "incarico finito", "tolto dal suo ente"]
)
def test_finito_il_diritto_si_chiude_tutto_alla_richiesta_seguente(
    modo: str, cast: Cast, entra: Entra
) -> None:
    caso = crea_caso(cast)
    invio = invio_al_cpi(caso, cast.anna_verdi, cast.nico_cpi)
    esegui_i_lavori()
    client = entra(cast.nico_cpi)
    copiati = [
        reverse("portale-invio", args=[invio.pk]),
        reverse("portale-invio-mossa", args=[invio.pk, "firma"]),
        reverse("portale-condivisione", args=[invio.condivisione_id]),
        reverse("portale-estratto", args=[invio.condivisione_id]),
    ]
    assert [client.get(dove).status_code for dove in copiati] == [200] * 4
    assert "M. E." in client.get("/portale/").text
    letture = Lettura.objects.filter(utente=cast.nico_cpi).count()
    _chiudi(modo, invio, cast)
    dopo = [client.get(dove).status_code for dove in copiati]
    assert all(stato in (302, 403, 404) for stato in dopo), dopo
    assert client.post(copiati[1], {"esito_il": oggi().isoformat()}).status_code in (302, 403, 404)
    invio.refresh_from_db()
    assert invio.stato != "sottoscritto"
    assert "M. E." not in client.get("/portale/").text
    assert Lettura.objects.filter(utente=cast.nico_cpi).count() == letture


@pytest.mark.parametrize(
    "modo", ["revoca", "scadenza", "caso chiuso", "incarico finito", "tolto dal suo ente"]
)
def test_una_lettera_gia_in_coda_non_parte_piu(modo: str, cast: Cast) -> None:
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    in_coda = Messaggio.objects.filter(evento="condivisione.avviso")
    assert in_coda.count() == 1
    _chiudi(modo, invio, cast)
    spedisci(posta=get_connection())
    assert [m for m in mail.outbox if m.subject == OGGETTO] == []
    assert {m.stato for m in in_coda} == {StatoConsegna.ARCHIVIATO}


def test_protetta_la_persona_la_stampa_di_prima_non_si_ritira_piu(cast: Cast, entra: Entra) -> None:
    """The old print holds the contacts of before: a new one is made, without them."""
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    esegui_i_lavori()
    client = entra(cast.nico_cpi)
    dove = reverse("portale-estratto", args=[invio.condivisione_id])
    prima = client.get(dove)
    assert CANARINO_TELEFONO in canarini.testo_di(prima)
    proteggi_persona(persona=invio.persona, operatore=cast.anna_verdi)
    for risposta in (client.get(dove), client.post(dove)):
        assert risposta.headers["Content-Type"].startswith("text/html")
        assert CANARINO_TELEFONO not in risposta.text
    assert client.post(dove, {"prepara": "1"}).status_code == 302
    esegui_i_lavori()
    dopo = client.get(dove)
    assert dopo.headers["Content-Type"] == "application/pdf"
    assert CANARINO_TELEFONO not in canarini.testo_di(dopo)
    assert "Borgo Sereno" not in canarini.testo_di(dopo).replace("Comune di Borgo Sereno", "").replace(
        "Prova 1, Borgo Sereno", ""
    )


def test_chiuso_il_caso_le_condivisioni_non_rinascono_riaprendolo(cast: Cast, entra: Entra) -> None:
    caso = crea_caso(cast, stato=StatoCaso.MONITORAGGIO)
    invio = invio_al_cpi(caso, cast.anna_verdi, cast.nico_cpi)
    caso.refresh_from_db()
    chiudi_caso(caso=caso, motivo="Trasferita.", operatore=cast.cora_coordina, al=oggi())
    invio.refresh_from_db()
    assert invio.stato == "ritirato"
    caso.refresh_from_db()
    caso.stato = StatoCaso.MONITORAGGIO
    caso.save()
    assert entra(cast.nico_cpi).get(reverse("portale-invio", args=[invio.pk])).status_code == 404
    spedisci(posta=get_connection())
    assert not Divulgazione.objects.filter(canale="posta").exists(), "non si avvisa di ciò che è finito"


def test_la_stampa_chiesta_prima_della_revoca_non_si_ritira_dopo(cast: Cast, entra: Entra) -> None:
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    _chiudi("revoca", invio, cast)
    esegui_i_lavori()
    assert (
        entra(cast.nico_cpi).get(reverse("portale-estratto", args=[invio.condivisione_id])).status_code == 404
    )


def test_la_posta_e_il_calendario_non_dicono_di_chi_si_tratta(cast: Cast, caso: CasoAdi) -> None:
    _condividi_con_tutti(cast, caso)
    convoca(equipe_di(caso, cast, (cast.nico_cpi, "RU.OPCPI"), (cast.neri_asl, "RU.SERD")), cast.anna_verdi)
    spedisci(posta=get_connection())
    schede = [m for m in mail.outbox if m.subject == OGGETTO]
    calendari = [m for m in mail.outbox if m.attachments]
    assert len(schede) == 4
    assert all("/portale/" in str(m.body) for m in schede)
    assert {m.to[0] for m in calendari} >= {cast.nico_cpi.email, cast.neri_asl.email, "medea@esempio.invalid"}
    identita = famiglie.identita_di(caso)
    for lettera in (*schede, *calendari):
        tutto = f"{lettera.subject} {lettera.body} {_allegati(lettera)}"
        assert not identita.search(tutto)
        assert not SEGRETO.search(tutto)


def _allegati(lettera: mail.EmailMessage) -> str:
    """The calendar files as they are read, with their folded lines joined."""
    contenuti = [str(a[1]) if isinstance(a[1], str) else a[1].decode() for a in lettera.attachments]  # type: ignore[index,union-attr]
    assert all("BEGIN:VCALENDAR" in c for c in contenuti)
    return re.sub(r"\r?\n[ \t]", "", " ".join(contenuti))


def test_cio_che_esce_resta_scritto_e_non_si_cancella(cast: Cast, entra: Entra) -> None:
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    client = entra(cast.nico_cpi)
    client.get("/portale/")
    assert Divulgazione.objects.exclude(canale="posta").count() == 0, "le iniziali non dicono chi è"
    client.get(reverse("portale-invio", args=[invio.pk]))
    client.get(reverse("portale-condivisione", args=[invio.condivisione_id]))
    prima, seconda = Divulgazione.objects.filter(canale="pagina").order_by("pk")
    assert (prima.utente, prima.caso_id, len(prima.impronta)) == (cast.nico_cpi, invio.caso_id, 64)
    assert seconda.impronta != prima.impronta
    letta = Lettura.objects.filter(utente=cast.nico_cpi).latest("numero")
    assert (letta.caso_id, letta.evento, letta.persone) == (
        invio.caso_id, "portale.condivisione", [invio.persona_id],
    )  # fmt: skip
    with connection.cursor() as cursore:
        for comando in (
            "UPDATE protocollo_divulgazione SET che_cosa = ''",
            "DELETE FROM protocollo_divulgazione",
        ):
            with pytest.raises(Exception, match="non si modifica"), transaction.atomic():
                cursore.execute(comando)
    pagina = entra(cast.anna_verdi).get(reverse("condivisioni", args=[invio.caso_id])).text
    assert "scheda condivisa" in pagina
    assert "Nico Centroimpiego" in pagina


@pytest.mark.parametrize(
    ("chi", "vede"),
    [("anna_verdi", True), ("cora_coordina", True), ("dario_dirigente", False), ("dora_dpo", False)],
)
def test_la_richiesta_sanitaria_la_legge_solo_chi_segue_il_caso(
    chi: str, vede: bool, cast: Cast, entra: Entra
) -> None:
    caso = crea_caso(cast)
    invio = invio_alla_asl(caso, cast.anna_verdi, cast.neri_asl)
    client = entra(cast.persone[chi])
    for nome, argomenti in (
        ("condivisioni", [caso.pk]),
        ("caso-scheda", [caso.pk]),
        ("caso-cronologia", [caso.pk]),
        ("caso-scadenze", [caso.pk]),
    ):
        pagina = client.get(reverse(nome, args=argomenti)).text
        if not vede:
            assert "ASL di Esempio" not in pagina, nome
            assert "Presa in carico" not in pagina, nome
            assert "riservate" not in pagina, nome
    attesa = 200 if vede else 404
    assert client.get(reverse("caso-invio", args=[caso.pk, invio.pk])).status_code == attesa
    assert client.get(reverse("condivisione", args=[caso.pk, invio.condivisione_id])).status_code == attesa


def test_un_collega_non_si_delega_se_di_un_altro_ente(cast: Cast) -> None:
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    for estraneo in (cast.neri_asl, cast.otto_cpi_altrove, cast.nico_cpi):
        with pytest.raises(DominioError, match="collega del tuo ente"):
            delega(condivisione=invio.condivisione, a=estraneo, fino_al=None, da=cast.nico_cpi)
    assert Utente.objects.filter(condivisioni_ricevute__condivisione=invio.condivisione).count() == 1


def test_la_base_giuridica_non_dice_della_misura_alla_scuola_ne_a_chi_ospita(
    cast: Cast, caso: CasoAdi, entra: Entra
) -> None:
    _condividi_con_tutti(cast, caso)
    for chi, norma in (("lia_scuola", "DL 123/2023"), ("teo_coop", "DM 156/2023")):
        utente = cast.persone[chi]
        riga = Condivisione.objects.get(ente=utente.ente)
        pagina = entra(utente).get(reverse("portale-condivisione", args=[riga.pk])).text
        assert "GDPR art. 6" in pagina
        assert norma not in pagina
        assert norma not in base_per_ente(riga)
        ufficio = entra(cast.anna_verdi).get(reverse("condivisione", args=[caso.pk, riga.pk])).text
        assert norma in ufficio


def test_perche_l_ufficio_ritira_lo_legge_solo_l_ufficio(cast: Cast, entra: Entra) -> None:
    invio = invio_al_cpi(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    muovi_invio(
        invio=invio, mossa="ritira", risposta=Risposta(motivo="Sospetto riservato."), al=oggi(),
        operatore=cast.anna_verdi, dal_partner=False,
    )  # fmt: skip
    pagina = entra(cast.nico_cpi).get(reverse("portale-invio", args=[invio.pk])).text
    assert "Ritirato dal servizio sociale" in pagina
    assert "Sospetto riservato." not in pagina
    ufficio = entra(cast.anna_verdi).get(reverse("caso-invio", args=[invio.caso_id, invio.pk])).text
    assert "Sospetto riservato." in ufficio


def test_il_registro_delle_letture_non_nomina_il_servizio_sanitario(cast: Cast, entra: Entra) -> None:
    invio = invio_alla_asl(crea_caso(cast), cast.anna_verdi, cast.neri_asl)
    client = entra(cast.neri_asl)
    client.get(reverse("portale-invio", args=[invio.pk]))
    client.get(reverse("portale-condivisione", args=[invio.condivisione_id]))
    letture = Lettura.objects.filter(caso_id=invio.caso_id, utente_id=cast.neri_asl.pk)
    assert letture.exists()
    assert not [lettura for lettura in letture.values() if "ASL" in str(lettura)]


def test_il_delegato_non_delega_e_la_delega_finisce_con_chi_l_ha_data(cast: Cast) -> None:
    riga = condivisa(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    fine = oggi() + datetime.timedelta(days=3)
    riga.destinatari.update(al=fine)
    delegato = delega(condivisione=riga, a=cast.lidia_cpi, fino_al=None, da=cast.nico_cpi)
    assert delegato.al == fine
    with pytest.raises(DominioError, match="ricevuta dal servizio sociale"):
        delega(condivisione=riga, a=cast.nico_cpi, fino_al=None, da=cast.lidia_cpi)


def test_la_vedono_solo_quelli_che_possono_aprirla_oggi(cast: Cast, entra: Entra) -> None:
    riga = condivisa(crea_caso(cast), cast.anna_verdi, cast.nico_cpi)
    delega(condivisione=riga, a=cast.lidia_cpi, fino_al=oggi(), da=cast.nico_cpi)

    def la_vedono() -> str:
        pagina = entra(cast.anna_verdi).get(reverse("condivisioni", args=[riga.caso_id])).text
        trovato = re.search(r"La vedono:.*?</p>", pagina)
        assert trovato
        return trovato.group()

    prima = la_vedono()
    assert "Nico" in prima
    assert "Lidia" in prima
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1), tick=False):
        assert "Lidia" not in la_vedono()
    togli_referente(incarico=Incarico.objects.get(utente=cast.nico_cpi), operatore=cast.cora_coordina)
    assert "Nico" not in la_vedono()
