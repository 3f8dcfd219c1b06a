import { expect, test } from "vitest";
import { packagePage } from "../src/release/page-body.ts";

test("npm's own registry has a page for people, of others nobody knows", () => {
  expect(packagePage("https://registry.npmjs.org/", "@acme/core", "1.3.0")).toBe(
    "https://www.npmjs.com/package/@acme/core/v/1.3.0",
  );
  expect(packagePage("https://npm.acme.test/", "@acme/core", "1.3.0")).toBeUndefined();
});
