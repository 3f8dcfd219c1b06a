import { uses } from "../actions/uses.ts";
import { releaserCommand } from "../commands.ts";
import type { PipelineFacts, PipelineGate } from "../facts.ts";
import { readsCode } from "../permissions.ts";
import type { Job, Step } from "../pipeline.ts";
import { setUp } from "../set-up.ts";

/** Minutes that checkout and installation may take beside what a gate may. */
const aroundGate = 10;

/** A job for each gate that is run, in the order of the facts. */
export function gateJobs(facts: PipelineFacts): readonly Job[] {
  const ids = jobIds(facts.gates.map(({ id }) => id));
  return facts.gates.flatMap((gate, index) =>
    gate.skip === undefined ? [gateJob(facts, gate, ids[index] ?? gate.id)] : [],
  );
}

function gateJob(facts: PipelineFacts, gate: PipelineGate, id: string): Job {
  const isBuild = gate.id === "build";
  return {
    id,
    // A check is required by the name of its job.
    name: isOurs(gate.id) ? id : withoutExpressions(gate.id),
    purpose: `${gate.title}: \`${gate.command}\``,
    permissions: [readsCode],
    timeoutMinutes: Math.ceil(gate.timeout / 60_000) + aroundGate,
    ...(isBuild && { artifacts: ["build"] }),
    steps: [
      ...setUp(facts, { cache: true, scripts: true }),
      ...[...earlier(facts.gates, gate), gate].map((one) => ({
        name: withoutExpressions(one.title),
        run: withoutExpressions(one.command.replace(/^releaser(?= )/u, releaserCommand(facts))),
      })),
      ...(isBuild ? keepBuild : []),
    ],
  };
}

/** GitHub would replace an expression before a shell sees it; between two quotes of a quoted word, which is where it stands, nothing is added. */
function withoutExpressions(text: string): string {
  return text.split("${{").join("$''{{");
}

/** The gates that one comes after, before it in the same job: what they leave in the work tree is what it needs them for. */
function earlier(gates: readonly PipelineGate[], { id, after = [] }: PipelineGate): readonly PipelineGate[] {
  const found = gates.filter((gate) => gate.id !== id && after.includes(gate.id) && gate.skip === undefined);
  return [...new Set(found.flatMap((gate) => [...earlier(gates, gate), gate]))];
}

/** What git ignores and the build left, less what an installation or a cache left. */
const keepBuild: readonly Step[] = [
  {
    name: "Gather what was built",
    env: { BUILD: "${{ runner.temp }}/build.tgz" },
    run: [
      "git ls-files -z --others --ignored --exclude-standard -- . ':(exclude,glob)**/node_modules/**' ':(exclude).nx' ':(exclude).releaser' |",
      '  tar --create --gzip --null --files-from=- --file="$BUILD"',
    ].join("\n"),
  },
  {
    uses: uses("actions/upload-artifact"),
    with: { name: "build", path: "${{ runner.temp }}/build.tgz", "if-no-files-found": "error", "retention-days": 7 },
  },
];

/** Ids as GitHub takes them, each once, and none that a job of ours has. */
function jobIds(ids: readonly string[]): readonly string[] {
  const taken = new Set(ownJobs);
  return ids.map((id) => {
    const plain = id.replaceAll(/[^\w-]/gu, "-").replace(/^(?![A-Za-z_])/u, "gate-");
    const free = [plain, `gate-${plain}`, ...ids.map((_, index) => `gate-${plain}-${index}`)];
    const chosen = free.find((one) => !taken.has(one)) ?? plain;
    taken.add(chosen);
    return chosen;
  });
}

const ownJobs: readonly string[] = ["skew", "rehearsal", "status", "comment"];

function isOurs(name: string): boolean {
  return ownJobs.includes(name);
}
