/** What every object of the API has. */
export interface ApiObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

/** Which object is meant; an object names itself. */
export interface ApiObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly namespace?: string };
}

/** A condition in the status of an object. */
export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

/** Whether the object says of itself that `type` is true (Available, Established, Ready, …). */
export function hasCondition(object: ApiObject, type: string): boolean {
  const status = object.status as { readonly conditions?: readonly Condition[] } | undefined;
  return (
    status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false
  );
}

/** Why the API server refused a request (its `Status` object). */
export interface Refusal {
  /** A word for programs: Invalid, Forbidden, NotFound, Conflict, … */
  readonly reason?: string;
  /** A sentence for people, with every cause in it. */
  readonly message: string;
  readonly details?: {
    readonly causes?: readonly {
      readonly field?: string;
      readonly reason?: string;
      readonly message?: string;
    }[];
  };
}

/** What the API server answered. A refusal is an answer, not an exception: tests look at it. */
export interface ApiResponse<T = ApiObject> {
  /** Method and path, for messages. */
  readonly request: string;
  /** The HTTP status. */
  readonly status: number;
  /** The object; with a status of 400 and above, the Status object that is also in `refusal`. */
  readonly body: T;
  readonly refusal?: Refusal;
  /** The texts of the Warning headers: deprecated fields, pod security, … */
  readonly warnings: readonly string[];
}

/** The object of a response that must not be a refusal; throws what the API server said otherwise. */
export function accepted<T>(response: ApiResponse<T>): T {
  if (!response.refusal) return response.body;
  throw new Error(
    `${response.request}: ${response.status} ${response.refusal.reason ?? ''}: ${response.refusal.message}`,
  );
}
