/** A request as the fake saw it. */
export interface SeenRequest {
  /** In upper case. */
  readonly method: string;
  readonly url: URL;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly bytes: Uint8Array;
}

/** What it answers. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON; undefined for none. */
  readonly body?: unknown;
  /** A body that is no JSON. */
  readonly bytes?: Uint8Array;
}

/** An answer that ends a request early. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly answer: Answer;

  constructor(
    status: number,
    message: string,
    more: { readonly errors?: readonly object[]; readonly headers?: Answer["headers"] } = {},
  ) {
    super(message);
    const { errors, headers } = more;
    this.answer = {
      status,
      body: {
        message,
        ...(errors && { errors }),
        documentation_url: "https://docs.github.com/rest",
        status: String(status),
      },
      ...(headers && { headers }),
    };
  }
}

/** The refusal of something that is not there, or that the asker may not know of. */
export function notFound(): Refusal {
  return new Refusal(404, "Not Found");
}

/** The refusal of a value, `Release.tag_name`, as GitHub words it. */
export function invalid(place: `${string}.${string}`, code: string, message?: string): Refusal {
  const [resource, field] = place.split(".");
  return new Refusal(422, "Validation Failed", {
    errors: [{ resource, field, code, ...(message !== undefined && { message }) }],
  });
}
