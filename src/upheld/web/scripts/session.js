// Says some minutes before a session ends that it will, and goes to the sign-in page when it has. The service is asked how
// long there is left, since other tabs and drafts that save themselves count as use. Typing keeps the session going.

const WARNED = 5 * 60; // seconds before the end
const TYPING = 2 * 60 * 1000; // milliseconds: typing is told to the service this often at most
const LONGEST_SLEEP = 10 * 60; // seconds: a computer that slept finds out soon after it wakes

export function watchSession() {
  const notice = document.querySelector("[data-session]");
  if (notice) watch(notice);
}

function watch(notice) {
  let timer;
  let told = Date.now();
  const next = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(look, Math.max(1, Math.min(seconds, LONGEST_SLEEP)) * 1000);
  };
  const look = async () => {
    const left = await secondsLeft(notice);
    if (left === undefined) return next(WARNED / 5);
    if (left <= 0) return leave(notice);
    show(notice, left);
    return next(left > WARNED ? left - WARNED : left + 1);
  };
  const goOn = async () => {
    told = Date.now();
    await tell(notice);
    look();
  };
  notice.querySelector("[data-session-go-on]").addEventListener("click", goOn);
  document.addEventListener("input", () => {
    if (Date.now() - told > TYPING) goOn();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) look();
  });
  next(Number(notice.dataset.session) * 60 - WARNED);
}

async function secondsLeft(notice) {
  try {
    const answer = await fetch(notice.dataset.sessionLeft, { headers: { Accept: "application/json" } });
    return answer.ok ? (await answer.json()).seconds : undefined;
  } catch {
    return undefined; // offline: ask again soon
  }
}

function tell(notice) {
  const body = new FormData();
  body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
  return fetch(notice.dataset.sessionStay, { method: "POST", body }).catch(() => {});
}

function show(notice, left) {
  if (left > WARNED) {
    notice.hidden = true;
    return;
  }
  const at = new Date(Date.now() + left * 1000);
  const words = at.toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit", hour12: true });
  notice.querySelector("[data-session-at]").textContent = words.replace(" ", "");
  notice.hidden = false;
}

// What was typed into a draft is kept in the tab as the page goes; the sign-in page leads back here.
function leave(notice) {
  const back = encodeURIComponent(location.pathname + location.search);
  location.assign(`${notice.dataset.sessionEnd}?next=${back}`);
}
