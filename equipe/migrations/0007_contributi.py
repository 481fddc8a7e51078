"""What partners write for the Quadro, and what the office made of it: rows that only grow."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from adi_platform.base_models.insieme import Insieme


CREA = """
CREATE FUNCTION equipe_contributo_fermo() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Un contributo al Quadro non si cambia e non si cancella: se ne scrive un altro.'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER equipe_contributo_fermo BEFORE UPDATE OR DELETE ON equipe_contributoquadro
    FOR EACH ROW EXECUTE FUNCTION equipe_contributo_fermo();
CREATE TRIGGER equipe_esito_contributo_fermo BEFORE UPDATE OR DELETE ON equipe_esitocontributo
    FOR EACH ROW EXECUTE FUNCTION equipe_contributo_fermo();
"""
TOGLIE = """
DROP TRIGGER equipe_esito_contributo_fermo ON equipe_esitocontributo;
DROP TRIGGER equipe_contributo_fermo ON equipe_contributoquadro;
DROP FUNCTION equipe_contributo_fermo();
"""


class Migration(Insieme):

    dependencies = [
        ('cases', '0007_domanda_dalla_fine'),
        ('equipe', '0006_verbale'),
        ('organizzazione', '0006_amministra_ente'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name='cambioequipe',
            name='che_cosa',
            field=models.CharField(choices=[('responsabile', 'Operatore responsabile'), ('case_manager', 'Responsabile del caso'), ('referente', 'Referente della famiglia'), ('costituzione', 'Giorno della costituzione')], max_length=12, verbose_name='che cosa cambia'),
        ),
        migrations.CreateModel(
            name='ContributoQuadro',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('voce', models.CharField(max_length=20, verbose_name='voce')),
                ('valore', models.SmallIntegerField(blank=True, null=True, verbose_name='valutazione')),
                ('fuori_scala', models.CharField(blank=True, max_length=4, verbose_name='senza valutazione')),
                ('evidenza', models.TextField(blank=True, verbose_name='che cosa lo mostra')),
                ('fonte', models.CharField(blank=True, max_length=8, verbose_name='da dove viene')),
                ('il', models.DateField(verbose_name='osservato il')),
                ('funzione', models.CharField(max_length=20, verbose_name='funzione di chi valuta')),
                ('scritta_il', models.DateTimeField(auto_now_add=True, verbose_name='scritta il')),
                ('autore', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='autore')),
                ('ente', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizzazione.ente', verbose_name='ente')),
                ('persona', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.persona')),
                ('quadro', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributi', to='equipe.quadro')),
            ],
            options={
                'verbose_name': 'contributo al Quadro',
                'verbose_name_plural': 'contributi al Quadro',
                'ordering': ['quadro', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='EsitoContributo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('motivo', models.CharField(blank=True, max_length=300, verbose_name='perché non è accolto')),
                ('deciso_il', models.DateTimeField(auto_now_add=True, verbose_name='deciso il')),
                ('contributo', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='esito', to='equipe.contributoquadro')),
                ('deciso_da', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='deciso da')),
                ('valutazione', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='da_contributo', to='equipe.valutazione')),
            ],
            options={
                'verbose_name': 'esito di un contributo al Quadro',
                'verbose_name_plural': 'esiti dei contributi al Quadro',
                'ordering': ['pk'],
            },
        ),
        migrations.AddIndex(
            model_name='contributoquadro',
            index=models.Index(fields=['quadro', 'voce', 'persona'], name='contributo_di_una_voce'),
        ),
        migrations.AddConstraint(
            model_name='contributoquadro',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('fuori_scala', ''), ('valore__isnull', False), models.Q(('evidenza', ''), _negated=True), models.Q(('fonte', ''), _negated=True)), models.Q(('valore__isnull', True), models.Q(('fuori_scala', ''), _negated=True)), _connector='OR'), name='contributo_in_scala_con_evidenza', violation_error_message='Ogni valutazione ha una frase che la motiva e la sua fonte.'),
        ),
        migrations.AddConstraint(
            model_name='esitocontributo',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('motivo', ''), ('valutazione__isnull', False)), models.Q(('valutazione__isnull', True), models.Q(('motivo', ''), _negated=True)), _connector='OR'), name='contributo_accolto_o_con_il_motivo', violation_error_message='Scrivi perché non lo accogli.'),
        ),
        migrations.RunSQL(CREA, TOGLIE),
    ]
