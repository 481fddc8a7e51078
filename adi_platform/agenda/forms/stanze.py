"""The form of a room, beside those of the territory."""

from django import forms

from adi_platform.agenda.models import Stanza
from adi_platform.organizzazione.forms.territorio import SceltaSede, VoceForm


class StanzaForm(VoceForm):
    """A room that is no longer used is closed, never deleted: past meetings name it."""

    scelte = ("sede",)

    class Meta:
        model = Stanza
        fields = ("sede", "nome", "posti", "dalle", "alle", "attiva")
        field_classes = {"sede": SceltaSede}
        widgets = {ora: forms.TimeInput(attrs={"type": "time"}) for ora in ("dalle", "alle")}
        help_texts = {"attiva": "Togli il segno quando non si usa più: le riunioni già fissate restano."}
