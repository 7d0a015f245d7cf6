/** What went wrong at the till, and what the cashier can do about it. */

import { money } from "./format";
import { isProblem, type ApiProblem } from "./problem";
import { refusalWords } from "./till-pumps";
import type { Sale } from "./selling-types";
import { refusalCode } from "./selling-words";

/** By reason; the server's own words come first where they name somebody or something. */
const TODO: Record<string, string> = {
  TooManyUnpaid: "Take the payment of one of them first.",
  PumpStateUnknown: "Check that the controller is online.",
  NotConfirmed: "Look at the pump and try again.",
  NoAnswer: "The pump's state is being asked for; look at it before you try again.",
  ControllerOffline: "The site's controller has no connection: ask for help at the pump, the sale will come in later.",
  NoOpenShift: "You do that under Till.",
  ShiftOfAnother: "Use your own shift, or ask a supervisor.",
  ShiftNotFound: "Open a shift at the till.",
  TillHasOpenShift: "It must be closed first, by that cashier or a supervisor.",
  CashierHasOpenShift: "Close it there first.",
  ShiftHasLockedSales: "Take their payment, or put them back.",
  SaleLockedElsewhere: "It is paid there; or it is put back there first.",
  SaleNotPayable: "Wait until the customer has hung up the nozzle.",
  SaleAlreadyCleared: "It was settled in the meantime.",
  SaleNotLocked: "Open the ticket again.",
  TendersTaken: "Give back what was taken for it first.",
  ShopLinesOnTicket: "Take the shop items off first.",
  FuelCannotBeVoided: "Take the payment, or record a drive-off.",
  PriceMissing: "A manager must set the price of the grade.",
  PriceNotConfirmed: "The prices are being sent to the pump; try again in a moment.",
  VatRateMissing: "A manager must enter the VAT rate of the grade.",
  AccountBlocked: "Ask for another means of payment.",
  AccountLimitExceeded: "Charge less, or ask for another means of payment.",
  AccountNotValidHere: "Ask for another means of payment.",
  VehicleBlocked: "Ask for another means of payment.",
  VehicleUnknown: "Choose one of the account's vehicles.",
  VehicleLimitExceeded: "Charge less, or ask for another means of payment.",
  GradeNotAllowed: "Ask for another means of payment.",
  OdometerRequired: "Ask the driver for the odometer reading.",
  DebtNotOpen: "Somebody settled it in the meantime.",
  ItemNotFound: "Search for it by name.",
  CardPaymentPending: "Wait until it is over, or give it up first.",
  CardPaymentDecided: "Open the ticket again to see what became of it.",
  PaymentAlreadyUsed: "Start a new card payment.",
  PaymentNotAuthorised: "Start a new card payment.",
  PaymentClaimed: "Open the sale to see what became of it.",
  PaymentCaptured: "It can be refunded on the page of the sale.",
  ReaderBusy: "Wait a moment, or use another reader.",
  ReaderOffline: "Use another reader, or let the customer pay on their phone.",
  ReaderNotFound: "Choose another reader.",
  SavedCardNotFound: "Choose another card.",
  MailNotConfigured: "Print the receipt instead.",
  NotAllowed: "Ask a supervisor.",
};

/** A whole sentence, and another one with what to do. */
export function problemWords(error: unknown): string {
  if (isProblem(error, "PumpRefused")) return pumpRefusal(error);
  if (isProblem(error) && error.uncertain && !(error.reason in TODO)) return "The platform does not answer. Press again in a moment: it is done only once.";
  if (!(error instanceof Error)) return "";
  const todo = isProblem(error) ? (TODO[error.reason] ?? "") : "";
  return `${sentence(error.message)}${todo && ` ${todo}`}`;
}

/** "Pump 3 refuses: it is released already (IFSF 0x31)." The rules here refuse before the pump is asked (`by` pos). */
function pumpRefusal({ context, message }: ApiProblem): string {
  const { pump, refusal, code = "", by } = context;
  if (!refusal) return sentence(message);
  return `Pump ${pump} ${by === "device" ? "itself refuses" : "cannot do that"}: ${refusalWords(refusal, code)}`;
}

const CARD_REFUSALS: Record<string, string> = {
  payment_not_approved: "the card payment is not approved.",
  payments_unavailable: "card payments do not answer. Try again in a moment, or take cash.",
};

/** What became of the release of a pump; empty when it is released. */
export function releaseWords(sale: Sale): string {
  if (sale.state === "REQUESTED") return `Pump ${sale.pump} has not answered yet. It is being asked; its tile shows what became of it.`;
  if (sale.state !== "REFUSED") return "";
  const back = sale.kind === "PRE_PAY" ? backWords(sale) : "";
  if (CARD_REFUSALS[sale.reason]) return `Pump ${sale.pump} is not released: ${CARD_REFUSALS[sale.reason]}${back}`;
  return `Pump ${sale.pump} refuses: ${refusalWords(sale.reason, refusalCode(sale.refusal_code))}${back}`;
}

/** What becomes of what was given for a release that was refused. */
function backWords({ tenders, card_payments, currency }: Sale): string {
  const cash = tenders.filter((one) => one.kind === "CASH" && one.amount_minor > 0).reduce((sum, one) => sum + one.amount_minor, 0);
  return `${card_payments.length > 0 ? " The card is not charged." : ""}${tenders.some((one) => one.kind === "ACCOUNT") ? " The account is not charged." : ""}${cash > 0 ? ` Give back ${money(cash, currency)}.` : ""}`;
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
  if (minutes < 1) return "just now";
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
