"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { stamp } from "@/lib/format";
import { receipt as receiptQuery } from "@/lib/selling-queries";
import type { ReceiptDetail } from "@/lib/selling-types";
import { Icon } from "../icon";
import { Detail } from "../sales/parts";
import { ReceiptActions } from "./receipt-actions";
import { ReceiptPaper } from "./receipt-paper";

function Mails({ receipt }: { receipt: ReceiptDetail }) {
  const t = useTranslations("trade");
  const zone = receipt.content.time_zone;
  return (
    <ul className="mt-4 space-y-1.5 text-sm">
      {receipt.mails.map((mail) => (
        <li key={mail.mail_id} className={`flex items-start gap-2 ${mail.state === "FAILED" ? "text-bad-ink" : "text-ink-2"}`}>
          <Icon name={mail.state === "FAILED" ? "warning" : mail.state === "SENT" ? "check" : "refresh"} className="mt-0.5 size-4" />
          <span className="min-w-0 [overflow-wrap:anywhere]">{t("receipt.mailLine", { address: mail.address, state: t(`receipt.mail.${mail.state}`), time: stamp(mail.ended_at ?? mail.requested_at, zone) })}{mail.last_error && ` (${mail.last_error})`}</span>
        </li>
      ))}
    </ul>
  );
}

/** One receipt with what can be done with it. */
export function ReceiptView({ id }: { id: string }) {
  const t = useTranslations("trade");
  const answer = useQuery({ ...receiptQuery(id), enabled: id !== "" });
  return (
    <Detail id={id} what="receipt" answer={answer}>
      {(receipt) => (
        <>
          <ReceiptPaper content={receipt.content} hash={receipt.hash} />
          <p className="mt-3 text-center text-sm text-ink-2">{t("receipt.handedOutWhole", { count: receipt.prints })}</p>
          <ReceiptActions receipt={receipt} />
          {receipt.mails.length > 0 && <Mails receipt={receipt} />}
        </>
      )}
    </Detail>
  );
}
