"""A supplier's document is registered once a year, however its number is written; an account shared
says why; an expired identity paper serves with a declaration.
"""

from django.db import migrations, models
from django.db.models.functions import ExtractYear, Upper

# What an older version let in twice stays, with a number that says so: nothing paid is lost.
DISTINGUI = """
UPDATE contributi_giustificativospesa g SET numero = left(g.numero, 35) || ' (ripetuto, n. ' || g.id || ')'
WHERE EXISTS (
    SELECT 1 FROM contributi_giustificativospesa p
    WHERE p.id < g.id AND p.creditore_id = g.creditore_id AND upper(p.numero) = upper(g.numero)
    AND extract(year FROM p.data) = extract(year FROM g.data)
)
"""
PERCHE = models.CharField("perché l'IBAN è anche di un altro", max_length=200, blank=True)


class Migration(migrations.Migration):
    dependencies = [("contributi", "0009_avvio_d_ufficio")]

    operations = [
        migrations.RemoveConstraint("giustificativospesa", "giustificativo_una_volta_sola"),
        migrations.RunSQL(DISTINGUI, migrations.RunSQL.noop, elidable=True),
        migrations.AddConstraint(
            "giustificativospesa",
            models.UniqueConstraint(
                models.F("creditore"),
                Upper("numero"),
                ExtractYear("data"),
                name="giustificativo_una_volta_l_anno",
                violation_error_message="Questo documento è già registrato: non si paga due volte.",
            ),
        ),
        migrations.AddField("creditore", "perche_stesso_iban", PERCHE),
        migrations.AddField("historicalcreditore", "perche_stesso_iban", PERCHE),
        migrations.AddField(
            "documentodomanda",
            "dati_invariati_il",
            models.DateField("dati dichiarati invariati il", null=True, blank=True),
        ),
    ]
