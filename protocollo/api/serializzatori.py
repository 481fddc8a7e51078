"""The shape of what goes in and out, that makes `docs/openapi.yaml` too."""

import datetime
from typing import Any

from rest_framework import serializers as s

from cases.forms.campi import FUORI, PRIMO_GIORNO, ULTIMO_GIORNO
from protocollo.enums import (
    GENERI_DA_SCRIVERE,
    EsitoQuesito,
    GenereMessaggio,
    StatoInvio,
    StatoQuesito,
    TipoInvio,
)

DA_SCRIVERE = [(g.value, g.label) for g in GENERI_DA_SCRIVERE]


def nel_calendario(giorno: datetime.date) -> None:
    if not PRIMO_GIORNO <= giorno <= ULTIMO_GIORNO:
        raise s.ValidationError(FUORI)


class Soltanto(s.Serializer[Any]):
    """Declared fields only; nothing is saved through here: the services write."""


class Giorno(s.DateField):
    def __init__(self, **altro: Any) -> None:
        super().__init__(required=False, allow_null=True, validators=[nel_calendario], **altro)


class ErroreDiCampo(Soltanto):
    campo = s.CharField(allow_blank=True)
    messaggio = s.CharField()


class Problema(Soltanto):
    type = s.CharField()
    title = s.CharField()
    status = s.IntegerField()
    detail = s.CharField()
    errori = ErroreDiCampo(many=True)


class PersonaCondivisa(Soltanto):
    """Only the fields of the kind of body that asks; the others are not there."""

    nome = s.CharField()
    codice = s.CharField(required=False, help_text="Codice fiscale.")
    nato_il = s.DateField(required=False, allow_null=True)
    comune = s.CharField(required=False)
    recapiti = s.ListField(child=s.CharField(), required=False)
    obblighi = s.CharField(required=False)
    pad_individuale_il = s.DateField(required=False, allow_null=True)
    inviato_il = s.DateField(required=False, allow_null=True)
    psp_il = s.DateField(required=False, allow_null=True)
    ore = s.CharField(required=False)
    competenze = s.CharField(required=False)


class Scheda(Soltanto):
    """What is seen of the persons and who to speak to, computed now."""

    persone = PersonaCondivisa(many=True)
    riferimento = s.CharField()
    recapiti_ufficio = s.ListField(child=s.CharField())
    fino_al = s.DateField(allow_null=True)


class CondivisioneInElenco(Soltanto):
    id = s.IntegerField()
    finalita = s.CharField()
    iniziali = s.ListField(child=s.CharField())
    dal = s.DateField()
    al = s.DateField()


class CondivisioneIntera(Soltanto):
    id = s.IntegerField()
    finalita = s.CharField()
    base_giuridica = s.CharField()
    dal = s.DateField()
    al = s.DateField()
    scheda = Scheda()
    invii = s.ListField(child=s.IntegerField(), help_text="Identificativi delle richieste di questa scheda.")


class InvioInElenco(Soltanto):
    id = s.IntegerField()
    condivisione = s.IntegerField()
    tipo = s.ChoiceField(choices=TipoInvio.choices)
    stato = s.ChoiceField(choices=StatoInvio.choices)
    iniziali = s.CharField()
    inviato_il = s.DateField()
    entro = s.DateField(allow_null=True)


class MossaPossibile(Soltanto):
    codice = s.CharField()
    etichetta = s.CharField()
    campi = s.ListField(child=s.CharField(), help_text="Campi che la mossa richiede.")
    motivo_obbligatorio = s.BooleanField()


class VoceDelloScambio(Soltanto):
    quando = s.DateTimeField()
    chi = s.CharField(allow_blank=True)
    titolo = s.CharField(allow_blank=True)
    giorno = s.DateField(allow_null=True)
    testo = s.CharField(allow_blank=True)
    mio = s.BooleanField()


class InvioIntero(InvioInElenco):
    richiesta = s.CharField(allow_blank=True)
    convocato_per = s.DateField(allow_null=True)
    esito_il = s.DateField(allow_null=True)
    valido_fino_al = s.DateField(allow_null=True)
    scheda = Scheda()
    mosse = MossaPossibile(many=True)
    generi = s.ListField(child=s.ChoiceField(choices=DA_SCRIVERE))
    scambio = VoceDelloScambio(many=True)


class NuovaMossa(Soltanto):
    """I campi richiesti da ogni mossa sono in `mosse` della richiesta."""

    mossa = s.CharField(max_length=60)
    esito_il = Giorno()
    convocato_per = Giorno()
    valido_fino_al = Giorno()
    motivo = s.CharField(required=False, allow_blank=True, default="", max_length=1000)


class NuovoMessaggio(Soltanto):
    testo = s.CharField(max_length=2000)
    genere = s.ChoiceField(choices=DA_SCRIVERE, required=False, default=GenereMessaggio.NOTA.value)
    del_giorno = Giorno(help_text="Serve per un aggiornamento e per un impegno non rispettato.")


class MessaggioScritto(Soltanto):
    id = s.IntegerField()
    scritto_il = s.DateTimeField()


class DomandaInElenco(Soltanto):
    id = s.IntegerField()
    condivisione = s.IntegerField()
    stato = s.ChoiceField(choices=StatoQuesito.choices)
    iniziali = s.CharField(allow_blank=True, help_text="Vuoto: riguarda tutte le persone della scheda.")
    chiesto_il = s.DateField()
    entro = s.DateField()


class DomandaIntera(DomandaInElenco):
    domanda = s.CharField()
    scheda = Scheda()
    esito = s.CharField(allow_blank=True)
    testo = s.CharField(allow_blank=True)
    risposto_il = s.DateTimeField(allow_null=True)
    impronta = s.CharField(allow_blank=True, help_text="SHA-256 di domanda e risposta.")


class NuovaRisposta(Soltanto):
    """Dopo l'invio non cambia. Un documento si allega dal portale."""

    esito = s.ChoiceField(choices=EsitoQuesito.choices)
    testo = s.CharField(required=False, allow_blank=True, default="", max_length=2000)
