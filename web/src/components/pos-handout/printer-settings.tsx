"use client";

import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { clock } from "@/lib/format";
import { idempotencyKey } from "@/lib/intent";
import { line, paperBytes } from "@/lib/paper";
import { bridgeAddress, conditionOf, keepPrinter, printOn, PrinterProblem, usePrinter, USUAL_ADDRESS } from "@/lib/printer";
import { Dialog } from "../dialog";
import { TextField, textOf } from "../form";
import { Icon } from "../icon";
import { BigButton, useTill } from "../till/till-parts";

function Told({ good, children }: { good: boolean; children: string }) {
  return <p role="status" data-testid="printer-told" className={`flex items-start gap-2 rounded-lg px-4 py-3 text-lg font-semibold ${good ? "bg-ok-bg text-ok-ink" : "bg-bad-bg text-bad-ink"}`}><Icon name={good ? "check" : "warning"} className="mt-0.5 size-6" />{children}</p>;
}

/** Which bridge this browser prints through, and whether it does. */
export function PrinterSettings({ onClose }: { onClose: () => void }) {
  const t = useTranslations("handout");
  const { site } = useTill();
  const address = usePrinter();
  const [wrong, setWrong] = useState(false);
  const check = useMutation({ mutationFn: conditionOf });
  const slip = useMutation({
    mutationFn: (at: string) => printOn(at, paperBytes(["Motorway Petroleum", site.name, clock(new Date().toISOString(), site.time_zone)].map((text) => line(text))), idempotencyKey()),
  });
  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = bridgeAddress(textOf(new FormData(event.currentTarget), "address"));
    setWrong(typed === null);
    slip.reset();
    if (typed === null) return check.reset();
    keepPrinter(typed);
    check.mutate(typed);
  };
  const off = () => {
    keepPrinter("");
    check.reset();
    slip.reset();
  };
  const busy = check.isPending || slip.isPending;
  const problem = slip.error ?? check.error;
  return (
    <Dialog title={t("printer.title")} onClose={onClose} testId="printer-settings">
      <form onSubmit={save} className="space-y-4">
        <p className="text-lg text-ink-2">{t(address ? "printer.on" : "printer.off")}</p>
        <TextField key={address} label={t("printer.address")} name="address" defaultValue={address || USUAL_ADDRESS} required maxLength={100} inputMode="url" autoComplete="off" spellCheck={false}
          hint={t("printer.hint")} error={wrong ? t("printer.wrong") : undefined} className="min-h-14! text-lg" data-testid="printer-address" />
        {problem ? <Told good={false}>{t(`printer.problem.${problem instanceof PrinterProblem ? problem.reason : "Other"}`)}</Told>
          : slip.isSuccess ? <Told good>{t("printer.tested")}</Told>
            : check.data && <Told good={["READY", "PAPER_LOW", "UNKNOWN"].includes(check.data)}>{t(`printer.condition.${check.data}`)}</Told>}
        <div className="flex flex-wrap justify-end gap-3">
          {address && <BigButton look="quiet" onClick={off} data-testid="printer-off">{t("printer.turnOff")}</BigButton>}
          {address && <BigButton disabled={busy} onClick={() => slip.mutate(address)} data-testid="printer-test">{t("printer.test")}</BigButton>}
          <BigButton look="primary" type="submit" disabled={busy} data-testid="printer-save">{t(address ? "printer.save" : "printer.turnOn")}</BigButton>
        </div>
      </form>
    </Dialog>
  );
}
