/* Small behaviours of every page. Everything works without them.
   Menus and dialogs are native (<details>, <dialog>): the script of Bootstrap Italia is not loaded, because
   it is 1 MB and its video player writes inline styles, which the content policy forbids. */
(() => {
  "use strict";

  // Buttons that open and close the element they name.
  document.querySelectorAll("[data-apre]").forEach((pulsante) => {
    const pannello = document.getElementById(pulsante.dataset.apre);
    pulsante.addEventListener("click", () => {
      const aperto = pannello.classList.toggle("aperto");
      pulsante.setAttribute("aria-expanded", String(aperto));
    });
  });

  // Menus made with <details> close with Esc and when the focus leaves them.
  document.querySelectorAll("details.menu-utente, details.menu-azioni").forEach((menu) => {
    menu.addEventListener("keydown", (evento) => {
      if (evento.key === "Escape" && menu.open) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    });
    document.addEventListener("click", (evento) => {
      if (!menu.contains(evento.target)) menu.open = false;
    });
    menu.addEventListener("focusout", (evento) => {
      if (evento.relatedTarget && !menu.contains(evento.relatedTarget)) menu.open = false;
    });
  });

  // The summary of errors takes the focus, on load and after an htmx swap.
  const fuoco = (radice) => radice.querySelector?.("[data-fuoco]")?.focus();
  fuoco(document);
  document.addEventListener("htmx:afterSwap", (evento) => fuoco(evento.target));

  // A form sent twice by a double click is sent once.
  document.addEventListener("submit", (evento) => {
    const modulo = evento.target;
    if (evento.defaultPrevented || modulo.method !== "post") return;
    if (modulo.dataset.inviato && Date.now() - Number(modulo.dataset.inviato) < 2000) evento.preventDefault();
    modulo.dataset.inviato = String(Date.now());
  });

  // "Stampa" and "select all" helpers, by attribute.
  document.addEventListener("click", (evento) => {
    if (evento.target.closest("[data-stampa]")) window.print();
  });
  document.querySelectorAll("[data-seleziona-tutti]").forEach((casella) => {
    casella.addEventListener("change", () => {
      document.querySelectorAll(`input[type=checkbox][name="${casella.dataset.selezionaTutti}"]`)
        .forEach((altra) => { altra.checked = casella.checked; });
    });
  });
})();
