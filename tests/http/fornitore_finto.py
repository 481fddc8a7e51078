"""A fake OpenID Connect provider on the loopback: it checks PKCE and answers with the claims it is given."""

import base64
import hashlib
import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SEGRETO = "adi-di-prova", "segreto-di-prova"


@dataclass
class Fornitore:
    """`codici` maps each code given out to the challenge and to the claims of the person."""

    server: ThreadingHTTPServer
    chiave: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    codici: dict[str, tuple[str, dict[str, Any]]] = field(default_factory=dict)
    gettoni: dict[str, dict[str, Any]] = field(default_factory=dict)
    destinatario: str = CLIENT
    emittente_falso: str = ""

    @property
    def indirizzo(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def autorizza(self, andata: str, **dichiarati: Any) -> dict[str, str]:
        """What the person's browser would bring back after signing in at the provider."""
        domanda = {chiave: voci[0] for chiave, voci in parse_qs(urlsplit(andata).query).items()}
        assert domanda["response_type"] == "code"
        assert domanda["code_challenge_method"] == "S256"
        codice = f"codice-{len(self.codici)}"
        self.codici[codice] = (domanda["code_challenge"], dichiarati)
        return {"code": codice, "state": domanda["state"]}

    def scopri(self) -> dict[str, Any]:
        return {
            "issuer": self.indirizzo,
            "authorization_endpoint": f"{self.indirizzo}/authorize",
            "token_endpoint": f"{self.indirizzo}/token",
            "userinfo_endpoint": f"{self.indirizzo}/userinfo",
            "jwks_uri": f"{self.indirizzo}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def scambia(self, modulo: dict[str, str]) -> dict[str, Any] | None:
        """A code is worth once, for the client that asked for it, with the right verifier."""
        sfida, dichiarati = self.codici.pop(modulo.get("code", ""), ("", {}))
        impronta = hashlib.sha256(modulo.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(impronta).rstrip(b"=").decode() != sfida:
            return None
        if (modulo.get("client_id"), modulo.get("client_secret")) != (CLIENT, SEGRETO):
            return None
        adesso = int(time.time())
        voci = {"iss": self.emittente_falso or self.indirizzo, "aud": self.destinatario, "iat": adesso}
        gettone = jwt.encode({**voci, "exp": adesso + 60, **dichiarati}, self.chiave, algorithm="RS256")
        accesso = f"accesso-{len(self.gettoni)}"
        self.gettoni[accesso] = dichiarati
        return {"access_token": accesso, "token_type": "Bearer", "id_token": gettone, "expires_in": 60}


def avvia() -> Fornitore:
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    fornitore = Fornitore(server=server)

    class Gestore(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path.startswith("/.well-known/"):
                return self._rispondi(fornitore.scopri())
            gettone = self.headers.get("Authorization", "").removeprefix("Bearer ")
            dichiarati = fornitore.gettoni.get(gettone)
            return self._rispondi(dichiarati) if dichiarati else self._rispondi({}, 401)

        def do_POST(self) -> None:
            corpo = self.rfile.read(int(self.headers["Content-Length"])).decode()
            risposta = fornitore.scambia({chiave: voci[0] for chiave, voci in parse_qs(corpo).items()})
            self._rispondi(risposta or {"error": "invalid_grant"}, 200 if risposta else 400)

        def _rispondi(self, dati: dict[str, Any], stato: int = 200) -> None:
            testo = json.dumps(dati).encode()
            self.send_response(stato)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(testo)))
            self.end_headers()
            self.wfile.write(testo)

        def log_message(self, format: str, *args: Any) -> None:
            """Silence."""

    server.RequestHandlerClass = Gestore
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return fornitore
