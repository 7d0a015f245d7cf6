"use client";

import { useState, type FormEvent } from "react";
import { money } from "@/lib/format";
import { addPhoto } from "@/lib/handout-actions";
import type { Sale } from "@/lib/selling-types";
import { recordDriveOff, recordNoMeans } from "@/lib/till-actions";
import type { DriveOff, NoMeans } from "@/lib/till-types";
import { Dialog, DialogButtons } from "../dialog";
import { TextField, textOf } from "../form";
import { PhotoField } from "../pos-handout/photo-field";
import { BigButton, Refused, useSaleAction, useTill } from "./till-parts";

interface Props {
  sale: Sale;
  onDone: (sale: Sale) => void;
}

const FIELD = "min-h-14! text-lg";

function DriveOffForm({ sale, onDone, onClose }: Props & { onClose: () => void }) {
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
      <p>The customer left without paying {money(sale.due_minor, sale.currency)}. The ticket is closed and the amount is kept as a debt.</p>
      <TextField label="Registration" name="registration" autoCapitalize="characters" maxLength={30} hint="As far as it was seen; may be empty with a photo" className={FIELD} data-testid="registration" />
      <TextField label="Vehicle and driver" name="note" autoCapitalize="sentences" maxLength={300} className={FIELD} />
      <PhotoField photo={photo} onChange={setPhoto} />
      <TextField label="Photo or camera reference" name="photo" maxLength={300} className={FIELD} />
      <Refused error={record.error} />
      <DialogButtons onCancel={onClose}><BigButton look="danger" type="submit" disabled={record.busy} data-testid="record-drive-off">Record the drive-off</BigButton></DialogButtons>
    </form>
  );
}

function NoMeansForm({ sale, onDone, onClose }: Props & { onClose: () => void }) {
  const { shift } = useTill();
  const record = useSaleAction(async (asked: NoMeans, key: string) => (await recordNoMeans(sale.sale_id, asked, key)).sale, { onDone, quiet: true });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    record.run({ shift_id: shift.shift_id, person: textOf(data, "person"), registration: textOf(data, "registration"), note: textOf(data, "note") });
  };
  return (
    <form onSubmit={submit} className="space-y-3.5">
      <p>The customer promises to pay {money(sale.due_minor, sale.currency)} later. Ask for a document that shows who they are.</p>
      <TextField label="Name and address" name="person" required maxLength={300} autoCapitalize="words" className={FIELD} data-testid="person" />
      <TextField label="Registration" name="registration" autoCapitalize="characters" maxLength={30} className={FIELD} />
      <TextField label="Note" name="note" maxLength={300} autoCapitalize="sentences" className={FIELD} />
      <Refused error={record.error} />
      <DialogButtons onCancel={onClose}><BigButton look="danger" type="submit" disabled={record.busy} data-testid="record-no-means">Record that they cannot pay</BigButton></DialogButtons>
    </form>
  );
}

/** The customer is gone, or has nothing to pay with. */
export function LeaveUnpaid(props: Props) {
  const [open, setOpen] = useState<"drive-off" | "no-means" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <BigButton look="quiet" data-testid="drive-off" onClick={() => setOpen("drive-off")}>Drive-off…</BigButton>
      <BigButton look="quiet" data-testid="no-means" onClick={() => setOpen("no-means")}>Cannot pay…</BigButton>
      {open === "drive-off" && <Dialog title="Drive-off" onClose={close}><DriveOffForm {...props} onClose={close} /></Dialog>}
      {open === "no-means" && <Dialog title="No means of payment" onClose={close}><NoMeansForm {...props} onClose={close} /></Dialog>}
    </>
  );
}
