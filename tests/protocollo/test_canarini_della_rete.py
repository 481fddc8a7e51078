"""Each kind of partner looks everywhere it can: pages, documents, calendars, post, API; then its right ends."""

import re
from dataclasses import dataclass, field
from datetime import timedelta

from django.core import mail
from django.core.mail import get_connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from adi_platform.organizzazione.enums import Ruolo, TipoEnte, TipoServizio
from adi_platform.organizzazione.models import Ente, Incarico, ServizioEnte, Utente
from adi_platform.organizzazione.services.conti import apri_accesso
from adi_platform.outbox.models import Messaggio, StatoConsegna
from adi_platform.outbox.services.spedisci import spedisci
from cases.models import CasoAdi, Persona
from equipe.models import ContributoQuadro, Quadro, Valutazione
from equipe.services.quadro import inizia_quadro
from equipe.services.quadro_modulo import modello_di
from equipe.services.quadro_vista import soggetti_di
from protocollo.enums import TipoInvio
from protocollo.models import Condivisione, Invio, Quesito
from protocollo.services.avvisi import OGGETTO_RITIRO
from protocollo.services.quesiti import NuovoQuesito, chiedi
from protocollo.services.revoche import revoca
from protocollo.services.token import emetti_token
from tests.accessi import canarini
from tests.accessi.canarini import Vista, trovati, visita
from tests.accessi.famiglie import PROTETTO, SEGRETO, famiglia_protetta, identita_di
from tests.browser.gesti import esegui_i_lavori
from tests.casi import CANARINO_TELEFONO, oggi
from tests.equipe.scena import convoca, equipe_di
from tests.people import Cast
from tests.protocollo.scena import adulta, condivisa, figlio

PROPRIE_DEL_CASO = re.compile(r"^/(casi|persone|nuclei|documenti)/")
ENTRA = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class Partner:
    """Somebody of a body of that kind. `telefono`: they call the person, so they read the number."""

    chi: Utente
    funzione: str
    telefono: bool = False
    client: Client = field(default_factory=Client)
    programma: Client = field(default_factory=Client)
    viste: dict[str, Vista] = field(default_factory=dict)

    def guarda(self, caso: CasoAdi) -> dict[str, Vista]:
        """What is offered, then the addresses typed by hand, then every address of the API."""
        mie = visita(self.client, ["/", "/portale/", *_scritti_a_mano(caso)], limite=140)
        return {**mie, **{dove: self._dall_api(dove) for dove in _dell_api()}}

    def _dall_api(self, dove: str) -> Vista:
        risposta = self.programma.get(dove)
        return Vista(stato=risposta.status_code, testo=canarini.testo_di(risposta))


def test_ogni_partner_legge_solo_le_sue_persone_dappertutto_e_dopo_piu_nulla(cast: Cast) -> None:
    caso = famiglia_protetta(cast)
    partner = _tutti(cast)
    _apri(cast, caso, partner)
    esegui_i_lavori()
    spedisci(posta=get_connection())
    _la_posta_tace(caso)
    for uno in partner:
        uno.viste = uno.guarda(caso)
        _legge_solo_il_suo(uno, caso)
        assert {d.rsplit("/", 2)[1] for d, v in uno.viste.items() if v.stato == 200} >= {
            "estratto",
            "calendario",
        }

    gia_spedite = len(mail.outbox)
    for quesito in Quesito.objects.all():
        Messaggio.objects.filter(chiave__contains=f":quesito:{quesito.pk}").update(
            stato=StatoConsegna.IN_ATTESA, concluso_il=None
        )
    _finisce_il_diritto(cast)
    spedisci(posta=get_connection())
    dopo = {(m.subject, str(m.body)) for m in mail.outbox[gia_spedite:]}
    assert {oggetto for oggetto, _ in dopo} == {OGGETTO_RITIRO}, "ciò che era in coda non parte più"
    assert len(dopo) == 1, "una lettera uguale per tutti: non dice di chi"
    for uno in partner:
        aperte = [d for d, v in uno.viste.items() if v.stato == 200]
        for dove in aperte:
            risposta = (uno.programma if dove.startswith("/api/") else uno.client).get(dove)
            testo = canarini.testo_di(risposta)
            assert not SEGRETO.search(testo), dove
            assert not identita_di(caso).search(testo), dove
            if re.search(r"/\d+/", dove):
                assert risposta.status_code in (403, 404), dove


def _tutti(cast: Cast) -> list[Partner]:
    asl = cast.neri_asl.ente
    assert asl is not None
    servizi = [
        _persona_di(asl, cast, tipo, nome)
        for tipo, nome in (
            (TipoServizio.CSM, "csm"),
            (TipoServizio.NPI, "npi"),
            (TipoServizio.CONSULTORIO, "consultorio"),
        )
    ]
    negozio = Ente.objects.create(
        ambito=cast.territorio.ambito, tipo=TipoEnte.ALTRO, nome="Bottega di Esempio"
    )
    return [
        Partner(chi=cast.nico_cpi, funzione="RU.OPCPI", telefono=True),
        Partner(chi=cast.neri_asl, funzione="RU.SERD", telefono=True),
        *(
            Partner(chi=chi, funzione=funzione, telefono=True)
            for chi, funzione in zip(servizi, ("RU.CSM", "RU.NPI", "RU.CONS"), strict=True)
        ),
        Partner(chi=cast.lia_scuola, funzione="RU.SCU"),
        Partner(chi=cast.teo_coop, funzione="RU.ETS"),
        Partner(chi=_persona_di(negozio, cast, None, "bottega"), funzione="RU.ERP"),
    ]


def _persona_di(ente: Ente, cast: Cast, servizio: TipoServizio | None, nome: str) -> Utente:
    if servizio is not None:
        ServizioEnte.objects.create(ente=ente, nome=f"Servizio {nome}", tipo=servizio)
    chi = apri_accesso(
        email=f"{nome}@esempio.invalid", nome="Operatrice", cognome=nome.title(), codice_fiscale="", ente=ente
    )
    Incarico.objects.create(
        utente=chi, ruolo=Ruolo.REFERENTE_PARTNER, ambito=cast.territorio.ambito, dal=oggi()
    )
    return chi


def _apri(cast: Cast, caso: CasoAdi, partner: list[Partner]) -> None:
    """A grant to each, a referral where its kind has one, a question, a key, and one meeting for all."""
    anna, altra = (
        cast.anna_verdi,
        caso.componenti.filter(richiedente=False).order_by("persona__data_nascita")[0],
    )
    for uno in partner:
        ente = uno.chi.ente
        assert ente is not None
        ospite = ente.tipo in (TipoEnte.TERZO_SETTORE, TipoEnte.ALTRO)
        di_chi = (
            altra.persona_id
            if ospite
            else figlio(caso)
            if uno.funzione in ("RU.SCU", "RU.NPI")
            else adulta(caso)
        )
        tipo = {
            "RU.OPCPI": TipoInvio.PATTO_SERVIZIO, "RU.SERD": TipoInvio.PRESA_IN_CARICO,
            "RU.CSM": TipoInvio.CERTIFICAZIONE, "RU.SCU": TipoInvio.FREQUENZA,
        }.get(uno.funzione)  # fmt: skip
        servizio = ServizioEnte.objects.filter(ente=ente, nome=f"Servizio {uno.chi.cognome.lower()}").first()
        in_piu = {"ore": "8 ore", "competenze": "Cuoca"} if ospite else {}
        riga = condivisa(caso, anna, uno.chi, persone=[di_chi], tipo=tipo, servizio=servizio, **in_piu)
        domanda = NuovoQuesito(a=uno.chi, domanda="È già venuta da voi?", entro=oggi())
        chiedi(condivisione=riga, nuovo=domanda, operatore=anna, al=oggi())
        uno.client.force_login(uno.chi, backend=ENTRA)
        _, chiave = emetti_token(
            ente=ente, responsabile=uno.chi, nome="Gestionale", permesso="scrittura", al=oggi(),
            scade_il=oggi() + timedelta(days=9), operatore=cast.cora_coordina,
        )  # fmt: skip
        uno.programma = Client(headers={"authorization": f"Bearer {chiave}"})
    convoca(equipe_di(caso, cast, *((uno.chi, uno.funzione) for uno in partner)), anna)
    _valuta(caso, anna, partner)


def _valuta(caso: CasoAdi, anna: Utente, partner: list[Partner]) -> None:
    """A Quadro where the office has rated every item, and each partner has written where they may."""
    quadro = inizia_quadro(caso=caso, operatore=anna, al=oggi())
    modello = modello_di(quadro)
    for soggetto in soggetti_di(caso, modello, {}):
        for voce in (v for d in modello.domini_per(soggetto.tipo) for v in d.voci):
            Valutazione.objects.create(
                quadro=quadro, voce=voce.codice, persona=soggetto.persona, valore=1, fonte="COLL", il=oggi(),
                evidenza="CANARINO-VALUTAZIONE-1F6A", autore=anna, funzione="RU.CM",
            )  # fmt: skip
    for uno in partner:
        indice = uno.client.get(reverse("portale-quadro", args=[quadro.pk]))
        if indice.status_code == 200:
            parte = indice.context["parti"][0]
            prima = parte.voci[0].codice.replace(".", "_")
            parole = f"Parole di {uno.funzione}."
            dove = reverse("portale-quadro-parte", args=[quadro.pk, parte.chiave])
            dati = {f"{prima}-valore": "3", f"{prima}-evidenza": parole, f"{prima}-fonte": "SERV"}
            assert uno.client.post(dove, dati).status_code == 302
    assert ContributoQuadro.objects.count() >= 3


def _scritti_a_mano(caso: CasoAdi) -> list[str]:
    return [
        reverse("caso-scheda", args=[caso.pk]),
        reverse("condivisioni", args=[caso.pk]),
        *(reverse("persona-scheda", args=[c.persona_id]) for c in caso.componenti.all()),
        *(reverse("portale-condivisione", args=[c.pk]) for c in Condivisione.objects.all()),
        *(reverse("portale-invio", args=[i.pk]) for i in Invio.objects.all()),
        *(reverse("portale-quesito", args=[q.pk]) for q in Quesito.objects.all()),
        *(reverse("portale-quadro", args=[q.pk]) for q in Quadro.objects.all()),
        *(
            reverse("portale-quadro-parte", args=[q.pk, chi])
            for q in Quadro.objects.all()
            for chi in ("famiglia", *caso.componenti.values_list("persona", flat=True))
        ),
    ]


def _dell_api() -> list[str]:
    return [
        *(f"/api/v1/{elenco}/" for elenco in ("condivisioni", "invii", "domande")),
        *(f"/api/v1/condivisioni/{c.pk}/" for c in Condivisione.objects.all()),
        *(f"/api/v1/invii/{i.pk}/" for i in Invio.objects.all()),
        *(f"/api/v1/domande/{q.pk}/" for q in Quesito.objects.all()),
    ]


def _la_posta_tace(caso: CasoAdi) -> None:
    """Letters and calendar files of everybody, the office included."""
    assert mail.outbox
    for lettera in mail.outbox:
        tutto = f"{lettera.subject} {lettera.body} {lettera.attachments}"
        assert not SEGRETO.search(tutto)
        assert not identita_di(caso).search(tutto)


def _legge_solo_il_suo(uno: Partner, caso: CasoAdi) -> None:
    """Names only of the persons of the grants to them; no secret, but the phone of who must be called."""
    assert trovati(uno.viste, PROTETTO) == {}, uno.funzione
    mie = Condivisione.objects.filter(destinatari__utente=uno.chi)
    tutte = set(mie.values_list("persone", flat=True))
    # The extract of a meeting may say only the initials.
    per_nome = set(mie.filter(incontro__isnull=True).values_list("persone", flat=True))
    tutto = " ".join(v.testo for v in uno.viste.values())
    for persona in Persona.objects.filter(componenti_caso__caso=caso):
        letta = f"{persona.nome} {persona.cognome}" in tutto
        assert (persona.pk in per_nome) <= letta <= (persona.pk in tutte), (uno.funzione, persona)
    letti = set().union(*trovati(uno.viste, SEGRETO).values())
    assert letti <= ({CANARINO_TELEFONO} if uno.telefono else set()), uno.funzione
    assert caso.numero_domanda not in tutto
    protetta = reverse("portale-quadro-parte", args=[Quadro.objects.get().pk, adulta(caso)])
    assert uno.viste[protetta].stato == 404, uno.funzione
    scritte = set(re.findall(r"Parole di (RU\.[A-Z]+)", tutto))
    ha_scritto = ContributoQuadro.objects.filter(autore=uno.chi).exists()
    assert scritte == ({uno.funzione} if ha_scritto else set())
    assert not [d for d, v in uno.viste.items() if PROPRIE_DEL_CASO.match(d) and v.stato == 200]


def _finisce_il_diritto(cast: Cast) -> None:
    """Of half the grants the days are over, the others are revoked."""
    ieri = oggi() - timedelta(days=1)
    for numero, riga in enumerate(Condivisione.objects.order_by("pk")):
        if numero % 2:
            Condivisione.objects.filter(pk=riga.pk).update(dal=ieri, al=ieri)
        else:
            revoca(
                condivisione=riga,
                motivo="Prova.",
                operatore=cast.anna_verdi,
                adesso=timezone.now(),
                al=oggi(),
            )
