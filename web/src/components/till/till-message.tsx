"use client";

import { useTranslations } from "use-intl";
import type { Tone } from "@/lib/ifsf";
import { Icon, type IconName } from "../icon";
import { TONE } from "../ui";

export interface Message {
  tone: Extract<Tone, "bad" | "warn" | "ok" | "info">;
  text: string;
}

const ICONS: Record<Message["tone"], IconName> = { bad: "warning", warn: "warning", ok: "check", info: "info" };

/** What the cashier must know now. It stays until it is dismissed or overtaken. */
export function TillMessage({ message, onDismiss }: { message: Message | null; onDismiss: () => void }) {
  const t = useTranslations("till");
  return (
    <div role="alert" data-testid="till-message" data-tone={message?.tone ?? ""}>
      {message && (
        <div className={`mb-3 flex items-center gap-3 rounded-xl py-1.5 pr-1.5 pl-4 text-lg leading-6 font-semibold ${TONE[message.tone]}`}>
          <Icon name={ICONS[message.tone]} className="size-7" />
          <p className="min-w-0 flex-1 py-2">{message.text}</p>
          <button type="button" aria-label={t("dismiss")} onClick={onDismiss} className="grid size-14 shrink-0 place-items-center rounded-lg hover:bg-black/10"><Icon name="close" className="size-6" /></button>
        </div>
      )}
    </div>
  );
}
