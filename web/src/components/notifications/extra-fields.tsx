"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { INPUT } from "../form";
import { Icon } from "../icon";
import { Button } from "../ui";
import { Fault } from "./document-parts";

interface Props {
  value: Record<string, string>;
  wrong: Record<string, string>;
  onChange: (value: Record<string, string>) => void;
}

const MOST = 20;

/** Further fields of a request, such as the sender's name. */
export function ExtraFields({ value, wrong, onChange }: Props) {
  const t = useTranslations("calls");
  const [rows, setRows] = useState(() => Object.entries(value));
  const set = (next: [string, string][]) => {
    setRows(next);
    onChange(Object.fromEntries(next.filter(([name]) => name.trim() !== "").map(([name, text]) => [name.trim(), text])));
  };
  const change = (at: number, row: [string, string]) => set(rows.map((one, i) => (i === at ? row : one)));
  const fault = Object.entries(wrong).find(([field]) => field === "extra" || field.startsWith("extra."));
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-semibold">{t("channels.extra.title")}</legend>
      <ul className="mb-2 space-y-2">
        {rows.map(([name, text], i) => (
          <li key={i} className="flex items-center gap-2">
            <input aria-label={t("channels.extra.field")} value={name} maxLength={100} placeholder="from" onChange={(event) => change(i, [event.target.value, text])} className={`${INPUT} placeholder:text-ink-2`} />
            <input aria-label={name ? t("channels.extra.value", { name }) : t("channels.extra.valueUnnamed")} value={text} maxLength={200} onChange={(event) => change(i, [name, event.target.value])} className={INPUT} />
            <button type="button" aria-label={name ? t("channels.extra.remove", { name }) : t("channels.extra.removeUnnamed")} onClick={() => set(rows.filter((_, at) => at !== i))} className="grid size-11 shrink-0 place-items-center rounded-lg hover:bg-sunken"><Icon name="close" /></button>
          </li>
        ))}
      </ul>
      {rows.length < MOST && <Button onClick={() => setRows([...rows, ["", ""]])}><Icon name="plus" />{t("channels.extra.add")}</Button>}
      <Fault>{fault?.[1]}</Fault>
    </fieldset>
  );
}
