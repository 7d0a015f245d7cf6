"use client";

import { useEffect, useState, type FormEvent } from "react";
import { confirmSecondFactor, offerSecondFactor } from "@/lib/actions";
import type { SecondFactorOffer } from "@/lib/types";
import { fieldProblems, isProblem } from "@/lib/problem";
import { useAction } from "@/lib/use-action";
import { FormError, Submit, TextField, textOf } from "../form";
import { Icon } from "../icon";
import { Button, Failure, Skeleton } from "../ui";

/** The QR code is an image, so that markup from the server can do nothing. */
function QrCode({ svg }: { svg: string }) {
  // A data: image cannot be optimised.
  // eslint-disable-next-line @next/next/no-img-element
  return <img src={`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`} alt="QR code for the authenticator app" data-testid="totp-qr" className="size-48 rounded-lg bg-white p-2" />;
}

function Scan({ offer }: { offer: SecondFactorOffer }) {
  return (
    <div className="space-y-3">
      <p>1. Scan this with an authenticator app, or enter the secret by hand.</p>
      <div className="flex flex-wrap items-center gap-4">
        <QrCode svg={offer.qr_svg} />
        <p className="min-w-0 flex-1 basis-40 text-sm text-ink-2">Secret<code data-testid="totp-secret" className="mt-1 block text-base font-semibold text-ink select-all [overflow-wrap:anywhere]">{offer.secret.match(/.{1,4}/g)?.join(" ")}</code></p>
      </div>
    </div>
  );
}

function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  return (
    <div className="space-y-4">
      <div className="rounded-xl border border-warn bg-warn-bg p-4 text-warn-ink">
        <p className="flex items-center gap-2 font-bold"><Icon name="key" />Recovery codes</p>
        <p className="text-sm">Each signs you in once if the app is lost. They are shown now and never again: write them down or print them.</p>
        <ul data-testid="recovery-codes" className="mt-3 grid grid-cols-2 gap-2">
          {codes.map((code) => <li key={code}><code className="block rounded border border-line bg-surface px-2 py-1.5 text-center font-semibold text-ink">{code}</code></li>)}
        </ul>
      </div>
      <div className="flex flex-wrap gap-3">
        <Button onClick={() => print()}>Print</Button>
        <Button primary onClick={onDone} data-testid="recovery-kept">I have kept them</Button>
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
  if (offer.isError) return <Failure error={offer.error} what="A new secret" onRetry={() => mutate()} />;
  if (!asked || !offer.data) return <Skeleton className="h-60" />;
  return (
    <form onSubmit={submit} className="space-y-5">
      <Scan offer={offer.data} />
      <TextField label="2. The code that the app shows" name="otp" data-testid="totp-code" inputMode="numeric" autoComplete="one-time-code" maxLength={8} required
        error={isProblem(confirm.error, "InvalidCredentials") ? "The code is wrong or was used already." : fieldProblems(confirm.error).otp} className="max-w-40 text-center text-xl font-semibold tracking-[0.2em]" />
      <FormError error={isProblem(confirm.error, "InvalidCredentials") ? null : confirm.error} shown={["otp"]} />
      <Submit busy={confirm.isPending} busyText="Checking…" testId="totp-confirm">Switch on</Submit>
    </form>
  );
}
