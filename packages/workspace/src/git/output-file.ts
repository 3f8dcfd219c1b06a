import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Bytes. What is longer nobody reads, and a text cannot be of any length. */
const most = 2 ** 26;

/** What a child writes to, whoever reads it and when. */
export interface OutputFile {
  readonly fd: number;
  /** All that was written so far; of more than 64 MB the end. */
  read(): string;
  close(): void;
}

/** A file without a name, so that nobody else finds what is written, and nothing of it stays. */
export function openOutputFile(): OutputFile {
  const dir = mkdtempSync(join(tmpdir(), "releaser-output-"));
  try {
    const fd = openSync(join(dir, "output"), "ax+", 0o600);
    return {
      fd,
      read: () => {
        const { size } = fstatSync(fd);
        const bytes = Buffer.alloc(Math.min(size, most));
        return bytes.toString("utf8", 0, readSync(fd, bytes, 0, bytes.length, size - bytes.length));
      },
      close: () => closeSync(fd),
    };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
