"""The beginning of a suspension or revocation is a notice too; once told, only the act that follows is added."""

import django.db.models.deletion
from django.db import migrations, models

from adi_platform.base_models.insieme import Insieme

TRIGGER = (
    "DROP TRIGGER riga_ferma ON contributi_preavviso;"
    "CREATE TRIGGER riga_ferma BEFORE UPDATE OR DELETE ON contributi_preavviso FOR EACH ROW"
    " EXECUTE FUNCTION contributi_riga_ferma({campi});"
)
PRIMA = "'riesame_il', 'versione', 'aggiornato_il', 'aggiornato_da_id'"
CAUTELARE = models.TextField(blank=True, default="", verbose_name="perché non si può aspettare")


class Migration(Insieme):
    dependencies = [("contributi", "0008_urgenza_ferma")]

    operations = [
        migrations.AddField(
            "preavviso",
            "genere",
            models.CharField(
                choices=[
                    ("rifiuto", "Preavviso di rifiuto"),
                    ("sospensione", "Avvio per la sospensione"),
                    ("revoca", "Avvio per la revoca"),
                ],
                default="rifiuto",
                max_length=12,
                verbose_name="che cosa annuncia",
            ),
        ),
        migrations.AddField(
            "preavviso",
            "atto",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="preavvisi",
                to="contributi.provvedimento",
            ),
        ),
        migrations.AddField("provvedimento", "motivo_cautelare", CAUTELARE, preserve_default=False),
        migrations.AddField("historicalprovvedimento", "motivo_cautelare", CAUTELARE, preserve_default=False),
        migrations.RunSQL(
            TRIGGER.format(campi=f"{PRIMA}, 'atto_id'"), TRIGGER.format(campi=PRIMA), elidable=False
        ),
    ]
