"""Errors of the domain: what the office may not do, said in plain Italian."""


class DominioError(Exception):
    """An act that the rules do not allow. The message is shown to the person as it is.

    `campo` names the form field beside which the message belongs, if any.
    """

    def __init__(self, messaggio: str, *, campo: str | None = None) -> None:
        super().__init__(messaggio)
        self.messaggio = messaggio
        self.campo = campo


class StatoCambiato(DominioError):
    """What is asked was possible before: the thing is no longer in the state that the act needs."""


class ConflittoDiVersione(DominioError):
    """Somebody else saved the same thing in the meantime; the view answers 409 with both texts."""
