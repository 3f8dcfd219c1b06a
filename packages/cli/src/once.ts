/** Does the work when it is first asked for; everybody gets the one answer. */
export function once<Answer>(work: () => Promise<Answer>): () => Promise<Answer> {
  let running: Promise<Answer> | undefined;
  return () => (running ??= work());
}
