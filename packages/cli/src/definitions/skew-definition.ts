import { createOption } from "commander";
import type { Scope } from "@releaser/core";
import type { Format } from "@releaser/skew";
import type { VerbDefinition } from "./verb-definition.ts";

const skewFormats = ["human", "json", "sarif", "github", "markdown"] as const satisfies readonly Format[];

/** The verb that runs the rules alone. */
export const skewDefinition: VerbDefinition = {
  name: "skew",
  summary: "look for version skew; any error fails",
  about:
    "Reads files, .changeset and git; the registry with --scope online alone, and where a fix has pnpm bring the lockfile up. --json prints a skew-report.v1, like --format json. With a fix, the exit is that of what is left.",
  options: [
    createOption("--fix", "mend what changes nothing for users; --dry-run shows it as a diff"),
    createOption("--fix-unsafe", "mend what needs a look afterwards too"),
    createOption("--format <format>", "who it is for; people unless told").choices(skewFormats).conflicts("json"),
    createOption(
      "--scope <scope>",
      "tree: what files alone tell; offline: also plan and history; online: also the registry",
    )
      .choices(["tree", "offline", "online"] satisfies readonly Scope[])
      .default("offline"),
    createOption("--require-history", "fail where tags or history are missing"),
    createOption("--write-baseline", "make what is found known, so that only new findings count").conflicts([
      "fix",
      "fixUnsafe",
    ]),
    createOption("--no-baseline", "count what the baseline knows too").conflicts("writeBaseline"),
  ],
  run: async (terminal, { format, scope = "offline", ...options }) =>
    await (
      await import("../verbs/skew.ts")
    ).skew(terminal, {
      ...options,
      scope,
      format: skewFormats.find((one) => one === format),
    }),
};
