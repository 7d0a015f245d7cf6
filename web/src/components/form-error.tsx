"use client";

import { texts } from "@/i18n/language";
import { fieldProblems, isProblem, problemText } from "@/lib/problem";
import { Icon } from "./icon";

/** What the server refused, unless every part of it stands beside a field of the form already. */
export function FormError({ error, shown = [] }: { error: unknown; shown?: readonly string[] }) {
  const text = error ? explanation(error) : "";
  const fields = Object.keys(fieldProblems(error));
  const covered = fields.length > 0 && fields.every((field) => shown.includes(field));
  return (
    <div role="alert">
      {text && !covered && <p className="flex items-start gap-2 rounded-lg bg-bad-bg px-4 py-3 font-semibold text-bad-ink"><Icon name="warning" className="mt-0.5 size-5" />{text}</p>}
    </div>
  );
}

function explanation(error: unknown): string {
  if (isProblem(error, "PreconditionFailed")) return texts("common")("changedMeanwhile");
  if (isProblem(error) && error.uncertain) return texts("common")("noAnswerPress");
  return problemText(error);
}
