// Print and copy buttons. Without this file both stay hidden and everything else works.
"use strict";

const print = document.getElementById("print");
const copy = document.getElementById("copy");

if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
if (copy && navigator.clipboard) {
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById("plain").value);
    document.getElementById("copied").textContent = copy.dataset.done;
  });
}
// A browser that only scrolls to the fragment leaves the focus at the top of the page.
if (window.location.hash === "#answer") {
  document.getElementById("answer")?.focus();
}
