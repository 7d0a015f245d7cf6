"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { money, number } from "@/lib/format";
import { vehicleFile } from "@/lib/list-files";
import { removeVehicle } from "@/lib/selling-actions";
import type { Account, Vehicle } from "@/lib/selling-types";
import { useAction } from "@/lib/use-action";
import type { Sites } from "@/lib/use-sites";
import { Confirm } from "../dialog";
import { Icon } from "../icon";
import { Section } from "../sales/parts";
import { RowFiles } from "../table-tools";
import { Badge, Button } from "../ui";
import { VehicleDialog } from "./vehicle-dialog";

interface Props {
  account: Account;
  sites: Sites;
  manage: boolean;
  onChanged: (account: Account) => void;
}

function rules(vehicle: Vehicle, account: Account, sites: Sites): string {
  const t = texts("trade");
  return [
    vehicle.grades?.length ? vehicle.grades.map((grade) => sites.grade(account.home_site, grade)).join(", ") : t("account.everyGrade"),
    (vehicle.limit_minor ?? 0) > 0 ? t("account.upTo", { amount: money(vehicle.limit_minor ?? 0, account.currency) }) : "", vehicle.odometer_required ? t("account.odometerGiven") : "",
    vehicle.odometer_km > 0 ? t("km", { km: number(vehicle.odometer_km) }) : "",
  ].filter(Boolean).join(" · ");
}

function Remove({ account, vehicle, onChanged }: { account: Account; vehicle: Vehicle; onChanged: (account: Account) => void }) {
  const t = useTranslations("trade");
  const remove = useAction((registration: string) => removeVehicle(account.account_id, registration), { onSuccess: onChanged });
  return (
    <Confirm text={t("remove")} title={t("account.removeTitle", { what: vehicle.registration })} busy={remove.isPending} error={remove.error} onConfirm={(close) => remove.mutate(vehicle.registration, { onSuccess: close })} onClosed={remove.reset}>
      {t("account.removeVehicleText")}{account.vehicles.length === 1 && ` ${t("account.lastVehicle")}`}
    </Confirm>
  );
}

export function Vehicles({ account, sites, manage, onChanged }: Props) {
  const t = useTranslations("trade");
  const [edited, setEdited] = useState<Vehicle | "new" | null>(null);
  return (
    <Section id="vehicles-title" title={t("vehicles")} aside={<span className="flex flex-wrap gap-2 print:hidden"><RowFiles name={`vehicles-${account.account_id}`} rows={account.vehicles} columns={vehicleFile(account.currency)} />{manage && <Button onClick={() => setEdited("new")} data-testid="vehicle-new"><Icon name="plus" />{t("account.addVehicle")}</Button>}</span>}>
      {account.vehicles.length === 0 && <p className="text-ink-2">{t("account.vehiclesNone")}</p>}
      <ul className="divide-y divide-line">
        {account.vehicles.map((vehicle) => (
          <li key={vehicle.registration} data-testid={`vehicle-${vehicle.registration}`} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
            <div className="min-w-0 flex-1 basis-56">
              <p className="flex flex-wrap items-center gap-2"><span className="font-bold">{vehicle.registration}</span>{vehicle.blocked && <Badge tone="bad" icon="lock">{t("blocked")}</Badge>}{vehicle.note && <span className="text-ink-2">{vehicle.note}</span>}</p>
              <p className="text-sm text-ink-2">{rules(vehicle, account, sites)}</p>
            </div>
            {manage && <span className="flex gap-2"><Button onClick={() => setEdited(vehicle)} aria-label={t("account.editOf", { registration: vehicle.registration })}>{t("account.edit")}</Button><Remove account={account} vehicle={vehicle} onChanged={onChanged} /></span>}
          </li>
        ))}
      </ul>
      {edited && <VehicleDialog account={account} vehicle={edited === "new" ? null : edited} onChanged={onChanged} onClose={() => setEdited(null)} />}
    </Section>
  );
}
