"use client";

import { useEffect, useId, useMemo, useRef, useState, type ChangeEvent } from "react";
import { useTranslations } from "use-intl";
import { shrunk, snapshot } from "@/lib/photos";
import { Dialog } from "../dialog";
import { Icon } from "../icon";
import { BigButton } from "../till/till-parts";
import { CameraView } from "./camera-view";
import { useCamera } from "./use-camera";

interface Props {
  photo: Blob | null;
  onChange: (photo: Blob | null) => void;
}

function Shot({ onTaken, onClose }: { onTaken: (photo: Blob) => void; onClose: () => void }) {
  const t = useTranslations("handout");
  const camera = useCamera();
  const take = () => camera.video.current && void snapshot(camera.video.current).then(onTaken);
  return (
    <Dialog title={t("photo.take")} onClose={onClose} testId="camera-shot">
      <CameraView {...camera} label={t("photo.seen")} />
      <div className="mt-4 flex flex-wrap justify-end gap-3">
        <BigButton onClick={onClose}>{t("back")}</BigButton>
        {!camera.fault && <BigButton look="primary" disabled={!camera.ready} data-testid="shutter" onClick={take}><Icon name="camera" className="size-6" />{t("photo.shutter")}</BigButton>}
      </div>
    </Dialog>
  );
}

function Taken({ photo, onRemove }: { photo: Blob; onRemove: () => void }) {
  const t = useTranslations("handout");
  const url = useMemo(() => URL.createObjectURL(photo), [photo]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return (
    <div className="flex items-center gap-3">
      {/* eslint-disable-next-line @next/next/no-img-element -- a picture of this browser, which no server has yet */}
      <img src={url} alt={t("photo.alt")} data-testid="photo-preview" className="h-28 rounded-lg border border-line object-contain" />
      <BigButton onClick={onRemove} data-testid="photo-remove">{t("photo.remove")}</BigButton>
    </div>
  );
}

/** A picture of who left: from the camera, or a file such as the station's camera makes. It is made small here. */
export function PhotoField({ photo, onChange }: Props) {
  const t = useTranslations("handout");
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const [shooting, setShooting] = useState(false);
  const [unreadable, setUnreadable] = useState(false);
  const taken = (picture: Blob) => {
    setShooting(false);
    onChange(picture);
  };
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    const picture = event.target.files?.[0];
    event.target.value = "";
    if (!picture) return;
    setUnreadable(false);
    shrunk(picture).then(onChange, () => setUnreadable(true));
  };
  return (
    <div role="group" aria-labelledby={id}>
      <p id={id} className="mb-1 font-semibold">{t("photo.label")}</p>
      {photo ? <Taken photo={photo} onRemove={() => onChange(null)} /> : (
        <div className="flex flex-wrap gap-2">
          <BigButton data-testid="photo-camera" onClick={() => setShooting(true)}><Icon name="camera" className="size-6" />{t("photo.camera")}</BigButton>
          <BigButton data-testid="photo-file" onClick={() => file.current?.click()}><Icon name="download" className="size-6 rotate-180" />{t("photo.file")}</BigButton>
        </div>
      )}
      <input ref={file} type="file" accept="image/*" hidden aria-hidden="true" tabIndex={-1} data-testid="photo-input" onChange={chosen} />
      {unreadable && <p role="alert" className="mt-2 font-semibold text-bad-ink">{t("photo.unreadable")}</p>}
      {shooting && <Shot onTaken={taken} onClose={() => setShooting(false)} />}
    </div>
  );
}
