"""A breach taken back or written anew, a day corrected: new lines of the exchange."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('protocollo', '0008_inviti_da_confermare'),
    ]

    operations = [
        migrations.AddField(
            model_name='messaggioinvio',
            name='corregge',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corretta_da', to='protocollo.messaggioinvio'),
        ),
        migrations.AlterField(
            model_name='messaggioinvio',
            name='genere',
            field=models.CharField(choices=[('nota', 'Messaggio'), ('aggiornamento', 'Aggiornamento dei 90 giorni'), ('inadempimento', 'Impegno non rispettato'), ('ritiro', 'Segnalazione ritirata'), ('correzione', 'Data corretta')], default='nota', max_length=14, verbose_name='genere'),
        ),
    ]
