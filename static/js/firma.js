/* The box where one signs with a finger, a pen or the mouse. Without it one signs on paper. */
(() => {
  "use strict";
  const tela = document.getElementById("tela");
  if (!tela) return;
  const modulo = document.getElementById("form-firma");
  const campo = modulo.querySelector("[name$=disegno]");
  const stato = document.getElementById("stato-firma");
  const pennello = tela.getContext("2d");
  let tratti = 0;

  tela.parentElement.hidden = false;
  modulo.querySelector(".senza-tela").hidden = true;

  const pulisci = () => {
    pennello.clearRect(0, 0, tela.width, tela.height);
    campo.value = "";
    tratti = 0;
    stato.textContent = "Il riquadro è vuoto.";
  };
  const punto = (evento) => {
    const area = tela.getBoundingClientRect();
    return [
      ((evento.clientX - area.left) / area.width) * tela.width,
      ((evento.clientY - area.top) / area.height) * tela.height,
    ];
  };

  tela.addEventListener("pointerdown", (evento) => {
    evento.preventDefault();
    tela.setPointerCapture(evento.pointerId);
    pennello.lineWidth = 6;
    pennello.lineCap = pennello.lineJoin = "round";
    pennello.strokeStyle = "#0b2545";
    pennello.beginPath();
    pennello.moveTo(...punto(evento));
  });
  tela.addEventListener("pointermove", (evento) => {
    if (!tela.hasPointerCapture(evento.pointerId)) return;
    pennello.lineTo(...punto(evento));
    pennello.stroke();
    tratti += 1;
  });
  tela.addEventListener("pointerup", () => {
    if (tratti) stato.textContent = "Firma disegnata. Se va bene, premi «Firmo».";
  });
  document.getElementById("cancella").addEventListener("click", pulisci);
  modulo.addEventListener("submit", () => {
    campo.value = tratti ? tela.toDataURL("image/png") : "";
  });
  pulisci();
})();
