"use client";

import { blockAccount, unblockAccount } from "@/lib/selling-actions";
import type { Account } from "@/lib/selling-types";
import { useAction } from "@/lib/use-action";
import { Confirm } from "../dialog";
import { ReasonDialog } from "../sales/reason-dialog";

export function BlockAccount({ account, onChanged }: { account: Account; onChanged: (account: Account) => void }) {
  const block = useAction((reason: string, key) => blockAccount(account.account_id, reason, key), { onSuccess: onChanged });
  const unblock = useAction((id: string, key) => unblockAccount(id, key), { onSuccess: onChanged });
  if (account.state === "BLOCKED") {
    return (
      <Confirm text="Unblock" title={`Unblock ${account.name}?`} busy={unblock.isPending} error={unblock.error} onConfirm={(close) => unblock.mutate(account.account_id, { onSuccess: close })} onClosed={unblock.reset} testId="account-unblock">
        It was blocked because: {account.blocked_reason}. Tills charge it again at once.
      </Confirm>
    );
  }
  return (
    <ReasonDialog text="Block" title={`Block ${account.name}?`} label="Why" field="reason" maxLength={200} busy={block.isPending} error={block.error} onClosed={block.reset} testId="account-block" onSubmit={(reason, close) => block.mutate(reason, { onSuccess: close })}>
      Nothing is charged to it any more. Payments still count. Cashiers see the reason.
    </ReasonDialog>
  );
}
