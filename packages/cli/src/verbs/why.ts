import { join } from "node:path";
import { nearest, safeLine, type Workspace } from "@releaser/core";
import { parsePlan } from "@releaser/workspace";
import type { Context } from "../context.ts";
import { failures } from "../failures.ts";
import type { Terminal } from "../main.ts";
import { readIfThere } from "../release/read-if-there.ts";
import { isPending, readState, type State } from "../release/read-state.ts";
import { planFile } from "../version/release-files.ts";
import { toWhyDocument, type WhichPlan, type WhyDocument } from "../why/why-document.ts";
import { type CommonOptions, open, toJson } from "./perform.ts";

export interface WhyOptions extends CommonOptions {
  readonly package?: string | undefined;
}

/** The chain of causes that moves a package, in the pending plan or else in the one that was applied last. Throws `E_PACKAGE_UNKNOWN`. */
export async function why(terminal: Terminal, options: WhyOptions): Promise<number> {
  const { context, printer } = await open(terminal, options);
  const state = await readState(context);
  const which = whichPlan(context, state);
  const name = knownName(options.package ?? "", state.workspace, which);
  const document = toWhyDocument(name, state.workspace, which);
  if (options.json) terminal.stdout(toJson(document));
  else for (const line of toLines(document, which)) printer.line(line);
  return 0;
}

function whichPlan({ root }: Context, { plan }: State): WhichPlan | undefined {
  if (isPending(plan)) return { state: "pending", plan };
  const text = readIfThere(join(root, planFile));
  return text === undefined ? undefined : { state: "applied", plan: parsePlan(text) };
}

function knownName(name: string, { packages }: Workspace, which: WhichPlan | undefined): string {
  const known = new Set([...packages.keys(), ...(which?.plan.releases ?? []).map((release) => release.name)]);
  if (known.has(name)) return name;
  throw failures.E_PACKAGE_UNKNOWN({ name, nearest: nearest(name, known) });
}

function toLines({ steps, reason }: WhyDocument, which: WhichPlan | undefined): readonly string[] {
  const told = reason === null ? steps.map(({ sentence }) => sentence) : [reason];
  if (which === undefined) return told.map((line) => safeLine(line));
  const { key, train } = which.plan;
  const title = which.state === "pending" ? "pending" : "applied last; nothing is pending";
  return [`release ${train?.tag ?? key}   ${title}`, ...told.map((line) => `  ${safeLine(line)}`)];
}
