// Run after `npm install`: names in package-lock.json the optional packages (binaries for other systems) that the registry
// in use does not serve. npm leaves them out, and `npm ci` then refuses the lock (npm/cli issue 9846).
// Only what the parent pins is written; such an entry has no integrity.
import { readFile, writeFile } from "node:fs/promises";

const lock = JSON.parse(await readFile("package-lock.json", "utf8"));
const pins = Object.values(lock.packages).flatMap((entry) => Object.entries(entry.optionalDependencies ?? {}));
for (const [name, version] of pins) {
  const place = `node_modules/${name}`;
  if (lock.packages[place]) continue;
  if (!/^\d[\w.+-]*$/.test(version)) throw new Error(`${name} is not pinned exactly: ${version}`);
  lock.packages[place] = { version, optional: true };
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
await writeFile("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
