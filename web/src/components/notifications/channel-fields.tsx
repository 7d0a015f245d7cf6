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
  const set = (changes: Partial<ConfigOf<"EMAIL">>) => onChange({ ...config, ...changes });
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-[2fr_1fr_1fr]">
        <TextField label="Mail server" value={config.host} required maxLength={253} placeholder="mail.example.com" error={wrong.host} onChange={(event) => set({ host: event.target.value.trim() })} data-testid="channel-host" />
        <TextField label="Port" type="number" min={1} max={65_535} required value={String(config.port)} error={wrong.port} onChange={(event) => set({ port: Number(event.target.value) })} />
        <SelectField label="Encryption" value={config.security} error={wrong.security} onChange={(event) => set({ security: event.target.value as typeof config.security })}>
          <option value="STARTTLS">STARTTLS</option><option value="TLS">TLS</option><option value="NONE">None</option>
        </SelectField>
      </div>
      <div className={PAIR}>
        <TextField label="Sender" type="email" value={config.sender} required maxLength={254} error={wrong.sender} onChange={(event) => set({ sender: event.target.value })} />
        <TextField label="To" type="email" value={config.to ?? ""} maxLength={254} error={wrong.to} hint="When an escalation policy names the channel itself." onChange={(event) => set({ to: event.target.value })} />
      </div>
      <TextField label="User name" value={config.username ?? ""} maxLength={200} error={wrong.username} onChange={(event) => set({ username: event.target.value })} />
    </>
  );
}

function SmsFields({ config, wrong, onChange }: Props<ConfigOf<"SMS">>) {
  const set = (changes: Partial<ConfigOf<"SMS">>) => onChange({ ...config, ...changes });
  return (
    <>
      <TextField label="Address of the gateway" type="url" value={config.url} required maxLength={500} placeholder="https://sms.example.com/send" error={wrong.url} onChange={(event) => set({ url: event.target.value })} />
      <div className="grid gap-4 sm:grid-cols-3">
        <SelectField label="It takes" value={config.encoding} error={wrong.encoding} onChange={(event) => set({ encoding: event.target.value as typeof config.encoding })}><option value="JSON">JSON</option><option value="FORM">A form</option></SelectField>
        <TextField label="Field of the number" value={config.to_field} required maxLength={100} error={wrong.to_field} onChange={(event) => set({ to_field: event.target.value })} />
        <TextField label="Field of the text" value={config.text_field} required maxLength={100} error={wrong.text_field} onChange={(event) => set({ text_field: event.target.value })} />
      </div>
      <ExtraFields value={config.extra ?? {}} wrong={wrong} onChange={(extra) => set({ extra })} />
      <div className={PAIR}>
        <TextField label="Header of the credential" value={config.header} required maxLength={100} error={wrong.header} onChange={(event) => set({ header: event.target.value })} />
        <TextField label="To" type="tel" value={config.to ?? ""} maxLength={16} placeholder="+441632960961" error={wrong.to} hint="When an escalation policy names the channel itself." onChange={(event) => set({ to: event.target.value.replace(/\s/g, "") })} />
      </div>
    </>
  );
}

function WebhookFields({ config, wrong, onChange }: Props<ConfigOf<"WEBHOOK">>) {
  return <TextField label="Address" type="url" value={config.url} required maxLength={500} placeholder="https://ops.example.com/hooks/fuel" error={wrong.url} hint="Signed as Standard Webhooks has it." onChange={(event) => onChange({ ...config, url: event.target.value })} />;
}

function MqttFields({ config, wrong, onChange }: Props<ConfigOf<"MQTT">>) {
  return (
    <div className={PAIR}>
      <TextField label="Shown for, in seconds" type="number" min={5} max={3600} required value={String(config.display_s)} error={wrong.display_s} onChange={(event) => onChange({ ...config, display_s: Number(event.target.value) })} />
      <SelectField label="With the sounder from" value={config.sounder_from ?? ""} error={wrong.sounder_from} onChange={(event) => onChange({ ...config, sounder_from: event.target.value === "" ? null : event.target.value as Severity })}>
        <option value="">Never</option>
        {options(SEVERITIES).map((one) => <option key={one.value} value={one.value}>{one.word}</option>)}
      </SelectField>
    </div>
  );
}

function WebPushFields({ config, wrong, onChange }: Props<ConfigOf<"WEB_PUSH">>) {
  return <TextField label="Contact" type="email" value={config.contact} required maxLength={254} error={wrong.contact} hint="Whom the push services of browsers ask when something is wrong." onChange={(event) => onChange({ ...config, contact: event.target.value })} />;
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
