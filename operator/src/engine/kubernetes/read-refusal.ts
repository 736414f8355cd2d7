import type { Dispatcher } from 'undici';
import { ApiError, type ApiRequest, type ApiStatus } from './transport';

/** What the server says in an answer that is a refusal, and its length. */
export async function readRefusal(
  request: ApiRequest,
  { statusCode, headers, body }: Dispatcher.ResponseData,
): Promise<{ readonly error: ApiError; readonly bytes: number }> {
  const bytes = Buffer.from(await body.arrayBuffer());
  const status = asStatus(bytes.toString());
  const retryAfter = seconds(headers['retry-after']) ?? status.details?.retryAfterSeconds;
  const { method, path } = request;
  return { error: new ApiError(statusCode, status, { method, path }, retryAfter), bytes: bytes.length };
}

// what stands between us and the API server answers in words
function asStatus(text: string): ApiStatus {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null) return parsed;
  } catch {
    // said below
  }
  return { message: text.slice(0, 500).trim() };
}

function seconds(header: string | string[] | undefined): number | undefined {
  const [text] = [header].flat();
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text);
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - Date.now()) / 1000);
}
