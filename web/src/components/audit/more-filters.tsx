"use client";

import type { FormEvent } from "react";
import type { Filter } from "@/lib/queries";
import { TextField, textOf } from "../form";
import { Button } from "../ui";

const NAMES = [
  { name: "actor", label: "Who", placeholder: "user name" },
  { name: "site", label: "Site", placeholder: "m25-cobham" },
  { name: "operation", label: "Operation", placeholder: "users.manage" },
  { name: "target", label: "On what", placeholder: "user/…" },
] as const;

/** The filters that are needed less often. */
export function MoreFilters({ filter, onChange }: { filter: Filter; onChange: (changes: Filter) => void }) {
  const used = NAMES.filter(({ name }) => filter[name]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    onChange(Object.fromEntries(NAMES.map(({ name }) => [name, textOf(data, name)])));
  };
  return (
    <details className="mb-4" open={used.length > 0}>
      <summary className="inline-flex min-h-11 items-center font-semibold text-accent underline">More filters{used.length > 0 && ` (${used.length})`}</summary>
      <form onSubmit={submit} key={JSON.stringify(filter)} className="mt-2 grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[repeat(4,1fr)_auto]">
        {NAMES.map(({ name, label, placeholder }) => <TextField key={name} label={label} name={name} placeholder={placeholder} defaultValue={filter[name] ?? ""} className="placeholder:text-ink-2" />)}
        <span className="flex gap-2"><Button type="submit">Apply</Button>{used.length > 0 && <Button onClick={() => onChange(Object.fromEntries(NAMES.map(({ name }) => [name, ""])))}>Clear</Button>}</span>
      </form>
    </details>
  );
}
