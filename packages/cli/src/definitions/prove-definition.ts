import { createOption, InvalidArgumentError } from "commander";
import { carrying } from "./carrying.ts";
import { escalating } from "../escalate/escalating.ts";
import { escalateOption, type VerbDefinition } from "./verb-definition.ts";

/** `prove`, which has a side for this machine and one for GitHub. */
export const proveDefinition: VerbDefinition = {
  name: "prove",
  goesOutward: true,
  summary: "run every gate on the release's own commit, or on any other",
  about:
    "Evidence is kept for that commit; what passed is not run again. What is no release is taken for a commit: `releaser prove HEAD`, which is also meant where nothing was released yet.",
  takesKey: true,
  options: [
    createOption("--gate <id>", "this gate alone"),
    createOption("--remote", "push the branch that is checked out, and wait for its checks on GitHub").conflicts(
      "gate",
    ),
    createOption("--workflow <file>", "what is started there where nothing starts by itself").default("ci.yml"),
    createOption("--minutes <number>", "how long its checks may take").argParser(toMinutes).default(60),
    escalateOption,
  ],
  run: carrying(escalating("prove", async () => (await import("../verbs/prove.ts")).prove)),
};

function toMinutes(text: string): number {
  const minutes = Number(text);
  if (Number.isFinite(minutes) && minutes > 0) return minutes;
  throw new InvalidArgumentError("It is a number above 0.");
}
