import npmFetch, { type Options } from "npm-registry-fetch";

/** What is used of a response of npm-registry-fetch: a Minipass stream, whose types lie in no package of its own. */
interface Answer {
  readonly body: AsyncIterable<Uint8Array> & { destroy(error: Error): unknown };
}

/** The whole body of an answer, never from a cache; rejects where it is larger than `limit` bytes. */
export async function fetchBytes(address: string, options: Options, limit: number): Promise<Buffer> {
  const { body } = (await npmFetch(address, { ...options, preferOnline: true })) as unknown as Answer;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limit) throw new Error(`the answer is larger than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
