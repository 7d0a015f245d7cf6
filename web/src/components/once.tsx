"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "./icon";
import { Button } from "./ui";

/** The clipboard API exists only on HTTPS and localhost. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** A secret that will not be shown again. */
export function Once({ label, value, testId }: { label: string; value: string; testId: string }) {
  const t = useTranslations("common");
  const [copied, setCopied] = useState<boolean | null>(null);
  const word = copied === null ? t("copy") : copied ? t("copied") : t("selectCopy");
  return (
    <div className="rounded-xl border border-warn bg-warn-bg p-4 text-warn-ink">
      <p className="flex items-center gap-2 font-bold"><Icon name="key" />{label}</p>
      <p className="text-sm">{t("onceOnly")}</p>
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <code data-testid={testId} className="min-w-0 flex-1 basis-56 rounded-lg border border-line bg-surface px-3 py-2.5 text-lg font-semibold text-ink select-all [overflow-wrap:anywhere]">{value}</code>
        <Button onClick={() => void copy(value).then(setCopied)}><Icon name={copied ? "check" : "copy"} /><span role="status">{word}</span></Button>
      </div>
    </div>
  );
}
