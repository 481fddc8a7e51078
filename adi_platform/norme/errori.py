"""What can go wrong when a rule asks for a legal parameter."""

from __future__ import annotations

from adi_platform.errori import DominioError


class NormaError(DominioError):
    """A legal parameter cannot be read."""


class ParametroSconosciuto(NormaError):
    """No parameter has that name."""


class ParametroSenzaValore(NormaError):
    """No value is in force on that date: too early, ended, or never confirmed by a source."""


class ValoreNonValido(NormaError):
    """A value that does not suit the unit of its parameter."""


class ParametroNonModificabile(NormaError):
    """An Ambito tried to change a value fixed by national law."""
