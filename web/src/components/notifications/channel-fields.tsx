import { useTranslations } from "use-intl";
import { SEVERITIES } from "@/lib/alert-words";
import type { ChannelConfig, ConfigOf } from "@/lib/notification-types";
import { options } from "@/lib/selling-words";
import type { Severity } from "@/lib/types";
import { SelectField, TextField } from "../form";
import { ExtraFields } from "./extra-fields";

interface Props<C extends ChannelConfig> {
  config: C;
  /** By the field of the configuration. */
  wrong: Record<string, string>;
  onChange: (config: C) => void;
}

const PAIR = "grid gap-4 sm:grid-cols-2";

function EmailFields({ config, wrong, onChange }: Props<ConfigOf<"EMAIL">>) {
  const t = useTranslations("calls");
  const set = (changes: Partial<ConfigOf<"EMAIL">>) => onChange({ ...config, ...changes });
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-[2fr_1fr_1fr]">
        <TextField label={t("channels.field.host")} value={config.host} required maxLength={253} placeholder="mail.example.com" error={wrong.host} onChange={(event) => set({ host: event.target.value.trim() })} data-testid="channel-host" />
        <TextField label={t("channels.field.port")} type="number" min={1} max={65_535} required value={String(config.port)} error={wrong.port} onChange={(event) => set({ port: Number(event.target.value) })} />
        <SelectField label={t("channels.field.security")} value={config.security} error={wrong.security} onChange={(event) => set({ security: event.target.value as typeof config.security })}>
          {["STARTTLS", "TLS", "NONE"].map((value) => <option key={value} value={value}>{value === "NONE" ? t("channels.field.noSecurity") : value}</option>)}
        </SelectField>
      </div>
      <div className={PAIR}>
        <TextField label={t("channels.field.sender")} type="email" value={config.sender} required maxLength={254} error={wrong.sender} onChange={(event) => set({ sender: event.target.value })} />
        <TextField label={t("to")} type="email" value={config.to ?? ""} maxLength={254} error={wrong.to} hint={t("channels.field.toHint")} onChange={(event) => set({ to: event.target.value })} />
      </div>
      <TextField label={t("channels.field.username")} value={config.username ?? ""} maxLength={200} error={wrong.username} onChange={(event) => set({ username: event.target.value })} />
    </>
  );
}

function SmsFields({ config, wrong, onChange }: Props<ConfigOf<"SMS">>) {
  const t = useTranslations("calls");
  const set = (changes: Partial<ConfigOf<"SMS">>) => onChange({ ...config, ...changes });
  return (
    <>
      <TextField label={t("channels.field.gateway")} type="url" value={config.url} required maxLength={500} placeholder="https://sms.example.com/send" error={wrong.url} onChange={(event) => set({ url: event.target.value })} />
      <div className="grid gap-4 sm:grid-cols-3">
        <SelectField label={t("channels.field.takes")} value={config.encoding} error={wrong.encoding} onChange={(event) => set({ encoding: event.target.value as typeof config.encoding })}>{["JSON", "FORM"].map((value) => <option key={value} value={value}>{value === "FORM" ? t("channels.field.aForm") : value}</option>)}</SelectField>
        <TextField label={t("channels.field.toField")} value={config.to_field} required maxLength={100} error={wrong.to_field} onChange={(event) => set({ to_field: event.target.value })} />
        <TextField label={t("channels.field.textField")} value={config.text_field} required maxLength={100} error={wrong.text_field} onChange={(event) => set({ text_field: event.target.value })} />
      </div>
      <ExtraFields value={config.extra ?? {}} wrong={wrong} onChange={(extra) => set({ extra })} />
      <div className={PAIR}>
        <TextField label={t("channels.field.header")} value={config.header} required maxLength={100} error={wrong.header} onChange={(event) => set({ header: event.target.value })} />
        <TextField label={t("to")} type="tel" value={config.to ?? ""} maxLength={16} placeholder="+441632960961" error={wrong.to} hint={t("channels.field.toHint")} onChange={(event) => set({ to: event.target.value.replace(/\s/g, "") })} />
      </div>
    </>
  );
}

function WebhookFields({ config, wrong, onChange }: Props<ConfigOf<"WEBHOOK">>) {
  const t = useTranslations("calls");
  return <TextField label={t("channels.field.address")} type="url" value={config.url} required maxLength={500} placeholder="https://ops.example.com/hooks/fuel" error={wrong.url} hint={t("channels.field.signed")} onChange={(event) => onChange({ ...config, url: event.target.value })} />;
}

function MqttFields({ config, wrong, onChange }: Props<ConfigOf<"MQTT">>) {
  const t = useTranslations("calls");
  return (
    <div className={PAIR}>
      <TextField label={t("channels.field.displayS")} type="number" min={5} max={3600} required value={String(config.display_s)} error={wrong.display_s} onChange={(event) => onChange({ ...config, display_s: Number(event.target.value) })} />
      <SelectField label={t("channels.field.sounderFrom")} value={config.sounder_from ?? ""} error={wrong.sounder_from} onChange={(event) => onChange({ ...config, sounder_from: event.target.value === "" ? null : event.target.value as Severity })}>
        <option value="">{t("channels.field.never")}</option>
        {options(SEVERITIES).map((one) => <option key={one.value} value={one.value}>{one.word}</option>)}
      </SelectField>
    </div>
  );
}

function WebPushFields({ config, wrong, onChange }: Props<ConfigOf<"WEB_PUSH">>) {
  const t = useTranslations("calls");
  return <TextField label={t("channels.field.contact")} type="email" value={config.contact} required maxLength={254} error={wrong.contact} hint={t("channels.field.contactHint")} onChange={(event) => onChange({ ...config, contact: event.target.value })} />;
}

/** What a channel of the kind needs, but for its secret. */
export function ChannelFields({ config, wrong, onChange }: Props<ChannelConfig>) {
  switch (config.kind) {
    case "EMAIL": return <EmailFields config={config} wrong={wrong} onChange={onChange} />;
    case "SMS": return <SmsFields config={config} wrong={wrong} onChange={onChange} />;
    case "WEBHOOK": return <WebhookFields config={config} wrong={wrong} onChange={onChange} />;
    case "MQTT": return <MqttFields config={config} wrong={wrong} onChange={onChange} />;
    case "WEB_PUSH": return <WebPushFields config={config} wrong={wrong} onChange={onChange} />;
    case "APPRISE": return null;
  }
}
