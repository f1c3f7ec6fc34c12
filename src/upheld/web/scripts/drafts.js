// What is typed into a field with data-draft="name" is kept in this browser tab while it is typed, and put back when the
// page is opened again. It is let go when the service confirms that it was saved, at signing out, and with the tab.

const PREFIX = "upheld-draft:";
const PAUSE = 400; // milliseconds after the last key

let signingOut = false;

export function keepDrafts() {
  forgetWhatWasSaved();
  for (const field of document.querySelectorAll("[data-draft]")) keep(field);
  document.addEventListener("submit", (event) => {
    if (!event.target.hasAttribute("data-signs-out")) return;
    signingOut = true;
    forget(() => true);
  });
}

function keep(field) {
  const key = PREFIX + field.dataset.draft;
  const status = document.getElementById(`${field.id}-draft`);
  const kept = sessionStorage.getItem(key);
  if (kept && kept !== field.value && field.value === field.defaultValue) {
    field.value = kept;
    say(status, "We put back what you typed before. It is not saved yet.");
  }
  let timer;
  const save = () => {
    clearTimeout(timer);
    if (signingOut) return;
    if (field.value === field.defaultValue && !sessionStorage.getItem(key)) return;
    if (field.value) sessionStorage.setItem(key, field.value);
    else sessionStorage.removeItem(key);
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      save();
      say(status, field.value ? "Draft kept in this tab. It is not saved yet." : "");
    }, PAUSE);
  });
  window.addEventListener("pagehide", save);
}

function say(status, words) {
  if (status && status.textContent !== words) status.textContent = words;
}

// The page after a successful form names the draft that is now saved.
function forgetWhatWasSaved() {
  const saved = document.querySelectorAll("[data-draft-saved]");
  const names = new Set(Array.from(saved, (element) => element.dataset.draftSaved));
  if (names.size) forget((name) => names.has(name));
}

function forget(wanted) {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX) && wanted(key.slice(PREFIX.length))) sessionStorage.removeItem(key);
  }
}
