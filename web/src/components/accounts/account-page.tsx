"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { localDay, money, percent } from "@/lib/format";
import { account as accountQuery } from "@/lib/selling-queries";
import type { Account } from "@/lib/selling-types";
import { useSites, type Sites } from "@/lib/use-sites";
import { usePermissions } from "@/session/use-me";
import { PageHead } from "../page-head";
import { BackLink, Detail, Facts, Section, type Fact } from "../sales/parts";
import { Button } from "../ui";
import { AccountDialog } from "./account-dialog";
import { AccountState } from "./account-parts";
import { BlockAccount } from "./block-account";
import { Entries } from "./entries";
import { PaymentDialog } from "./payment-dialog";
import { SavedCards } from "./saved-cards";
import { Statement } from "./statement";
import { Vehicles } from "./vehicles";

function facts(account: Account, sites: Sites): Fact[] {
  const t = texts("trade");
  return [
    [t("account.id"), account.account_id], [t("account.homeSite"), sites.name(account.home_site)], [t("account.validAt"), account.sites?.length ? account.sites.map(sites.name).join(", ") : t("everySite")],
    [t("address"), account.address?.length ? account.address.map((line) => <span key={line} className="block">{line}</span>) : "–"], [t("vatNumber"), account.vat_id || "–"], [t("account.email"), account.email || "–"],
    [t("opened"), localDay(account.opened_at)],
  ];
}

/** How far the limit is used; never by colour alone. */
function Credit({ account }: { account: Account }) {
  const t = useTranslations("trade");
  const { balance_minor: balance, credit_limit_minor: limit, available_minor: available, currency } = account;
  const used = limit > 0 ? Math.min(1, Math.max(0, balance / limit)) : balance > 0 ? 1 : 0;
  return (
    <Section id="credit-title" title={t("account.balance")}>
      <Facts className="grid-cols-2 sm:grid-cols-3" facts={[[t(balance < 0 ? "account.paidInAdvance" : "account.owed"), <span key="balance" data-testid="balance" className="text-2xl font-extrabold whitespace-nowrap phone:text-xl">{money(Math.abs(balance), currency)}</span>], [t("account.limit"), money(limit, currency)], [t("account.mayCharge"), money(available, currency)]]} />
      <div role="img" aria-label={t("account.limitUsed", { percent: percent(used) })} className="mt-4 h-3.5 overflow-hidden rounded-full border border-line-strong bg-sunken">
        <svg viewBox="0 0 100 1" preserveAspectRatio="none" className="size-full" aria-hidden="true"><rect width={used * 100} height="1" className={used >= 0.9 ? "fill-bad" : used >= 0.7 ? "fill-warn" : "fill-ok"} /></svg>
      </div>
    </Section>
  );
}

function Body({ account, sites }: { account: Account; sites: Sites }) {
  const t = useTranslations("trade");
  const { may } = usePermissions();
  const client = useQueryClient();
  const [open, setOpen] = useState<"edit" | "payment" | null>(null);
  const manage = may("accounts.manage", account.home_site);
  const changed = (next: Account) => {
    client.setQueryData(accountQuery(account.account_id).queryKey, next);
    void client.invalidateQueries({ queryKey: ["accounts"] });
  };
  return (
    <>
      <PageHead title={account.name} aside={<>
        <AccountState account={account} />
        {manage && <><Button primary onClick={() => setOpen("payment")} data-testid="payment-new">{t("account.recordPayment")}</Button><Button onClick={() => setOpen("edit")} data-testid="account-edit">{t("account.editTerms")}</Button><BlockAccount account={account} onChanged={changed} /></>}
      </>} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <div className="grid grid-cols-1 gap-6">
          <Credit account={account} />
          <Section id="terms-title" title={t("account.terms")}><Facts facts={facts(account, sites)} /></Section>
        </div>
        <div className="grid grid-cols-1 gap-6">
          <Vehicles account={account} sites={sites} manage={manage} onChanged={changed} />
          <SavedCards account={account} manage={manage} />
          <Statement account={account} timeZone={sites.zone(account.home_site)} />
        </div>
      </div>
      <div className="mt-6"><Entries account={account} sites={sites} /></div>
      {open === "edit" && <AccountDialog account={account} onClose={() => setOpen(null)} />}
      {open === "payment" && <PaymentDialog account={account} onChanged={changed} onClose={() => setOpen(null)} />}
    </>
  );
}

/** `/account-customer?id=…` */
export function AccountCustomerPage() {
  const t = useTranslations("trade");
  const id = useSearchParams().get("id") ?? "";
  const sites = useSites("accounts.read");
  const answer = useQuery({ ...accountQuery(id), enabled: id !== "" });
  return (
    <>
      <BackLink href="/accounts/">{t("account.accounts")}</BackLink>
      <Detail id={id} what="account" answer={answer}>{(account) => <Body account={account} sites={sites} />}</Detail>
    </>
  );
}
