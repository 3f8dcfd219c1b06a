import { expect, test } from "vitest";
import { sectionOf, withSection } from "./page-section.ts";

const page = "# T\n\n## One\n\na\n\n## Again\n\nb\n";

test("a section goes before the last, takes the place of its predecessor, and can be taken again", () => {
  const once = withSection(page, "## Two\n\n$& c\n\n", "Again");
  expect(once).toBe("# T\n\n## One\n\na\n\n## Two\n\n$& c\n\n## Again\n\nb\n");
  expect(sectionOf(once, "Two")).toBe("## Two\n\n$& c\n\n");
  expect(withSection(once, "## Two\n\nd\n\n", "Again")).toBe(page.replace("## Again", () => "## Two\n\nd\n\n## Again"));
  expect(sectionOf(page, "Two")).toBeUndefined();
});
