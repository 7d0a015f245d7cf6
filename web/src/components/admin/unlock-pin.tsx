"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { unlockPin } from "@/lib/actions";
import { tillCashiers } from "@/lib/session-queries";
import type { Colleague, Till } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { Dialog } from "../dialog";
import { Button, Failure, Skeletons } from "../ui";

function Line({ till, cashier }: { till: Till; cashier: Colleague }) {
  const unlock = useAction((user_id: string, key) => unlockPin(till.till_id, { user_id }, key));
  const text = unlock.isSuccess ? "Unlocked" : unlock.isError ? "Not done: try again" : "Unlock";
  return (
    <li className="flex min-h-14 items-center justify-between gap-4 border-t border-line first:border-t-0">
      <span className="min-w-0 font-semibold break-words">{cashier.display_name}</span>
      <Button onClick={() => unlock.mutate(cashier.user_id)} disabled={unlock.isPending || unlock.isSuccess} aria-label={`${text}: ${cashier.display_name}`}><span role="status">{text}</span></Button>
    </li>
  );
}

function Cashiers({ till }: { till: Till }) {
  const answer = useQuery(tillCashiers());
  if (answer.isPending) return <div className="space-y-2"><Skeletons count={3} className="h-12" label="Loading who works here" /></div>;
  if (answer.isError) return <Failure error={answer.error} what="The list of cashiers" onRetry={() => void answer.refetch()} />;
  return <ul>{answer.data.cashiers.map((cashier) => <Line key={cashier.user_id} till={till} cashier={cashier} />)}</ul>;
}

/** At the till itself: somebody entered too many wrong PINs. */
export function UnlockPin({ till }: { till: Till }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Unlock a PIN</Button>
      {open && (
        <Dialog title="Whose PIN is locked?" onClose={() => setOpen(false)}>
          <p className="mb-2 text-ink-2">Make sure that it was really this person who tried.</p>
          <Cashiers till={till} />
        </Dialog>
      )}
    </>
  );
}
