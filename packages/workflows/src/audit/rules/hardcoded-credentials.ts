import { defineAuditRule } from "../audit-rule.ts";
import { asMapping, scalarOf, valueOf } from "../workflow/look.ts";

export const hardcodedCredentials = defineAuditRule({
  id: "hardcoded-credentials",
  title: "the password of a registry of images is a secret",
  level: "error",
  *check({ jobs }) {
    for (const { id, body } of jobs) {
      const services = asMapping(valueOf(body, "services")).entries.map(({ value }) => value);
      for (const container of [valueOf(body, "container"), ...services]) {
        const password = scalarOf(valueOf(container, "credentials"), "password");
        if (password === undefined || password.text === "" || password.text.includes("${{")) continue;
        yield {
          at: password,
          message: `a password of the job ${id} stands in the file`,
          hint: "keep it as a secret, and take it back: it is known now",
        };
      }
    }
  },
});
