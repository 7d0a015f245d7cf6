import type { Metadata } from "next";
import { Suspense } from "react";
import { SignIn } from "@/components/sign-in/sign-in";
import { Splash } from "@/components/splash";
import { Texts } from "@/i18n/texts";

export const metadata: Metadata = { title: "Sign in" };

const BUNDLES = ["account"] as const;

export default function LoginPage() {
  return (
    <Suspense>
      <Texts bundles={BUNDLES} waiting={<Splash />}><SignIn /></Texts>
    </Suspense>
  );
}
