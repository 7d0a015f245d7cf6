"use client";

import { useEffect, useEffectEvent, useState, type RefObject } from "react";
import { useTranslations } from "use-intl";
import { decoder } from "@/lib/barcodes";
import { Dialog } from "../dialog";
import { BigButton } from "../till/till-parts";
import { CameraView } from "./camera-view";
import { useCamera } from "./use-camera";

const PAUSE_MS = 100;
const FELT_MS = 60;

/** Looks at one frame after the other until there is a barcode. True: the decoder could not be fetched. */
function useDecoding(video: RefObject<HTMLVideoElement | null>, ready: boolean, onScan: (barcode: string) => void): boolean {
  const [failed, setFailed] = useState(false);
  const found = useEffectEvent(onScan);
  useEffect(() => {
    if (!ready) return;
    let gone = false;
    const look = async () => {
      const decode = await decoder();
      while (!gone && video.current) {
        const code = video.current.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? await decode(video.current) : "";
        if (code && !gone) {
          navigator.vibrate?.(FELT_MS);
          return found(code);
        }
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    };
    look().catch(() => !gone && setFailed(true));
    return () => {
      gone = true;
    };
  }, [ready, video]);
  return failed;
}

/** Reads one barcode with the camera. */
export function CameraScanner({ onScan, onClose }: { onScan: (barcode: string) => void; onClose: () => void }) {
  const t = useTranslations("handout");
  const camera = useCamera();
  const failed = useDecoding(camera.video, camera.ready, onScan);
  return (
    <Dialog title={t("scan.title")} onClose={onClose} testId="camera-scanner">
      <CameraView {...camera} label={t("scan.seen")} line />
      {failed ? <p role="alert" className="mt-3 text-lg font-semibold text-bad-ink">{t("scan.noDecoder")}</p> : <p className="mt-3 text-lg text-ink-2">{t("scan.hint")}</p>}
      <div className="mt-4 flex justify-end"><BigButton onClick={onClose}>{t("back")}</BigButton></div>
    </Dialog>
  );
}
