import { expect, test } from "vitest";
import { askTogether, askTogetherOf } from "../src/ask-together.ts";

interface Asked {
  readonly name: string;
  answer(text: string): void;
  refuse(reason: Error): void;
}

function asker(): { readonly asked: Asked[]; readonly ask: (name?: string) => Promise<string> } {
  const asked: Asked[] = [];
  const ask = (name = ""): Promise<string> =>
    new Promise((resolve, reject) => void asked.push({ name, answer: resolve, refuse: reject }));
  return { asked, ask };
}

const turn = async (): Promise<void> => await new Promise((resolve) => void setImmediate(resolve));

test("who asks while a question is under way waits for the next, and shares it", async () => {
  const { asked, ask } = asker();
  const read = askTogether(() => ask());
  const early = [read(), read()];
  await turn();
  const late = [read(), read(), read()];
  await turn();
  expect(asked).toHaveLength(1);
  asked[0]?.answer("before");
  expect(await Promise.all(early)).toEqual(["before", "before"]);
  await turn();
  expect(asked).toHaveLength(2);
  asked[1]?.answer("after");
  expect(await Promise.all(late)).toEqual(["after", "after", "after"]);
  void read();
  await turn();
  expect(asked).toHaveLength(3);
});

test("a refusal is that of those who asked, and of nobody after them", async () => {
  const { asked, ask } = asker();
  const read = askTogether(() => ask());
  const first = read();
  await turn();
  const second = read();
  asked[0]?.refuse(new Error("no"));
  await expect(first).rejects.toThrow("no");
  await turn();
  asked[1]?.answer("yes");
  expect(await second).toBe("yes");
});

test("questions about different things do not wait for each other", async () => {
  const { asked, ask } = asker();
  const read = askTogetherOf(ask);
  const both = [read("a"), read("b"), read("a")];
  await turn();
  expect(asked.map(({ name }) => name)).toEqual(["a", "b"]);
  for (const one of asked) one.answer(one.name);
  expect(await Promise.all(both)).toEqual(["a", "b", "a"]);
});
