// Fails when the HTML of a page names more script than its budget, each file compressed by Brotli as it is served (compress.mjs).
// What the page loads besides at once, such as its texts, is counted in a browser: 200 kB in all (tests/e2e/test_pos_budget.py).
// Not counted: the polyfill for browsers without modules (`noModule`), which those that can run the page never fetch.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";

const BUDGETS = { "pos/index.html": 178_000 };
const root = process.argv[2] ?? "out";

async function scriptsOf(page) {
  const html = await readFile(join(root, page), "utf8");
  const tags = html.match(/<script\b[^>]*\bsrc="[^"]+"[^>]*>/g) ?? [];
  return new Set(tags.filter((tag) => !/\bnomodule\b/i.test(tag)).map((tag) => /\bsrc="([^"?]+)/.exec(tag)[1]));
}

async function weight(script) {
  return brotliCompressSync(await readFile(join(root, script))).length;
}

for (const [page, budget] of Object.entries(BUDGETS)) {
  const weights = await Promise.all([...(await scriptsOf(page))].map(async (script) => [await weight(script), script]));
  const total = weights.reduce((sum, [bytes]) => sum + bytes, 0);
  console.log(`${page}: ${(total / 1000).toFixed(1)} kB of script, budget ${budget / 1000} kB`);
  if (total <= budget) continue;
  console.error(weights.sort(([a], [b]) => b - a).map(([bytes, script]) => `  ${(bytes / 1000).toFixed(1).padStart(6)} kB ${script}`).join("\n"));
  process.exitCode = 1;
}
