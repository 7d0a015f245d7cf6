"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { localDay, money } from "@/lib/format";
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
  return [
    ["Id", account.account_id], ["Home site", sites.name(account.home_site)], ["Valid at", account.sites?.length ? account.sites.map(sites.name).join(", ") : "every site"],
    ["Address", account.address?.length ? account.address.map((line) => <span key={line} className="block">{line}</span>) : "–"], ["VAT number", account.vat_id || "–"], ["E-mail", account.email || "–"],
    ["Opened", localDay(account.opened_at)],
  ];
}

/** How far the limit is used; never by colour alone. */
function Credit({ account }: { account: Account }) {
  const { balance_minor: balance, credit_limit_minor: limit, available_minor: available, currency } = account;
  const used = limit > 0 ? Math.min(1, Math.max(0, balance / limit)) : balance > 0 ? 1 : 0;
  return (
    <Section id="credit-title" title="Balance">
      <Facts className="grid-cols-2 sm:grid-cols-3" facts={[[balance < 0 ? "Paid in advance" : "Owed", <span key="balance" data-testid="balance" className="text-2xl font-extrabold">{money(Math.abs(balance), currency)}</span>], ["Limit", money(limit, currency)], ["May still be charged", money(available, currency)]]} />
      <div role="img" aria-label={`${Math.round(used * 100)} % of the limit is used`} className="mt-4 h-3.5 overflow-hidden rounded-full border border-line-strong bg-sunken">
        <svg viewBox="0 0 100 1" preserveAspectRatio="none" className="size-full" aria-hidden="true"><rect width={used * 100} height="1" className={used >= 0.9 ? "fill-bad" : used >= 0.7 ? "fill-warn" : "fill-ok"} /></svg>
      </div>
    </Section>
  );
}

function Body({ account, sites }: { account: Account; sites: Sites }) {
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
        {manage && <><Button primary onClick={() => setOpen("payment")} data-testid="payment-new">Record payment</Button><Button onClick={() => setOpen("edit")} data-testid="account-edit">Edit terms</Button><BlockAccount account={account} onChanged={changed} /></>}
      </>} />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
        <div className="grid grid-cols-1 gap-6">
          <Credit account={account} />
          <Section id="terms-title" title="Terms"><Facts facts={facts(account, sites)} /></Section>
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
  const id = useSearchParams().get("id") ?? "";
  const sites = useSites("accounts.read");
  const answer = useQuery({ ...accountQuery(id), enabled: id !== "" });
  return (
    <>
      <BackLink href="/accounts/">Accounts</BackLink>
      <Detail id={id} what="account" answer={answer}>{(account) => <Body account={account} sites={sites} />}</Detail>
    </>
  );
}
