"use client";

import { Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "../icon";
import { BigButton } from "../till/till-parts";
import { CameraScanner } from "../till/views";

/** Opens the camera for one barcode. */
export function ScanButton({ disabled, onScan }: { disabled: boolean; onScan: (barcode: string) => void }) {
  const t = useTranslations("handout");
  const [open, setOpen] = useState(false);
  const scanned = (barcode: string) => {
    setOpen(false);
    onScan(barcode);
  };
  return (
    <>
      <BigButton data-testid="scan-camera" disabled={disabled} aria-label={t("scan.open")} title={t("scan.open")} onClick={() => setOpen(true)} className="w-14 shrink-0 px-0!"><Icon name="camera" className="size-7" /></BigButton>
      <Suspense>{open && <CameraScanner onScan={scanned} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}
