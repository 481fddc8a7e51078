/* Two minutes before the end of the session a dialog asks whether to stay. If the session has ended,
   a form is not sent to the sign-in page: the page stays, the person signs in elsewhere and sends again. */
(() => {
  "use strict";
  const radice = document.getElementById("sessione");
  if (!radice) return;
  const avviso = document.getElementById("avviso-sessione");
  const finita = document.getElementById("sessione-finita");
  const resto = avviso.querySelector("[data-restano]");
  const annuncio = avviso.querySelector("[data-annuncio]");
  const nonAncora = finita.querySelector("[data-non-ancora]");
  const preavviso = Number(radice.dataset.preavviso);
  const canale = "BroadcastChannel" in window ? new BroadcastChannel("sessione") : null;
  let scade = Date.now() + Number(radice.dataset.durata) * 1000;
  // For some seconds after the server has answered, the page takes the session for alive.
  const fiducia = Number(radice.dataset.fiducia) * 1000;
  let verificataFino = Date.now() + fiducia;

  const mancano = () => Math.round((scade - Date.now()) / 1000);
  const aParole = (secondi) => secondi >= 90 ? `${Math.round(secondi / 60)} minuti`
    : secondi >= 60 ? "1 minuto" : `${Math.max(secondi, 0)} secondi`;

  // The server rotates the anti-forgery token at sign-in: forms already on the page need the new one.
  const aggiornaGettone = (gettone) => {
    document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((campo) => { campo.value = gettone; });
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": gettone }));
  };

  const chiedi = async (indirizzo, opzioni = {}) => {
    const risposta = await fetch(indirizzo, { headers: { Accept: "application/json" }, cache: "no-store", ...opzioni });
    if (!risposta.ok) throw new Error(String(risposta.status));
    return risposta.json();
  };

  const accogli = (stato) => {
    scade = Date.now() + stato.secondi * 1000;
    if (stato.attiva) {
      verificataFino = Date.now() + Math.max(fiducia, 2000);
      aggiornaGettone(stato.gettone);
    }
    return stato.attiva && String(stato.utente) === radice.dataset.utente;
  };

  const verifica = async () => accogli(await chiedi(radice.dataset.stato));

  const prolunga = async () => {
    try {
      const corpo = new URLSearchParams();
      const gettone = document.querySelector("input[name=csrfmiddlewaretoken]");
      if (gettone) corpo.set("csrfmiddlewaretoken", gettone.value);
      if (!accogli(await chiedi(radice.dataset.prolunga, { method: "POST", body: corpo }))) return mostraFinita();
      canale?.postMessage(scade);
      avviso.close();
    } catch { mostraFinita(); }
  };

  const mostraFinita = () => {
    if (avviso.open) avviso.close();
    nonAncora.hidden = true;
    if (!finita.open) finita.showModal();
  };

  const battito = () => {
    const secondi = mancano();
    if (secondi <= 0) {
      if (avviso.open) verifica().then((viva) => { if (!viva) mostraFinita(); else avviso.close(); }, () => {});
      return;
    }
    if (secondi > preavviso) {
      if (avviso.open) avviso.close();
      return;
    }
    resto.textContent = aParole(secondi);
    if (secondi === 60 || secondi === 30) annuncio.textContent = `Restano ${aParole(secondi)}.`;
    // Work done in another tab may already have extended the session: ask before disturbing.
    if (!avviso.open && !finita.open) {
      verifica().then((viva) => { if (viva && mancano() <= preavviso && !avviso.open) avviso.showModal(); }, () => {});
    }
  };

  avviso.querySelector("[data-resta]").addEventListener("click", prolunga);
  avviso.addEventListener("cancel", (evento) => { evento.preventDefault(); prolunga(); });
  finita.querySelector("[data-fatto]").addEventListener("click", async () => {
    const viva = await verifica().catch(() => false);
    if (!viva) { nonAncora.hidden = false; return; }
    finita.close();
  });
  if (canale) canale.onmessage = (evento) => { scade = evento.data; };

  // A form is sent only if the session is alive: otherwise the page, and what was typed, stays.
  document.addEventListener("submit", (evento) => {
    const modulo = evento.target;
    if (evento.defaultPrevented || modulo.closest("dialog") || modulo.hasAttribute("hx-post")) return;
    if (modulo.getAttribute("method")?.toLowerCase() !== "post") return;
    if (Date.now() < verificataFino) return;
    evento.preventDefault();
    const premuto = evento.submitter;
    // If the check itself fails (network), the form goes its ordinary way.
    verifica().catch(() => true).then((viva) => {
      delete modulo.dataset.inviato;
      if (!viva) { mostraFinita(); return; }
      modulo.requestSubmit(premuto ?? undefined);
    });
  });

  // Background requests answered by the sign-in page: nothing is swapped, the dialog explains.
  const eLaPaginaDiAccesso = (xhr) =>
    xhr?.responseURL && new URL(xhr.responseURL).pathname === radice.dataset.accesso;
  document.addEventListener("htmx:beforeSwap", (evento) => {
    if (eLaPaginaDiAccesso(evento.detail.xhr)) {
      evento.detail.shouldSwap = false;
      mostraFinita();
    }
  });
  document.addEventListener("htmx:afterRequest", (evento) => {
    if (evento.detail.successful && !eLaPaginaDiAccesso(evento.detail.xhr) && !evento.detail.elt.matches(".avanzamento")) {
      scade = Date.now() + Number(radice.dataset.durata) * 1000;
      canale?.postMessage(scade);
    }
  });
  setInterval(battito, 1000);
})();
