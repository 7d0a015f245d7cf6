"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState, type FormEvent } from "react";
import { handOut, mailOut } from "@/lib/till-actions";
import { receiptPage } from "@/lib/till-queries";
import type { ReceiptOf } from "@/lib/till-types";
import { useAction } from "@/lib/use-action";
import { TextField, textOf } from "../form";
import { Icon } from "../icon";
import { Failure, Skeleton } from "../ui";
import { BigButton, Refused } from "./till-parts";

/** Whoever looks at it next sees a copy. */
function useHandedOut(of: ReceiptOf) {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: receiptPage(of).queryKey, refetchType: "none" });
}

function Mail({ of, onClose }: { of: ReceiptOf; onClose: () => void }) {
  const mail = useAction((address: string, key: string) => mailOut(of, address, key), { onSuccess: useHandedOut(of) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    mail.mutate(textOf(new FormData(event.currentTarget), "address"));
  };
  if (mail.data) return <p role="status" className="mt-3 rounded-lg bg-ok-bg px-4 py-3 text-lg font-semibold text-ok-ink">It is on its way to {mail.data.address}.</p>;
  return (
    <form onSubmit={submit} className="mt-3 space-y-3 rounded-xl border border-line p-4">
      <TextField label="E-mail address of the customer" name="address" type="email" inputMode="email" required autoFocus maxLength={254} className="min-h-14! text-lg" data-testid="mail-address" />
      <Refused error={mail.error} />
      <div className="flex justify-end gap-2"><BigButton onClick={onClose}>Cancel</BigButton><BigButton look="primary" type="submit" disabled={mail.isPending} data-testid="mail-send">{mail.isPending ? "Sending…" : "Send"}</BigButton></div>
    </form>
  );
}

/** The receipt as paper: a preview, until it is printed, the first time as the original and then as copies. */
export function ReceiptView({ of }: { of: ReceiptOf }) {
  const answer = useQuery(receiptPage(of));
  const frame = useRef<HTMLIFrameElement>(null);
  const printing = useRef(false);
  const [mailing, setMailing] = useState(false);
  const handedOut = useHandedOut(of);
  const print = useAction((_: undefined, key: string) => handOut(of, key), {
    onSuccess: () => {
      printing.current = true;
      handedOut();
    },
  });
  const loaded = () => {
    if (!printing.current) return;
    printing.current = false;
    frame.current?.contentWindow?.print();
  };
  const page = print.data ?? answer.data;
  return (
    <section aria-label="Receipt" className="flex min-h-0 flex-1 flex-col">
      <div className="grid grid-cols-2 gap-2">
        <BigButton data-testid="receipt-print" disabled={print.isPending} onClick={() => print.mutate(undefined)}><Icon name="print" className="size-6" />{print.isPending ? "Printing…" : print.data ? "Print a copy" : "Print"}</BigButton>
        <BigButton data-testid="receipt-mail" aria-expanded={mailing} onClick={() => setMailing(!mailing)}><Icon name="mail" className="size-6" />E-mail</BigButton>
      </div>
      <Refused error={print.error} />
      {mailing && <Mail of={of} onClose={() => setMailing(false)} />}
      <div className="mt-3 min-h-96 flex-1 overflow-hidden rounded-xl border border-line bg-white">
        {answer.isError && !page ? <Failure error={answer.error} what="The receipt" onRetry={() => void answer.refetch()} />
          : page ? <iframe ref={frame} title="Receipt" data-testid="receipt" srcDoc={page} sandbox="allow-same-origin allow-modals" onLoad={loaded} className="size-full min-h-96 border-0" />
            : <Skeleton className="m-6 h-80" />}
      </div>
    </section>
  );
}
