"""What a field says when it cannot be accepted: the sentences of the framework, in the tone of the house.

One place for all the forms, also those of the packages. A sentence says what to write, without blame;
a field that can say it better does so with `error_messages`.
"""

from collections.abc import Mapping

from django import forms
from django.core import validators

SCEGLI = "Scegli una delle voci."
NON_TRA_LE_VOCI = "Questa scelta non è tra quelle possibili: scegline un'altra."

DEI_CAMPI: Mapping[type[forms.Field], Mapping[str, str]] = {
    forms.Field: {"required": "Compila questo campo."},
    forms.IntegerField: {
        "required": "Scrivi il numero.",
        "invalid": "Scrivi un numero intero, per esempio 3.",
    },
    forms.DecimalField: {"invalid": "Scrivi un numero, per esempio 12,50."},
    forms.FloatField: {"invalid": "Scrivi un numero, per esempio 12,5."},
    forms.DateField: {
        "required": "Scrivi il giorno.",
        "invalid": "Scrivi una data valida, per esempio 23/11/2026.",
    },
    forms.TimeField: {"required": "Scrivi l'ora.", "invalid": "Scrivi un'ora valida, per esempio 10:30."},
    forms.DateTimeField: {
        "required": "Scrivi il giorno e l'ora.",
        "invalid": "Scrivi giorno e ora, per esempio 23/11/2026 10:30.",
    },
    forms.BooleanField: {"required": "Spunta la casella per andare avanti."},
    forms.ChoiceField: {"required": SCEGLI, "invalid_choice": NON_TRA_LE_VOCI},
    forms.MultipleChoiceField: {
        "required": "Scegli almeno una voce.",
        "invalid_choice": NON_TRA_LE_VOCI,
        "invalid_list": NON_TRA_LE_VOCI,
    },
    forms.ModelChoiceField: {"required": SCEGLI, "invalid_choice": NON_TRA_LE_VOCI},
    forms.ModelMultipleChoiceField: {
        "required": "Scegli almeno una voce.",
        "invalid_choice": NON_TRA_LE_VOCI,
        "invalid_list": NON_TRA_LE_VOCI,
        "invalid_pk_value": NON_TRA_LE_VOCI,
    },
    forms.FileField: {
        "required": "Scegli il file.",
        "empty": "Il file è vuoto: scegline un altro.",
        "missing": "Il file non è arrivato: sceglilo di nuovo.",
    },
    forms.UUIDField: {"invalid": "Il codice non è completo: copialo di nuovo per intero."},
}
DEI_CONTROLLI: Mapping[type, str] = {
    validators.ProhibitNullCharactersValidator: (
        "Il testo contiene un carattere che non si può salvare: cancellalo e scrivilo di nuovo."
    ),
    validators.MaxLengthValidator: (
        "Il testo è troppo lungo: al massimo %(limit_value)s caratteri, ora sono %(show_value)s."
    ),
    validators.MinLengthValidator: "Scrivi almeno %(limit_value)s caratteri.",
    validators.MinValueValidator: "Scrivi un valore da %(limit_value)s in su.",
    validators.MaxValueValidator: "Scrivi un valore fino a %(limit_value)s.",
    validators.EmailValidator: "Scrivi un indirizzo di posta completo, per esempio nome@esempio.it.",
    validators.URLValidator: "Scrivi l'indirizzo completo, per esempio https://www.esempio.it.",
}


def parla_come_la_casa() -> None:
    """Called when the application starts, before any form is declared."""
    for campo, messaggi in DEI_CAMPI.items():
        campo.default_error_messages = {**vars(campo).get("default_error_messages", {}), **messaggi}
    for controllo, messaggio in DEI_CONTROLLI.items():
        controllo.message = messaggio  # type: ignore[attr-defined]  # every validator has one
