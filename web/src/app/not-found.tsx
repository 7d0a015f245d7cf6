import Link from "next/link";

export default function NotFound() {
  return (
    <main className="mx-auto max-w-xl px-6 py-24 text-center">
      <h1 className="text-3xl font-bold">There is no such page</h1>
      <p className="mt-3 text-lg text-ink-2">The address may be mistyped, or the page has moved.</p>
      <Link href="/" className="mt-6 inline-block text-lg font-semibold text-accent underline">To the list of sites</Link>
    </main>
  );
}
