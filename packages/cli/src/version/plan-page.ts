import type { Plan, Workspace } from "@releaser/core";
import { planPageFile, renderReleaseSection, withRelease } from "@releaser/workflows";
import type { Context } from "../context.ts";
import type { FileContent } from "./release-files.ts";
import { wayBackOfTheDay } from "./way-back-of-the-day.ts";

interface PlanPageOptions {
  /** As it is before the plan is applied. */
  readonly workspace: Workspace;
  readonly read: (path: string) => string | undefined;
}

/** The standing plan with the release that is being cut in the place of the last; nothing in a repository that has none. Throws `E_PLAN_PAGE`. */
export async function planPage(
  context: Context,
  plan: Plan,
  { workspace, read }: PlanPageOptions,
): Promise<readonly FileContent[]> {
  const text = read(planPageFile);
  if (text === undefined) return [];
  const rollback = await wayBackOfTheDay(context, plan, workspace);
  return [{ path: planPageFile, content: withRelease(text, renderReleaseSection({ ...plan, rollback })) }];
}
