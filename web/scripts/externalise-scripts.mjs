// Gathers each page's inline scripts in one file, so that the export runs under `script-src 'self'`.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

const root = process.argv[2] ?? "out";
const folder = join(root, "_next/static/inline");
const inline = /<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g;

await mkdir(folder, { recursive: true });
const pages = (await readdir(root, { recursive: true })).filter((name) => name.endsWith(".html"));
for (const page of pages) {
  const html = await readFile(join(root, page), "utf8");
  const found = [...html.matchAll(inline)];
  if (found.length === 0) continue;
  const code = found.map((match) => match[1]).join(";\n");
  const name = `${createHash("sha256").update(code).digest("hex").slice(0, 16)}.js`;
  await writeFile(join(folder, name), code);
  let left = found.length;
  const rewritten = html.replace(inline, () => (--left === 0 ? `<script src="/_next/static/inline/${name}"></script>` : ""));
  await writeFile(join(root, page), rewritten);
}
