"use client";

import { useState } from "react";
import type { Difference } from "@/lib/difference";
import { Badge, Button } from "../ui";

const KIND = {
  added: <Badge tone="ok">Added</Badge>,
  removed: <Badge tone="bad">Removed</Badge>,
  changed: <Badge tone="warn">Changed</Badge>,
  same: <span className="text-sm text-ink-2">Same</span>,
} as const;

function Value({ text, mark }: { text: string; mark: string }) {
  return <code className={`[overflow-wrap:anywhere] whitespace-pre-wrap ${mark}`}>{text || "–"}</code>;
}

function Row({ difference }: { difference: Difference }) {
  const { kind, path, before, after } = difference;
  const old = kind === "removed" || kind === "changed" ? "rounded bg-bad-bg px-1 text-bad-ink" : "text-ink-2";
  const now = kind === "added" || kind === "changed" ? "rounded bg-ok-bg px-1 text-ok-ink" : "text-ink-2";
  return (
    <tr data-testid="difference" data-kind={kind} className="border-t border-line max-md:block max-md:px-4 max-md:py-3">
      <th scope="row" className="px-4 py-2.5 text-left align-top font-semibold [overflow-wrap:anywhere] max-md:block max-md:p-0.5 md:w-1/4">{path || "value"}</th>
      <td className="px-4 py-2.5 align-top max-md:block max-md:p-0.5"><span className="mr-2 text-sm text-ink-2 md:hidden" aria-hidden="true">Before</span><Value text={before} mark={old} /></td>
      <td className="px-4 py-2.5 align-top max-md:block max-md:p-0.5"><span className="mr-2 text-sm text-ink-2 md:hidden" aria-hidden="true">After</span><Value text={after} mark={now} /></td>
      <td className="px-4 py-2.5 align-top max-md:block max-md:p-0.5 md:w-28">{KIND[kind]}</td>
    </tr>
  );
}

/** What changed; what stayed as it was on demand. */
export function DifferenceTable({ differences }: { differences: readonly Difference[] }) {
  const changed = differences.filter((one) => one.kind !== "same");
  const same = differences.length - changed.length;
  const [all, setAll] = useState(false);
  const rows = all || changed.length === 0 ? differences : changed;
  return (
    <>
      <div className="overflow-hidden rounded-xl border border-line bg-surface">
        <table className="w-full border-collapse text-left max-md:block">
          <caption className="sr-only">What was before and what was after</caption>
          <thead className="bg-sunken max-md:sr-only">
            <tr>{["Field", "Before", "After", ""].map((title) => <th key={title} scope="col" className="px-4 py-3 text-sm font-semibold text-ink-2">{title || <span className="sr-only">Kind</span>}</th>)}</tr>
          </thead>
          <tbody className="max-md:block">{rows.map((one) => <Row key={one.path} difference={one} />)}</tbody>
        </table>
      </div>
      {same > 0 && changed.length > 0 && <p className="mt-3"><Button onClick={() => setAll(!all)} aria-pressed={all}>{all ? "Only what changed" : `Also the ${same} that stayed`}</Button></p>}
    </>
  );
}
