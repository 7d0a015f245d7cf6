/** What a change changed: two JSON documents compared leaf by leaf. */

export interface Difference {
  path: string;
  kind: "added" | "removed" | "changed" | "same";
  before: string;
  after: string;
}

type Leaves = Map<string, string>;

/** An object of a list is named by its id, so that inserting one does not change all that follow. */
function nameOf(item: unknown, index: number): string {
  if (typeof item !== "object" || item === null) return String(index + 1);
  const id = Object.entries(item).find(([key, value]) => /(^|_)id$|^number$/.test(key) && (typeof value === "string" || typeof value === "number"));
  return id ? String(id[1]) : String(index + 1);
}

function collect(value: unknown, path: string, into: Leaves): void {
  const entries = Array.isArray(value) ? value.map((item, i) => [nameOf(item, i), item] as const)
    : typeof value === "object" && value !== null ? Object.entries(value) : null;
  if (entries === null || entries.length === 0) into.set(path, shown(value));
  else if (entries.every(([, item]) => isScalar(item)) && Array.isArray(value)) into.set(path, value.map(shown).join(", "));
  else entries.forEach(([name, item]) => collect(item, path ? `${path} › ${name}` : name, into));
}

function isScalar(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function leaves(document: unknown): Leaves {
  const found: Leaves = new Map();
  if (typeof document === "object" && document !== null && Object.keys(document).length > 0) collect(document, "", found);
  return found;
}

function kindOf(before: string | undefined, after: string | undefined): Difference["kind"] {
  if (before === undefined) return "added";
  if (after === undefined) return "removed";
  return before === after ? "same" : "changed";
}

/** Every leaf of both, in the order of the documents. Either may be null. */
export function differences(before: unknown, after: unknown): Difference[] {
  const [old, now] = [leaves(before), leaves(after)];
  const paths = [...new Set([...old.keys(), ...now.keys()])];
  return paths.map((path) => ({
    path, kind: kindOf(old.get(path), now.get(path)), before: old.get(path) ?? "", after: now.get(path) ?? "",
  }));
}
