import { expect, test } from "vitest";
import { judgeDistTags } from "../src/verify/judge-dist-tags.ts";

const judge = (distTags: Readonly<Record<string, string>>, rollback?: string): unknown =>
  judgeDistTags({ version: "1.4.0", distTags, rollback });

test("a version is held by any dist-tag that names it, moved on by any that names a later one, and wrong where nobody is led to either", () => {
  expect(judge({ latest: "2.0.0", "release-1.x": "1.4.0" })).toEqual({ is: "held", note: "release-1.x" });
  expect(judge({ latest: "1.4.0", next: "1.4.0" })).toEqual({ is: "held", note: "latest, next" });
  expect(judge({ beta: "2.0.0-beta.1", latest: "1.10.0" })).toEqual({ is: "moved", why: "latest is 1.10.0 by now" });
  expect(judge({ latest: "1.3.0", next: "1.5.0-next.1" })).toEqual({ is: "moved", why: "next is 1.5.0-next.1 by now" });
  expect(judge({ latest: "1.3.0" })).toMatchObject({ is: "wrong" });
  expect(judge({ latest: "1.3.0", odd: "no version" })).toMatchObject({ is: "wrong" });
});

test("where it was rolled back, a dist-tag that moved back is explained", () => {
  expect(judge({ latest: "1.3.0" }, "rollback/v1.4.0-1")).toEqual({
    is: "moved",
    why: "rolled back, see the tag rollback/v1.4.0-1",
  });
});
