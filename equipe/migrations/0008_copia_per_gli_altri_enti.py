"""The copy for the other bodies; the ones already made with every decision in them open no more."""

import django.db.models.deletion
from django.db import migrations, models


def ritira(apps, schema_editor):
    """Made when no decision had its readers: the copy holds them all, so none of another body opens it."""
    verbali = apps.get_model("equipe", "VerbaleEquipe").objects
    con_decisioni = verbali.filter(approvato_il__isnull=False, incontro__riunione__decisioni__isnull=False)
    verbali.filter(pk__in=con_decisioni.values("pk")).update(copia_ritirata=True)


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0007_domanda_dalla_fine'),
        ('documenti', '0002_immutabile_quando_pronto'),
        ('equipe', '0007_contributi'),
        ('riunioni', '0003_lettori_delle_decisioni'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalverbaleequipe',
            name='copia_ritirata',
            field=models.BooleanField(default=False, verbose_name='copia per gli altri enti ritirata'),
        ),
        migrations.AddField(
            model_name='incontroequipe',
            name='famiglia_presente',
            field=models.ManyToManyField(blank=True, related_name='+', to='cases.persona', verbose_name="chi c'era della famiglia"),
        ),
        migrations.AddField(
            model_name='verbaleequipe',
            name='copia_ritirata',
            field=models.BooleanField(default=False, verbose_name='copia per gli altri enti ritirata'),
        ),
        migrations.AlterField(
            model_name='historicalverbaleequipe',
            name='estratto',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='documenti.documento', verbose_name='copia per gli altri enti'),
        ),
        migrations.AlterField(
            model_name='verbaleequipe',
            name='estratto',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documenti.documento', verbose_name='copia per gli altri enti'),
        ),
        migrations.RunPython(ritira, migrations.RunPython.noop),
    ]
