import { expect, test } from "vitest";
import { idMismatch } from "../../../src/rules/contract/id-mismatch.ts";
import { closed, contracted, contractText, dir } from "../../contracts.ts";
import { judge, lines } from "../../judge.ts";

const world = contracted("1.0.0", { "report.v1": closed("a") });

test("a contract under another name than its file's is an error where it calls itself so", () => {
  expect(lines(judge(idMismatch, world.file(`${dir}/report.v1.yaml`, contractText("raport.v1", closed()))))).toEqual([
    "error .sentinel/contracts/report.v1.yaml#/contract: .sentinel/contracts/report.v1.yaml calls itself raport.v1, and its file report.v1",
  ]);
  expect(judge(idMismatch, world.file(`${dir}/report.v1.yaml`, "contract: [report.v1]\nschema: {}\n"))).toHaveLength(1);
  expect(judge(idMismatch, world.file(`${dir}/old.v1.json`, '{"contract":"older.v1"}'))).toHaveLength(1);
});

test("silent where both agree, where it does not say, and for what is no contract", () => {
  expect(judge(idMismatch, world)).toEqual([]);
  const more = world
    .file(`${dir}/bare.v1.json`, '{"type":"object"}')
    .file(`${dir}/quoted.v1.yml`, '"contract": quoted.v1\nschema: {}\n')
    .file(`${dir}/README.md`, "contract: x\n")
    .file(`${dir}/fixtures/report.v1.yaml`, "contract: x\n");
  expect(judge(idMismatch, more)).toEqual([]);
});
