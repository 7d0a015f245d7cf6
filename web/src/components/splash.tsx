import { BrandMark } from "./brand";

/** What the page itself brings along, in every language: seen until the app and its texts are there. */
export function Splash() {
  return (
    <main aria-busy="true" className="grid min-h-dvh place-content-center justify-items-center gap-5 bg-brand p-4 text-brand-ink">
      <BrandMark className="size-20" />
      <p className="text-center text-3xl font-bold">Motorway Petroleum</p>
    </main>
  );
}
