"""Who reads each decision: those already written stay with the social service and whoever is charged."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('riunioni', '0002_risposte_agli_inviti'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='decisione',
            name='la_legge',
            field=models.CharField(choices=[('servizio', 'Solo il servizio sociale e chi se ne occupa'), ('tutti', 'Anche tutti gli altri enti invitati')], default='servizio', max_length=10, verbose_name='chi la legge'),
        ),
        migrations.AddField(
            model_name='decisione',
            name='versione',
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name='versione'),
        ),
        migrations.CreateModel(
            name='HistoricalDecisione',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('creato_il', models.DateTimeField(blank=True, editable=False, verbose_name='creato il')),
                ('aggiornato_il', models.DateTimeField(blank=True, editable=False, verbose_name='aggiornato il')),
                ('versione', models.PositiveIntegerField(default=0, editable=False, verbose_name='versione')),
                ('testo', models.TextField(verbose_name='che cosa')),
                ('entro', models.DateField(blank=True, null=True, verbose_name='entro il')),
                ('fatta_il', models.DateField(blank=True, null=True, verbose_name='fatta il')),
                ('la_legge', models.CharField(choices=[('servizio', 'Solo il servizio sociale e chi se ne occupa'), ('tutti', 'Anche tutti gli altri enti invitati')], default='servizio', max_length=10, verbose_name='chi la legge')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('aggiornato_da', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='aggiornato da')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('punto', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='riunioni.puntoodg')),
                ('responsabile', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='chi se ne occupa')),
                ('riunione', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='riunioni.riunione')),
            ],
            options={
                'verbose_name': 'historical decisione',
                'verbose_name_plural': 'historical decisioni',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
