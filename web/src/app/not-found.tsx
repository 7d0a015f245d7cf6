"use client";

import { Suspense, lazy } from "react";
import { Texts } from "@/i18n/texts";

/** It comes with every page, and is hardly ever seen. */
const NoSuchPage = lazy(() => import("@/components/no-such-page").then((found) => ({ default: found.NoSuchPage })));
const BUNDLES = ["base"] as const;

export default function NotFound() {
  return <Suspense><Texts bundles={BUNDLES}><NoSuchPage /></Texts></Suspense>;
}
