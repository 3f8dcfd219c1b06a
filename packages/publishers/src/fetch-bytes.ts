import npmFetch, { type Options } from "npm-registry-fetch";

/** What is used of a response of npm-registry-fetch: a Minipass stream, whose types lie in no package of its own. */
interface Answer {
  /** Where it came from in the end, behind all redirections. */
  readonly url: string;
  readonly body: AsyncIterable<Uint8Array> & { destroy(error: Error): unknown };
}

/** The whole body of an answer, never from a cache; rejects with {@link TooLarge} where it is larger than `limit` bytes. */
export async function fetchBytes(address: string, options: Options, limit: number): Promise<Buffer> {
  return await readBody(await ask(address, options), limit);
}

/** The same, but what another host answers in the name of this one is refused: a redirection there rejects. */
export async function fetchOwnBytes(address: string, options: Options, limit: number): Promise<Buffer> {
  const answer = await ask(address, options);
  const { host } = new URL(answer.url);
  if (host === new URL(address).host) return await readBody(answer, limit);
  const error = new Error(`it sends to another host, ${host}, which is not asked`);
  answer.body.destroy(error);
  throw error;
}

/** An answer that was not read to its end. */
export class TooLarge extends Error {
  constructor(limit: number) {
    super(`the answer is larger than ${limit} bytes`);
  }
}

async function ask(address: string, options: Options): Promise<Answer> {
  const answer: unknown = await npmFetch(address, { ...options, preferOnline: true });
  return answer as Answer;
}

async function readBody({ body }: Answer, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) throw new TooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
