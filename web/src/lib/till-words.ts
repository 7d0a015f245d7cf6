/** What went wrong at the till, and what the cashier can do about it. */

import { texts } from "@/i18n/language";
import { known } from "@/i18n/tables";
import { money } from "./format";
import { isProblem, problemText, type ApiProblem } from "./problem";
import { refusalWords } from "./till-pumps";
import type { Sale } from "./selling-types";
import { refusalCode } from "./refusal-code";

/** What went wrong, and what to do about it: by its reason. */
export function problemWords(error: unknown): string {
  if (isProblem(error, "PumpRefused")) return pumpRefusal(error);
  const todo = isProblem(error) ? known("selling", `todo.${error.reason}`) : undefined;
  if (isProblem(error) && error.uncertain && todo === undefined) return texts("common")("noAnswerPress");
  if (!(error instanceof Error)) return "";
  return `${sentence(problemText(error))}${todo ? ` ${todo}` : ""}`;
}

/** "Pump 3 refuses: it is released already (IFSF 0x31)." The rules here refuse before the pump is asked (`by` pos). */
function pumpRefusal({ context, message }: ApiProblem): string {
  const { pump, refusal, code = "", by, cashier } = context;
  if (!refusal || !pump) return sentence(message);
  if (by === "pos" && cashier) return texts("selling")("pump.another", { pump, cashier, code });
  const why = refusalWords(refusal, code);
  return by === "device" ? texts("selling")("pump.refuses", { pump, why }) : texts("selling")("pump.cannot", { pump, why });
}

/** What became of the release of a pump; empty when it is released. */
export function releaseWords(sale: Sale): string {
  const t = texts("selling");
  const pump = String(sale.pump);
  if (sale.state === "REQUESTED") return t("pump.notAnswered", { pump });
  if (sale.state !== "REFUSED") return "";
  const card = known("selling", `cardRefusal.${sale.reason}`);
  const said = card ? t("pump.notReleased", { pump, why: card }) : t("pump.saysNo", { pump, why: refusalWords(sale.reason, refusalCode(sale.refusal_code)) });
  return [said, ...(sale.kind === "PRE_PAY" ? backWords(sale) : [])].join(" ");
}

/** What becomes of what was given for a release that was refused. */
function backWords({ tenders, card_payments, currency }: Sale): string[] {
  const t = texts("selling");
  const cash = tenders.filter((one) => one.kind === "CASH" && one.amount_minor > 0).reduce((sum, one) => sum + one.amount_minor, 0);
  const account = tenders.some((one) => one.kind === "ACCOUNT");
  return [...(card_payments.length > 0 ? [t("back.card")] : []), ...(account ? [t("back.account")] : []), ...(cash > 0 ? [t("back.cash", { amount: money(cash, currency) })] : [])];
}

/** A user's name at its beginning, such as `sam.lee`, stays as it is. */
function sentence(text: string): string {
  const capital = /^[a-z]+[ ,]/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}

const MINUTE_MS = 60_000;

/** "just now", "4 min", "1 h 5 min": how long somebody waits. */
export function waited(fromMs: number, nowMs: number): string {
  const minutes = Math.floor(Math.max(0, nowMs - fromMs) / MINUTE_MS);
  if (minutes < 1) return texts("selling")("justNow");
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
