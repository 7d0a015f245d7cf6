/** The door to the REST API: typed by its document, same origin, cookie session renewed when needed, problems as errors. */

import createClient from "openapi-fetch";
import type { paths } from "@/api/schema";
import { told } from "@/offline/server";
import { SessionDoor, oneAtATime } from "@/session/door";
import { problemFrom, unreachable } from "./problem";

const TIMEOUT_MS = 15_000;
/** A dry run reads the history of weeks. */
const DRY_RUN_TIMEOUT_MS = 45_000;

function send(request: Request): Promise<Response> {
  const timeoutMs = request.url.endsWith("/alert-rule-trials") ? DRY_RUN_TIMEOUT_MS : TIMEOUT_MS;
  return told(fetch(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]) }));
}

export const door = new SessionDoor(send, oneAtATime, () => location.origin);

export const api = createClient<paths, "application/json">({ fetch: door.fetch, credentials: "same-origin", cache: "no-store" });

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a call's answer, `undefined` where it has none. Raises ApiProblem. */
export async function body<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw unreachable();
  }
  if (!answer.response.ok) throw problemFrom(answer.response, answer.error);
  return answer.data as T;
}

export type Query = Record<string, string | number | undefined | null>;

export function withQuery(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

/** Header parameters of a POST: the key of its intent. */
export const keyed = (key: string) => ({ "Idempotency-Key": key });
/** Header parameters of a change to the version that was read. */
export const ifStill = (version: number) => ({ "If-Match": `"${version}"` });
