const unfinished = "needs.look.outputs.unfinished == 'true'";

/** Runs where a release is unfinished whose bytes no tag has settled yet. */
export const untagged: string = `${unfinished} && needs.look.outputs.tagged != 'true'`;

/**
 * Runs where a release is unfinished and tagged, by this run or an earlier one: jobs that had nothing left to do were skipped,
 * which by itself would skip this one too.
 */
export const taggedByNow: string =
  "${{ !cancelled() && " +
  unfinished +
  " && (needs.look.outputs.tagged == 'true' || needs.tagged.result == 'success') }}";

/** Runs where another job went well, whatever was skipped before that. */
export function wentWell(job: string): string {
  return `\${{ !cancelled() && needs.${job}.result == 'success' }}`;
}
