// A button with data-prints prints the page. Without script the browser's own menu does.

export function printing() {
  for (const button of document.querySelectorAll("[data-prints]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
