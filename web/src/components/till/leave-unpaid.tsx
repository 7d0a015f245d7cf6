"use client";

import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { money } from "@/lib/format";
import { addPhoto } from "@/lib/handout-actions";
import type { Sale } from "@/lib/selling-types";
import { recordDriveOff, recordNoMeans } from "@/lib/till-actions";
import type { DriveOff, NoMeans } from "@/lib/till-types";
import { Dialog, DialogButtons } from "../dialog";
import { TextField, textOf } from "../form";
import { PhotoField } from "../pos-handout/photo-field";
import { BigButton, Refused, useSaleAction, useTill, wantsFocus } from "./till-parts";

interface Props {
  sale: Sale;
  onDone: (sale: Sale) => void;
}

const FIELD = "min-h-14! text-lg";

function DriveOffForm({ sale, onDone, onClose }: Props & { onClose: () => void }) {
  const t = useTranslations("till");
  const { shift } = useTill();
  const [photo, setPhoto] = useState<Blob | null>(null);
  const record = useSaleAction(async (asked: DriveOff, key: string) => {
    if (photo) await addPhoto(sale.sale_id, photo);
    return (await recordDriveOff(sale.sale_id, asked, key)).sale;
  }, { onDone, quiet: true });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    record.run({ shift_id: shift.shift_id, registration: textOf(data, "registration"), note: textOf(data, "note"), photo_ref: textOf(data, "photo") });
  };
  return (
    <form onSubmit={submit} className="space-y-3.5">
      <p>{t("unpaid.driveOffText", { amount: money(sale.due_minor, sale.currency) })}</p>
      <TextField ref={wantsFocus} label={t("registration")} name="registration" autoCapitalize="characters" maxLength={30} hint={t("unpaid.registrationHint")} className={FIELD} data-testid="registration" />
      <TextField label={t("unpaid.vehicle")} name="note" autoCapitalize="sentences" maxLength={300} className={FIELD} />
      <PhotoField photo={photo} onChange={setPhoto} />
      <TextField label={t("unpaid.photo")} name="photo" maxLength={300} className={FIELD} />
      <Refused error={record.error} />
      <DialogButtons onCancel={onClose}><BigButton look="danger" type="submit" disabled={record.busy} data-testid="record-drive-off">{t("unpaid.recordDriveOff")}</BigButton></DialogButtons>
    </form>
  );
}

function NoMeansForm({ sale, onDone, onClose }: Props & { onClose: () => void }) {
  const t = useTranslations("till");
  const { shift } = useTill();
  const record = useSaleAction(async (asked: NoMeans, key: string) => (await recordNoMeans(sale.sale_id, asked, key)).sale, { onDone, quiet: true });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    record.run({ shift_id: shift.shift_id, person: textOf(data, "person"), registration: textOf(data, "registration"), note: textOf(data, "note") });
  };
  return (
    <form onSubmit={submit} className="space-y-3.5">
      <p>{t("unpaid.noMeansText", { amount: money(sale.due_minor, sale.currency) })}</p>
      <TextField ref={wantsFocus} label={t("unpaid.person")} name="person" required maxLength={300} autoCapitalize="words" className={FIELD} data-testid="person" />
      <TextField label={t("registration")} name="registration" autoCapitalize="characters" maxLength={30} className={FIELD} />
      <TextField label={t("note")} name="note" maxLength={300} autoCapitalize="sentences" className={FIELD} />
      <Refused error={record.error} />
      <DialogButtons onCancel={onClose}><BigButton look="danger" type="submit" disabled={record.busy} data-testid="record-no-means">{t("unpaid.recordNoMeans")}</BigButton></DialogButtons>
    </form>
  );
}

/** The customer is gone, or has nothing to pay with. */
export function LeaveUnpaid(props: Props) {
  const t = useTranslations("till");
  const [open, setOpen] = useState<"drive-off" | "no-means" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <BigButton look="quiet" data-testid="drive-off" onClick={() => setOpen("drive-off")}>{t("unpaid.driveOffOpen")}</BigButton>
      <BigButton look="quiet" data-testid="no-means" onClick={() => setOpen("no-means")}>{t("unpaid.noMeansOpen")}</BigButton>
      {open === "drive-off" && <Dialog title={t("unpaid.driveOff")} onClose={close}><DriveOffForm {...props} onClose={close} /></Dialog>}
      {open === "no-means" && <Dialog title={t("unpaid.noMeans")} onClose={close}><NoMeansForm {...props} onClose={close} /></Dialog>}
    </>
  );
}
