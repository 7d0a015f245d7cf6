"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { unlockPin } from "@/lib/actions";
import { tillCashiers } from "@/lib/session-queries";
import type { Colleague, Till } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { Dialog } from "../dialog";
import { Button, Failure, Skeletons } from "../ui";

function Line({ till, cashier }: { till: Till; cashier: Colleague }) {
  const t = useTranslations("people");
  const unlock = useAction((user_id: string, key) => unlockPin(till.till_id, { user_id }, key));
  const text = unlock.isSuccess ? t("pin.unlocked") : unlock.isError ? t("pin.notDone") : t("unlock");
  return (
    <li className="flex min-h-14 items-center justify-between gap-4 border-t border-line first:border-t-0">
      <span className="min-w-0 font-semibold break-words">{cashier.display_name}</span>
      <Button onClick={() => unlock.mutate(cashier.user_id)} disabled={unlock.isPending || unlock.isSuccess} aria-label={t("pin.whom", { text, name: cashier.display_name })}><span role="status">{text}</span></Button>
    </li>
  );
}

function Cashiers({ till }: { till: Till }) {
  const t = useTranslations("people");
  const answer = useQuery(tillCashiers());
  if (answer.isPending) return <div className="space-y-2"><Skeletons count={3} className="h-12" label={t("pin.loading")} /></div>;
  if (answer.isError) return <Failure error={answer.error} what={t("pin.cashiers")} onRetry={() => void answer.refetch()} />;
  return <ul>{answer.data.cashiers.map((cashier) => <Line key={cashier.user_id} till={till} cashier={cashier} />)}</ul>;
}

/** At the till itself: somebody entered too many wrong PINs. */
export function UnlockPin({ till }: { till: Till }) {
  const t = useTranslations("people");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t("pin.unlock")}</Button>
      {open && (
        <Dialog title={t("pin.whose")} onClose={() => setOpen(false)}>
          <p className="mb-2 text-ink-2">{t("makeSure")}</p>
          <Cashiers till={till} />
        </Dialog>
      )}
    </>
  );
}
