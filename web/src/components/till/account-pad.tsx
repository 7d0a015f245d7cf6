"use client";

import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { minorOf, minorText } from "@/lib/amounts";
import { money } from "@/lib/format";
import type { Account, Vehicle } from "@/lib/selling-types";
import { payingAccounts } from "@/lib/counter-queries";
import type { Handed } from "@/lib/till-types";
import { TextField, textOf } from "../form";
import { Icon } from "../icon";
import { Failure } from "../ui";
import { BigButton, keepFocus, useTill } from "./till-parts";

interface Props {
  dueMinor: number;
  currency: string;
  busy: boolean;
  partly: boolean;
  onTake: (tender: Handed) => void;
}

const ROW = "flex min-h-16 w-full items-center justify-between gap-3 px-4 py-2 text-left hover:bg-sunken focus-visible:-outline-offset-4";

function Choice({ account, onChoose }: { account: Account; onChoose: () => void }) {
  const t = useTranslations("till");
  const blocked = account.state === "BLOCKED";
  return (
    <li>
      <button type="button" data-testid={`account-${account.account_id}`} {...keepFocus} onClick={onChoose} className={ROW}>
        <span className="min-w-0"><span className="block text-lg font-semibold">{account.name}</span><span className="block text-ink-2">{account.account_id}</span></span>
        {blocked
          ? <span className="flex items-center gap-1.5 font-semibold text-bad-ink"><Icon name="lock" />{t("account.blocked")}</span>
          : <span className="text-right text-ink-2">{t("account.mayCharge")}<br /><span className="font-semibold tabular-nums">{money(account.available_minor, account.currency)}</span></span>}
      </button>
    </li>
  );
}

/** {t("account.list")} that may be charged here, by what is typed. */
export function AccountSearch({ onChoose }: { onChoose: (account: Account) => void }) {
  const t = useTranslations("till");
  const { site } = useTill();
  const [search, setSearch] = useState("");
  const answer = useQuery({ ...payingAccounts(site.site_id, search.trim()), placeholderData: (before) => before });
  return (
    <div className="space-y-3">
      <TextField label={t("account.one")} hint={t("account.hint")} value={search} onChange={(event) => setSearch(event.target.value)} data-testid="account-search" className="min-h-14! text-lg" />
      {answer.isError && <Failure error={answer.error} what={t("account.list")} onRetry={() => void answer.refetch()} />}
      <ul aria-label={t("account.list")} className="max-h-80 divide-y divide-line overflow-y-auto rounded-xl border border-line empty:hidden">
        {answer.data?.items.map((account) => <Choice key={account.account_id} account={account} onChoose={() => onChoose(account)} />)}
      </ul>
      {answer.data?.items.length === 0 && <p className="text-ink-2">{t("account.none")}</p>}
    </div>
  );
}

function Vehicles({ vehicles, chosen, onChoose }: { vehicles: readonly Vehicle[]; chosen: string; onChoose: (registration: string) => void }) {
  const t = useTranslations("till");
  return (
    <fieldset>
      <legend className="mb-1.5 font-semibold">{t("account.vehicle")}</legend>
      <div className="flex flex-wrap gap-2">
        {vehicles.map((vehicle) => (
          <button key={vehicle.registration} type="button" aria-pressed={vehicle.registration === chosen} disabled={vehicle.blocked} {...keepFocus} onClick={() => onChoose(vehicle.registration)}
            className="min-h-14 rounded-xl border-2 border-line-strong px-4 text-lg font-bold disabled:opacity-55 aria-pressed:border-transparent aria-pressed:bg-action aria-pressed:text-action-ink">
            {vehicle.registration}{vehicle.blocked && <span className="font-semibold"> {t("account.vehicleBlocked")}</span>}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function Charge({ account, dueMinor, currency, busy, partly, onTake, onBack }: Props & { account: Account; onBack: () => void }) {
  const t = useTranslations("till");
  const [vehicle, setVehicle] = useState(account.vehicles.length === 1 ? account.vehicles[0]!.registration : "");
  const [wrong, setWrong] = useState("");
  const needed = account.vehicles.find((one) => one.registration === vehicle)?.odometer_required ?? false;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const amount = partly ? minorOf(textOf(data, "amount"), currency) : dueMinor;
    const odometer = Number(textOf(data, "odometer") || 0);
    if (account.vehicles.length > 0 && !vehicle) return setWrong(t("account.chooseVehicle"));
    if (amount === null || amount <= 0 || amount > dueMinor) return setWrong(t("account.upTo", { amount: money(dueMinor, currency) }));
    if (!Number.isInteger(odometer) || odometer < 0) return setWrong(t("account.odometerWrong"));
    setWrong("");
    onTake({ kind: "ACCOUNT", amount_minor: amount, account_id: account.account_id, vehicle_id: vehicle, odometer_km: odometer });
  };
  return (
    <form onSubmit={submit} className="space-y-3.5">
      <button type="button" onClick={onBack} className="flex min-h-14 w-full items-center gap-3 rounded-xl px-2 text-left text-lg font-semibold hover:bg-sunken"><Icon name="back" className="size-6" />{account.name}</button>
      {account.vehicles.length > 0 && <Vehicles vehicles={account.vehicles} chosen={vehicle} onChoose={setVehicle} />}
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField label={needed ? t("account.odometerNeeded") : t("account.odometer")} name="odometer" inputMode="numeric" required={needed} className="min-h-14! text-lg" />
        {partly && <TextField label={t("amountIn", { currency })} name="amount" inputMode="decimal" defaultValue={minorText(dueMinor, currency)} className="min-h-14! text-lg" />}
      </div>
      <p role="alert" className="font-semibold text-bad-ink empty:hidden">{wrong}</p>
      <BigButton look="primary" type="submit" disabled={busy} data-testid="account-take" className="min-h-18 w-full">{busy ? t("account.charging") : t("account.charge", { name: account.name })}</BigButton>
    </form>
  );
}

/** Charging a local account: which one, which vehicle, the odometer. */
export function AccountPad(props: Props) {
  const [account, setAccount] = useState<Account | null>(null);
  return account ? <Charge {...props} account={account} onBack={() => setAccount(null)} /> : <AccountSearch onChoose={setAccount} />;
}
