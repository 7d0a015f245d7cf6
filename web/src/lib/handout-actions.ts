/** What is handed out at the counter, and pictures of who left: questions and changes. */

import { queryOptions } from "@tanstack/react-query";
import type { components } from "@/api/schema";
import { api, body, keyed } from "./api";
import type { ReceiptOf } from "./till-types";

export type SalePhoto = components["schemas"]["Photo"];
type Format = components["schemas"]["ReceiptFormat"];

/** Counted: the original the first time, then copies. */
function printed(of: ReceiptOf, format: Format, key: string): Promise<Blob> {
  const asked = { body: { format }, parseAs: "blob" } as const;
  return body("saleId" in of ? api.POST("/api/v1/sales/{sale_id}/receipt/print", { params: { path: { sale_id: of.saleId }, header: keyed(key) }, ...asked })
    : api.POST("/api/v1/receipts/{receipt_id}/print", { params: { path: { receipt_id: of.receiptId }, header: keyed(key) }, ...asked })) as Promise<unknown> as Promise<Blob>;
}

/** Bytes for a receipt printer. */
export const printedBytes = async (of: ReceiptOf, key: string): Promise<ArrayBuffer> => (await printed(of, "escpos", key)).arrayBuffer();
export const printedPdf = (of: ReceiptOf, key: string): Promise<Blob> => printed(of, "pdf", key);

/** The receipt itself, with the link of its online copy. */
export const receiptOf = (of: ReceiptOf) =>
  queryOptions({
    queryKey: ["receipt-of", "saleId" in of ? of.saleId : of.receiptId], staleTime: Infinity,
    queryFn: ({ signal }) =>
      body("saleId" in of ? api.GET("/api/v1/sales/{sale_id}/receipt", { params: { path: { sale_id: of.saleId } }, signal })
        : api.GET("/api/v1/receipts/{receipt_id}", { params: { path: { receipt_id: of.receiptId } }, signal })),
  });

export const salePhotos = (sale_id: string) =>
  queryOptions({ queryKey: ["sale-photos", sale_id], queryFn: ({ signal }) => body(api.GET("/api/v1/sales/{sale_id}/photos", { params: { path: { sale_id } }, signal })) });

/** Its content never changes. */
export const salePhoto = ({ sale_id, photo_id }: Pick<SalePhoto, "sale_id" | "photo_id">) =>
  queryOptions({
    queryKey: ["sale-photo", photo_id], staleTime: Infinity,
    queryFn: ({ signal }) => body(api.GET("/api/v1/sales/{sale_id}/photos/{photo_id}", { params: { path: { sale_id, photo_id } }, parseAs: "blob", signal })) as Promise<unknown> as Promise<Blob>,
  });

/** Without a key: the same picture is kept once, however often it is sent. */
export const addPhoto = (sale_id: string, photo: Blob): Promise<SalePhoto> =>
  body(api.POST("/api/v1/sales/{sale_id}/photos", {
    params: { path: { sale_id } }, headers: { "Content-Type": photo.type }, body: photo as unknown as string, bodySerializer: (blob) => blob,
  }));

export const removePhoto = (sale_id: string, photo_id: string) =>
  body(api.DELETE("/api/v1/sales/{sale_id}/photos/{photo_id}", { params: { path: { sale_id, photo_id } } }));
