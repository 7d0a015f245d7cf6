"use client";

import { createContext, useContext, useId, useLayoutEffect, useRef, useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { FormError } from "./form-error";
import { Icon } from "./icon";
import { Button } from "./ui";

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
  testId?: string;
}

/** What stands in the corner of every dialog below: at the till the emergency stop, which no dialog may hide. */
export const DialogCorner = createContext<ReactNode>(null);

/** A modal dialog: the browser keeps the focus inside, Escape closes it. It is open while it is rendered. */
export function Dialog({ title, onClose, children, wide = false, testId }: Props) {
  const t = useTranslations("common");
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  const corner = useContext(DialogCorner);
  // Closed before it is taken away: only then the focus goes back to where it came from.
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    return () => dialog?.close();
  }, []);
  const cancel = (event: { preventDefault: () => void }) => {
    event.preventDefault();
    onClose();
  };
  return (
    <dialog ref={ref} aria-labelledby={id} data-testid={testId} onCancel={cancel}
      className={`m-auto max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] overflow-y-auto rounded-2xl border border-line bg-surface text-ink shadow-xl backdrop:bg-black/55 ${wide ? "max-w-2xl" : "max-w-lg"}`}>
      <div className="flex items-start justify-between gap-4 px-5 pt-4 sm:px-6">
        <h2 id={id} className="pt-1.5 text-xl font-bold">{title}</h2>
        {/* Close comes first, since the first has the focus: what stands in the corner is pressed by no stray Enter. */}
        <span className="-mr-2 flex shrink-0 flex-row-reverse items-center gap-2">
          <button type="button" aria-label={t("close")} onClick={onClose} className="grid size-11 place-items-center rounded-lg hover:bg-sunken"><Icon name="close" /></button>
          {corner}
        </span>
      </div>
      <div className="px-5 pt-2 pb-5 sm:px-6 sm:pb-6">{children}</div>
    </dialog>
  );
}

export function DialogButtons({ onCancel, children }: { onCancel: () => void; children: ReactNode }) {
  const t = useTranslations("common");
  return <div className="mt-5 flex flex-wrap justify-end gap-3"><Button onClick={onCancel}>{t("cancel")}</Button>{children}</div>;
}

interface ConfirmProps {
  /** The button, and the dialog's title. */
  text: string;
  title: string;
  children: ReactNode;
  busy: boolean;
  error: unknown;
  /** Calls `close` when it is done. */
  onConfirm: (close: () => void) => void;
  onClosed?: () => void;
  testId?: string;
}

/** A button for what cannot be undone by pressing again: it asks first. */
export function Confirm({ text, title, children, busy, error, onConfirm, onClosed, testId }: ConfirmProps) {
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    onClosed?.();
  };
  return (
    <>
      <Button onClick={() => setOpen(true)} data-testid={testId}>{text}</Button>
      {open && (
        <Dialog title={title} onClose={close}>
          <div className="mb-3 text-ink-2">{children}</div>
          <FormError error={error} />
          <DialogButtons onCancel={close}><Button primary disabled={busy} onClick={() => onConfirm(() => setOpen(false))} data-testid="confirm">{text}</Button></DialogButtons>
        </Dialog>
      )}
    </>
  );
}
