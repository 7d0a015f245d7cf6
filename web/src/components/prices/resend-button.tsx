"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { resendPrices } from "@/lib/selling-actions";
import { useAction } from "@/lib/use-action";
import { usePermissions } from "@/session/use-me";
import { Icon } from "../icon";
import { Button } from "../ui";

/** Pump 0: whatever has not confirmed. */
export function ResendButton({ site, pump, text }: { site: string; pump: number; text: string }) {
  const t = useTranslations("trade");
  const { may } = usePermissions();
  const client = useQueryClient();
  const resend = useAction((_: null, key) => resendPrices(site, pump, key), { onSuccess: () => client.invalidateQueries({ queryKey: ["prices", site] }) });
  if (!may("prices.manage", site)) return null;
  return (
    <Button onClick={() => resend.mutate(null)} disabled={resend.isPending} aria-label={pump > 0 ? t("prices.resendPump", { text, pump: String(pump) }) : undefined} data-testid={`resend-${pump}`}>
      <Icon name="refresh" />{text}{resend.isError && <span role="alert" className="text-bad-ink">{t("notDone")}</span>}
    </Button>
  );
}
