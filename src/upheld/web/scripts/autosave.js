// What is typed into a field with data-autosave="address" is also kept by the service, so that it is there on another computer
// and after this tab is closed.

const PAUSE = 2000; // milliseconds after the last key

export function autosave() {
  for (const field of document.querySelectorAll("[data-autosave]")) watch(field);
}

function watch(field) {
  let kept = field.defaultValue;
  let sent = false;
  let timer;
  const save = () => {
    clearTimeout(timer);
    if (sent || field.value === kept) return;
    const text = field.value;
    const body = new FormData();
    body.set("text", text);
    body.set("csrfmiddlewaretoken", field.form.elements.namedItem("csrfmiddlewaretoken").value);
    fetch(field.dataset.autosave, { method: "POST", body, keepalive: true }).then(
      (answer) => {
        if (answer.ok) kept = text;
      },
      () => {}, // offline: the draft is in this tab, and the next key tries again
    );
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  // A note that is being sent must not come back as a draft.
  field.form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(timer);
  });
  window.addEventListener("pagehide", save);
  window.addEventListener("pageshow", () => {
    sent = false;
  });
}
