import type { ChannelKind } from "@/lib/notification-types";
import { SECRETS } from "@/lib/notification-words";
import { TextField } from "../form";

const LABELS: Partial<Record<ChannelKind, { label: string; hint: string }>> = {
  EMAIL: { label: "Password", hint: "Of the mail server. Empty: sign in without one." },
  SMS: { label: "Credential", hint: "Value of the header above, such as Bearer and a token." },
  WEBHOOK: { label: "Signing secret", hint: "whsec_ and 24 to 64 bytes in base64: your server checks with it that a request comes from here." },
  APPRISE: { label: "Address", hint: "As Apprise has it, such as slack://…; it holds secrets." },
};

interface Props {
  kind: ChannelKind;
  value: string;
  /** The platform has one. */
  kept: boolean;
  /** It would go elsewhere than before. */
  again: boolean;
  wrong: Record<string, string>;
  onChange: (secret: string) => void;
}

/** Taken and never shown again. */
export function Secret({ kind, value, kept, again, wrong, onChange }: Props) {
  const words = LABELS[kind];
  const name = SECRETS[kind];
  if (!words || !name) return null;
  const needed = !kept && (kind === "WEBHOOK" || kind === "APPRISE");
  const hint = !kept ? words.hint : again ? "It would go to another server: type it again." : `${words.hint} One is kept and not shown; leave this empty to keep it.`;
  return <TextField label={words.label} type="password" autoComplete="new-password" value={value} required={needed || (kept && again)} maxLength={1000} hint={hint} error={wrong[name] ?? wrong.config}
    onChange={(event) => onChange(event.target.value)} data-testid="channel-secret" />;
}
