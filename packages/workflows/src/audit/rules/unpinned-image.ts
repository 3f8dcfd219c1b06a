import { defineAuditRule } from "../audit-rule.ts";
import { asMapping, scalarOf, valueOf } from "../workflow/look.ts";
import type { Scalar, Tree } from "../workflow/tree.ts";

export const unpinnedImage = defineAuditRule({
  id: "unpinned-image",
  title: "the image of a job's container and of its services is named by its digest",
  level: "warning",
  *check({ jobs }) {
    for (const { id, body } of jobs) {
      const services = asMapping(valueOf(body, "services")).entries.map(({ value }) => value);
      for (const image of [valueOf(body, "container"), ...services].flatMap((one) => imageOf(one))) {
        if (/@sha256:[0-9a-f]{64}$/u.test(image.text) || image.text === "" || image.text.includes("${{")) continue;
        yield {
          at: image,
          message: `the job ${id} runs in whatever ${image.text} is that day`,
          hint: "name the image by its digest, `@sha256:…`",
        };
      }
    }
  },
});

function imageOf(container: Tree | undefined): readonly Scalar[] {
  if (container?.kind === "scalar") return [container];
  const image = scalarOf(container, "image");
  return image === undefined ? [] : [image];
}
