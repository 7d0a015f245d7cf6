"use client";

import { useQueryClient } from "@tanstack/react-query";
import { resendPrices } from "@/lib/selling-actions";
import { useAction } from "@/lib/use-action";
import { usePermissions } from "@/session/use-me";
import { Icon } from "../icon";
import { Button } from "../ui";

/** Pump 0: whatever has not confirmed. */
export function ResendButton({ site, pump, text }: { site: string; pump: number; text: string }) {
  const { may } = usePermissions();
  const client = useQueryClient();
  const resend = useAction((_: null, key) => resendPrices(site, pump, key), { onSuccess: () => client.invalidateQueries({ queryKey: ["prices", site] }) });
  if (!may("prices.manage", site)) return null;
  return (
    <Button onClick={() => resend.mutate(null)} disabled={resend.isPending} aria-label={pump > 0 ? `${text}: pump ${pump}` : undefined} data-testid={`resend-${pump}`}>
      <Icon name="refresh" />{text}{resend.isError && <span role="alert" className="text-bad-ink">: not done</span>}
    </Button>
  );
}
