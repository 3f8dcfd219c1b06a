import { type SetupChoices, toDefaultChoices } from "./choices.ts";
import { setupFiles, type SetupFacts } from "./facts.ts";
import type { Questions } from "./questions.ts";

/** What is decided already, by flags. */
export type GivenChoices = { readonly [Choice in keyof SetupChoices]?: SetupChoices[Choice] | undefined };

/** Defaults with what flags say, where nobody is asked. */
export function toGivenChoices(facts: SetupFacts, given: GivenChoices): SetupChoices {
  const usual = toDefaultChoices(facts);
  return {
    page: given.page ?? usual.page,
    pageFolder: given.pageFolder ?? usual.pageFolder,
    access: given.access ?? usual.access,
    config: given.config ?? usual.config,
    trustKey: usual.trustKey && given.trustKey !== false,
    workflows: usual.workflows && given.workflows !== false,
  };
}

/** Asks for what matters here and no flag decides; the first answer is the usual one. */
export async function askChoices(questions: Questions, facts: SetupFacts, given: GivenChoices): Promise<SetupChoices> {
  const usual = toGivenChoices(facts, given);
  const { configFile, texts, publicPackages } = facts;
  const page =
    configFile === undefined && given.page === undefined ? await askPage(questions, facts, usual.page) : usual.page;
  const pageFolder =
    page === "directory" && configFile === undefined && given.page === undefined
      ? await questions.write("In which folder, outside of this one?", usual.pageFolder, refuseInside)
      : usual.pageFolder;
  const asksAccess = !texts.has(setupFiles.changesets) && publicPackages.length > 0 && given.access === undefined;
  const access = asksAccess ? await askAccess(questions, usual.access) : usual.access;
  const trustKey = usual.trustKey && given.trustKey === undefined ? await askTrust(questions, facts) : usual.trustKey;
  const asksWorkflows =
    usual.workflows && given.workflows === undefined && !workflowFiles.some((file) => texts.has(file));
  const workflows = asksWorkflows
    ? await questions.agree("Write workflows for GitHub Actions, and release/plan.md?", true)
    : usual.workflows;
  return { ...usual, page, pageFolder, access, trustKey, workflows };
}

const workflowFiles = [setupFiles.ci, setupFiles.release, setupFiles.versionPackages];

async function askPage(
  questions: Questions,
  { github }: SetupFacts,
  usual: SetupChoices["page"],
): Promise<SetupChoices["page"]> {
  const answers = [
    ...(github === undefined ? [] : [{ value: "github", label: `GitHub releases of ${github.path}` } as const]),
    { value: "directory", label: "A folder", hint: "drafts, assets and bodies as files" },
    { value: "none", label: "Nowhere yet", hint: "nothing goes outward then" },
  ] as const;
  return await questions.choose<SetupChoices["page"]>("Where do release pages go?", answers, usual);
}

async function askAccess(questions: Questions, usual: SetupChoices["access"]): Promise<SetupChoices["access"]> {
  const answers = [
    { value: "public", label: "Everybody" },
    { value: "restricted", label: "Those who are let in", hint: "names with a scope alone" },
  ] as const;
  return await questions.choose("Who may install what is published?", answers, usual);
}

async function askTrust(questions: Questions, { signer }: SetupFacts): Promise<boolean> {
  return await questions.agree(`Trust the key of ${signer?.email} to sign releases?`, true);
}

/** A page inside the repository would be part of what it describes. */
function refuseInside(folder: string): string | undefined {
  return folder.startsWith("../") || folder.startsWith("/") ? undefined : "It starts with ../ or with /";
}
