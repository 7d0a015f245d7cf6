"use client";

import { useEffect, useState, type FormEvent } from "react";
import { useTranslations } from "use-intl";
import { confirmSecondFactor, offerSecondFactor } from "@/lib/actions";
import type { SecondFactorOffer } from "@/lib/types";
import { fieldProblems, isProblem } from "@/lib/problem";
import { useAction } from "@/lib/use-action";
import { FormError, Submit, TextField, textOf } from "../form";
import { Icon } from "../icon";
import { Button, Failure, Skeleton } from "../ui";

/** The QR code is an image, so that markup from the server can do nothing. */
function QrCode({ svg }: { svg: string }) {
  const t = useTranslations("account");
  // A data: image cannot be optimised.
  // eslint-disable-next-line @next/next/no-img-element
  return <img src={`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`} alt={t("qr")} data-testid="totp-qr" className="size-48 rounded-lg bg-white p-2" />;
}

function Scan({ offer }: { offer: SecondFactorOffer }) {
  const t = useTranslations("account");
  return (
    <div className="space-y-3">
      <p>{t("scan")}</p>
      <div className="flex flex-wrap items-center gap-4">
        <QrCode svg={offer.qr_svg} />
        <p className="min-w-0 flex-1 basis-40 text-sm text-ink-2">{t("secret")}<code data-testid="totp-secret" className="mt-1 block text-base font-semibold text-ink select-all [overflow-wrap:anywhere]">{offer.secret.match(/.{1,4}/g)?.join(" ")}</code></p>
      </div>
    </div>
  );
}

function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const t = useTranslations("account");
  return (
    <div className="space-y-4">
      <div className="rounded-xl border border-warn bg-warn-bg p-4 text-warn-ink">
        <p className="flex items-center gap-2 font-bold"><Icon name="key" />{t("recoveryCodes")}</p>
        <p className="text-sm">{t("recoveryText")}</p>
        <ul data-testid="recovery-codes" className="mt-3 grid grid-cols-2 gap-2">
          {codes.map((code) => <li key={code}><code className="block rounded border border-line bg-surface px-2 py-1.5 text-center font-semibold text-ink">{code}</code></li>)}
        </ul>
      </div>
      <div className="flex flex-wrap gap-3">
        <Button onClick={() => print()}>{t("print")}</Button>
        <Button primary onClick={onDone} data-testid="recovery-kept">{t("kept")}</Button>
      </div>
    </div>
  );
}

interface Props {
  /** The second factor is on, and its recovery codes are in sight. */
  onCodes?: () => void;
  /** They were seen. */
  onDone: () => void;
}

/** Secret, first code, recovery codes. */
export function SecondFactorSetup({ onCodes, onDone }: Props) {
  const t = useTranslations("account");
  const offer = useAction((_: void, key) => offerSecondFactor(key));
  const confirm = useAction(confirmSecondFactor, { onSuccess: onCodes });
  const [asked, setAsked] = useState(false);
  const { mutate } = offer;
  useEffect(() => {
    const timer = setTimeout(() => {
      setAsked(true);
      mutate();
    });
    return () => clearTimeout(timer);
  }, [mutate]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    confirm.mutate({ otp: textOf(new FormData(event.currentTarget), "otp").replace(/\s/g, "") });
  };
  if (confirm.data) return <RecoveryCodes codes={confirm.data.recovery_codes} onDone={onDone} />;
  if (offer.isError) return <Failure error={offer.error} what={t("newSecret")} onRetry={() => mutate()} />;
  if (!asked || !offer.data) return <Skeleton className="h-60" />;
  return (
    <form onSubmit={submit} className="space-y-5">
      <Scan offer={offer.data} />
      <TextField label={t("code")} name="otp" data-testid="totp-code" inputMode="numeric" autoComplete="one-time-code" maxLength={8} required
        error={isProblem(confirm.error, "InvalidCredentials") ? t("wrongCode") : fieldProblems(confirm.error).otp} className="max-w-40 text-center text-xl font-semibold tracking-[0.2em]" />
      <FormError error={isProblem(confirm.error, "InvalidCredentials") ? null : confirm.error} shown={["otp"]} />
      <Submit busy={confirm.isPending} busyText={t("checking")} testId="totp-confirm">{t("switchOn")}</Submit>
    </form>
  );
}
