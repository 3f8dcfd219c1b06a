import { createOption, type Option } from "commander";
import type { Scope, Stage } from "@releaser/core";
import type { Format } from "@releaser/skew";
import type { AuditFormat } from "@releaser/workflows/audit";
import type { PlanFormat } from "./plan-formats.ts";
import type { Terminal } from "../main.ts";
import type { CommonOptions } from "../verbs/perform.ts";

/** One verb of the command line. `run` loads what the verb needs and nothing else. */
export interface VerbDefinition<Options extends CommonOptions = VerbOptions> {
  readonly name: string;
  readonly summary: string;
  /** Shown below the options. */
  readonly about: string;
  readonly takesKey?: boolean;
  readonly takesPackage?: boolean;
  readonly options?: readonly Option[];
  /** Whether it acts on what lies elsewhere when told `--outward`. */
  readonly goesOutward?: true;
  /** False where there is nothing that could be left undone: a rehearsal is the dry run. */
  readonly dryRun?: false;
  readonly run: (terminal: Terminal, options: Options) => Promise<number>;
}

/** The options of every verb; each is given those that it defines. */
export interface VerbOptions extends CommonOptions {
  readonly key?: string | undefined;
  readonly package?: string | undefined;
  readonly audit?: boolean;
  readonly check?: boolean;
  readonly commit?: boolean;
  readonly escalate?: boolean;
  readonly execute?: boolean;
  readonly fix?: boolean;
  readonly fixUnsafe?: boolean;
  readonly gate?: string;
  readonly format?: AuditFormat | Format | PlanFormat;
  readonly keep?: string;
  readonly minutes?: number;
  readonly scope?: Scope;
  readonly baseline?: boolean;
  readonly out?: string;
  readonly prepacked?: string | true;
  readonly post?: boolean;
  readonly reason?: string;
  readonly remote?: boolean;
  readonly requireHistory?: boolean;
  readonly writeBaseline?: boolean;
  readonly smoke?: boolean;
  readonly snapshot?: string | true;
  readonly to?: Stage;
  readonly version?: boolean;
  readonly workflow?: string;
  readonly write?: boolean;
}

/** For a job that has secrets and runs nothing that a repository could change. */
export const noRunConfig: Option = createOption(
  "--no-run-config",
  "run no configuration that is code; its plain values count",
);

/** For the first release, whose parent trusts nobody yet, and for whoever keeps the signers elsewhere. */
export const allowedSigners: Option = createOption(
  "--allowed-signers <file>",
  "the signers to trust; those of the release's parent commit unless told",
);

/** For CI, where nobody looks at a terminal. */
export const escalateOption: Option = createOption(
  "--escalate",
  "open an issue on GitHub for whose turn it is, and close it once it holds; with --outward",
);
