// A certified OpenID provider on this machine, with its own pages to sign in and to agree.
// Usage: node sign_in_provider.mjs <address to come back to> <people as JSON: {name: claims}>; prints its address.

import { createServer } from "node:http";
import Provider from "oidc-provider";

const [comesBackTo, people] = process.argv.slice(2);
const known = JSON.parse(people);
const server = createServer();

server.listen(0, "127.0.0.1", () => {
  const address = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(address, {
    clients: [{ client_id: "upheld", client_secret: "only for this test", redirect_uris: [comesBackTo] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    cookies: { keys: ["only for this test"] },
    findAccount: (_, name) => ({ accountId: name, claims: () => ({ sub: name, ...known[name] }) }),
    pkce: { required: () => true },
  });
  server.on("request", provider.callback());
  console.log(address);
});
