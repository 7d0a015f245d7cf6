"use client";

import type { RefObject } from "react";
import { useTranslations } from "use-intl";
import { Icon } from "../icon";
import type { CameraFault } from "./use-camera";

interface Props {
  video: RefObject<HTMLVideoElement | null>;
  fault: CameraFault | null;
  ready: boolean;
  label: string;
  /** A line across the picture, to hold a barcode to. */
  line?: boolean;
}

/** What the camera sees; or why it sees nothing, and what to do. */
export function CameraView({ video, fault, ready, label, line = false }: Props) {
  const t = useTranslations("handout");
  if (fault) return <p role="alert" data-testid="camera-fault" data-fault={fault} className="flex items-start gap-3 rounded-lg bg-warn-bg px-4 py-3 text-lg font-semibold text-warn-ink"><Icon name="warning" className="mt-0.5 size-6" />{t(`camera.fault.${fault}`)}</p>;
  return (
    <div className="relative aspect-video overflow-hidden rounded-xl bg-black">
      <video ref={video} muted playsInline aria-label={label} data-testid="camera" data-ready={ready} className="size-full object-cover" />
      {!ready && <p role="status" className="absolute inset-0 grid place-items-center text-lg font-semibold text-white">{t("camera.opening")}</p>}
      {ready && line && <span aria-hidden="true" className="absolute inset-x-[8%] top-1/2 h-1 -translate-y-1/2 rounded bg-[#ff3b30]" />}
    </div>
  );
}
