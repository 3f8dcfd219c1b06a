import { defineRule, type Rule } from "@releaser/core";
import { groupsOf, placeOf } from "../../groups.ts";

/** Two groups that share a package give it two versions; Changesets refuses them, or takes whichever it meets first. */
export const overlap: Rule = defineRule({
  id: "group/overlap",
  title: "every package is in one group at most",
  level: "error",
  scope: "tree",
  *check({ workspace }) {
    const groups = groupsOf(workspace);
    const members = groups.flatMap((group) => group.names.map((name) => ({ name, group })));
    const byName = Map.groupBy(members, ({ name }) => name);
    const shared = [...byName].flatMap(([name, places]) => (places.length > 1 ? [{ name, places }] : []));
    const byPair = Map.groupBy(shared, ({ places }) =>
      places.map(({ group }) => `${group.kind} ${group.index}`).join(),
    );
    for (const [first, ...others] of byPair.values()) {
      if (first === undefined) continue;
      const [kept, ...again] = first.places.map(({ group }) => group);
      const names = [first, ...others].map(({ name }) => name).toSorted();
      const last = again.at(-1);
      if (kept === undefined || last === undefined) continue;
      yield {
        at: placeOf(last, first.name),
        message: `${names.join(", ")} ${names.length === 1 ? "is" : "are"} in this ${last.kind} group and in another`,
        hint: `take ${names.length === 1 ? "it" : "them"} out of all groups but one in .changeset/config.json`,
        related: [kept, ...again.slice(0, -1)].map((group) => ({
          at: placeOf(group, first.name),
          message: `a ${group.kind} group`,
        })),
      };
    }
  },
});
