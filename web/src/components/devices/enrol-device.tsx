"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { enrolDevice, type EnrolledDevice } from "@/lib/actions";
import { download } from "@/lib/csv";
import { fieldProblems } from "@/lib/problem";
import { useAction } from "@/lib/use-action";
import { useSites } from "@/lib/use-sites";
import { Dialog, DialogButtons } from "../dialog";
import { FormError, INPUT, Labelled, SelectField, Submit, TextField, textOf } from "../form";
import { Icon } from "../icon";
import { Segments } from "../segments";
import { Button } from "../ui";

type Origin = "here" | "request";
const origins = () => [{ value: "here", word: texts("people")("devices.keyHere") }, { value: "request", word: texts("people")("devices.keyThere") }] as const;

function Files({ made }: { made: EnrolledDevice }) {
  const t = useTranslations("people");
  const { device, certificate_pem: certificate, ca_pem: authority, private_key_pem: key } = made;
  const save = (name: string, text: string) => () => download(`${device.site}-${name}.pem`, text, "application/x-pem-file");
  return (
    <ul className="grid gap-3">
      {key && <li className="flex flex-wrap items-center justify-between gap-3 rounded-xl border border-warn bg-warn-bg px-4 py-3 text-warn-ink"><span className="min-w-0 flex-1"><strong className="flex items-center gap-2"><Icon name="key" />{t("devices.privateKey")}</strong>{t("devices.privateKeyHint")}</span><Button primary onClick={save("key", key)} data-testid="device-key"><Icon name="download" />{t("devices.saveKey")}</Button></li>}
      <li className="flex flex-wrap items-center justify-between gap-3 px-4"><span><strong className="block">{t("devices.certificate")}</strong><span className="text-ink-2">{t.rich("devices.serialIs", { number: device.serial_number, c: (words) => <code className="text-sm">{words}</code> })}</span></span><Button onClick={save("certificate", certificate)} data-testid="device-certificate"><Icon name="download" />{t("save")}</Button></li>
      <li className="flex flex-wrap items-center justify-between gap-3 px-4"><span><strong className="block">{t("devices.authority")}</strong><span className="text-ink-2">{t("devices.authorityHint")}</span></span><Button onClick={save("authority", authority)}><Icon name="download" />{t("save")}</Button></li>
    </ul>
  );
}

function Done({ made, onClose }: { made: EnrolledDevice; onClose: () => void }) {
  const t = useTranslations("people");
  return (
    <div className="space-y-4">
      <p className="text-ink-2">{t.rich("devices.putFiles", { site: made.device.site, b: (words) => <strong className="text-ink">{words}</strong> })}</p>
      <Files made={made} />
      <p className="text-right"><Button onClick={onClose}>{t("done")}</Button></p>
    </div>
  );
}

export function EnrolDevice({ onClose }: { onClose: () => void }) {
  const t = useTranslations("people");
  const client = useQueryClient();
  const sites = useSites("devices.enrol").all;
  const [origin, setOrigin] = useState<Origin>("here");
  const enrol = useAction(enrolDevice, { onSuccess: () => client.invalidateQueries({ queryKey: ["devices"] }) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    enrol.mutate({ site: textOf(data, "site"), label: textOf(data, "label"), csr_pem: origin === "request" ? textOf(data, "csr_pem") : "" });
  };
  const wrong = fieldProblems(enrol.error);
  return (
    <Dialog title={enrol.data ? t("devices.ready") : t("devices.new")} onClose={onClose}>
      {enrol.data ? <Done made={enrol.data} onClose={onClose} /> : (
        <form onSubmit={submit} className="space-y-4">
          <SelectField label={t("site")} name="site" data-testid="device-site" required defaultValue={sites.length === 1 ? sites[0]?.site_id : ""} key={sites.length} error={wrong.site}>
            <option value="">{t("choose")}</option>
            {sites.map((site) => <option key={site.site_id} value={site.site_id}>{site.name}</option>)}
          </SelectField>
          <TextField label={t("name")} name="label" data-testid="device-label" maxLength={200} placeholder={t("devices.example")} error={wrong.label} />
          <Segments label={t("devices.key")} value={origin} options={origins()} onChange={setOrigin} />
          {origin === "request" && (
            <Labelled label={t("devices.request")} hint={t("devices.requestHint")} error={wrong.csr_pem}>
              {(wiring) => <textarea {...wiring} name="csr_pem" required rows={6} maxLength={20_000} spellCheck={false} placeholder="-----BEGIN CERTIFICATE REQUEST-----" className={`${INPUT} py-2.5 font-mono text-sm`} />}
            </Labelled>
          )}
          <FormError error={enrol.error} shown={["site", "label", "csr_pem"]} />
          <DialogButtons onCancel={onClose}><Submit busy={enrol.isPending} busyText={t("enrolling")} testId="device-enrol">{t("enrol")}</Submit></DialogButtons>
        </form>
      )}
    </Dialog>
  );
}
