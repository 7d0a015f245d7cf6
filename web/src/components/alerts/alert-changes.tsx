"use client";

import { useQuery } from "@tanstack/react-query";
import { useId, useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { addAlertNote, assignAlert } from "@/lib/alert-actions";
import { userNames } from "@/lib/alert-queries";
import { fieldProblems, problemText } from "@/lib/problem";
import { me } from "@/lib/queries";
import type { Alert } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { usePermissions } from "@/session/use-me";
import { Dialog, DialogButtons } from "../dialog";
import { FormError, Submit, TextField, textOf } from "../form";
import { ReasonDialog } from "../sales/reason-dialog";
import { Button } from "../ui";
import { HandleAlert, useAlertChanged } from "./parts";

const MOST_NAME = 100;
const MOST_NOTE = 2000;

function useAssign(alert: Alert, done?: () => void) {
  const changed = useAlertChanged();
  return useAction((assignee: string, key) => assignAlert(alert.alert_id, assignee, key), { onSuccess: (answer) => changed(answer).then(done) });
}

function AssignForm({ alert, onClose }: { alert: Alert; onClose: () => void }) {
  const t = useTranslations("alerts");
  const { may } = usePermissions();
  const assign = useAssign(alert, onClose);
  const list = useId();
  const names = useQuery({ ...userNames(), enabled: may("users.read") }).data?.items ?? [];
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    assign.mutate(textOf(new FormData(event.currentTarget), "assignee"));
  };
  return (
    <form onSubmit={submit} className="space-y-4">
      <TextField label={t("userName")} name="assignee" list={list} defaultValue={alert.assignee} maxLength={MOST_NAME} hint={t("assigneeHint")} error={fieldProblems(assign.error).assignee} data-testid="assignee" />
      <datalist id={list}>{names.map((user) => <option key={user.user_id} value={user.username}>{user.display_name}</option>)}</datalist>
      <FormError error={assign.error} shown={["assignee"]} />
      <DialogButtons onCancel={onClose}><Submit busy={assign.isPending} busyText={t("oneMoment")} testId="assign-submit">{t("assign")}</Submit></DialogButtons>
    </form>
  );
}

/** Oneself with one press, anybody else by name. */
function Assign({ alert }: { alert: Alert }) {
  const t = useTranslations("alerts");
  const [open, setOpen] = useState(false);
  const mine = useQuery(me()).data?.username;
  const take = useAssign(alert);
  const close = () => setOpen(false);
  return (
    <>
      {mine && alert.assignee !== mine && <Button onClick={() => take.mutate(mine)} disabled={take.isPending} data-testid="assign-me">{t("assignMe")}</Button>}
      <Button onClick={() => setOpen(true)} data-testid="assign">{t("assignElse")}</Button>
      {take.isError && <p role="alert" className="text-sm font-semibold text-bad-ink">{t("notDone", { why: problemText(take.error) })}</p>}
      {open && <Dialog title={t("whoLooks")} onClose={close}><AssignForm alert={alert} onClose={close} /></Dialog>}
    </>
  );
}

function AddNote({ alert }: { alert: Alert }) {
  const t = useTranslations("alerts");
  const changed = useAlertChanged();
  const add = useAction((note: string, key) => addAlertNote(alert.alert_id, note, key), { onSuccess: () => changed() });
  return (
    <ReasonDialog text={t("addNote")} title={t("addNote")} label={t("note")} field="note" maxLength={MOST_NOTE} busy={add.isPending} error={add.error} onClosed={add.reset} testId="note" onSubmit={(note, close) => add.mutate(note, { onSuccess: close })}>
      {t("noteHint")}
    </ReasonDialog>
  );
}

/** What the person may do about it. */
export function AlertChanges({ alert }: { alert: Alert }) {
  const { may } = usePermissions();
  const mayAct = may("alerts.acknowledge", alert.site);
  return (
    <>
      {alert.state === "RAISED" && <HandleAlert alert={alert} action="acknowledge" primary />}
      <HandleAlert alert={alert} action="resolve" />
      {mayAct && alert.state !== "RESOLVED" && <Assign alert={alert} />}
      {mayAct && <AddNote alert={alert} />}
    </>
  );
}
