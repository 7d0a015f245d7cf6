/** The configuration of a site as a text that people edit. YAML; JSON is YAML too. */

import { diffLines } from "diff";
import { Document, LineCounter, isMap, isPair, isScalar, parseDocument, visit, type ParsedNode, type Document as Parsed, type YAMLMap } from "yaml";
import { texts } from "@/i18n/language";
import type { SiteDraft } from "./site-actions";

export type Format = "yaml" | "json";

/** Where something is wrong; `line` counts from 1, null where no line is at fault. */
export interface Mistake {
  line: number | null;
  message: string;
}

export type Reading = { document: SiteDraft; lineOf: (field: string) => number | null } | { mistake: Mistake };

function isOneLine(map: YAMLMap): boolean {
  return map.items.every(({ value }) => isScalar(value));
}

/** What says only that there is nothing: it is left out. */
const DEFAULTS: Record<string, (value: unknown) => boolean> = {
  second_tank: (value) => value === 0,
  second_tank_per_mille: (value) => value === 0,
  blend: (value) => Array.isArray(value) && value.length === 0,
  position: (value) => value === null,
  version: () => true,
};

function withoutDefaults(key: string, value: unknown): unknown {
  return DEFAULTS[key]?.(value) ? undefined : value;
}

/** One line for each grade, tank and nozzle, so that lines can be compared. */
export function written(site: SiteDraft, format: Format): string {
  const plain = JSON.parse(JSON.stringify(site, withoutDefaults)) as unknown;
  if (format === "json") return `${JSON.stringify(plain, null, 2)}\n`;
  const document = new Document(plain);
  visit(document, {
    Map: (key, map) => {
      if (key !== null && typeof key === "number" && isOneLine(map)) map.flow = true;
    },
  });
  return document.toString({ lineWidth: 0 });
}

const LINE = /^(.*?)(?: at line \d+, column \d+:?[\s\S]*)?$/;

/** `pumps[2].nozzles[0].tank` and `body.pumps.2.nozzles.0.tank` → ["pumps", 2, "nozzles", 0, "tank"] */
function pathOf(field: string): (string | number)[] {
  const parts = field.replace(/^body\./, "").replace(/\[(\d+)\]/g, ".$1").split(".").filter((part) => part !== "");
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function startOf(document: Parsed<ParsedNode>, path: readonly (string | number)[]): number | undefined {
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  const range = (node as { range?: [number, number, number] | null } | undefined)?.range;
  if (range) return range[0];
  const parent: unknown = document.getIn(path.slice(0, -1), true);
  const pair = isMap(parent) ? parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === path.at(-1)) : undefined;
  return (pair?.key as { range?: [number, number, number] } | undefined)?.range?.[0];
}

/** The place of a field, or of what it should stand in. */
function lineFinder(document: Parsed<ParsedNode>, lines: LineCounter): (field: string) => number | null {
  return (field) => {
    for (let path = pathOf(field); path.length > 0; path = path.slice(0, -1)) {
      const at = startOf(document, path);
      if (at !== undefined) return lines.linePos(at).line;
    }
    return null;
  };
}

export function read(text: string): Reading {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: true });
  const error = document.errors[0];
  if (error) return { mistake: { line: error.linePos?.[0].line ?? null, message: LINE.exec(error.message.split("\n")[0] ?? "")?.[1] ?? error.message } };
  const value: unknown = document.toJS();
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { mistake: { line: null, message: texts("sites")("document.noSite") } };
  if (!("site_id" in value) || typeof value.site_id !== "string") return { mistake: { line: null, message: texts("sites")("document.noId") } };
  return { document: value as SiteDraft, lineOf: lineFinder(document as Parsed<ParsedNode>, lines) };
}

export interface Line {
  kind: "same" | "added" | "removed";
  text: string;
}

function kindOf({ added, removed }: { added?: boolean; removed?: boolean }): Line["kind"] {
  return added ? "added" : removed ? "removed" : "same";
}

/** The lines of both, in order. */
export function lineChanges(before: string, after: string): Line[] {
  return diffLines(before, after).flatMap((part) => part.value.replace(/\n$/, "").split("\n").map((text) => ({ kind: kindOf(part), text })));
}

export const CONTEXT = 2;

/** Only what changed and the lines around it; null stands for lines that are left out. */
export function around(lines: readonly Line[]): (Line | null)[] {
  const near = (at: number) => lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some((line) => line.kind !== "same");
  return lines.flatMap<Line | null>((line, at) => (near(at) ? [line] : at > 0 && near(at - 1) ? [null] : []));
}
