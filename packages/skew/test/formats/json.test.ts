import fc from "fast-check";
import { expect, test } from "vitest";
import { renderJson } from "../../src/formats/json.ts";
import { hostileReport } from "./reports.ts";

test("JSON holds the report as it is, and no line of it is a workflow command", () => {
  fc.assert(
    fc.property(hostileReport, (report) => {
      const text = renderJson(report);
      expect(JSON.parse(text)).toEqual(report);
      expect(text).not.toMatch(/^\s*::|##\[/mu);
    }),
  );
});
