"use client";

import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { isDay, today, type Range, type Rolling } from "@/lib/ranges";
import { useNow } from "@/live/live-provider";
import { Segments } from "./segments";
import { Button } from "./ui";

const ROLLINGS: readonly Rolling[] = ["24h", "7d", "30d", "1y"];

interface Props {
  range: Range;
  timeZone: string;
  onChange: (range: Range) => void;
}

function Day({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <label className="flex items-center gap-2">
      <span className="text-ink-2">{label}</span>
      <input type="date" name={name} defaultValue={value} required data-testid={`range-${name}`}
        className="min-h-11 rounded-lg border border-line-strong bg-surface px-2.5 font-semibold" />
    </label>
  );
}

function Days({ range, timeZone, onChange }: Props) {
  const t = useTranslations("sites");
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const [from, to] = [String(data.get("from")), String(data.get("to"))];
    const fits = isDay(from) && isDay(to) && from <= to;
    setWrong(!fits);
    if (fits) onChange({ kind: "days", from, to });
  };
  const now = useNow(60_000);
  const { startMs, endMs } = range.kind === "span" ? range : { startMs: now, endMs: now };
  const shown = range.kind === "days" ? range : { from: today(timeZone, startMs), to: today(timeZone, endMs) };
  return (
    <form onSubmit={submit} noValidate aria-label={t("range.days")} className="flex flex-wrap items-center gap-2">
      <Day name="from" label={t("range.from")} value={shown.from} />
      <Day name="to" label={t("range.to")} value={shown.to} />
      <Button type="submit" primary={range.kind === "days"} data-testid="range-show">{t("range.show")}</Button>
      {wrong && <p role="alert" className="font-semibold text-bad-ink">{t("range.wrong")}</p>}
    </form>
  );
}

export function RangePicker(props: Props) {
  const t = useTranslations("sites");
  const { range, onChange } = props;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Segments label={t("range.one")} value={range.kind === "rolling" ? range.name : null} options={ROLLINGS.map((value) => ({ value, word: t(`range.${value}`) }))}
        onChange={(name) => onChange({ kind: "rolling", name })} />
      <Days {...props} key={Object.values(range).join()} />
    </div>
  );
}
