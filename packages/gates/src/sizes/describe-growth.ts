import type { Growth, SizeVerdict } from "./judge-size.ts";

/** More files than that are in the details alone. */
const mostFiles = 10;

/** What grew, one line each, and the files that it grew by: `+61.2 kB  dist/index.js`. */
export function describeGrowth({ grown, files }: SizeVerdict): readonly string[] {
  const shown = files.slice(0, mostFiles).map(({ path, before, after }) => {
    const name = path.replace(/^package\//u, "");
    return `  +${toKilobytes(after - before)}  ${name}${before === 0 ? " (new)" : ""}`;
  });
  const left = files.length - shown.length;
  return [...grown.map(describe), ...shown, ...(left > 0 ? [`  and ${left} more`] : [])];
}

function describe({ measure, before, after }: Growth): string {
  const by = before === 0 ? "" : ` (+${Math.round((after / before - 1) * 100)}%)`;
  if (measure === "files") return `${after} files, before ${before}${by}`;
  return `${toKilobytes(after)} ${measure}, before ${toKilobytes(before)}${by}`;
}

function toKilobytes(bytes: number): string {
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
