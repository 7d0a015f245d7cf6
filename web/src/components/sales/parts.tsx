"use client";

/** What the screens of selling are made of. */

import Link from "next/link";
import type { ReactNode } from "react";
import type { UseQueryResult } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import type { Messages } from "@/i18n/messages";
import { isProblem } from "@/lib/problem";
import type { Look } from "@/lib/selling-words";
import type { Sites } from "@/lib/use-sites";
import { Icon } from "../icon";
import { FilterSelect } from "../table-tools";
import { Badge, Card, Empty, Failure, SectionTitle, Skeletons } from "../ui";

export const LINK = "font-semibold text-accent underline";

export function LookBadge({ look }: { look: Look }) {
  return <Badge tone={look.tone} icon={look.icon}>{look.word}</Badge>;
}

export function BackLink({ href, children }: { href: string; children: ReactNode }) {
  return <Link href={href} className={`mb-2 inline-flex min-h-11 items-center gap-1 print:hidden ${LINK}`}><Icon name="back" className="size-4" />{children}</Link>;
}

export function Section({ id, title, aside, children, flush = false }: { id: string; title: string; aside?: ReactNode; children: ReactNode; flush?: boolean }) {
  return (
    <section aria-labelledby={id} className="min-w-0">
      <SectionTitle id={id} aside={aside}>{title}</SectionTitle>
      <Card className={flush ? "overflow-hidden" : "p-5"}>{children}</Card>
    </section>
  );
}

export type Fact = readonly [name: string, value: ReactNode];

export function Facts({ facts, className = "sm:grid-cols-2" }: { facts: readonly Fact[]; className?: string }) {
  return (
    <dl className={`grid gap-x-8 gap-y-3 ${className}`}>
      {facts.map(([name, value]) => <div key={name} className="min-w-0"><dt className="text-sm text-ink-2">{name}</dt><dd className="font-semibold [overflow-wrap:anywhere]">{value}</dd></div>)}
    </dl>
  );
}

export interface Figure<T> {
  title: string;
  cell: (row: T) => ReactNode;
  numeric?: boolean;
}

interface FiguresProps<T> {
  caption: string;
  columns: readonly Figure<T>[];
  rows: readonly T[];
  rowId: (row: T) => string;
  /** One cell for each column. */
  total?: readonly ReactNode[];
  /** Rows that must be seen. */
  marked?: (row: T) => boolean;
}

/** A table of numbers that can be compared down the column; it scrolls sideways where it does not fit. */
export function Figures<T>({ caption, columns, rows, rowId, total, marked }: FiguresProps<T>) {
  const t = useTranslations("common");
  const align = (column: Figure<T>) => (column.numeric ? "text-right whitespace-nowrap" : "text-left");
  return (
    <div role="region" aria-label={caption} tabIndex={0} className="more-beside overflow-x-auto focus-visible:-outline-offset-3 print:overflow-visible">
      <table className="w-full border-collapse">
        <caption className="sr-only">{caption}</caption>
        <thead className="bg-sunken">
          <tr>{columns.map((column) => <th key={column.title} scope="col" className={`px-4 py-2.5 text-sm font-semibold text-ink-2 phone:px-2.5 ${align(column)}`}>{column.title || <span className="sr-only">{t("actions")}</span>}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowId(row)} data-marked={marked?.(row) || undefined} className="border-t border-line data-marked:bg-warn-bg data-marked:text-warn-ink">
              {columns.map((column) => <td key={column.title} className={`px-4 py-2.5 align-top phone:px-2.5 ${align(column)}`}>{column.cell(row)}</td>)}
            </tr>
          ))}
        </tbody>
        {total && <tfoot><tr className="border-t-2 border-line-strong font-bold">{columns.map((column, i) => <td key={column.title} className={`px-4 py-2.5 phone:px-2.5 ${align(column)}`}>{total[i]}</td>)}</tr></tfoot>}
      </table>
    </div>
  );
}

interface DetailProps<T> {
  /** Empty when the address names none. */
  id: string;
  what: keyof Messages["trade"]["the"];
  answer: UseQueryResult<T>;
  children: (found: T) => ReactNode;
}

/** One thing of the address: not there, failed, loading, or shown. */
export function Detail<T>({ id, what, answer, children }: DetailProps<T>) {
  const t = useTranslations("trade");
  const unknown = id === "" || (isProblem(answer.error) && (answer.error.status === 404 || answer.error.status === 422));
  if (unknown) return <Empty whole icon="question" title={t(`noSuch.${what}`)}>{t("orOther")}</Empty>;
  if (answer.data !== undefined) return <>{children(answer.data)}</>;
  if (answer.isError) return <Failure whole error={answer.error} what={t(`the.${what}`)} onRetry={() => void answer.refetch()} />;
  return <div className="grid gap-4"><Skeletons count={3} className="h-40" label={t(`loading.${what}`)} /></div>;
}

interface SiteFilterProps {
  sites: Sites;
  value: string;
  onChange: (site: string) => void;
}

export function SiteFilter({ sites, value, onChange }: SiteFilterProps) {
  const t = useTranslations("common");
  return <FilterSelect label={t("site")} all={t("everySite")} value={value} options={sites.all.map((site) => ({ value: site.site_id, word: site.name }))} onChange={onChange} />;
}

const INPUT = "min-h-11 rounded-lg border border-line-strong bg-surface px-2.5 font-semibold";

export function DayInput({ label, value, onChange, max, testId }: { label: string; value: string; onChange: (day: string) => void; max?: string; testId?: string }) {
  return (
    <label className="flex items-center gap-2">
      <span className="text-ink-2">{label}</span>
      <input type="date" value={value} max={max} data-testid={testId} onChange={(event) => onChange(event.target.value)} className={INPUT} />
    </label>
  );
}
