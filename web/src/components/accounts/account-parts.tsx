import { money } from "@/lib/format";
import type { Account } from "@/lib/selling-types";
import { Badge } from "../ui";

export function AccountState({ account }: { account: Account }) {
  if (account.state === "BLOCKED") return <><Badge tone="bad" icon="lock">Blocked</Badge>{account.blocked_reason && <span className="mt-1 block text-sm text-ink-2">{account.blocked_reason}</span>}</>;
  return <Badge tone="ok" icon="check">Active</Badge>;
}

/** Owed, or paid in advance. */
export function Balance({ account }: { account: Pick<Account, "balance_minor" | "currency"> }) {
  const { balance_minor: minor, currency } = account;
  return <><span className="font-semibold whitespace-nowrap">{money(Math.abs(minor), currency)}</span>{minor !== 0 && <span className="block text-sm text-ink-2">{minor > 0 ? "owed" : "in advance"}</span>}</>;
}
