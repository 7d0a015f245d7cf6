"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { runSettlement } from "@/lib/selling-actions";
import type { Site } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { usePermissions } from "@/session/use-me";
import { FormError } from "../form";
import { Icon } from "../icon";
import { Button } from "../ui";

/** Keeps the settlement of a day that is over. */
export function RunSettlement({ site, day }: { site: Site; day: string }) {
  const t = useTranslations("trade");
  const { may } = usePermissions();
  const client = useQueryClient();
  const run = useAction((asked: string, key) => runSettlement(site.site_id, asked, key), {
    onSuccess: () => Promise.all(["settlement", "settlements", "discrepancies"].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  });
  if (!may("discrepancies.resolve", site.site_id)) return null;
  return (
    <>
      <Button primary onClick={() => run.mutate(day)} disabled={run.isPending} data-testid="settlement-run"><Icon name="check" />{t(run.isPending ? "settlement.running" : "settlement.run")}</Button>
      {run.data && <span role="status" data-testid="settlement-kept" className="font-semibold">{t("settlement.keptAs", { number: String(run.data.number) })}</span>}
      {run.isError && <FormError error={run.error} />}
    </>
  );
}
