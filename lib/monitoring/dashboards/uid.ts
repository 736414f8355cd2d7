import type { Construct, IConstruct } from 'constructs';
import { refuse } from '../../validation/refuse';

const UID = /^[a-zA-Z0-9_-]{1,40}$/;

/** By the root of each tree, who has which uid. */
const claimed = new WeakMap<IConstruct, Map<string, string>>();

/**
 * Takes a uid for a dashboard.
 *
 * @see https://grafana.com/docs/grafana/latest/developers/http_api/dashboard/#identifier-id-vs-unique-identifier-uid
 * @throws where it is none, or another dashboard of the same app has it.
 */
export function claimUid(dashboard: Construct, uid: string): string {
  const { path, root } = dashboard.node;
  if (!UID.test(uid)) {
    const rule = 'is no uid of a dashboard: 1 to 40 letters, digits, dashes and underscores';
    refuse(path, 'uid', uid, rule, 'set a shorter or plainer one by the property uid');
  }
  const owners = claimed.get(root) ?? new Map<string, string>();
  const owner = owners.get(uid);
  if (owner !== undefined) {
    refuse(path, 'uid', uid, `is the uid of ${owner}`, 'set another by the property uid');
  }
  claimed.set(root, owners.set(uid, path));
  return uid;
}
