"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { revokeDevice } from "@/lib/actions";
import type { Device } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { usePermissions } from "@/session/use-me";
import { ReasonDialog } from "../sales/reason-dialog";

/** For a certificate whose key may be in other hands, or whose controller is gone. */
export function RevokeDevice({ device, name }: { device: Device; name: string }) {
  const t = useTranslations("people");
  const client = useQueryClient();
  const { may } = usePermissions();
  const revoke = useAction((reason: string, key) => revokeDevice(device.device_id, reason, key), {
    onSuccess: () => Promise.all([client.invalidateQueries({ queryKey: ["devices"] }), client.invalidateQueries({ queryKey: ["live", "controllers"] })]),
  });
  if (device.revoked_at || !may("devices.revoke", device.site)) return null;
  return (
    <span className="flex md:justify-end">
      <ReasonDialog text={t("revoke")} title={t("devices.revokeAsk", { name })} label={t("devices.why")} field="reason" maxLength={500} busy={revoke.isPending} error={revoke.error} onClosed={revoke.reset} testId={`revoke-${device.device_id}`}
        onSubmit={(reason, close) => revoke.mutate(reason, { onSuccess: close })}>
        {t("devices.revokeText")}
      </ReasonDialog>
    </span>
  );
}
