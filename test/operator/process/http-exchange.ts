import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: NodeJS.Dict<string | string[]>;
}

export interface ExchangeOptions {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  /** The certificate to trust. */
  readonly ca?: string;
}

/** Sends one request on a connection of its own. */
export function exchange(
  url: string,
  { method = 'GET', headers, ca }: ExchangeOptions = {},
): Promise<Answer> {
  const send = url.startsWith('https') ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const [, origin = '', path = '/'] = /^(\w+:\/\/[^/]+)(.*)$/.exec(url) ?? [];
    send(origin, { method, headers, ca, agent: false, path }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (text: string) => {
        body += text;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body, headers: response.headers }),
      );
      response.on('error', reject);
    })
      .on('error', reject)
      .end();
  });
}
