/** The till rings while a customer waits with a lifted nozzle. */

const MUTED = "motorway-till-muted";
const PATTERN_MS = 2400;
/** Two short double beeps, as forecourt consoles have. Seconds from the beginning, and Hz. */
const BEEPS = [[0, 880], [0.14, 1175], [0.5, 880], [0.64, 1175]] as const;
const BEEP_S = 0.11;
const LOUD = 0.22;

export function isMuted(): boolean {
  return readSafely() === "yes";
}

export function rememberMuted(muted: boolean): void {
  try {
    localStorage.setItem(MUTED, muted ? "yes" : "no");
  } catch {
    // A browser that keeps nothing rings again after a reload.
  }
}

function readSafely(): string | null {
  try {
    return localStorage.getItem(MUTED);
  } catch {
    return null;
  }
}

/** A browser makes no sound before the person has touched the page: `unlock` is called then. */
export class Ringer {
  private context: AudioContext | null = null;
  private timer: ReturnType<typeof setInterval> | undefined;

  /** Whether there will be sound. */
  async unlock(): Promise<boolean> {
    if (typeof AudioContext === "undefined") return false;
    this.context ??= new AudioContext();
    if (this.context.state === "suspended") await this.context.resume().catch(() => undefined);
    return this.context.state === "running";
  }

  start(): void {
    if (this.timer !== undefined) return;
    this.play();
    this.timer = setInterval(() => this.play(), PATTERN_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  async close(): Promise<void> {
    this.stop();
    const context = this.context;
    this.context = null;
    await context?.close();
  }

  private play(): void {
    if (this.context?.state !== "running") return;
    for (const [offset, pitch] of BEEPS) beep(this.context, this.context.currentTime + offset, pitch);
  }
}

function beep(context: AudioContext, at: number, pitch: number): void {
  const [tone, volume] = [context.createOscillator(), context.createGain()];
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUD, at + 0.01);
  volume.gain.linearRampToValueAtTime(0, at + BEEP_S);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + BEEP_S);
}
