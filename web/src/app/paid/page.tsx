import type { Metadata } from "next";
import { Paid } from "@/components/sign-in/paid";
import { Splash } from "@/components/splash";
import { Texts } from "@/i18n/texts";

export const metadata: Metadata = { title: "Payment" };

const BUNDLES = ["base"] as const;

/** Where Stripe sends customers back to, on their own phone. What became of the payment is told at the till. */
export default function PaidPage() {
  return <Texts bundles={BUNDLES} waiting={<Splash />}><Paid /></Texts>;
}
