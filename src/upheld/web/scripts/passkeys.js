// A form with data-passkey asks the browser for a passkey when it is sent, and then goes on its way. "create" makes one,
// "get" uses one. What to ask for stands in data-passkey-options, or is fetched from data-passkey-from.

export function passkeys() {
  if (!window.PublicKeyCredential) return;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  }
  for (const instead of document.querySelectorAll("[data-passkey-instead]")) instead.hidden = true;
}

async function send(form) {
  const says = form.querySelector("[data-passkey-says]");
  says.textContent = "";
  try {
    const credential = await ask(form.dataset.passkey, await options(form));
    form.elements.namedItem("credential").value = JSON.stringify(credential);
    form.submit();
  } catch (error) {
    says.textContent = words(error);
  }
}

async function options(form) {
  if (form.dataset.passkeyOptions) return JSON.parse(form.dataset.passkeyOptions).publicKey;
  const answer = await fetch(form.dataset.passkeyFrom, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options.publicKey;
}

async function ask(what, asked) {
  const publicKey = { ...asked, challenge: bytes(asked.challenge) };
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (asked[list]) publicKey[list] = asked[list].map((one) => ({ ...one, id: bytes(one.id) }));
  }
  if (what === "create") {
    publicKey.user = { ...asked.user, id: bytes(asked.user.id) };
    return said(await navigator.credentials.create({ publicKey }));
  }
  return said(await navigator.credentials.get({ publicKey }));
}

// What the browser answers, as text.
function said(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const given = parts.filter((part) => response[part]).map((part) => [part, text(response[part])]);
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: Object.fromEntries(given),
  };
}

function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function words(error) {
  if (error.name === "InvalidStateError") return "This device has a passkey for you already.";
  if (error.name === "NotAllowedError") return "No passkey was used. Try again, or choose another way.";
  return "That did not work. Try again, or choose another way.";
}
