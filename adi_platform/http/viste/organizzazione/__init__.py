"""Pages of the organisation: people, territory, bodies, parameters. They stand here, above the models."""
