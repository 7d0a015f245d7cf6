/** RFC 9457 problem documents as errors. Switch on `reason`, never on the text. */

import { currentLocale, texts } from "@/i18n/language";
import { known } from "@/i18n/tables";

export interface FieldProblem {
  field: string;
  message: string;
}

interface Extras {
  fields?: readonly FieldProblem[];
  /** From Retry-After, seconds. */
  retryAfterS?: number | null;
  /** What contradicts the request, by name. */
  context?: Readonly<Record<string, string>>;
}

/** `status` 0 means that no answer came. */
export class ApiProblem extends Error {
  readonly fields: readonly FieldProblem[];
  readonly retryAfterS: number | null;
  readonly context: Readonly<Record<string, string>>;

  constructor(
    readonly status: number,
    readonly reason: string,
    message: string,
    extras: Extras = {},
  ) {
    super(message);
    this.name = "ApiProblem";
    this.fields = extras.fields ?? [];
    this.retryAfterS = extras.retryAfterS ?? null;
    this.context = extras.context ?? {};
  }

  /** Nothing certain is known of what the server did: no answer, or one from the way there. */
  get uncertain(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

export function unreachable(): ApiProblem {
  return new ApiProblem(0, "Unreachable", texts("errors")("reason.Unreachable"));
}

interface Document {
  title?: string;
  detail?: string;
  reason?: string;
  errors?: FieldProblem[];
  context?: Record<string, string>;
}

export function problemFrom(response: Response, body: unknown): ApiProblem {
  const document = (typeof body === "object" && body !== null ? body : {}) as Document;
  const text = document.detail || document.title || `HTTP ${response.status}`;
  const seconds = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  return new ApiProblem(response.status, document.reason ?? "", text, {
    fields: document.errors ?? [], retryAfterS: Number.isNaN(seconds) ? null : seconds, context: document.context ?? {},
  });
}

/**
 * What went wrong, as whole sentences in the language of the screen. The server speaks English and names who and what; in
 * another language the words for its reason stand, and its own where there are none.
 */
export function problemText(error: unknown): string {
  if (!(error instanceof Error)) return "";
  const words = error instanceof ApiProblem && currentLocale() !== "en" ? known("errors", `reason.${error.reason}`) : undefined;
  return words ?? error.message;
}

export function isProblem(error: unknown, ...reasons: string[]): error is ApiProblem {
  return error instanceof ApiProblem && (reasons.length === 0 || reasons.includes(error.reason));
}

/** The session is over and was not to be renewed. A wrong password is a 401 too, but ends nothing. */
const OVER = ["NotSignedIn", "SessionOver", "RefreshTokenReused"];

export function isOver(error: unknown): boolean {
  return isProblem(error, ...OVER);
}

/** Messages by field, without the `body.` in front: what a form shows beside its inputs. */
export function fieldProblems(error: unknown): Record<string, string> {
  if (!(error instanceof ApiProblem)) return {};
  const named = error.fields.map(({ field, message }) => [field.replace(/^body\./, ""), sentence(message)]);
  return Object.fromEntries(named);
}

function sentence(text: string): string {
  const capital = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(capital) ? capital : `${capital}.`;
}
