/** The whole body of an answer; rejects where it is larger than `limit` bytes, and stops reading there. */
export async function readBody(response: Response, limit: number): Promise<Buffer> {
  const body: ReadableStream<Uint8Array> | null = response.body;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    if (size > limit) throw new Error(`the answer is larger than ${limit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
