import { useTranslations } from "use-intl";
import type { ChannelKind } from "@/lib/notification-types";
import { SECRETS } from "@/lib/notification-words";
import { TextField } from "../form";

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
  const t = useTranslations("calls");
  const name = SECRETS[kind];
  if (!name || kind === "MQTT" || kind === "WEB_PUSH") return null;
  const needed = !kept && (kind === "WEBHOOK" || kind === "APPRISE");
  const own = t(`channels.secret.hint.${kind}`);
  const hint = !kept ? own : again ? t("channels.secret.again") : t("channels.secret.keep", { hint: own });
  return <TextField label={t(`channels.secret.label.${kind}`)} type="password" autoComplete="new-password" value={value} required={needed || (kept && again)} maxLength={1000} hint={hint} error={wrong[name] ?? wrong.config}
    onChange={(event) => onChange(event.target.value)} data-testid="channel-secret" />;
}
