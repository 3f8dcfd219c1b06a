import { readMarkedSection, renderMarkedSection } from "@releaser/core";
import { failures } from "../failures.ts";
import type { Pipeline } from "../pipeline/pipeline.ts";
import { renderEnvironments, renderGates, renderJobs, renderTriggers } from "./how-it-runs.ts";
import { renderArtifacts, renderBranches } from "./what-it-releases.ts";
import { renderEscalation, renderGoingBack } from "./when-it-goes-wrong.ts";

/** Where the standing plan lies, relative to the root. */
export const planPageFile = "release/plan.md";

/** The two parts of the standing plan that are not made of the configuration, as Markdown without blank lines around it. */
export interface PlanPageParts {
  /** What people wrote. */
  readonly people: string;
  /** Of the release that was cut last; empty where none was. */
  readonly release: string;
}

const people = { name: "people", hint: "what stands from here to the end marker is yours, and is kept" };
const release = { name: "release", hint: "written by releaser version, of the release that it cut last" };

/** The parts of a plan page that lies there. Throws `E_PLAN_PAGE` where it cannot be told where one begins and ends, or where the page is not ours. */
export function readPlanPage(text: string | undefined): PlanPageParts {
  if (text === undefined || text.trim() === "") return { people: "", release: "" };
  return { people: readPart(text, people.name), release: readPart(text, release.name) };
}

function readPart(text: string, name: string): string {
  const found = readMarkedSection(text, name);
  if (found.is === "there") return found.content;
  const broken =
    found.is === "broken" ? found : { line: 1, why: `it has no section ${name}, so all of it may be somebody's` };
  throw failures.E_PLAN_PAGE({ file: planPageFile, line: broken.line, why: broken.why });
}

/**
 * `release/plan.md`: the pipeline for a person who has two minutes, then what the team wrote, then the release that was cut last. The same
 * pipeline and parts give the same text; a newline ends it.
 */
export function renderPlanPage(pipeline: Pipeline, parts: PlanPageParts): string {
  const { facts } = pipeline;
  const sections = [
    "# Release plan",
    "How this repository is released. `releaser plan --write` writes this page from the configuration and `releaser plan --check` fails where it differs; the two marked sections are kept.",
    renderBranches(facts),
    renderTriggers(pipeline),
    renderEnvironments(pipeline),
    renderGates(facts),
    renderJobs(pipeline),
    renderArtifacts(facts),
    renderEscalation(),
    renderGoingBack(),
    "## Of this team",
    renderMarkedSection(people.name, { hint: people.hint, content: parts.people }),
    "## The last release",
    renderMarkedSection(release.name, { hint: release.hint, content: parts.release }),
  ];
  return `${sections.join("\n\n")}\n`;
}

/** A plan page with another part of the release that was cut; the rest as it is. Throws as `readPlanPage` does. */
export function withRelease(text: string, content: string): string {
  readPlanPage(text);
  return withPart(text, release, content);
}

/** What a page is to be, given what it is: the same text where nothing differs but blank lines around what people wrote. Throws as `readPlanPage` does. */
export function renewPlanPage(pipeline: Pipeline, before: string | undefined): string {
  const parts = readPlanPage(before);
  const after = renderPlanPage(pipeline, parts);
  if (before === undefined) return after;
  return withPart(withPart(before, people, parts.people), release, parts.release) === after ? before : after;
}

function withPart(text: string, { name, hint }: typeof people, content: string): string {
  const found = readMarkedSection(text, name);
  if (found.is !== "there") return text;
  return [found.before, renderMarkedSection(name, { hint, content }), found.after].join("\n");
}
