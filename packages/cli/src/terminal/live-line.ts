import { safeLine } from "@releaser/core";

export interface LiveOptions {
  /** How wide the terminal is. */
  readonly columns: number;
  /** Milliseconds since some instant, never going back. */
  readonly elapsed: () => number;
}

/** One line below all others, which tells what is under way and for how long. */
export interface LiveLine {
  /** Writes whole lines above it. */
  readonly write: (text: string) => void;
  begin(id: string): void;
  end(id: string): void;
  /** Draws it again with the time of now; it does so by itself every second. */
  tick(): void;
}

const clear = "\r\u001B[K";

/** Opens it. It is there only while something is under way, and holds no process open. */
export function openLiveLine(write: (text: string) => void, { columns, elapsed }: LiveOptions): LiveLine {
  const since = new Map<string, number>();
  let timer: NodeJS.Timeout | undefined;
  const draw = (): void => {
    if (since.size > 0) write(render(since, { columns, now: elapsed() }));
  };
  const tick = (): void => {
    write(clear);
    draw();
  };
  return {
    tick,
    write: (text) => {
      if (since.size > 0) write(clear);
      write(text);
      draw();
    },
    begin: (id) => {
      write(since.size > 0 ? clear : "");
      since.set(id, elapsed());
      timer ??= setInterval(tick, 1000).unref();
      draw();
    },
    end: (id) => {
      since.delete(id);
      tick();
      if (since.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
  };
}

function render(
  since: ReadonlyMap<string, number>,
  { columns, now }: { readonly columns: number; readonly now: number },
): string {
  const parts = [...since].map(([id, from]) => `${safeLine(id.slice(id.indexOf(":") + 1))} ${toTime(now - from)}`);
  const text = `  … ${parts.join(" · ")}`;
  return text.length < columns ? text : `${text.slice(0, Math.max(0, columns - 2))}…`;
}

/** Milliseconds as `8 s` or `2 min 05 s`. */
function toTime(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const rest = seconds % 60;
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${String(rest).padStart(2, "0")} s`;
}
