"""`python -m adi_platform.avvio`, called by script/server."""

import sys

from adi_platform.avvio.server import principale

if __name__ == "__main__":
    sys.exit(principale(sys.argv[1:]))
