import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PreviewPullRequest } from '../../lib';

/** As much of Gitea's API as the ApplicationSet controller asks for, on this machine only. */
export class FakeGitea {
  static async listen(pullRequests: readonly PreviewPullRequest[]): Promise<FakeGitea> {
    const pulls = pullRequests.map(
      ({ number, title, branch, targetBranch, headSha, author, labels = [] }) => ({
        number,
        title,
        state: 'open',
        head: { ref: branch, sha: headSha },
        base: { ref: targetBranch },
        user: { login: author },
        labels: labels.map((name) => ({ name })),
      }),
    );
    const server = createServer(({ url = '' }, response) => {
      const isList = url.startsWith('/api/v1/repos/acme/shop/pulls');
      const body = isList ? pulls : url === '/api/v1/version' ? { version: '1.24.0' } : undefined;
      response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body ?? {}));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FakeGitea(server);
  }

  private constructor(private readonly server: Server) {}

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
