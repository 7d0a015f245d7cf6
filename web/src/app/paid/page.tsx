import type { Metadata } from "next";
import { Icon } from "@/components/icon";
import { Entrance } from "@/components/sign-in/entrance";

export const metadata: Metadata = { title: "Payment" };

/** Where Stripe sends customers back to, on their own phone. What became of the payment is told at the till. */
export default function PaidPage() {
  return (
    <Entrance subtitle="Card payment">
      <p className="flex items-center gap-3 text-xl font-bold"><Icon name="check" className="size-8" />Thank you</p>
      <p className="mt-3 text-lg">The station sees now whether your payment went through, and gives you the receipt. You can close this page.</p>
    </Entrance>
  );
}
