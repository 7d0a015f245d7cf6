/** Tables as CSV files (RFC 4180). */

export interface CsvColumn<T> {
  title: string;
  value: (row: T) => string | number | boolean | null | undefined;
}

const NUMBER = /^-?\d+(\.\d+)?$/;

/** A leading apostrophe keeps a spreadsheet from taking text for a formula; a number is none. */
function cell(value: ReturnType<CsvColumn<unknown>["value"]>): string {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) && !NUMBER.test(value) ? `'${value}` : String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csv<T>(columns: readonly CsvColumn<T>[], rows: readonly T[]): string {
  const lines = [columns.map((column) => cell(column.title)), ...rows.map((row) => columns.map((column) => cell(column.value(row))))];
  return lines.map((line) => `${line.join(",")}\r\n`).join("");
}

export function download(name: string, content: BlobPart, type = "text/csv"): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
