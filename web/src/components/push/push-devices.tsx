"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { localStamp } from "@/lib/format";
import { isProblem } from "@/lib/problem";
import { forgetDevice, pushAbility, rememberDevice, rememberedDevice, subscribeHere, unsubscribeHere } from "@/lib/push";
import { addPushDevice, pushDevices, pushKey, removePushDevice, type PushDevice } from "@/lib/push-actions";
import { useAction } from "@/lib/use-action";
import { FormError } from "../form";
import { Badge, Button, Failure, Skeletons } from "../ui";

const never = () => () => undefined;

/** Asks the browser, then tells the server. What the browser refuses is said in words. */
function useSwitchOn(key: string) {
  const client = useQueryClient();
  const [refused, setRefused] = useState<"permission" | "service" | undefined>();
  const add = useAction(addPushDevice, {
    onSuccess: async (device: PushDevice) => {
      rememberDevice(device.subscription_id);
      await client.invalidateQueries(pushDevices());
    },
  });
  const begin = useMutation({
    mutationFn: async () => {
      const asked = await subscribeHere(key);
      if (!asked) return setRefused("permission");
      setRefused(undefined);
      await add.mutateAsync(asked);
    },
    onError: (error) => {
      if (!(error instanceof Error && add.isError)) setRefused(error instanceof DOMException ? "service" : undefined);
    },
  });
  return { start: () => begin.mutate(), busy: begin.isPending, refused, error: add.error };
}

function SwitchOn({ apiKey }: { apiKey: string }) {
  const t = useTranslations("push");
  const { start, busy, refused, error } = useSwitchOn(apiKey);
  return (
    <>
      <p className="text-ink-2">{t("off")}</p>
      <Button data-testid="push-on" onClick={start} disabled={busy} className="mt-3">{busy ? t("switchingOn") : t("switchOn")}</Button>
      {refused && <p role="alert" className="mt-3 font-semibold text-bad-ink">{t(`refused.${refused}`)}</p>}
      <FormError error={error} />
    </>
  );
}

function useRemoval(device: PushDevice, here: boolean) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await removePushDevice(device.subscription_id);
      await (here ? unsubscribeHere() : forgottenIfOurs(device));
    },
    onSuccess: () => client.invalidateQueries(pushDevices()),
  });
}

async function forgottenIfOurs(device: PushDevice): Promise<void> {
  if (rememberedDevice() === device.subscription_id) forgetDevice();
}

function Device({ device, here }: { device: PushDevice; here: boolean }) {
  const t = useTranslations("push");
  const remove = useRemoval(device, here);
  return (
    <li data-testid={`push-device-${device.subscription_id}`} className="flex flex-wrap items-center justify-between gap-3 py-2.5">
      <span className="min-w-0">
        <span className="font-semibold [overflow-wrap:anywhere]">{device.label}</span> {here && <Badge tone="ok" icon="check">{t("here")}</Badge>}
        <span className="block text-sm text-ink-2">{t("since", { time: localStamp(device.created_at), service: device.host })}</span>
      </span>
      <Button onClick={() => remove.mutate()} disabled={remove.isPending} aria-label={t("removeDevice", { device: device.label })}>{t("remove")}</Button>
      {remove.isError && <span className="w-full"><FormError error={remove.error} /></span>}
    </li>
  );
}

function Mine({ devices }: { devices: readonly PushDevice[] }) {
  const t = useTranslations("push");
  const ability = useSyncExternalStore(never, pushAbility, () => "unsupported" as const);
  const key = useQuery(pushKey());
  const here = rememberedDevice();
  const isOn = devices.some((device) => device.subscription_id === here);
  if (key.isError && isProblem(key.error, "ChannelNotConfigured")) return <p className="text-ink-2">{t("noKey")}</p>;
  return (
    <>
      {isOn ? <p className="text-ink-2">{t("on")}</p> : ability === "ready" ? key.data && <SwitchOn apiKey={key.data.public_key} /> : <p className="text-ink-2">{t(`ability.${ability}`)}</p>}
      {devices.length > 0 && <ul className="mt-4 divide-y divide-line border-t border-line">{devices.map((device) => <Device key={device.subscription_id} device={device} here={device.subscription_id === here} />)}</ul>}
    </>
  );
}

/** The devices on which somebody is told of alerts, and whether this is one. Who is told of what, policies say. */
export function PushDevices() {
  const t = useTranslations("push");
  const answer = useQuery(pushDevices());
  if (answer.isPending) return <Skeletons count={1} className="h-14" label={t("loading")} />;
  if (answer.isError) return <Failure error={answer.error} what={t("title")} onRetry={() => void answer.refetch()} />;
  return <Mine devices={answer.data.items} />;
}
