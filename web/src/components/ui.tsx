import type { ButtonHTMLAttributes, ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Tone } from "@/lib/ifsf";
import { ApiProblem, problemText } from "@/lib/problem";
import { Icon, type IconName } from "./icon";

export const TONE: Record<Tone, string> = {
  ok: "bg-ok-bg text-ok-ink",
  info: "bg-info-bg text-info-ink",
  warn: "bg-warn-bg text-warn-ink",
  bad: "bg-bad-bg text-bad-ink",
  idle: "bg-idle-bg text-idle-ink",
  muted: "bg-sunken text-ink-2",
};

export const TONE_EDGE: Record<Tone, string> = {
  ok: "border-l-ok",
  info: "border-l-info",
  warn: "border-l-warn",
  bad: "border-l-bad",
  idle: "border-l-idle",
  muted: "border-l-line-strong",
};

export function Badge({ tone, icon, children }: { tone: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span className={`inline-flex items-center gap-1.5 rounded-full px-2.5 py-1 text-sm leading-none font-semibold whitespace-nowrap ${TONE[tone]}`}>
      {icon && <Icon name={icon} className="size-4" />}
      {children}
    </span>
  );
}

export function Button({ primary = false, className = "", ...rest }: ButtonHTMLAttributes<HTMLButtonElement> & { primary?: boolean }) {
  const look = primary
    ? "border-transparent bg-action text-action-ink hover:brightness-115"
    : "border-line-strong bg-surface text-ink hover:bg-sunken";
  return (
    <button type="button" {...rest}
      className={`inline-flex min-h-11 items-center justify-center gap-2 rounded-lg border px-4 text-base font-semibold disabled:opacity-55 ${look} ${className}`} />
  );
}

export function Card({ className = "", children }: { className?: string; children: ReactNode }) {
  return <div className={`rounded-xl border border-line bg-surface ${className}`}>{children}</div>;
}

export function SectionTitle({ id, children, aside }: { id?: string; children: ReactNode; aside?: ReactNode }) {
  return (
    <div className="mb-2 flex min-h-9 flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <h2 id={id} className="text-lg font-bold">{children}</h2>
      {aside && <div className="flex flex-wrap items-center gap-3">{aside}</div>}
    </div>
  );
}

export function Skeleton({ className }: { className: string }) {
  return <div className={`skeleton ${className}`} aria-hidden="true" />;
}

export function Skeletons({ count, className, label }: { count: number; className: string; label: string }) {
  return (
    <>
      <span className="sr-only" role="status">{label}</span>
      {Array.from({ length: count }, (_, i) => <Skeleton key={i} className={className} />)}
    </>
  );
}

/** `whole`: it is all that the page says. */
export function Empty({ icon, title, whole = false, children }: { icon: IconName; title: string; whole?: boolean; children?: ReactNode }) {
  const Title = whole ? "h1" : "p";
  return (
    <div className="flex flex-col items-center gap-2 rounded-xl border border-dashed border-line-strong px-6 py-10 text-center">
      <span className="text-ink-2"><Icon name={icon} className="size-9" /></span>
      <Title className="text-lg font-semibold">{title}</Title>
      {children && <div className="max-w-prose text-ink-2">{children}</div>}
    </div>
  );
}

interface FailureProps {
  error: unknown;
  what: string;
  onRetry: () => void;
  /** In the place of the page, whose heading it then is. */
  whole?: boolean;
}

/** What went wrong and what the reader can do; it also tries again by itself. */
export function Failure({ error, what, onRetry, whole = false }: FailureProps) {
  const Title = whole ? "h1" : "p";
  const t = useTranslations("common");
  const unreachable = error instanceof ApiProblem && (error.status === 0 || error.status >= 502);
  const detail = unreachable ? t("noAnswerTrying") : problemText(error);
  return (
    <div role="alert" className="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-xl border border-bad bg-bad-bg px-5 py-4 text-bad-ink">
      <Icon name="unlink" className="size-7" />
      <div className="min-w-0 flex-1 basis-56">
        <Title className="font-bold">{t("notLoaded", { what })}</Title>
        <p>{detail}</p>
      </div>
      <Button onClick={onRetry}><Icon name="refresh" />{t("tryAgain")}</Button>
    </div>
  );
}
