// Puts the reader of the API reference beside its page: one self-contained file of the package.
import { copyFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

const root = process.argv[2] ?? "out";
const entry = createRequire(import.meta.url).resolve("@scalar/api-reference");
const built = entry.slice(0, entry.lastIndexOf("dist") + "dist".length);
await copyFile(join(built, "browser/standalone.js"), join(root, "reference/scalar.js"));
