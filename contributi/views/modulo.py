"""The page with one form of the house, with the template of this floor."""

from functools import partial

from cases.views import modulo
from cases.views.modulo import Pagina

__all__ = ["Pagina", "pagina_con_modulo"]

pagina_con_modulo = partial(modulo.pagina_con_modulo, template="contributi/modulo.html")
