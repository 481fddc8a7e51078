/* Analisi preliminare: saves by itself after a pause, shows dependent questions. Without it the page works the same. */
(() => {
  const form = document.getElementById("form-sezione");
  if (!form) return;
  const stato = document.getElementById("stato-salvataggio");
  const valori = (codice) =>
    [...form.querySelectorAll(`[name="${codice.replaceAll(".", "_")}"]`)].filter((c) => c.checked).map((c) => c.value);

  const mostra = () => {
    for (const domanda of form.querySelectorAll("[data-mostra-se]")) {
      const ammessi = domanda.dataset.mostraValori.split(" ");
      domanda.hidden = !valori(domanda.dataset.mostraSe).some((v) => ammessi.includes(v));
    }
  };
  // «Non rilevato» takes the other answers away, and an answer takes «Non rilevato» away.
  form.addEventListener("change", ({ target }) => {
    const domanda = target.closest?.("fieldset.domanda");
    if (!domanda || !target.checked) return;
    const nonRilevato = target.name.endsWith("-nr");
    for (const campo of domanda.querySelectorAll("input[type=radio], input[type=checkbox]")) {
      if (campo !== target && campo.name.endsWith("-nr") !== nonRilevato) campo.checked = false;
    }
  });
  form.addEventListener("change", mostra);
  mostra();

  if (form.dataset.salvataggioAutomatico !== "si") return;
  const annuncio = document.getElementById("annuncio-salvataggio");
  // The visible line changes at each pause; who listens hears only when the state becomes another one.
  let annunciato = "";
  const mostraStato = (genere, testo) => {
    const chiave = genere === "salvato" ? genere : testo;
    if (genere !== "in-corso" && chiave !== annunciato) {
      annuncio.textContent = testo;
      annunciato = chiave;
    }
    stato.dataset.stato = genere;
    stato.textContent = testo;
  };
  let attesa = null;
  let inCorso = Promise.resolve();
  stato.textContent ||= "Si salva da sé mentre scrivi.";
  const salva = async () => {
    const risposta = await fetch(form.action || location.href, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Salvataggio": "automatico" },
    });
    if (risposta.redirected || risposta.status === 401 || risposta.status === 403) {
      mostraStato("non-salvato", "Non salvato: entra di nuovo in un'altra scheda, poi salva da qui. Il testo resta.");
      return;
    }
    const esito = await risposta.json();
    if (risposta.ok) {
      form.elements.versione.value = esito.versione;
      mostraStato("salvato", `Salvato alle ${esito.ora}`);
    } else if (risposta.status === 409) {
      mostraStato("non-salvato", `Non salvato. ${esito.conflitto} Premi «Salva e continua» per vedere i due testi.`);
    } else {
      mostraStato("non-salvato", `Non ancora salvato: ${Object.values(esito.errori || {}).join(" ")}`);
    }
  };
  const prova = () => {
    mostraStato("in-corso", "Salvataggio…");
    inCorso = inCorso.then(salva).catch(() => {
      mostraStato("non-salvato", "Non salvato: manca il collegamento. Riprovo alla prossima modifica.");
    });
  };
  form.addEventListener("input", () => {
    clearTimeout(attesa);
    mostraStato("in-corso", "Modifiche da salvare…");
    attesa = setTimeout(prova, 2000);
  });
  form.addEventListener("submit", () => clearTimeout(attesa));
})();
