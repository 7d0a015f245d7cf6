// Fails when a page's first load asks for more script than its budget: what its HTML names, each file compressed by gzip.
// Not counted: the polyfill for browsers without modules (`noModule`), which those that can run the page never fetch.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const BUDGETS = { "pos/index.html": 200_000 };
const root = process.argv[2] ?? "out";

async function scriptsOf(page) {
  const html = await readFile(join(root, page), "utf8");
  const tags = html.match(/<script\b[^>]*\bsrc="[^"]+"[^>]*>/g) ?? [];
  return new Set(tags.filter((tag) => !/\bnomodule\b/i.test(tag)).map((tag) => /\bsrc="([^"?]+)/.exec(tag)[1]));
}

async function weight(script) {
  return gzipSync(await readFile(join(root, script)), { level: 9 }).length;
}

for (const [page, budget] of Object.entries(BUDGETS)) {
  const weights = await Promise.all([...(await scriptsOf(page))].map(async (script) => [await weight(script), script]));
  const total = weights.reduce((sum, [bytes]) => sum + bytes, 0);
  console.log(`${page}: ${(total / 1000).toFixed(1)} kB of script, budget ${budget / 1000} kB`);
  if (total <= budget) continue;
  console.error(weights.sort(([a], [b]) => b - a).map(([bytes, script]) => `  ${(bytes / 1000).toFixed(1).padStart(6)} kB ${script}`).join("\n"));
  process.exitCode = 1;
}
