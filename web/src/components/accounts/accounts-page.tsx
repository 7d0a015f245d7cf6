"use client";

import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { minorText } from "@/lib/amounts";
import { money } from "@/lib/format";
import { accounts } from "@/lib/selling-queries";
import type { Account } from "@/lib/selling-types";
import { useSites, type Sites } from "@/lib/use-sites";
import { usePermissions } from "@/session/use-me";
import { DataTable, type Column } from "../data-table";
import { Icon } from "../icon";
import { PageHead, SellingTabs } from "../page-head";
import { Paged } from "../paged";
import { LINK, SiteFilter } from "../sales/parts";
import { accountPath } from "../sales/paths";
import { ListFiles, FilterSelect, SearchBox, Tools, useFilter } from "../table-tools";
import { Button, Empty } from "../ui";
import { AccountDialog } from "./account-dialog";
import { AccountState, Balance } from "./account-parts";

const FILE = [
  { title: "account_id", value: (account: Account) => account.account_id }, { title: "name", value: (account: Account) => account.name }, { title: "state", value: (account: Account) => account.state },
  { title: "balance", value: (account: Account) => minorText(account.balance_minor, account.currency) }, { title: "credit_limit", value: (account: Account) => minorText(account.credit_limit_minor, account.currency) },
  { title: "available", value: (account: Account) => minorText(account.available_minor, account.currency) }, { title: "currency", value: (account: Account) => account.currency },
  { title: "home_site", value: (account: Account) => account.home_site }, { title: "email", value: (account: Account) => account.email },
];

function columns(sites: Sites): readonly Column<Account>[] {
  const t = texts("trade");
  return [
    { title: t("account.customer"), width: "md:w-1/4", cell: (account) => <Link href={accountPath(account.account_id)} data-testid={`account-${account.account_id}`} className="block [overflow-wrap:anywhere]"><span className={LINK}>{account.name}</span><span className="block text-sm text-ink-2">{account.account_id}</span></Link> },
    { title: t("state"), cell: (account) => <AccountState account={account} /> },
    { title: t("account.balance"), width: "md:text-right", cell: (account) => <Balance account={account} /> },
    { title: t("account.limit"), width: "md:text-right", cell: (account) => <span className="whitespace-nowrap">{money(account.credit_limit_minor, account.currency)}</span> },
    { title: t("account.available"), width: "md:text-right", cell: (account) => <span className="font-semibold whitespace-nowrap">{money(account.available_minor, account.currency)}</span> },
    { title: t("vehicles"), cell: (account) => (account.vehicles.length === 0 ? <span className="text-ink-2">{t("account.any")}</span> : account.vehicles.length) },
    { title: t("account.validAt"), cell: (account) => (account.sites?.length ? account.sites.map(sites.name).join(", ") : t("everySite")) },
  ];
}

/** `/accounts?search=…&site=…&state=…` */
export function AccountsPage() {
  const t = useTranslations("trade");
  const sites = useSites("accounts.read");
  const { may } = usePermissions();
  const { filter, set } = useFilter(["search", "site", "state"]);
  const [creating, setCreating] = useState(false);
  const filtered = Object.keys(filter).length > 0;
  const create = may("accounts.manage") && <Button primary onClick={() => setCreating(true)} data-testid="account-new"><Icon name="plus" />{t("account.new")}</Button>;
  return (
    <>
      <SellingTabs />
      <PageHead title={t("account.accounts")} aside={<><ListFiles name="accounts" query={accounts(filter)} columns={FILE} />{create}</>}>{t("account.intro")}</PageHead>
      <Tools>
        <SearchBox label={t("account.search")} value={filter.search ?? ""} onChange={(search) => set({ search })} />
        <SiteFilter sites={sites} value={filter.site ?? ""} onChange={(site) => set({ site })} />
        <FilterSelect label={t("state")} all={t("account.everyState")} value={filter.state ?? ""} options={[{ value: "ACTIVE", word: t("account.active") }, { value: "BLOCKED", word: t("blocked") }]} onChange={(state) => set({ state })} />
      </Tools>
      <Paged what={t("account.the")} query={accounts(filter)} empty={<Empty icon="users" title={t(filtered ? "account.noneFits" : "account.noneYet")}>{t(filtered ? "account.changeFilters" : "account.noneYetHint")}</Empty>}>
        {(rows) => <DataTable caption={t("account.caption")} columns={columns(sites)} rows={rows} rowId={(account) => account.account_id} />}
      </Paged>
      {creating && <AccountDialog account={null} onClose={() => setCreating(false)} />}
    </>
  );
}
