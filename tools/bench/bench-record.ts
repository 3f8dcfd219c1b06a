import { randomFillSync } from "node:crypto";
import { closeSync, mkdirSync, openSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "@releaser/testkit";
import type { Command } from "../check/run-command.ts";
import type { Entrant } from "./entrant.ts";
import { measure } from "./measure.ts";
import { peakMemory } from "./peak-memory.ts";
import { recordingRatio, renderRecording } from "./render-recording.ts";
import { runBench } from "./run-bench.ts";
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

/** Recording beside the programs of the system. */
await runBench({ runs: 5 }, async ({ place, counts: { runs }, circumstances }) => {
  const files = writeFiles(place);
  const measured = await measure(toEntrants(files), {
    runs,
    run: ({ command }) => runTimed(command, place),
    peak: () => Promise.resolve(undefined),
  });
  const small = await peakMemory(record("small.bin"), place);
  const large = await peakMemory(record("large.bin"), place);
  return {
    section: renderRecording({ ...circumstances, measured, small, large }),
    holds: recordingRatio(measured) <= bound && (large ?? 0) <= (small ?? 0) + memoryBound,
  };
});

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
