import { useTranslations } from "use-intl";
import { money } from "@/lib/format";
import type { Account } from "@/lib/selling-types";
import { Badge } from "../ui";

export function AccountState({ account }: { account: Account }) {
  const t = useTranslations("trade");
  if (account.state === "BLOCKED") return <><Badge tone="bad" icon="lock">{t("blocked")}</Badge>{account.blocked_reason && <span className="mt-1 block text-sm text-ink-2">{account.blocked_reason}</span>}</>;
  return <Badge tone="ok" icon="check">{t("account.active")}</Badge>;
}

/** Owed, or paid in advance. */
export function Balance({ account }: { account: Pick<Account, "balance_minor" | "currency"> }) {
  const t = useTranslations("trade");
  const { balance_minor: minor, currency } = account;
  return <><span className="font-semibold whitespace-nowrap">{money(Math.abs(minor), currency)}</span>{minor !== 0 && <span className="block text-sm text-ink-2">{t(minor > 0 ? "account.owedSmall" : "account.inAdvance")}</span>}</>;
}
