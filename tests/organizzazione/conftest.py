from tests.http.conftest import _contatori_azzerati

__all__ = ["_contatori_azzerati"]
