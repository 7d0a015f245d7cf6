"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import type { components } from "@/api/schema";
import { minorOf, minorText } from "@/lib/amounts";
import { fieldProblems } from "@/lib/problem";
import { putAccount } from "@/lib/selling-actions";
import type { Account } from "@/lib/selling-types";
import { slugOf } from "@/lib/slug";
import { useAction } from "@/lib/use-action";
import { useSites, type Sites } from "@/lib/use-sites";
import { Dialog, DialogButtons } from "../dialog";
import { CheckField, FormError, INPUT, Labelled, SelectField, Submit, TextField, textOf } from "../form";
import { linesOf } from "../receipts/invoice-dialog";
import { accountPath } from "../sales/paths";

type Terms = components["schemas"]["AccountTerms"];
const SHOWN = ["account_id", "name", "address", "vat_id", "email", "currency", "home_site", "sites", "credit_limit_minor"];

function SiteChoice({ sites, chosen, error }: { sites: Sites; chosen: readonly string[]; error?: string }) {
  const t = useTranslations("trade");
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 font-semibold">{t("account.validAt")}</legend>
      <p className="text-sm text-ink-2">{t("account.noneChosenSite")}</p>
      <div className="mt-1.5 max-h-48 overflow-y-auto rounded-lg border border-line px-3 py-1">
        {sites.all.map((site) => <CheckField key={site.site_id} name="sites" value={site.site_id} defaultChecked={chosen.includes(site.site_id)} label={site.name} />)}
      </div>
      {error && <p className="mt-1 text-sm font-semibold text-bad-ink">{error}</p>}
    </fieldset>
  );
}

function read(form: HTMLFormElement): Terms | null {
  const data = new FormData(form);
  const currency = textOf(data, "currency").toUpperCase();
  const limit = minorOf(textOf(data, "credit_limit_minor"), currency);
  if (limit === null || limit < 0) return null;
  return {
    name: textOf(data, "name"), address: linesOf(textOf(data, "address")), vat_id: textOf(data, "vat_id"), email: textOf(data, "email"), currency,
    home_site: textOf(data, "home_site"), sites: data.getAll("sites").map(String), credit_limit_minor: limit,
  };
}

/** A new account, or the terms of one that exists. */
export function AccountDialog({ account, onClose }: { account: Account | null; onClose: () => void }) {
  const t = useTranslations("trade");
  const client = useQueryClient();
  const router = useRouter();
  const sites = useSites("accounts.manage");
  const [name, setName] = useState(account?.name ?? "");
  const [home, setHome] = useState(account?.home_site ?? "");
  const [limitWrong, setLimitWrong] = useState(false);
  const homeSite = home || (sites.all.length === 1 ? (sites.all[0]?.site_id ?? "") : "");
  const id = account?.account_id ?? slugOf(name);
  const save = useAction((wish: { id: string; terms: Terms }) => putAccount(wish.id, wish.terms, account?.version), {
    onSuccess: (saved) => {
      void client.invalidateQueries({ queryKey: ["accounts"] });
      client.setQueryData(["account", saved.account_id], saved);
      onClose();
      if (!account) router.push(accountPath(saved.account_id));
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const terms = read(event.currentTarget);
    setLimitWrong(terms === null);
    if (terms) save.mutate({ id, terms });
  };
  const wrong = fieldProblems(save.error);
  const sitesWrong = Object.entries(wrong).find(([field]) => field.startsWith("sites"))?.[1];
  const currency = account?.currency ?? sites.find(homeSite)?.currency ?? "";
  return (
    <Dialog title={account ? t("account.termsOf", { name: account.name }) : t("account.new")} onClose={onClose} wide testId="account-dialog">
      <form onSubmit={submit} className="space-y-4">
        <TextField label={t("name")} name="name" data-testid="account-name" value={name} onChange={(event) => setName(event.target.value)} required maxLength={100} autoCapitalize="words" error={wrong.name || wrong.account_id}
          hint={account ? undefined : id && t.rich("account.idWill", { id, code: (words) => <code className="font-semibold">{words}</code> })} />
        <div className="grid gap-4 sm:grid-cols-2">
          <SelectField label={t("account.homeSite")} name="home_site" data-testid="account-home" required value={homeSite} onChange={(event) => setHome(event.target.value)} error={wrong.home_site} hint={t("account.homeSiteHint")}>
            <option value="">{t("choose")}</option>
            {account && !sites.find(account.home_site) && <option value={account.home_site}>{account.home_site}</option>}
            {sites.all.map((site) => <option key={site.site_id} value={site.site_id}>{site.name}</option>)}
          </SelectField>
          <TextField label={t("account.currency")} name="currency" key={currency} defaultValue={currency} required maxLength={3} minLength={3} autoCapitalize="characters" error={wrong.currency} />
          <TextField label={currency ? t("account.creditLimitIn", { currency }) : t("account.creditLimit")} name="credit_limit_minor" data-testid="account-limit" inputMode="decimal" required defaultValue={account ? minorText(account.credit_limit_minor, account.currency) : ""} error={limitWrong ? t("account.limitWrong") : wrong.credit_limit_minor} hint={t("account.limitHint")} />
          <TextField label={t("vatNumberOptional")} name="vat_id" defaultValue={account?.vat_id} maxLength={20} error={wrong.vat_id} />
        </div>
        <Labelled label={t("address")} error={wrong.address}>{(wiring) => <textarea {...wiring} name="address" rows={3} defaultValue={account?.address?.join("\n")} className={`${INPUT} py-2.5`} />}</Labelled>
        <TextField label={t("account.emailOptional")} name="email" type="email" defaultValue={account?.email} maxLength={254} error={wrong.email} />
        <SiteChoice sites={sites} chosen={account?.sites ?? []} error={sitesWrong} />
        <FormError error={save.error} shown={[...SHOWN, ...Object.keys(wrong).filter((field) => field.startsWith("sites"))]} />
        <DialogButtons onCancel={onClose}><Submit busy={save.isPending} busyText={t("saving")} testId="account-save">{t("save")}</Submit></DialogButtons>
      </form>
    </Dialog>
  );
}
