"use client";

import { useEffect, useRef, useState } from "react";

/** Why there is no picture. `insecure`: browsers give cameras to HTTPS and to this machine only. */
export type CameraFault = "insecure" | "denied" | "none" | "busy" | "other";

const WANTED: MediaStreamConstraints = { audio: false, video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } } };

export function faultOf(error: unknown): CameraFault {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "none";
  return name === "NotReadableError" || name === "AbortError" ? "busy" : "other";
}

async function opened(): Promise<MediaStream | CameraFault> {
  if (!navigator.mediaDevices) return "insecure";
  return navigator.mediaDevices.getUserMedia(WANTED).catch(faultOf);
}

/** The camera at the back, as long as the component is there. `ready`: `video` shows it. */
export function useCamera() {
  const video = useRef<HTMLVideoElement>(null);
  const [fault, setFault] = useState<CameraFault | null>(null);
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let gone = false;
    const asked = opened();
    const stop = (stream: MediaStream | CameraFault) => typeof stream !== "string" && stream.getTracks().forEach((track) => track.stop());
    void asked.then(async (stream) => {
      if (typeof stream === "string") return setFault(stream);
      const element = video.current;
      if (gone || !element) return;
      stream.getVideoTracks()[0]?.addEventListener("ended", () => setFault("other"));
      element.srcObject = stream;
      await element.play().then(() => setReady(true), () => !gone && setFault("other"));
    });
    return () => {
      gone = true;
      void asked.then(stop);
    };
  }, []);
  return { video, fault, ready };
}
