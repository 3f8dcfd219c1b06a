import { defineRule, type Rule } from "@releaser/core";

/** Documents name their contract by what it calls itself, and people look for a file of that name. */
export const idMismatch: Rule = defineRule({
  id: "contract/id-mismatch",
  title: "a contract calls itself as its file is called",
  level: "error",
  scope: "tree",
  *check({ workspace }) {
    for (const { file, name, id } of workspace.contracts()) {
      if (id === undefined || id === name) continue;
      yield {
        at: { file, pointer: "/contract", ...(typeof id === "string" && { value: id }) },
        message: `${file} calls itself ${typeof id === "string" ? id : JSON.stringify(id)}, and its file ${name}`,
        hint: `in ${file} write "contract: ${name}", or rename the file where the contract is right`,
      };
    }
  },
});
