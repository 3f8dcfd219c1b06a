import { createOption } from "commander";
import type { InitOptions } from "../verbs/init.ts";
import type { VerbDefinition } from "./verb-definition.ts";

/** The verbs of getting started: before the first release, and whenever one cannot be made. */
export const setupDefinitions: readonly VerbDefinition<InitOptions>[] = [
  {
    name: "init",
    summary: "set a repository up: shows every file, then writes all or none",
    about:
      "Asks in a terminal; elsewhere it takes flags and --yes. What is there is kept, and a second run changes nothing. --dry-run prints diffs. --json prints a release-status.v1.",
    options: [
      createOption("--yes", "write what is shown, ask nothing"),
      createOption("--install", "run the package manager too"),
      createOption("--page <kind>", "where release pages are; GitHub where the remote is there").choices([
        "github",
        "directory",
        "none",
      ]),
      createOption("--access <access>", "who may install what is published").choices(["public", "restricted"]),
      createOption("--config <format>", "of Releaser's own configuration; json unless told").choices(["json", "ts"]),
      createOption("--no-trust", "leave the list of trusted signers to people"),
      createOption("--no-workflows", "write no workflows for GitHub Actions"),
    ],
    run: async (terminal, options) => await (await import("../verbs/init.ts")).init(terminal, options),
  },
  {
    name: "doctor",
    dryRun: false,
    summary: "what a real release still lacks, who can mend it, and how",
    about:
      "Asks git, the registries and GitHub, and changes nothing. ✓ holds, ! could be safer, ✗ is missing, ? could not be told from here. The exit is that of what is missing. --json prints a release-status.v1.",
    run: async (terminal, options) => await (await import("../verbs/doctor.ts")).doctor(terminal, options),
  },
];
