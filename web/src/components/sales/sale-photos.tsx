"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState, type ChangeEvent } from "react";
import { useTranslations } from "use-intl";
import { stamp } from "@/lib/format";
import { addPhoto, removePhoto, salePhoto, salePhotos, type SalePhoto } from "@/lib/handout-actions";
import { shrunk } from "@/lib/photos";
import { problemText } from "@/lib/problem";
import type { Debt } from "@/lib/selling-types";
import { usePermissions } from "@/session/use-me";
import { Confirm } from "../dialog";
import { Button, Failure, Skeleton } from "../ui";
import { Section } from "./parts";

const MOST = 4;

function Picture({ photo, alt }: { photo: SalePhoto; alt: string }) {
  const t = useTranslations("people");
  const answer = useQuery(salePhoto(photo));
  const url = useMemo(() => (answer.data ? URL.createObjectURL(answer.data) : ""), [answer.data]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  if (answer.isError) return <Failure error={answer.error} what={t("photos.one")} onRetry={() => void answer.refetch()} />;
  if (!url) return <Skeleton className="aspect-video w-full" />;
  return (
    <a href={url} download={`${photo.photo_id}.${photo.content_type.split("/")[1]}`} className="block">
      {/* eslint-disable-next-line @next/next/no-img-element -- shown from memory: its address asks for the session */}
      <img src={url} alt={alt} data-testid={`photo-${photo.photo_id}`} className="w-full rounded-lg border border-line bg-sunken object-contain" />
    </a>
  );
}

function Kept({ photo, number, timeZone, onChanged }: { photo: SalePhoto; number: number; timeZone: string; onChanged: () => Promise<unknown> }) {
  const t = useTranslations("people");
  const { may } = usePermissions();
  const remove = useMutation({ mutationFn: () => removePhoto(photo.sale_id, photo.photo_id), onSuccess: onChanged });
  return (
    <li>
      <Picture photo={photo} alt={t("photos.alt", { number: String(number), name: photo.added_by })} />
      <p className="mt-1.5 text-sm text-ink-2">{t("photos.added", { at: stamp(photo.added_at, timeZone), name: photo.added_by, until: stamp(photo.kept_until, timeZone) })}</p>
      {may("sales.approve", photo.site) && (
        <div className="mt-2 print:hidden">
          <Confirm text={t("photos.remove")} title={t("photos.removeAsk")} busy={remove.isPending} error={remove.error} onClosed={remove.reset} testId={`remove-photo-${photo.photo_id}`} onConfirm={(close) => remove.mutate(undefined, { onSuccess: close })}>
            {t("photos.removeText")}
          </Confirm>
        </div>
      )}
    </li>
  );
}

function Add({ saleId, onChanged }: { saleId: string; onChanged: () => Promise<unknown> }) {
  const t = useTranslations("people");
  const file = useRef<HTMLInputElement>(null);
  const [unreadable, setUnreadable] = useState(false);
  const add = useMutation({ mutationFn: (picture: Blob) => addPhoto(saleId, picture), onSuccess: onChanged });
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    const picture = event.target.files?.[0];
    event.target.value = "";
    if (!picture) return;
    setUnreadable(false);
    shrunk(picture).then(add.mutate, () => setUnreadable(true));
  };
  return (
    <div className="print:hidden">
      <Button onClick={() => file.current?.click()} disabled={add.isPending} data-testid="add-photo">{add.isPending ? t("photos.adding") : t("photos.add")}</Button>
      <input ref={file} type="file" accept="image/*" hidden aria-hidden="true" tabIndex={-1} data-testid="photo-input" onChange={chosen} />
      {(unreadable || add.isError) && <p role="alert" className="mt-2 font-semibold text-bad-ink">{unreadable ? t("photos.unreadable") : problemText(add.error)}</p>}
    </div>
  );
}

/** Pictures of who left without paying: seen by whoever reads sales, added by who sells, removed by who approves. */
export function SalePhotos({ debt, timeZone }: { debt: Debt; timeZone: string }) {
  const t = useTranslations("people");
  const { may } = usePermissions();
  const client = useQueryClient();
  const asked = salePhotos(debt.sale_id);
  const answer = useQuery(asked);
  const changed = () => client.invalidateQueries({ queryKey: asked.queryKey });
  const photos = answer.data?.items;
  return (
    <Section id="photos-title" title={t("photos.title")}>
      {answer.isError && !photos ? <Failure error={answer.error} what={t("photos.all")} onRetry={() => void answer.refetch()} /> : (
        <div className="space-y-4">
          {photos ? photos.length > 0 && <ul className="grid gap-4 sm:grid-cols-2">{photos.map((photo, i) => <Kept key={photo.photo_id} photo={photo} number={i + 1} timeZone={timeZone} onChanged={changed} />)}</ul> : <Skeleton className="h-24" />}
          {photos?.length === 0 && <p className="text-ink-2">{t("photos.none")}</p>}
          {photos && photos.length < MOST && may("sales.sell", debt.site) && <Add saleId={debt.sale_id} onChanged={changed} />}
        </div>
      )}
    </Section>
  );
}
