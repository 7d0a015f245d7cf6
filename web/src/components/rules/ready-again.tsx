"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "use-intl";
import { putRule } from "@/lib/rule-actions";
import { wishOf } from "@/lib/rule-draft";
import { readyRules } from "@/lib/rule-queries";
import { ruleTitle } from "@/lib/rule-titles";
import type { AlertRule, ReadyRule } from "@/lib/rule-types";
import { useAction } from "@/lib/use-action";
import { usePermissions } from "@/session/use-me";
import { Confirm } from "../dialog";

/** Takes back what was changed of a ready rule. */
export function ReadyAgain({ rule }: { rule: AlertRule }) {
  const t = useTranslations("alerts");
  const client = useQueryClient();
  const { mayEverywhere } = usePermissions();
  const offered = rule.modified && mayEverywhere("alert_rules.manage");
  const ready = useQuery({ ...readyRules(), enabled: offered }).data?.items.find((one) => one.rule_id === rule.rule_id);
  const put = useAction((wanted: ReadyRule) => putRule(wanted.rule_id, wishOf(wanted, "Back to the ready rule"), rule.version), {
    onSuccess: () => Promise.all([["rule", rule.rule_id], ["rule-versions", rule.rule_id], ["rules"]].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
  if (!offered || !ready) return null;
  return (
    <Confirm text={t("rule.backToReady")} title={t("rule.backTitle", { name: ruleTitle(rule.rule_id, rule.name) })} busy={put.isPending} error={put.error} onConfirm={(close) => put.mutate(ready, { onSuccess: close })} onClosed={put.reset} testId="rule-ready">
      {t("rule.backHint")}
    </Confirm>
  );
}
