import { createServer } from "node:http";
import { reconcile, type Outcome } from "@releaser/core";
import fc from "fast-check";
import { describe, expect, onTestFinished, test } from "vitest";
import { closeServer, listenOn } from "../src/listen-on.ts";
import { splitTold, withTold } from "../src/page/told-marks.ts";
import { webhookResource, type WebhookResourceOptions } from "../src/page/webhook-resource.ts";

interface Receiver {
  readonly address: string;
  /** What was posted: the key and the document. */
  readonly posted: readonly (readonly [key: string, document: unknown])[];
}

/** Answers with these statuses, one after the other, and then with 204. */
async function receiver(...statuses: number[]): Promise<Receiver> {
  const posted: (readonly [string, unknown])[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      posted.push([String(request.headers["idempotency-key"]), JSON.parse(Buffer.concat(chunks).toString())]);
      response.writeHead(statuses.shift() ?? 204, { location: "/elsewhere" }).end();
    });
  });
  onTestFinished(() => closeServer(server));
  return { address: `http://127.0.0.1:${await listenOn(server, [0])}/hook/secret-path`, posted };
}

/** A page's body, and what comes of telling. */
function telling(address: string | undefined, more: Partial<WebhookResourceOptions> = {}) {
  const page = { body: "words" };
  const clock = { now: () => new Date(), elapsed: () => performance.now(), sleep: () => Promise.resolve() };
  const tell = async (mode: "apply" | "observe" = "apply"): Promise<Outcome> => {
    const resource = webhookResource({
      variable: "HOOK",
      address,
      readBody: () => Promise.resolve(page.body),
      writeBody: (body) => {
        page.body = body;
        return Promise.resolve();
      },
      document: () => ({ tag: "v1.0.0" }),
      idempotencyKey: "one release",
      tag: "v1.0.0",
      ...more,
    });
    const [outcome] = await reconcile([resource], { mode, clock, random: () => 0 });
    if (!outcome) throw new Error("no outcome");
    return outcome;
  };
  return { page, tell };
}

describe("a webhook", () => {
  test("is told once, and the page remembers it", async () => {
    const { address, posted } = await receiver();
    const { page, tell } = telling(address);
    expect([(await tell("observe")).verdict, posted]).toEqual(["absent", []]);
    expect([(await tell()).verdict, (await tell()).verdict]).toEqual(["applied", "held"]);
    expect(posted).toEqual([["one release", { tag: "v1.0.0" }]]);
    expect(page.body).toBe("words\n\n<!-- releaser: told HOOK -->");
  });

  test("what the receiver cannot take now is posted again, under the same key", async () => {
    const { address, posted } = await receiver(503, 429);
    expect((await telling(address).tell()).verdict).toBe("applied");
    expect(posted.map(([key]) => key)).toEqual(["one release", "one release", "one release"]);
  });

  test.each([404, 302])("what is refused with %i is told without the address", async (status) => {
    const { address, posted } = await receiver(status);
    const outcome = await telling(address).tell();
    expect(outcome).toMatchObject({ verdict: "failed", failure: { code: "E_WEBHOOK_REFUSED", exit: 5 } });
    expect([posted.length, JSON.stringify(outcome)]).toEqual([1, expect.not.stringContaining("secret")]);
  });

  test("one that is not there is told without the address too", async () => {
    const outcome = await telling("http://127.0.0.1:9/secret-path").tell();
    expect(outcome).toMatchObject({ failure: { code: "E_WEBHOOK_UNAVAILABLE", retryable: true } });
    expect(JSON.stringify(outcome)).not.toContain("secret");
  });

  test.each([undefined, "", "http://hooks.example.test/", "no address"])(
    "address %s is asked for before anything is done",
    async (address) => {
      expect(await telling(address).tell()).toMatchObject({
        attempts: 0,
        failure: { code: "E_WEBHOOK_ADDRESS", exit: 9 },
      });
    },
  );
});

test("marks come off a body as they were put on, and leave its text alone", () => {
  const name = fc.stringMatching(/^[A-Z_]{1,8}$/u);
  const text = fc
    .string({ unit: fc.constantFrom("a", "\n", "<!-- releaser: told ", " -->") })
    .filter((one) => splitTold(one).told.length === 0);
  fc.assert(
    fc.property(text, fc.array(name), (body, told) => {
      expect(splitTold(withTold(body, told))).toEqual({ text: body, told });
    }),
  );
});
