/** What pumps and their controllers give as a reason, in words. */

import { known } from "@/i18n/tables";
import { sentence } from "./selling-words";

/** `price_set_differs` → "Price set differs"; a code that is not known stays as it came. */
export function reasonWord(code: string): string {
  return known("trade", `reason.${code}`) ?? sentence(code);
}
