// Writes /pos/sw.js: the app of /pos with everything it may ever load, so that it starts without the server.
import { createHash } from "node:crypto";
import { access, readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { rolldown } from "rolldown";

const root = process.argv[2] ?? "out";
const NAMED = /_next\/static\/[\w./~-]+?\.(?:js|css|woff2|wasm)/g;
const CHUNK = /static\/(?:chunks|media|css)\/[\w./~-]+?\.(?:js|css|woff2|wasm)/g;
const TEXT = /\.(html|txt|js|css|webmanifest)$/;

async function exists(path) {
  return access(join(root, path)).then(() => true, () => false);
}

// Chunks name the chunks that they load later; pages name the first ones.
function namedIn(text) {
  const short = [...text.matchAll(CHUNK)].map(([name]) => `_next/${name}`);
  return [...text.matchAll(NAMED)].map(([name]) => name).concat(short);
}

async function closure(first) {
  const found = new Map();
  const left = [...first];
  while (left.length > 0) {
    const path = left.pop();
    if (found.has(path) || !(await exists(path))) continue;
    const bytes = await readFile(join(root, path));
    found.set(path, bytes);
    if (TEXT.test(path)) left.push(...namedIn(bytes.toString("utf8")));
    if (path.endsWith(".css")) left.push(...[...bytes.toString("utf8").matchAll(/media\/[\w.~-]+\.woff2/g)].map(([name]) => `_next/static/${name}`));
  }
  return found;
}

function entryOf([path, bytes]) {
  const hashed = path.startsWith("_next/static/") && !path.includes("/_buildManifest") && !path.includes("/_ssgManifest");
  return { url: `/${path}`, revision: hashed ? null : createHash("sha256").update(bytes).digest("hex").slice(0, 20) };
}

const own = (await readdir(join(root, "pos"), { recursive: true })).filter((name) => /\.(html|txt|png|webmanifest)$/.test(name)).map((name) => `pos/${name}`);
const files = await closure([...own, "icon.svg"]);
const entries = [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(entryOf);
const bundle = await rolldown({
  input: new URL("worker.mjs", import.meta.url).pathname,
  transform: { define: { KEPT_FILES: JSON.stringify(entries), "process.env.NODE_ENV": '"production"' } },
});
// Push messages are handled by a script of their own, where there is one.
const banner = (await exists("pos/push.js")) ? 'importScripts("/pos/push.js");' : "";
await bundle.write({ file: join(root, "pos/sw.js"), format: "iife", minify: true, banner });
const bytes = [...files.values()].reduce((sum, one) => sum + one.length, 0);
console.log(`pos/sw.js keeps ${entries.length} files, ${(bytes / 1e6).toFixed(1)} MB`);
