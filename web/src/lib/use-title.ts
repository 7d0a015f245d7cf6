"use client";

import { useEffect } from "react";

/** The tab's title in the reader's language. The page's own (`metadata.title`, English) may be put into the head after this. Null leaves it. */
export function useTitle(title: string | null): void {
  useEffect(() => {
    if (title === null) return;
    const show = () => {
      const whole = [title, "Motorway Petroleum"].filter(Boolean).join(" · ");
      if (document.title !== whole) document.title = whole;
    };
    show();
    const later = new MutationObserver(show);
    later.observe(document.head, { childList: true });
    return () => later.disconnect();
  }, [title]);
}
