"use client";

import { useMemo } from "react";
import { qrDrawing } from "@/lib/qr";

/** Dark on white in any look: cameras want it so. */
export function QrCode({ text, label, className = "size-48" }: { text: string; label: string; className?: string }) {
  const { size, path } = useMemo(() => qrDrawing(text), [text]);
  return (
    <svg role="img" aria-label={label} data-testid="qr" viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" className={`rounded-lg bg-white ${className}`}>
      <path d={path} fill="#000000" />
    </svg>
  );
}
