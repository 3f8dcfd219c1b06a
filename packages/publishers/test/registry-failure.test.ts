import { describe, expect, test } from "vitest";
import { classifyRegistryError, toRegistryFailure } from "../src/npm/registry-failure.ts";

function failed(fields: Readonly<Record<string, unknown>>, message = "words"): Error {
  return Object.assign(new Error(message), fields);
}

describe("an error of a registry", () => {
  test.each([
    ["PUT", failed({ statusCode: 401 }), "auth"],
    ["PUT", failed({ statusCode: 403 }), "auth"],
    ["PUT", failed({ statusCode: 404 }), "unknown name"],
    ["GET", failed({ statusCode: 404 }), "refused"],
    ["PUT", failed({ statusCode: 401, code: "EOTP" }), "second factor"],
    [
      "PUT",
      failed({ statusCode: 403 }, "You cannot publish over the previously published versions: 1.0.0."),
      "conflict",
    ],
    ["PUT", failed({ statusCode: 409, code: "E409" }), "conflict"],
    ["PUT", failed({ code: "EPUBLISHCONFLICT" }), "conflict"],
    ["PUT", failed({ code: "TLOG_CREATE_ENTRY_ERROR" }, "(409) an equivalent entry already exists"), "transient"],
    ["PUT", failed({ statusCode: 503 }), "transient"],
    ["GET", failed({ statusCode: 429 }), "limited"],
    ["PUT", failed({ statusCode: 402 }, "You must sign up for private packages"), "payment"],
    ["PUT", failed({ statusCode: 413 }), "too large"],
    ["PUT", failed({ statusCode: 451 }), "blocked"],
    ["PUT", failed({ statusCode: 403 }, "Package name too similar to existing package react"), "blocked"],
    ["PUT", failed({ statusCode: 403 }, "OIDC permission denied for this action"), "auth"],
    ["PUT", failed({ code: "EAUTHIP", statusCode: 401 }), "auth"],
    [
      "PUT",
      failed(
        { statusCode: 403 },
        "Two-factor authentication or granular access token with bypass 2fa enabled is required to publish packages.",
      ),
      "second factor",
    ],
    ["PUT", failed({ statusCode: 409 }, "Failed to save packument."), "transient"],
    ["PUT", failed({ code: "CA_CREATE_SIGNING_CERTIFICATE_ERROR", cause: failed({ statusCode: 502 }) }), "transient"],
    ["PUT", failed({ code: "CA_CREATE_SIGNING_CERTIFICATE_ERROR", cause: failed({ statusCode: 400 }) }), "refused"],
    ["GET", failed({ code: "ECONNRESET" }), "transient"],
    ["PUT", failed({ statusCode: 400 }), "refused"],
    ["PUT", failed({ statusCode: 422 }), "refused"],
    ["PUT", failed({ code: "ERR_TLS_CERT_ALTNAME_INVALID" }), "refused"],
    ["PUT", new TypeError("x is not a function"), "refused"],
  ] as const)("on %s: %s is %s", (method, error, trouble) => {
    expect(classifyRegistryError(error, method)).toBe(trouble);
  });

  test.each([
    [failed({ statusCode: 401 }), "E_NPM_AUTH", 9, true],
    [failed({ statusCode: 404 }), "E_NPM_AUTH", 9, true],
    [failed({ code: "EOTP" }), "E_NPM_OTP", 8, true],
    [failed({ statusCode: 500 }), "E_NPM_UNAVAILABLE", 5, true],
    [failed({ statusCode: 400 }), "E_NPM_REFUSED", 5, false],
    [failed({ statusCode: 402 }), "E_NPM_PAYMENT", 9, true],
    [failed({ statusCode: 413 }), "E_NPM_TOO_LARGE", 5, false],
    [failed({ statusCode: 429 }), "E_NPM_LIMITED", 5, true],
    [failed({ statusCode: 451 }), "E_NPM_BLOCKED", 5, false],
  ])("%s becomes %s with exit %i", (error, code, exit, retryable) => {
    const { failure } = toRegistryFailure(error, { id: "a@1.0.0", registry: "https://r.test/", method: "PUT" });
    expect([failure.code, failure.exit, failure.retryable]).toEqual([code, exit, retryable]);
  });

  test.each([
    [{ "retry-after": ["7"] }, 7000],
    [{ "retry-after": "7" }, 7000],
    [{ "retry-after": ["Fri, 27 Nov 2026 10:01:00 GMT"], date: ["Fri, 27 Nov 2026 10:00:00 GMT"] }, 60_000],
    [{ "retry-after": ["Fri, 27 Nov 2026 09:00:00 GMT"], date: ["Fri, 27 Nov 2026 10:00:00 GMT"] }, 0],
    [{ "retry-after": ["Fri, 27 Nov 2026 10:01:00 GMT"] }, undefined],
    [{ "retry-after": ["soon"] }, undefined],
    [{}, undefined],
  ])("with %j it is to be left alone for %s ms", (headers, ms) => {
    const error = failed({ statusCode: 429, headers });
    const thrown = toRegistryFailure(error, { id: "a@1.0.0", registry: "https://r.test/", method: "PUT" });
    expect(thrown.retryAfter).toBe(ms);
  });

  test("no token of its headers or words is kept", () => {
    const token = `npm_${"a".repeat(36)}`;
    const error = failed(
      { statusCode: 403, headers: { authorization: `Bearer ${token}` } },
      `403 for https://u:${token}@r.test/a with ${token}`,
    );
    const thrown = toRegistryFailure(error, { id: "a@1.0.0", registry: "https://r.test/", method: "PUT" });
    expect(`${JSON.stringify(thrown.failure)}${thrown.stack}${JSON.stringify(thrown.cause)}`).not.toContain(token);
  });
});
