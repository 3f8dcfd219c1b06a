import { uses } from "../actions/uses.ts";
import type { Step } from "../pipeline.ts";

/** What one job hands to later ones: an archive whose SHA-256 crosses as an output of the job, beside the storage of artifacts. */
export interface Crossing {
  /** The artifact's name, and the archive's without `.tgz`. */
  readonly name: string;
  /** The job that hands it over. */
  readonly from: string;
  /** Paths of what is handed over, in the folder that it lies in. */
  readonly holds: readonly string[];
}

/** Packs what lies in a folder, digests the archive and uploads it. The step `digest` has its SHA-256. */
export function handOver({ name, holds }: Crossing, folder = "."): readonly Step[] {
  return [
    {
      id: "digest",
      name: `Pack and digest ${name}`,
      run: [
        `tar --create --gzip --file="$RUNNER_TEMP/${name}.tgz" --directory="${folder}" ${holds.join(" ")}`,
        `echo "sha256=$(sha256sum <"$RUNNER_TEMP/${name}.tgz" | cut -d ' ' -f 1)" >>"$GITHUB_OUTPUT"`,
      ].join("\n"),
    },
    {
      uses: uses("actions/upload-artifact"),
      with: {
        name,
        path: `\${{ runner.temp }}/${name}.tgz`,
        "if-no-files-found": "error",
        // A job may wait so long for its reviewers, and be run again.
        "retention-days": 30,
        // A job that is run again hands over what it made this time.
        overwrite: true,
      },
    },
  ];
}

/**
 * Downloads what was handed over, and unpacks it into a folder once its digest is the one that the other job said. The other job may
 * have run anything: what it uploaded lands in a folder of its own, and nothing but what the crossing holds is taken out of the archive.
 */
export function takeOver({ name, from, holds }: Crossing, into: string): readonly Step[] {
  const folder = `handed-${name}`;
  const archive = `$RUNNER_TEMP/${folder}/${name}.tgz`;
  return [
    { uses: uses("actions/download-artifact"), with: { name, path: `\${{ runner.temp }}/${folder}` } },
    {
      name: `Check and unpack ${name}`,
      env: { SHA256: `\${{ needs.${from}.outputs.sha256 }}` },
      run: [
        `echo "$SHA256  ${archive}" | sha256sum --check --strict`,
        ...(into === "." ? [] : [`mkdir "${into}"`]),
        `tar --extract --gzip --file="${archive}" --directory="${into}" ${holds.join(" ")}`,
      ].join("\n"),
    },
  ];
}

/** The output of a job by which what it hands over is known. */
export const crossingOutput: Readonly<Record<string, string>> = { sha256: "${{ steps.digest.outputs.sha256 }}" };
