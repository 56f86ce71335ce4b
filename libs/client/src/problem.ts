import type { FieldProblem, ProblemCode } from './types.js';

/** What a service says when it refuses a request or fails on it (RFC 9457). */
export interface ProblemDocument {
  status: number;
  title: string;
  detail: string;
  code: ProblemCode;
  request_id?: string;
  errors?: FieldProblem[];
}

/** The service refused or failed: `code` is the word to decide by, `message` the sentence to show. */
export class MuseProblem extends Error {
  override readonly name = 'MuseProblem';
  readonly code: ProblemCode;
  readonly status: number;
  /** Each bad field, where fields are to blame. */
  readonly fields: readonly FieldProblem[];
  readonly requestId?: string;

  constructor(
    document: ProblemDocument,
    /** Seconds after which trying again makes sense. */
    readonly retryAfter?: number,
  ) {
    super(document.detail);
    this.code = document.code;
    this.status = document.status;
    this.fields = document.errors ?? [];
    this.requestId = document.request_id;
  }

  /** The problem that a response carries; whatever stands between here and the service may answer something else. */
  static async from(response: Response): Promise<MuseProblem> {
    const retryAfter = Number(response.headers.get('retry-after') ?? NaN);
    const body: unknown = await response.json().catch(() => undefined);
    const document = isProblem(body) ? body : unknown(response);
    return new MuseProblem(document, Number.isFinite(retryAfter) ? retryAfter : undefined);
  }
}

function isProblem(body: unknown): body is ProblemDocument {
  const { code, detail } = Object(body) as Record<string, unknown>;
  return typeof code === 'string' && typeof detail === 'string';
}

function unknown({ status, statusText }: Response): ProblemDocument {
  const detail = `The answer ${status} ${statusText} does not come from Creative Muse.`.replace('  ', ' ');
  return { status, title: statusText, detail, code: 'unknown' };
}
