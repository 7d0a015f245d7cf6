"use client";

import { useId, type ComponentProps, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes } from "react";
import { Icon } from "./icon";
import { Button } from "./ui";

export { FormError } from "./form-error";

export const INPUT = "min-h-11 w-full rounded-lg border border-line-strong bg-surface px-3 text-base aria-invalid:border-bad aria-invalid:ring-1 aria-invalid:ring-bad";

interface Labelled {
  label: string;
  hint?: ReactNode;
  error?: string;
}

interface Wiring {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
}

/** A label above, a hint below, and what the server said about this field. */
export function Labelled({ label, hint, error, children }: Labelled & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1.5 block font-semibold">{label}</label>
      {children({ id, ...(described && { "aria-describedby": described }), ...(error && { "aria-invalid": true as const }) })}
      {hint && <p id={`${id}-hint`} className="mt-1 text-sm text-ink-2">{hint}</p>}
      {error && <p id={`${id}-error`} className="mt-1 flex items-start gap-1.5 text-sm font-semibold text-bad-ink"><Icon name="warning" className="mt-0.5 size-4" />{error}</p>}
    </div>
  );
}

type TextProps = Labelled & ComponentProps<"input">;

export function TextField({ label, hint, error, className = "", ...rest }: TextProps) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(wiring) => <input autoCapitalize="none" autoComplete="off" spellCheck={false} {...rest} {...wiring} className={`${INPUT} ${className}`} />}
    </Labelled>
  );
}

type SelectProps = Labelled & SelectHTMLAttributes<HTMLSelectElement>;

export function SelectField({ label, hint, error, children, className = "", ...rest }: SelectProps) {
  return (
    <Labelled label={label} hint={hint} error={error}>
      {(wiring) => <select {...rest} {...wiring} className={`${INPUT} ${className}`}>{children}</select>}
    </Labelled>
  );
}

export function CheckField({ label, ...rest }: { label: ReactNode } & InputHTMLAttributes<HTMLInputElement>) {
  return (
    <label className="flex min-h-11 items-center gap-3">
      <input type="checkbox" {...rest} className="size-5 shrink-0 accent-(--accent)" />
      <span className="min-w-0">{label}</span>
    </label>
  );
}

export function Submit({ busy, busyText, children, testId }: { busy: boolean; busyText: string; children: ReactNode; testId?: string }) {
  return <Button primary type="submit" disabled={busy} data-testid={testId}>{busy ? busyText : children}</Button>;
}

/** The text of a form's field. */
export function textOf(data: FormData, name: string): string {
  return String(data.get(name) ?? "").trim();
}
