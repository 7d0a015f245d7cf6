"use client";

import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { testChannel, type TestWish } from "@/lib/notification-actions";
import type { Channel, Notification } from "@/lib/notification-types";
import { ownAddress, takesAddress, testWords } from "@/lib/notification-words";
import { fieldProblems } from "@/lib/problem";
import { useAction } from "@/lib/use-action";
import { useSites } from "@/lib/use-sites";
import { Dialog, DialogButtons } from "../dialog";
import { FormError, SelectField, Submit, TextField, textOf } from "../form";
import { Icon } from "../icon";
import { Button, TONE } from "../ui";
import { notificationPath } from "./notification-list";

/** What came of it. */
function Result({ test }: { test: Notification }) {
  const t = useTranslations("calls");
  const sent = test.state === "SENT";
  const tone = sent ? TONE.ok : test.state === "WAITING" ? TONE.info : TONE.bad;
  return (
    <div role="status" data-testid="test-result" data-state={test.state} className={`flex items-start gap-3 rounded-xl px-4 py-3 ${tone}`}>
      <Icon name={sent ? "check" : test.state === "WAITING" ? "refresh" : "warning"} className="mt-0.5 size-5" />
      <div className="min-w-0"><p className="font-semibold [overflow-wrap:anywhere]">{testWords(test)}</p><Link href={notificationPath(test.notification_id)} className="inline-flex min-h-11 items-center font-semibold underline">{t("channels.test.seeLog")}</Link></div>
    </div>
  );
}

function Address({ channel, wrong }: { channel: Channel; wrong?: string }) {
  const t = useTranslations("calls");
  const own = ownAddress(channel);
  const mail = channel.config.kind === "EMAIL";
  if (!takesAddress(channel.config.kind)) return null;
  return <TextField label={mail ? t("channels.test.toAddress") : t("channels.test.toNumber")} name="address" type={mail ? "email" : "tel"} maxLength={254} required={own === ""} placeholder={own || undefined} hint={own ? t("channels.test.empty", { address: own }) : undefined} error={wrong} className="placeholder:text-ink-2" data-testid="test-address" />;
}

/** At whose display. */
function SiteOfTest({ channel, wrong }: { channel: Channel; wrong?: string }) {
  const t = useTranslations("calls");
  const sites = useSites("channels.manage");
  const offered = sites.all.filter((site) => channel.sites.length === 0 || channel.sites.includes(site.site_id));
  if (channel.config.kind !== "MQTT") return null;
  return <SelectField label={t("channels.test.atSite")} name="site" required error={wrong}>{offered.map((site) => <option key={site.site_id} value={site.site_id}>{site.name}</option>)}</SelectField>;
}

function TestForm({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const t = useTranslations("calls");
  const client = useQueryClient();
  const send = useAction((wish: TestWish, key) => testChannel(channel.id, wish, key), { onSuccess: () => client.invalidateQueries({ queryKey: ["notifications"] }) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    send.mutate({ address: textOf(data, "address"), site: textOf(data, "site") });
  };
  const wrong = fieldProblems(send.error);
  return (
    <form onSubmit={submit} className="space-y-4">
      <p className="text-ink-2">{channel.config.kind === "WEB_PUSH" ? t("channels.test.push") : t("channels.test.message")}</p>
      <Address channel={channel} wrong={wrong.address} />
      <SiteOfTest channel={channel} wrong={wrong.site} />
      <FormError error={send.error} shown={[...(takesAddress(channel.config.kind) ? ["address"] : []), ...(channel.config.kind === "MQTT" ? ["site"] : [])]} />
      {send.data && !send.isPending && <Result test={send.data} />}
      <DialogButtons onCancel={onClose}><Submit busy={send.isPending} busyText={t("channels.test.sending")} testId="test-send">{send.data ? t("channels.test.another") : t("channels.test.send")}</Submit></DialogButtons>
    </form>
  );
}

/** A button that sends a test and says what came of it. */
export function TestChannel({ channel }: { channel: Channel }) {
  const t = useTranslations("calls");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)} disabled={!channel.enabled} title={channel.enabled ? undefined : t("channels.test.off")} aria-label={t("channels.test.name", { name: channel.name })} data-testid={`test-${channel.id}`}>{t("channels.test.button")}</Button>
      {open && <Dialog title={t("channels.test.name", { name: channel.name })} onClose={() => setOpen(false)} testId="test-channel"><TestForm channel={channel} onClose={() => setOpen(false)} /></Dialog>}
    </>
  );
}
