"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { problemText } from "@/lib/problem";
import { putRule } from "@/lib/rule-actions";
import { wishOf } from "@/lib/rule-draft";
import { readyRules } from "@/lib/rule-queries";
import { ruleTitle } from "@/lib/rule-titles";
import type { ReadyRule } from "@/lib/rule-types";
import { whenSummary } from "@/lib/rule-words";
import { useAction } from "@/lib/use-action";
import { usePermissions } from "@/session/use-me";
import { Section } from "../sales/parts";
import { Button } from "../ui";

function BringBack({ rule }: { rule: ReadyRule }) {
  const t = useTranslations("alerts");
  const client = useQueryClient();
  const put = useAction((ready: ReadyRule) => putRule(ready.rule_id, wishOf(ready, "Brought back"), 0), { onSuccess: () => client.invalidateQueries({ queryKey: ["rules"] }) });
  return (
    <div className="text-right">
      <Button disabled={put.isPending} onClick={() => put.mutate(rule)} aria-label={t("rule.bringBackRule", { name: ruleTitle(rule.rule_id, rule.name) })}>{t("rule.bringBack")}</Button>
      {put.isError && <p role="alert" className="mt-1 text-sm font-semibold text-bad-ink">{t("notDone", { why: problemText(put.error) })}</p>}
    </div>
  );
}

/** Ready rules that somebody deleted, for who may bring them back. */
export function DeletedRules() {
  const t = useTranslations("alerts");
  const { mayEverywhere } = usePermissions();
  const manage = mayEverywhere("alert_rules.manage");
  const deleted = useQuery({ ...readyRules(), enabled: manage }).data?.items.filter((rule) => rule.deleted) ?? [];
  if (deleted.length === 0) return null;
  return (
    <div className="mt-8">
      <Section id="deleted-title" title={t("rule.readyDeleted")} flush>
        <ul className="divide-y divide-line">
          {deleted.map((rule) => (
            <li key={rule.rule_id} className="flex flex-wrap items-center justify-between gap-3 px-4 py-3">
              <div className="min-w-0 flex-1 basis-60"><p className="font-semibold">{ruleTitle(rule.rule_id, rule.name)}</p><p className="text-sm text-ink-2 [overflow-wrap:anywhere]">{whenSummary(rule.when)}</p></div>
              <BringBack rule={rule} />
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
