/** The one EventSource of the page: follows a scope, reopens itself, says when everything must be reloaded. */

import { withQuery } from "@/lib/api";
import { EVENT_TYPES, parseEvent, type EventType, type LiveEvent } from "./events";

export type LiveStatus = "idle" | "connecting" | "live" | "reconnecting";

export interface Scope {
  sites: readonly string[];
  types: readonly EventType[];
  /** Also while nobody looks: it makes itself heard. */
  always?: boolean;
}

export interface StreamHandlers {
  onEvent(event: LiveEvent): void;
  onStatus(status: LiveStatus): void;
  /** The position is lost or unknown: ask REST for everything again. */
  onReload(): void;
  /** The server refused the connection: renews the session if that is why. True when the session is good. */
  onRefused(): Promise<boolean>;
}

const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 15_000;
/** Named one by one, more would make an address that is too long; whoever follows so many follows all. */
const MOST_NAMED = 100;

export function retryDelay(attempt: number, random: number): number {
  return Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** attempt) * (0.75 + random / 2);
}

export class LiveStream {
  private source: EventSource | null = null;
  private scope: Scope | null = null;
  private lastEventId = "";
  private attempt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly handlers: StreamHandlers) {}

  follow(scope: Scope | null): void {
    if (JSON.stringify(scope) === JSON.stringify(this.scope)) return;
    this.scope = scope;
    this.lastEventId = "";
    this.restart(scope ? "connecting" : "idle");
  }

  /** Lets go of the connection, keeping the position: a browser has only six per server, shared by all tabs. */
  pause(): void {
    if (!this.scope?.always) this.close();
  }

  resume(): void {
    clearTimeout(this.timer);
    if (this.scope && !this.source) this.restart("reconnecting");
  }

  /** The network went or came: do not wait for a timeout to notice. */
  restart(status: LiveStatus = "reconnecting"): void {
    this.close();
    this.handlers.onStatus(status);
    if (this.scope) this.open(this.scope);
  }

  private open(scope: Scope): void {
    const sites = scope.sites.length > MOST_NAMED ? [] : scope.sites;
    const query = { site: sites.join(","), types: scope.types.join(","), last_event_id: this.lastEventId };
    const source = new EventSource(withQuery("/events", query));
    this.source = source;
    source.onopen = () => this.opened();
    source.onerror = () => this.failed(source);
    for (const type of EVENT_TYPES) {
      source.addEventListener(type, (message: MessageEvent<string>) => this.heard(type, message));
    }
    source.addEventListener("reset", (message: MessageEvent<string>) => {
      this.lastEventId = message.lastEventId || this.lastEventId;
      this.handlers.onReload();
    });
  }

  private opened(): void {
    this.attempt = 0;
    this.handlers.onStatus("live");
    if (!this.lastEventId) this.handlers.onReload();
  }

  private heard(type: string, message: MessageEvent<string>): void {
    this.lastEventId = message.lastEventId || this.lastEventId;
    const event = parseEvent(type, message.data);
    if (event) this.handlers.onEvent(event);
  }

  /** The browser reconnects by itself after a break, but gives up after an HTTP error. */
  private failed(source: EventSource): void {
    this.handlers.onStatus("reconnecting");
    if (source.readyState !== EventSource.CLOSED) return;
    this.close();
    const attempt = this.attempt++;
    this.timer = setTimeout(() => this.resume(), retryDelay(attempt, Math.random()));
    void this.handlers.onRefused().then((good) => {
      if (good && attempt === 0) this.resume();
    });
  }

  private close(): void {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = null;
  }
}
