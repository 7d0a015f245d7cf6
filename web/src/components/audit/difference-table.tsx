"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Difference } from "@/lib/difference";
import { Badge, Button } from "../ui";

const TONES = { added: "ok", removed: "bad", changed: "warn" } as const;

function Kind({ kind }: Pick<Difference, "kind">) {
  const word = useTranslations("calls")(`audit.kind.${kind}`);
  return kind === "same" ? <span className="text-sm text-ink-2">{word}</span> : <Badge tone={TONES[kind]}>{word}</Badge>;
}

function Value({ text, mark }: { text: string; mark: string }) {
  return <code className={`[overflow-wrap:anywhere] whitespace-pre-wrap ${mark}`}>{text || "–"}</code>;
}

function Row({ difference }: { difference: Difference }) {
  const t = useTranslations("calls");
  const { kind, path, before, after } = difference;
  const old = kind === "removed" || kind === "changed" ? "rounded bg-bad-bg px-1 text-bad-ink" : "text-ink-2";
  const now = kind === "added" || kind === "changed" ? "rounded bg-ok-bg px-1 text-ok-ink" : "text-ink-2";
  return (
    <tr data-testid="difference" data-kind={kind} className="border-t border-line max-md:block max-md:px-4 max-md:py-3">
      <th scope="row" className="px-4 py-2.5 text-left align-top font-semibold [overflow-wrap:anywhere] max-md:block max-md:p-0.5 md:w-1/4">{path || t("audit.value")}</th>
      <td className="px-4 py-2.5 align-top max-md:block max-md:p-0.5"><span className="mr-2 text-sm text-ink-2 md:hidden" aria-hidden="true">{t("audit.before")}</span><Value text={before} mark={old} /></td>
      <td className="px-4 py-2.5 align-top max-md:block max-md:p-0.5"><span className="mr-2 text-sm text-ink-2 md:hidden" aria-hidden="true">{t("audit.after")}</span><Value text={after} mark={now} /></td>
      <td className="px-4 py-2.5 align-top max-md:block max-md:p-0.5 md:w-28"><Kind kind={kind} /></td>
    </tr>
  );
}

/** What changed; what stayed as it was on demand. */
export function DifferenceTable({ differences }: { differences: readonly Difference[] }) {
  const t = useTranslations("calls");
  const changed = differences.filter((one) => one.kind !== "same");
  const same = differences.length - changed.length;
  const [all, setAll] = useState(false);
  const rows = all || changed.length === 0 ? differences : changed;
  return (
    <>
      <div className="overflow-hidden rounded-xl border border-line bg-surface">
        <table className="w-full border-collapse text-left max-md:block">
          <caption className="sr-only">{t("audit.tableCaption")}</caption>
          <thead className="bg-sunken max-md:sr-only">
            <tr>{[t("audit.field"), t("audit.before"), t("audit.after"), ""].map((title) => <th key={title} scope="col" className="px-4 py-3 text-sm font-semibold text-ink-2">{title || <span className="sr-only">{t("audit.kindTitle")}</span>}</th>)}</tr>
          </thead>
          <tbody className="max-md:block">{rows.map((one) => <Row key={one.path} difference={one} />)}</tbody>
        </table>
      </div>
      {same > 0 && changed.length > 0 && <p className="mt-3"><Button onClick={() => setAll(!all)} aria-pressed={all}>{all ? t("audit.onlyChanged") : t("audit.alsoSame", { count: String(same) })}</Button></p>}
    </>
  );
}
