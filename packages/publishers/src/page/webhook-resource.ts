import { type Failure, isApi, type ReleaserError, type Resource } from "@releaser/core";
import { failures } from "../failures.ts";
import { splitTold, withTold } from "./told-marks.ts";

export interface WebhookResourceOptions {
  /** The environment variable that holds the address; its name stands for the address, which may be a secret. */
  readonly variable: string;
  /** What it holds. */
  readonly address: string | undefined;
  /** The body of the release page, where it is noted that the document was posted; undefined where there is no page. */
  readonly readBody: () => Promise<string | undefined>;
  readonly writeBody: (body: string) => Promise<void>;
  /** What is posted, as JSON. */
  readonly document: () => object;
  /** The same for every attempt of a release, so that a receiver can tell a second one from another release. */
  readonly idempotencyKey: string;
  readonly tag: string;
  readonly after?: readonly string[];
  /** Milliseconds; 30 seconds unless told. */
  readonly timeout?: number;
}

/**
 * A JSON document about the release at an address of the user's, id `webhook:<variable>`. That it was posted is noted in the
 * body of the page, so it is posted once; where a run ended between the two it is posted again under the same
 * `idempotency-key`. The address goes into no output.
 */
export function webhookResource(options: WebhookResourceOptions): Resource<string> {
  const { variable, tag, after, readBody, writeBody } = options;
  return {
    id: `webhook:${variable}`,
    stage: "announced",
    title: `telling ${variable} of ${tag}`,
    ...(after && { after }),
    preflight: async () =>
      splitTold((await readBody()) ?? "").told.includes(variable) ? [] : addressFailures(options),
    observe: async () => {
      const { told } = splitTold((await readBody()) ?? "");
      return told.includes(variable) ? { is: "equal", seen: variable } : { is: "absent" };
    },
    apply: async () => {
      await post(options);
      const { text, told } = splitTold((await readBody()) ?? "");
      await writeBody(withTold(text, [...told, variable]));
    },
    describe: () => "posted",
  };
}

function addressFailures({ variable, address }: WebhookResourceOptions): readonly Failure[] {
  if (isApi(address)) return [];
  const why = address === undefined || address === "" ? "it is not set" : "it holds no https address";
  return [failures.E_WEBHOOK_ADDRESS({ variable, why }).failure];
}

async function post({
  variable,
  address = "",
  document,
  idempotencyKey,
  timeout = 30_000,
}: WebhookResourceOptions): Promise<void> {
  if (!isApi(address)) throw failures.E_WEBHOOK_ADDRESS({ variable, why: "it holds no https address" });
  const headers = { "content-type": "application/json", "user-agent": "releaser", "idempotency-key": idempotencyKey };
  const response = await fetch(address, {
    method: "POST",
    redirect: "manual",
    headers,
    body: JSON.stringify(document()),
    signal: AbortSignal.timeout(timeout),
  }).catch((error: unknown) => {
    throw unavailable(variable, error);
  });
  await response.body?.cancel();
  if (response.ok) return;
  const { status } = response;
  throw status >= 500 || status === 429 || status === 408
    ? failures.E_WEBHOOK_UNAVAILABLE({ variable, why: `it answers ${status}` })
    : failures.E_WEBHOOK_REFUSED({ variable, status });
}

/** Words of the network name hosts and paths, so the code alone is told. */
function unavailable(variable: string, error: unknown): ReleaserError {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "no answer came";
  return failures.E_WEBHOOK_UNAVAILABLE({ variable, why: code });
}
