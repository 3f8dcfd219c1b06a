import { publicReleases, type Resource } from "@releaser/core";
import { readAttestations } from "@releaser/publishers";
import { provenanceOf } from "../release/publication.ts";
import type { Train } from "../release/train.ts";
import { checkResource } from "./check-resource.ts";
import { judgeProvenance } from "./judge-provenance.ts";

/** For each package whose manifest promises provenance: the registry has one, of the bytes that it serves. Read-only. */
export function provenanceChecks({ context, registry, release, workspace }: Train): readonly Resource[] {
  const promised = publicReleases(release.plan).filter(({ name }) => {
    const stated = workspace.packages.get(name)?.manifest.publishConfig?.["provenance"];
    return stated === true && provenanceOf(context.config, stated) === true;
  });
  return promised.map(({ name, to: version }) =>
    checkResource({
      id: `provenance:${name}@${version}`,
      title: `reading the provenance of ${name}@${version}`,
      held: "of the bytes that the registry serves; npm audit signatures judges who signed it",
      look: async () => {
        const integrity = (await registry.packument(name))?.versions[version]?.integrity;
        return judgeProvenance({
          name,
          version,
          integrity,
          attestations: await readAttestations(registry, name, version),
        });
      },
    }),
  );
}
