"""Questions to one person of another body; an answer that was given changes no more."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from adi_platform.base_models.insieme import Insieme


CREA = """
CREATE FUNCTION protocollo_risposta_data() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR
        (OLD.stato, OLD.domanda, OLD.esito, OLD.testo, OLD.impronta, OLD.documento_id, OLD.risposto_il, OLD.a_id,
         OLD.caso_id, OLD.persona_id, OLD.condivisione_id)
        IS DISTINCT FROM
        (NEW.stato, NEW.domanda, NEW.esito, NEW.testo, NEW.impronta, NEW.documento_id, NEW.risposto_il, NEW.a_id,
         NEW.caso_id, NEW.persona_id, NEW.condivisione_id)
    THEN
        RAISE EXCEPTION 'Una risposta data non si modifica e non si cancella.'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER quesito_risposto BEFORE UPDATE OR DELETE ON protocollo_quesito
    FOR EACH ROW WHEN (OLD.stato = 'risposto') EXECUTE FUNCTION protocollo_risposta_data();
"""
TOGLIE = """
DROP TRIGGER quesito_risposto ON protocollo_quesito;
DROP FUNCTION protocollo_risposta_data();
"""


class Migration(Insieme):

    dependencies = [
        ('cases', '0006_scadenza_rete'),
        ('documenti', '0002_immutabile_quando_pronto'),
        ('protocollo', '0003_inviti_alle_riunioni'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Quesito',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('creato_il', models.DateTimeField(auto_now_add=True, verbose_name='creato il')),
                ('aggiornato_il', models.DateTimeField(auto_now=True, verbose_name='aggiornato il')),
                ('domanda', models.TextField(verbose_name='domanda')),
                ('stato', models.CharField(choices=[('aperto', 'In attesa di risposta'), ('risposto', 'Ha risposto'), ('revocato', 'Ritirata dal servizio sociale'), ('scaduto', 'Scaduta senza risposta')], default='aperto', max_length=10, verbose_name='a che punto è')),
                ('chiesto_il', models.DateField(verbose_name='chiesto il')),
                ('entro', models.DateField(verbose_name='risposta entro')),
                ('sollecitato_il', models.DateField(blank=True, null=True, verbose_name='sollecitato il')),
                ('esito', models.CharField(blank=True, choices=[('si', 'Sì'), ('no', 'No'), ('non_so', 'Non so rispondere')], max_length=10, verbose_name='risposta')),
                ('testo', models.TextField(blank=True, verbose_name='parole della risposta')),
                ('impronta', models.CharField(blank=True, max_length=64, verbose_name='impronta della risposta')),
                ('risposto_il', models.DateTimeField(blank=True, null=True, verbose_name='risposto il')),
                ('letto_il', models.DateTimeField(blank=True, null=True, verbose_name='letto il')),
                ('a', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quesiti_ricevuti', to=settings.AUTH_USER_MODEL, verbose_name='a chi')),
                ('aggiornato_da', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='aggiornato da')),
                ('caso', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quesiti', to='cases.casoadi')),
                ('chiesto_da', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quesiti_fatti', to=settings.AUTH_USER_MODEL, verbose_name='chi chiede')),
                ('condivisione', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quesiti', to='protocollo.condivisione')),
                ('documento', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documenti.documento', verbose_name='allegato')),
                ('persona', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='quesiti', to='cases.persona', verbose_name='su chi')),
            ],
            options={
                'verbose_name': 'domanda a una persona di un altro ente',
                'verbose_name_plural': 'domande a persone di altri enti',
                'ordering': ['entro', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='TransizioneQuesito',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mossa', models.CharField(max_length=60, verbose_name='mossa')),
                ('da_stato', models.CharField(blank=True, max_length=60, verbose_name='dallo stato')),
                ('a_stato', models.CharField(max_length=60, verbose_name='allo stato')),
                ('motivo', models.TextField(blank=True, verbose_name='motivo')),
                ('avvenuta_il', models.DateTimeField(auto_now_add=True, verbose_name='avvenuta il')),
                ('oggetto', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='transizioni', to='protocollo.quesito')),
                ('operatore', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='operatore')),
            ],
            options={
                'verbose_name': 'passaggio di stato di una domanda',
                'verbose_name_plural': 'passaggi di stato delle domande',
                'ordering': ['avvenuta_il', 'pk'],
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='quesito',
            index=models.Index(fields=['caso', 'stato'], name='quesito_del_caso'),
        ),
        migrations.AddIndex(
            model_name='quesito',
            index=models.Index(fields=['a', 'stato'], name='quesito_a_chi'),
        ),
        migrations.AddConstraint(
            model_name='quesito',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('risposto_il__isnull', False), ('stato', 'risposto'), models.Q(('esito', ''), _negated=True), ('impronta__regex', '^[0-9a-f]{64}$')), models.Q(models.Q(('stato', 'risposto'), _negated=True), ('documento__isnull', True), ('esito', ''), ('impronta', ''), ('risposto_il__isnull', True), ('testo', '')), _connector='OR'), name='quesito_risposto_ha_la_risposta', violation_error_message='Una domanda ha una risposta quando qualcuno ha risposto.'),
        ),
        migrations.RunSQL(CREA, TOGLIE),
    ]
