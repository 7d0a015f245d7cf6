"use client";

import { useTranslations } from "use-intl";
import { reportHead, reportSections, type ReportParts, type ReportSection } from "@/lib/report-rows";

function Section({ title, rows }: ReportSection) {
  return (
    <section className="keep-together border-t border-dashed border-line-strong py-2.5">
      <h3 className="font-bold">{title}</h3>
      <table className="w-full">
        <caption className="sr-only">{title}</caption>
        <tbody>
          {rows.map(({ name, detail, value, strong }, i) => (
            <tr key={i} className={strong ? "font-bold" : ""}>
              <th scope="row" className={`py-0.5 pr-2 text-left ${strong ? "" : "font-normal"}`}>{name}</th>
              <td className="w-px py-0.5 pr-2 text-right whitespace-nowrap text-ink-2">{detail}</td>
              <td className="w-24 py-0.5 text-right whitespace-nowrap">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** An X or Z report as a slip: as wide as the paper of a till, on the screen too. */
export function ReportSlip(props: ReportParts) {
  const t = useTranslations("pos");
  const { title, place, facts } = reportHead(t, props);
  return (
    <article data-testid="report-slip" aria-labelledby="slip-title" className="slip mx-auto w-full max-w-md rounded-xl border border-line bg-surface px-5 py-4 tabular-nums">
      <h2 id="slip-title" className="text-center text-xl font-extrabold">{title}</h2>
      <p className="mb-2 text-center">{place}</p>
      {facts.map((fact) => <p key={fact} className="last-of-type:mb-2">{fact}</p>)}
      {reportSections(t, props).map((section) => <Section key={section.title} {...section} />)}
      {props.z && <p className="border-t border-dashed border-line-strong pt-2 text-xs break-all text-ink-2">{t("report.hash", { hash: props.z.hash })}</p>}
    </article>
  );
}
