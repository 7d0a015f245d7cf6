"use client";

import type { FormEvent } from "react";
import { useTranslations } from "use-intl";
import type { Filter } from "@/lib/queries";
import { TextField, textOf } from "../form";
import { Button } from "../ui";

const NAMES = [
  { name: "actor", like: "" },
  { name: "site", like: "m25-cobham" },
  { name: "operation", like: "users.manage" },
  { name: "target", like: "user/…" },
] as const;

/** The filters that are needed less often. */
export function MoreFilters({ filter, onChange }: { filter: Filter; onChange: (changes: Filter) => void }) {
  const t = useTranslations("calls");
  const used = NAMES.filter(({ name }) => filter[name]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    onChange(Object.fromEntries(NAMES.map(({ name }) => [name, textOf(data, name)])));
  };
  return (
    <details className="mb-4" open={used.length > 0}>
      <summary className="inline-flex min-h-11 items-center font-semibold text-accent underline">{used.length > 0 ? t("audit.moreFiltersUsed", { count: String(used.length) }) : t("audit.moreFilters")}</summary>
      <form onSubmit={submit} key={JSON.stringify(filter)} className="mt-2 grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[repeat(4,1fr)_auto]">
        {NAMES.map(({ name, like }) => <TextField key={name} label={t(`audit.filter.${name}`)} name={name} placeholder={like || t("audit.userName")} defaultValue={filter[name] ?? ""} className="placeholder:text-ink-2" />)}
        <span className="flex gap-2"><Button type="submit">{t("audit.apply")}</Button>{used.length > 0 && <Button onClick={() => onChange(Object.fromEntries(NAMES.map(({ name }) => [name, ""])))}>{t("audit.clear")}</Button>}</span>
      </form>
    </details>
  );
}
