"use client";

import { useTranslations } from "use-intl";
import { Dialog } from "../dialog";
import { PushDevices } from "./push-devices";

/** On the till, where nothing leads to the account page without leaving it. */
export function PushDialog({ onClose }: { onClose: () => void }) {
  const t = useTranslations("push");
  return <Dialog title={t("title")} onClose={onClose} testId="push-dialog"><PushDevices /></Dialog>;
}
