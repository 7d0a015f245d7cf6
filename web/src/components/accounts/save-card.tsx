"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { readerLook, readerReady } from "@/lib/card-flow";
import { startCardSetup } from "@/lib/payment-actions";
import { cardSetup, readers } from "@/lib/payment-queries";
import { declineWords } from "@/lib/payment-words";
import type { Account } from "@/lib/selling-types";
import { within } from "@/lib/selling-words";
import { useAction } from "@/lib/use-action";
import { Dialog, DialogButtons } from "../dialog";
import { FormError, SelectField, Submit, textOf } from "../form";
import { Icon } from "../icon";
import { QrCode } from "../qr-code";
import { Button, TONE } from "../ui";

/** While the customer presents the card. */
function Waiting({ setupId, onSaved, onAgain }: { setupId: string; onSaved: () => void; onAgain: () => void }) {
  const t = useTranslations("trade");
  const setup = useQuery(cardSetup(setupId)).data;
  const state = setup?.state ?? "PENDING";
  useEffect(() => {
    if (state === "SUCCEEDED") onSaved();
  }, [state, onSaved]);
  if (state === "FAILED") return <div className="space-y-4"><p role="alert" className={`rounded-xl px-4 py-3 font-semibold ${TONE.bad}`}>{declineWords(setup?.reason ?? "")}</p><Button onClick={onAgain}>{t("account.tryAgain")}</Button></div>;
  const acts = state === "ACTION_REQUIRED" && setup?.action_url;
  return (
    <div className="space-y-4">
      <p role="status" data-testid="card-setup" data-state={state} className={`flex items-center gap-3 rounded-xl px-4 py-3 font-semibold ${TONE[acts ? "warn" : "info"]}`}><Icon name="card" className="size-7 pulse" />{t(acts ? "account.cardConfirm" : "account.cardPresent")}</p>
      {acts && <QrCode text={acts} label={t("account.qr")} />}
    </div>
  );
}

/** Keeps a card of the customer's for later, by a reader of the home site. */
export function SaveCard({ account, onClose }: { account: Account; onClose: () => void }) {
  const t = useTranslations("trade");
  const client = useQueryClient();
  const [setupId, setSetupId] = useState("");
  const all = useQuery(readers(account.home_site)).data?.items;
  const start = useAction((reader: string, key) => startCardSetup(account.account_id, account.home_site, reader, key), { onSuccess: (setup) => setSetupId(setup.setup_id) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    start.mutate(textOf(new FormData(event.currentTarget), "reader"));
  };
  const saved = () => void client.invalidateQueries({ queryKey: ["saved-cards"] }).then(onClose);
  return (
    <Dialog title={t("account.saveCard")} onClose={onClose} testId="save-card">
      {setupId ? <Waiting setupId={setupId} onSaved={saved} onAgain={() => setSetupId("")} /> : (
        <form onSubmit={submit} className="space-y-4">
          <p className="text-ink-2">{t("account.saveText", { name: account.name })}</p>
          {all?.length === 0 ? <p className="font-semibold text-warn-ink">{t("account.noReader")}</p> : (
            <SelectField label={t("account.reader")} name="reader" required key={all?.length}>{all?.map((one) => <option key={one.reader_id} value={one.reader_id} disabled={!readerReady(one)}>{one.label}{!readerReady(one) && ` (${within(readerLook(one).word)})`}</option>)}</SelectField>
          )}
          <FormError error={start.error} />
          <DialogButtons onCancel={onClose}><Submit busy={start.isPending || !all?.length} busyText={t("oneMoment")} testId="card-save-start">{t("account.saveAsk")}</Submit></DialogButtons>
        </form>
      )}
    </Dialog>
  );
}
