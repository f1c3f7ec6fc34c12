// Builds what browsers receive: one style sheet, one script, one icon, each also compressed beside itself.
// Usage: npm run build

import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import * as sass from "sass";

const web = dirname(fileURLToPath(import.meta.url));
const root = join(web, "../../..");
const modules = join(root, "node_modules");
const output = join(web, "static/upheld");
const limit = 60_000; // bytes over the wire on a first visit, compressed with gzip: a promise of the pages

rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });

const { css } = sass.compile(join(web, "styles/upheld.scss"), {
  style: "compressed",
  loadPaths: [modules, root],
  quietDeps: true,
});
writeFileSync(join(output, "upheld.css"), css);

await esbuild.build({
  entryPoints: [join(web, "scripts/upheld.js")],
  outfile: join(output, "upheld.js"),
  nodePaths: [modules],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  legalComments: "none",
  logLevel: "warning",
});

cpSync(join(web, "assets"), output, { recursive: true });

let total = 0;
for (const name of readdirSync(output).sort()) {
  const content = readFileSync(join(output, name));
  const gzip = gzipSync(content, { level: 9 });
  writeFileSync(join(output, `${name}.gz`), gzip);
  writeFileSync(join(output, `${name}.br`), brotliCompressSync(content));
  if ([".css", ".js"].includes(extname(name))) total += gzip.length;
  console.log(`${name}: ${content.length} bytes, ${gzip.length} compressed`);
}
console.log(`Styles and script on a first visit: ${total} bytes of at most ${limit}`);
if (total > limit) {
  console.error("That is too much to send. Leave out a component that no page uses.");
  process.exit(1);
}
