import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

export interface Column<T> {
  /** Empty for a column of buttons. */
  title: string;
  cell: (row: T) => ReactNode;
  /** Classes of its cells: their width, or on which screens they are left out. */
  width?: string;
}

interface Props<T> {
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowId: (row: T) => string;
}

/** A table on wide screens and on paper; on a phone each row becomes a small card with its own labels. */
export function DataTable<T>({ caption, columns, rows, rowId }: Props<T>) {
  const t = useTranslations("common");
  return (
    <div className="overflow-hidden rounded-xl border border-line bg-surface print:overflow-visible print:border-0">
      <table className="w-full border-collapse text-left phone:block">
        <caption className="sr-only">{caption}</caption>
        <thead className="bg-sunken phone:sr-only">
          <tr>{columns.map((column) => <th key={column.title} scope="col" className={`px-4 py-3 text-sm font-semibold text-ink-2 print:px-2 print:py-1.5 ${column.width ?? ""}`}>{column.title || <span className="sr-only">{t("actions")}</span>}</th>)}</tr>
        </thead>
        <tbody className="phone:block">
          {rows.map((row) => (
            <tr key={rowId(row)} className="border-t border-line phone:block phone:px-4 phone:py-3">
              {columns.map((column) => (
                <td key={column.title} className={`px-4 py-3 align-top phone:flex phone:gap-3 phone:p-0.5 print:px-2 print:py-1.5 ${column.width ?? ""}`}>
                  {column.title && <span className="hidden w-28 shrink-0 text-sm leading-6 text-ink-2 phone:inline" aria-hidden="true">{column.title}</span>}
                  <div className="min-w-0">{column.cell(row)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
