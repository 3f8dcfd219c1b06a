import { rules } from "@releaser/skew";
import { gatesSchema, licencesSchema, sizesSchema } from "./gates-schema.ts";
import { reason, text } from "./schema-texts.ts";
import { pipelineSchema } from "./pipeline-schema.ts";

const level = { enum: ["error", "warning", "info", "off"] };

/** A level, or options with a level beside. That a rule or an option exists is for `meta/config-unknown-rule` to judge, which knows the nearest name. */
function levelOrOptions(options: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return { if: { type: "object" }, else: level, allOf: [{ properties: { level, ...options } }] };
}

const address = { type: "string", pattern: "^https?://", description: "an https address" };

const exemption = {
  type: "object",
  additionalProperties: false,
  required: ["reason"],
  needsOneOf: ["rules", "package", "file", "dependency"],
  properties: {
    rules: { type: "array", minItems: 1, items: text },
    package: text,
    file: text,
    dependency: text,
    reason,
    until: { type: "string", format: "date" },
  },
};

/** JSON Schema (draft 07) of `Config`, with the keywords `needsOneOf` and `isPublisher`: every unknown key, wrong type and impossible value is reported at once. */
export const configSchema: Readonly<Record<string, unknown>> = {
  type: "object",
  additionalProperties: false,
  properties: {
    $schema: { type: "string" },
    branch: { type: "string", minLength: 1 },
    remote: { type: "string", pattern: "^[A-Za-z0-9][A-Za-z0-9._/-]*$" },
    remoteTimeout: { type: "number", exclusiveMinimum: 0 },
    concurrency: { type: "integer", minimum: 1 },
    train: {
      anyOf: [
        { const: false },
        {
          type: "object",
          additionalProperties: false,
          properties: {
            owner: { type: "string", minLength: 1 },
            from: { type: "string", pattern: "^\\d+\\.\\d+\\.\\d+" },
          },
        },
      ],
    },
    version: {
      type: "object",
      additionalProperties: false,
      properties: { privateMembers: { enum: ["refuse", "move"] } },
    },
    packageTags: { type: "boolean" },
    page: {
      type: "object",
      required: ["kind"],
      properties: { kind: { enum: ["directory", "github"] } },
      if: { required: ["kind"], properties: { kind: { const: "github" } } },
      // oxlint-disable-next-line unicorn/no-thenable
      then: {
        additionalProperties: false,
        properties: {
          kind: true,
          repository: { type: "string", pattern: "^[\\w-][\\w.-]*/[\\w-][\\w.-]*$", description: "owner/name" },
          apiUrl: address,
          uploadUrl: address,
        },
      },
      else: { additionalProperties: false, required: ["path"], properties: { kind: true, path: text } },
    },
    announce: {
      type: "object",
      additionalProperties: false,
      properties: {
        comments: { type: "boolean" },
        discussion: text,
        webhook: {
          type: "object",
          additionalProperties: false,
          required: ["env"],
          properties: {
            env: { type: "string", pattern: "^[A-Z_][A-Z0-9_]*$", description: "the name of an environment variable" },
          },
        },
      },
    },
    allowedSigners: text,
    npm: {
      type: "object",
      additionalProperties: false,
      properties: { provenance: { enum: [true, false, "auto"] }, staged: { type: "boolean" } },
    },
    signing: {
      type: "object",
      additionalProperties: false,
      properties: { format: { enum: ["ssh", "gpg"] }, trustedKeys: text },
    },
    gates: gatesSchema,
    licences: licencesSchema,
    skew: {
      type: "object",
      additionalProperties: false,
      properties: {
        rules: {
          type: "object",
          patternProperties: Object.fromEntries(rules.map(({ id, options }) => [`^${id}$`, levelOrOptions(options)])),
          additionalProperties: levelOrOptions(),
        },
        ignore: { type: "array", items: exemption },
        baseline: {
          type: "string",
          pattern: "^(?!\\.{0,2}/|.*/\\.{0,2}/)[^\\\\:]*[^/\\\\:]\\.json$",
          description: "the path of a .json file below the root",
        },
      },
    },
    pipeline: pipelineSchema,
    artifacts: {
      type: "object",
      additionalProperties: false,
      properties: {
        sign: { enum: ["ed25519", "sigstore", "ssh"] },
        signers: text,
        identity: {
          type: "object",
          additionalProperties: false,
          required: ["issuer", "subject"],
          properties: { issuer: text, subject: text },
        },
        sbom: { enum: ["cyclonedx", "spdx"] },
        newInstallScripts: { type: "array", items: text },
      },
    },
    sizes: sizesSchema,
    containers: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["image", "build"],
        properties: {
          image: { isImage: true },
          build: { anyOf: [text, { type: "array", minItems: 1, items: text }] },
          cwd: { type: "string", pattern: "^(?!/|.*(?:^|/)\\.\\.(?:/|$))", description: "a folder below the root" },
          platforms: {
            type: "array",
            items: { type: "string", pattern: "^[a-z0-9]+/[a-z0-9]+(/[a-z0-9]+)?$", description: "as linux/amd64" },
          },
          tags: { type: "array", uniqueItems: true, items: { enum: ["latest", "major", "minor"] } },
          tokenHost: { type: "string", pattern: "^[a-z0-9.-]+(:[0-9]+)?$", description: "the name of a host" },
        },
      },
    },
    publishers: { type: "array", items: { isPublisher: true } },
    smoke: {
      type: "object",
      additionalProperties: false,
      properties: { canary: { anyOf: [{ const: false }, { type: "array", minItems: 1, items: text }] } },
    },
    links: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["title", "url"],
        properties: { title: { type: "string", minLength: 1 }, url: { type: "string", pattern: "^https?://" } },
      },
    },
  },
};
