/** The server of this page, and whether it answers. */

import { Connection } from "./connection";

const TIMEOUT_MS = 3000;

async function ask(): Promise<boolean> {
  try {
    return (await fetch("/livez", { cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(TIMEOUT_MS) })).ok;
  } catch {
    return false;
  }
}

export const connection = new Connection(ask);

/** Tells the connection what became of a call. Whoever gives a call up says nothing of the server. */
export async function told(call: Promise<Response>): Promise<Response> {
  try {
    const answer = await call;
    connection.heard();
    return answer;
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "AbortError")) connection.doubted();
    throw error;
  }
}
