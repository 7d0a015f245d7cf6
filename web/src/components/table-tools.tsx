"use client";

/** What stands above a table: search and filters kept in the address, and the table as a file. */

import type { InfiniteData } from "@tanstack/react-query";
import { useQueryClient } from "@tanstack/react-query";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { known } from "@/i18n/tables";
import { csv, download, type CsvColumn } from "@/lib/csv";
import type { PagedQuery } from "@/lib/queries";
import type { Page } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { INPUT } from "./form";
import { Icon } from "./icon";
import { Button } from "./ui";

const TYPING_MS = 350;

/** The named parameters of the address that are not empty, and a way to set them. */
export function useFilter(names: readonly string[]) {
  const params = useSearchParams();
  const path = usePathname();
  const router = useRouter();
  const filter = Object.fromEntries(names.map((name) => [name, params.get(name) ?? ""]).filter(([, value]) => value !== "")) as Record<string, string>;
  const set = (changes: Record<string, string>) => {
    const next = new URLSearchParams(params);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    router.replace(next.size ? `${path}?${next}` : path, { scroll: false });
  };
  return { filter, set };
}

interface SearchProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** Searches when the typing pauses; follows the address when that changes for another reason. */
export function SearchBox({ label, value, onChange }: SearchProps) {
  const [text, setText] = useState(value);
  const [sent, setSent] = useState(value);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    if (value !== sent) {
      setSent(value);
      setText(value);
    }
  }
  useEffect(() => {
    if (text === sent) return;
    const timer = setTimeout(() => {
      setSent(text);
      onChange(text);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text, sent, onChange]);
  return (
    <label className="relative block min-w-0 flex-1 basis-56 sm:max-w-sm">
      <span className="sr-only">{label}</span>
      <Icon name="search" className="pointer-events-none absolute top-3 left-3 size-5 text-ink-2" />
      <input type="search" data-testid="search" placeholder={label} value={text} onChange={(event) => setText(event.target.value)} autoComplete="off" spellCheck={false} className={`${INPUT} pl-10 placeholder:text-ink-2`} />
    </label>
  );
}

interface SelectProps {
  label: string;
  value: string;
  all: string;
  options: readonly { value: string; word: string }[];
  onChange: (value: string) => void;
}

/** Of one width, whatever it offers: its options may come after the list. */
export function FilterSelect({ label, value, all, options, onChange }: SelectProps) {
  const known = value === "" || options.some((option) => option.value === value);
  return (
    <label className="block phone:grow phone:basis-[calc(50%-0.375rem)]">
      <span className="sr-only">{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)} data-testid={`filter-${label.toLowerCase()}`} className={`${INPUT} text-ellipsis md:w-46`}>
        <option value="">{all}</option>
        {!known && <option value={value}>{value}</option>}
        {options.map((option) => <option key={option.value} value={option.value}>{option.word}</option>)}
      </select>
    </label>
  );
}

/** How it is shown, not what. */
const NO_FILTERS = ["view", "at"];

/** On paper the filters stand in words. */
function Chosen() {
  const t = useTranslations("common");
  const word = (name: string) => known("common", `filter.${name}`) ?? name.replaceAll("_", " ");
  const chosen = [...useSearchParams()].filter(([name, value]) => value !== "" && !NO_FILTERS.includes(name)).map(([name, value]) => `${word(name)}: ${value}`);
  return <p className="mb-3 hidden text-ink-2 print:block">{chosen.length > 0 ? t("chosenBy", { filters: chosen.join(", ") }) : t("everything")}</p>;
}

export function Tools({ children }: { children: ReactNode }) {
  return (
    <>
      <div role="search" className="mb-4 flex flex-wrap items-center gap-3 print:hidden">{children}</div>
      <Chosen />
    </>
  );
}

interface FileProps<T> {
  name: string;
  query: PagedQuery<T>;
  columns: readonly CsvColumn<T>[];
}

const MAX_PAGES = 200;
const PRINTED_PAGES = 20;

/** Every row of the list, also those that are not shown yet; the list itself stays as it is. */
function CsvFile<T>({ name, query, columns }: FileProps<T>) {
  const t = useTranslations("common");
  const client = useQueryClient();
  const all = useAction(async () => {
    const data = await client.fetchInfiniteQuery({ ...query, queryKey: [...query.queryKey, "file"], pages: MAX_PAGES, staleTime: 0, gcTime: 0 }) as InfiniteData<Page<T>>;
    download(`${name}.csv`, csv(columns, data.pages.flatMap((page) => page.items)));
    return { more: data.pages.at(-1)?.next_cursor !== "" };
  });
  return (
    <Button onClick={() => all.mutate(undefined)} disabled={all.isPending} data-testid="file-csv">
      <Icon name="download" />CSV
      {all.isError && <span role="alert" className="text-bad-ink">{t("fileNotDone")}</span>}
      {all.data?.more && <span role="alert" className="text-warn-ink">{t("fileOnlyFirst", { pages: MAX_PAGES })}</span>}
    </Button>
  );
}

/** Shows the whole list, as far as paper is the place for it, and prints the page. */
function PrintList<T>({ query }: Pick<FileProps<T>, "query">) {
  const t = useTranslations("common");
  const client = useQueryClient();
  const whole = useAction(async () => {
    await client.fetchInfiniteQuery({ ...query, pages: PRINTED_PAGES, staleTime: 0 });
    requestAnimationFrame(() => window.print());
  });
  return <Button onClick={() => whole.mutate(undefined)} disabled={whole.isPending} data-testid="file-print"><Icon name="print" />{t("print")}{whole.isError && <span role="alert" className="text-bad-ink">{t("fileNotDone")}</span>}</Button>;
}

/** The list as a file, and on paper. `shown` is the question of the list where the file asks another one. */
export function ListFiles<T>({ shown, ...file }: FileProps<T> & { shown?: PagedQuery<T> }) {
  return <><CsvFile {...file} /><PrintList query={shown ?? file.query} /></>;
}

interface RowsProps<T> {
  name: string;
  /** Undefined while they are not known. */
  rows: readonly T[] | undefined;
  columns: readonly CsvColumn<T>[];
}

/** A list that is there as a whole: as a file, and on paper. */
export function RowFiles<T>({ name, rows = [], columns }: RowsProps<T>) {
  return <><Button onClick={() => download(`${name}.csv`, csv(columns, rows))} disabled={rows.length === 0} data-testid="file-csv"><Icon name="download" />CSV</Button><PrintButton /></>;
}

/** What is shown, on paper. */
export function PrintButton() {
  const t = useTranslations("common");
  return <Button onClick={() => window.print()} data-testid="file-print"><Icon name="print" />{t("print")}</Button>;
}
