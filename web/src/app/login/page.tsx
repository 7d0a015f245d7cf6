import type { Metadata } from "next";
import { Suspense } from "react";
import { BrandMark } from "@/components/brand";
import { LoginForm } from "@/components/login-form";

export const metadata: Metadata = { title: "Sign in" };

export default function LoginPage() {
  return (
    <main className="grid min-h-dvh place-items-center bg-brand px-4 py-8">
      <div className="w-full max-w-md rounded-2xl bg-surface p-7 shadow-xl sm:p-9">
        <div className="mb-7 flex items-center gap-4">
          <BrandMark className="size-14 rounded-xl ring-1 ring-line" />
          <div>
            <h1 className="text-2xl font-bold">Motorway Petroleum</h1>
            <p className="text-ink-2">Sign in to the forecourt dashboard</p>
          </div>
        </div>
        <Suspense>
          <LoginForm />
        </Suspense>
      </div>
    </main>
  );
}
