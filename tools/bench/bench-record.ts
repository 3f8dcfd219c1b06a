import { randomFillSync } from "node:crypto";
import { mkdirSync, openSync, closeSync, readFileSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { openTempDir, removeDir, repositoryRoot } from "@releaser/testkit";
import { type Command, runCommand } from "../check/run-command.ts";
import type { Entrant } from "./entrant.ts";
import { measure } from "./measure.ts";
import { withSection } from "./page-section.ts";
import { peakMemory } from "./peak-memory.ts";
import { recordingRatio, renderRecording } from "./render-recording.ts";
import { runTimed } from "./run-timed.ts";

const bound = 1.3;
const megabyte = 2 ** 20;
/** Bytes by which two runs of the same differ anyway. */
const memoryBound = 16 * megabyte;
const bin = join(repositoryRoot, "packages/checksums/src/bin.ts");

const record = (what: string): Command => [
  process.execPath,
  bin,
  "record",
  what,
  "--version",
  "1.0.0",
  "--out",
  "record",
];

/** Measures recording beside the programs of the system; tells the section of the page, and writes it where it shall. */
async function benchRecord({ runs, write }: { readonly runs: number; readonly write: boolean }): Promise<boolean> {
  const place = openTempDir();
  const load = loadavg()[0] ?? 0;
  try {
    const files = writeFiles(place);
    const measured = await measure(toEntrants(files), {
      runs,
      run: ({ command }) => runTimed(command, place),
      peak: () => Promise.resolve(undefined),
    });
    const facts = {
      date: new Date().toISOString().slice(0, 10),
      runs,
      load,
      cores: availableParallelism(),
      measured,
      small: await peakMemory(record("small.bin"), place),
      large: await peakMemory(record("large.bin"), place),
    };
    const section = renderRecording(facts);
    process.stdout.write(section);
    if (write) await writeSection(section);
    return recordingRatio(measured) <= bound && (facts.large ?? 0) <= (facts.small ?? 0) + memoryBound;
  } finally {
    removeDir(place);
  }
}

/** Four files of 256 MB of chance, one of 10 MB, and one of 1 GB that takes no room on the disk. */
function writeFiles(place: string): readonly string[] {
  mkdirSync(join(place, "files"));
  const names = [0, 1, 2, 3].map((index) => join("files", `${index}.bin`));
  for (const name of names) writeRandom(join(place, name), 256);
  writeRandom(join(place, "small.bin"), 10);
  writeFileSync(join(place, "large.bin"), "");
  truncateSync(join(place, "large.bin"), 1024 * megabyte);
  return names;
}

function writeRandom(path: string, megabytes: number): void {
  const file = openSync(path, "w");
  const block = Buffer.alloc(megabyte);
  for (let count = 0; count < megabytes; count += 1) writeSync(file, randomFillSync(block));
  closeSync(file);
}

function toEntrants(files: readonly string[]): readonly Entrant[] {
  const plain = { package: "", version: "" };
  return [
    { ...plain, name: "record", command: record("files"), clean: /written to/u },
    { ...plain, name: "sha256sum", command: ["sha256sum", ...files], clean: /^[0-9a-f]{64} /mu },
    { ...plain, name: "sha512sum", command: ["sha512sum", ...files], clean: /^[0-9a-f]{128} /mu },
  ];
}

async function writeSection(section: string): Promise<void> {
  const page = join(repositoryRoot, "docs/benchmarks.md");
  writeFileSync(page, withSection(readFileSync(page, "utf8"), section, "Again"));
  await runCommand(["oxfmt", page]);
}

const { values } = parseArgs({
  options: { runs: { type: "string", default: "5" }, write: { type: "boolean", default: false } },
});
process.exitCode = (await benchRecord({ runs: Number(values.runs), write: values.write })) ? 0 : 1;
