"""The exchanges of the portal for the programs of other bodies, under `/api/v1/`."""
