"""The broker in a folder, without half messages: kombu lists a file as soon as it is created, before it is written.

A reader that met it then found no JSON and the worker died. Here a message appears whole, by renaming.
"""

import uuid
from pathlib import Path
from time import monotonic
from typing import Any

from kombu.transport import filesystem
from kombu.utils.json import dumps

NON_ANCORA = ".parziale"  # the end of the name: no queue is called so


class Channel(filesystem.Channel):
    def _put(self, queue: str, message: Any, **_: Any) -> None:  # type: ignore[override]  # as kombu calls it
        """Names begin with the time, as those of kombu: the oldest is taken first."""
        intero = Path(self.data_folder_out) / f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        parziale = intero.with_name(intero.name + NON_ANCORA)
        parziale.write_text(dumps(message), encoding="utf-8")  # type: ignore[no-untyped-call]  # kombu
        parziale.replace(intero)


class Transport(filesystem.Transport):
    Channel = Channel
