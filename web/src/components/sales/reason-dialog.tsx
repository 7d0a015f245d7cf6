"use client";

import { useState, type FormEvent, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { fieldProblems } from "@/lib/problem";
import { Dialog, DialogButtons } from "../dialog";
import { FormError, INPUT, Labelled, Submit } from "../form";
import { Button } from "../ui";

interface Props {
  /** The button that opens it. */
  text: string;
  title: string;
  label: string;
  /** Name of the field at the server. */
  field: string;
  children?: ReactNode;
  busy: boolean;
  error: unknown;
  /** Calls `close` when it is done. */
  onSubmit: (reason: string, close: () => void) => void;
  onClosed: () => void;
  maxLength?: number;
  testId?: string;
}

/** A button for what needs a reason in words. */
export function ReasonDialog({ text, title, label, field, children, busy, error, onSubmit, onClosed, maxLength = 300, testId }: Props) {
  const t = useTranslations("trade");
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    onClosed();
  };
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onSubmit(String(new FormData(event.currentTarget).get("reason") ?? "").trim(), () => setOpen(false));
  };
  return (
    <>
      <Button onClick={() => setOpen(true)} data-testid={testId}>{text}</Button>
      {open && (
        <Dialog title={title} onClose={close}>
          <form onSubmit={submit} className="space-y-4">
            {children && <div className="text-ink-2">{children}</div>}
            <Labelled label={label} error={fieldProblems(error)[field]}>
              {(wiring) => <textarea {...wiring} name="reason" required maxLength={maxLength} rows={3} data-testid="reason" className={`${INPUT} py-2.5`} />}
            </Labelled>
            <FormError error={error} shown={[field]} />
            <DialogButtons onCancel={close}><Submit busy={busy} busyText={t("oneMoment")} testId="reason-submit">{text}</Submit></DialogButtons>
          </form>
        </Dialog>
      )}
    </>
  );
}
