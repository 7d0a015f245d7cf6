import { useTranslations } from "use-intl";
import { texts } from "@/i18n/language";
import { fullStamp, stamp } from "@/lib/format";
import type { AlertDetail, AlertStep } from "@/lib/alert-types";
import { SEVERITIES, inLine, quietWord, stepLook } from "@/lib/alert-words";
import { Icon } from "../icon";
import { Section } from "../sales/parts";
import { TONE } from "../ui";

/** As many as the API tells. */
const MOST_STEPS = 500;

/** The severity is said where it begins or becomes another. */
function about(step: AlertStep, before: AlertStep | undefined): string {
  const t = texts("alerts");
  const severity = step.severity !== before?.severity ? SEVERITIES[step.severity]?.word : "";
  const quiet = quietWord(step.quiet);
  return [step.actor || t("byItself"), severity, quiet && t("nobodyTold", { why: inLine(quiet) })].filter(Boolean).join(" · ");
}

function Step({ step, before, last, zone }: { step: AlertStep; before: AlertStep | undefined; last: boolean; zone: string }) {
  const look = stepLook(step.what);
  return (
    <li data-testid="step" data-what={step.what} className="relative flex gap-3 pb-4 last:pb-0">
      {!last && <span aria-hidden="true" className="absolute top-8 bottom-0 left-3.5 w-0.5 bg-line" />}
      <span className={`grid size-7.5 shrink-0 place-items-center rounded-full ${TONE[look.tone]}`}><Icon name={look.icon} className="size-4" /></span>
      <span className="min-w-0 flex-1">
        <span className="font-semibold">{look.word}</span>
        <span className="block text-sm text-ink-2">{about(step, before)}</span>
        {step.note && <span className="mt-1 block rounded-lg bg-sunken px-3 py-2 whitespace-pre-wrap [overflow-wrap:anywhere]">{step.note}</span>}
      </span>
      <time dateTime={step.at} title={fullStamp(step.at, zone)} className="text-sm whitespace-nowrap text-ink-2">{stamp(step.at, zone)}</time>
    </li>
  );
}

/** What happened to it, oldest first. */
export function AlertJournal({ alert, zone }: { alert: AlertDetail; zone: string }) {
  const t = useTranslations("alerts");
  const { journal } = alert;
  return (
    <Section id="journal-title" title={t("timeLine")}>
      {journal.length >= MOST_STEPS && <p className="mb-3 text-ink-2">{t("newestSteps", { n: String(MOST_STEPS) })}</p>}
      <ol>
        {journal.map((step, i) => <Step key={`${step.version}-${step.at}-${step.what}`} step={step} before={journal[i - 1]} last={i === journal.length - 1} zone={zone} />)}
      </ol>
    </Section>
  );
}
