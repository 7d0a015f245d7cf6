"use client";

import { useTranslations } from "use-intl";
import { blockAccount, unblockAccount } from "@/lib/selling-actions";
import type { Account } from "@/lib/selling-types";
import { useAction } from "@/lib/use-action";
import { Confirm } from "../dialog";
import { ReasonDialog } from "../sales/reason-dialog";

export function BlockAccount({ account, onChanged }: { account: Account; onChanged: (account: Account) => void }) {
  const t = useTranslations("trade");
  const block = useAction((reason: string, key) => blockAccount(account.account_id, reason, key), { onSuccess: onChanged });
  const unblock = useAction((id: string, key) => unblockAccount(id, key), { onSuccess: onChanged });
  if (account.state === "BLOCKED") {
    return (
      <Confirm text={t("account.unblock")} title={t("account.unblockTitle", { name: account.name })} busy={unblock.isPending} error={unblock.error} onConfirm={(close) => unblock.mutate(account.account_id, { onSuccess: close })} onClosed={unblock.reset} testId="account-unblock">
        {t("account.unblockText", { reason: account.blocked_reason })}
      </Confirm>
    );
  }
  return (
    <ReasonDialog text={t("account.block")} title={t("account.blockTitle", { name: account.name })} label={t("why")} field="reason" maxLength={200} busy={block.isPending} error={block.error} onClosed={block.reset} testId="account-block" onSubmit={(reason, close) => block.mutate(reason, { onSuccess: close })}>
      {t("account.blockText")}
    </ReasonDialog>
  );
}
