/** Where the details are. */

import { withQuery } from "@/lib/api";

export const salePath = (id: string) => withQuery("/sale/", { id });
export const shiftPath = (id: string) => withQuery("/shift/", { id });
export const accountPath = (id: string) => withQuery("/account-customer/", { id });
export const receiptPath = (id: string) => withQuery("/receipts/", { id });
