"use client";

import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import { isProblem } from "@/lib/problem";
import { approve } from "@/lib/till-actions";
import { approvers } from "@/lib/counter-queries";
import type { Colleague } from "@/lib/types";
import { useAction } from "@/lib/use-action";
import { usePermissions } from "@/session/use-me";
import { Dialog } from "../dialog";
import { Icon } from "../icon";
import { PinPad } from "../sign-in/pin-pad";
import { Refusal, useWait } from "../sign-in/refusal";
import { Empty, Failure, Skeletons } from "../ui";
import { useTill } from "./till-parts";

interface Wish {
  /** `refund/<id>` or `sale/<id>`. */
  target: string;
  /** What is approved, for the supervisor to read. */
  words: string;
}

const PERSON = "flex min-h-16 w-full items-center gap-4 rounded-xl border border-line-strong bg-surface px-4 text-left text-lg font-semibold hover:bg-sunken";

function Pin({ person, wish, onApproved, onBack }: { person: Colleague; wish: Wish; onApproved: (token: string) => void; onBack: () => void }) {
  const t = useTranslations("pos");
  const wait = useWait();
  const ask = useAction(
    (pin: string) => approve({ user_id: person.user_id, pin, operation: "sales.approve", target: wish.target }),
    { onSuccess: ({ token }) => onApproved(token) },
  );
  return (
    <div className="mx-auto max-w-xs space-y-4" data-testid="approval-pin">
      <button type="button" onClick={onBack} className="flex min-h-14 w-full items-center gap-3 rounded-xl text-left text-lg font-semibold hover:bg-sunken">
        <Icon name="back" className="size-6" />{t("approval.of", { name: person.display_name })}
      </button>
      <Refusal error={ask.error} left={wait.left} />
      <PinPad busy={ask.isPending || ask.isSuccess || wait.left > 0} onPin={(pin) => ask.mutate(pin, { onError: wait.begin })} />
    </div>
  );
}

function Supervisors({ onChoose }: { onChoose: (person: Colleague) => void }) {
  const t = useTranslations("pos");
  const answer = useQuery(approvers());
  if (isProblem(answer.error, "TillNotEnrolled")) return <Empty icon="lock" title={t("approval.noTill")}>{t("approval.noTillHint")}</Empty>;
  if (answer.isError) return <Failure error={answer.error} what={t("approval.list")} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeletons count={2} className="h-16" label={t("approval.loading")} />;
  if (answer.data.items.length === 0) return <Empty icon="users" title={t("approval.nobody")}>{t("approval.nobodyHint")}</Empty>;
  return (
    <ul aria-label={t("approval.list")} className="grid gap-2 sm:grid-cols-2">
      {answer.data.items.map((one) => (
        <li key={one.user_id}><button type="button" data-testid={`approver-${one.user_id}`} onClick={() => onChoose(one)} className={PERSON}><Icon name="user" className="size-6" />{one.display_name}</button></li>
      ))}
    </ul>
  );
}

/** A supervisor comes to the cashier's till, reads what it is about, and types the PIN; the cashier stays in. */
function ApprovalDialog({ wish, onApproved, onClose }: { wish: Wish; onApproved: (token: string) => void; onClose: () => void }) {
  const t = useTranslations("pos");
  const [person, setPerson] = useState<Colleague | null>(null);
  return (
    <Dialog title={t("approval.title")} onClose={onClose} testId="approval">
      <p className="mb-4 text-lg font-semibold">{wish.words}</p>
      {person ? <Pin person={person} wish={wish} onApproved={onApproved} onBack={() => setPerson(null)} /> : <Supervisors onChoose={setPerson} />}
    </Dialog>
  );
}

/**
 * What needs a right to approve: done at once by who has it, else after a supervisor's PIN. `begin` gets what to do; it
 * is given the approval to send along, if there is one. Render `dialog`.
 */
export function useApproval(): { begin: (wish: Wish, act: (approval?: string) => void) => void; dialog: ReactNode } {
  const { site } = useTill();
  const { may } = usePermissions();
  const [asked, setAsked] = useState<{ wish: Wish; act: (approval?: string) => void } | null>(null);
  const begin = (wish: Wish, act: (approval?: string) => void) => (may("sales.approve", site.site_id) ? act() : setAsked({ wish, act }));
  const close = () => setAsked(null);
  const approved = (token: string) => {
    close();
    asked?.act(token);
  };
  return { begin, dialog: asked && <ApprovalDialog wish={asked.wish} onApproved={approved} onClose={close} /> };
}
