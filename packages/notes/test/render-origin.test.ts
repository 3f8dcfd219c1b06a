import { hostileText, toHtml, toProse } from "@releaser/testkit/markdown";
import fc from "fast-check";
import { expect, test } from "vitest";
import { renderOrigin } from "../src/render-origin.ts";

const github = { kind: "github", origin: "https://github.com", path: "acme/tools" } as const;

test("several authors stand side by side, by account or by name", () => {
  const authors = [{ login: "jane" }, { name: "Zoë O’Neil-Łukasz Jr." }];
  expect(renderOrigin({ pull: undefined, commit: undefined, authors }, github)).toBe(
    "by [`jane`](https://github.com/jane), Zoë O’Neil-Łukasz Jr.",
  );
});

test("where nothing is known there is nothing, and a name of signs alone is none", () => {
  expect(renderOrigin({ pull: undefined, commit: undefined, authors: [] }, github)).toBe("");
  expect(renderOrigin({ pull: 1, commit: undefined, authors: [{ name: "<@>" }] }, undefined)).toBe("`#1`");
});

test("whatever name somebody gave to git, it opens nothing and mentions nobody", () => {
  fc.assert(
    fc.property(hostileText, (name) => {
      const line = renderOrigin({ pull: undefined, commit: undefined, authors: [{ name }] }, github);
      const html = toHtml(`- Waits. (${line})`);
      expect(line).not.toContain("\n");
      expect(html).not.toMatch(/<(?!\/?(?:code|li|ul)>)/u);
      for (const prose of toProse(html)) expect(prose).not.toMatch(/@|#\d/u);
    }),
  );
});
