import type { DestinationSpec } from '../../lib/argocd/destination';
import { projectFindings } from '../../lib/argocd/project/project-findings';
import type { ProjectSpec } from '../../lib/argocd/project/project-spec';
import type { SyncWindowSpec } from '../../lib/argocd/project/sync-window';
import { formatFieldPath } from '../../lib/validation/field-path';

/** What is refused, as `field: rule`. */
function refused(spec: ProjectSpec): string[] {
  return projectFindings('shop', spec).map(({ path, rule }) => `${formatFieldPath(path)}: ${rule}`);
}

const says = (message: string) => `is refused by Argo CD: "${message}"`;

it('accepts a project without anything', () => {
  expect(refused({})).toEqual([]);
});

it('refuses a description of more than 255 characters, as Kubernetes does', () => {
  expect(refused({ description: 'ä'.repeat(255) })).toEqual([]);
  expect(refused({ description: 'ä'.repeat(256) })).toEqual([
    'spec.description: is longer than 255 characters',
  ]);
});

describe('destinations', () => {
  const refusedDestinations = (...destinations: DestinationSpec[]) => refused({ destinations });

  it.each(['name', 'server', 'namespace'] as const)('deny not everything by %s', (field) => {
    const destination = { server: 'https://a', namespace: 'b', [field]: '!*' };
    expect(refusedDestinations(destination)).toEqual([
      `spec.destinations[0].${field}: ${says(`${field} has an invalid format, '!*'`)}, since it would deny everything`,
    ]);
    expect(refusedDestinations({ ...destination, [field]: '!a*' })).toEqual([]);
  });

  it('are different in cluster and namespace, a name and a URL being the same text included', () => {
    const destination = { server: 'a', namespace: 'b' };
    const message = "destination 'a/b' already added";
    expect(refusedDestinations(destination, destination)).toEqual([`spec.destinations[1]: ${says(message)}`]);
    expect(refusedDestinations(destination, { name: 'a', namespace: 'b' })).toEqual([
      `spec.destinations[1]: ${says(message)}`,
    ]);
    expect(refusedDestinations(destination, { ...destination, namespace: 'c' })).toEqual([]);
    // the URL counts where both are given
    expect(refusedDestinations(destination, { server: 'c', name: 'a', namespace: 'b' })).toEqual([]);
  });
});

it('source namespaces are different', () => {
  expect(refused({ sourceNamespaces: ['a', 'b'] })).toEqual([]);
  expect(refused({ sourceNamespaces: ['a', 'b', 'a'] })).toEqual([
    `spec.sourceNamespaces[2]: ${says("source namespace 'a' already added")}`,
  ]);
});

describe('source repositories', () => {
  it('are different, and deny not everything', () => {
    expect(refused({ sourceRepos: ['https://a', '!https://a/b', '*'] })).toEqual([]);
    expect(refused({ sourceRepos: ['https://a', 'https://a'] })).toEqual([
      `spec.sourceRepos[1]: ${says("source repository 'https://a' already added")}`,
    ]);
    expect(refused({ sourceRepos: ['!*'] })).toEqual([
      `spec.sourceRepos[0]: ${says("source repository has an invalid format, '!*'")}, since it would deny everything`,
    ]);
  });

  it.each(['https://ghcr.io/acme/*', 'https://docker.io/acme', 'https://registry.hub.docker.com/acme'])(
    'are no registries of images: %s',
    (repo) => {
      expect(refused({ sourceRepos: [repo] })).toEqual([
        'spec.sourceRepos[0]: is a registry of images, and no application reads images',
      ]);
    },
  );

  it.each([
    'oci://ghcr.io/acme/*',
    'ghcr.io/acme/charts',
    'https://github.com/ghcr.io/x',
    'https://charts.io/docker.io',
  ])('may hold charts and artifacts: %s', (repo) => {
    expect(refused({ sourceRepos: [repo] })).toEqual([]);
  });
});

describe('roles', () => {
  const role = (changes: object) => ({ roles: [{ name: 'dev', ...changes }] });

  it('are different', () => {
    expect(refused({ roles: [{ name: 'a' }, { name: 'a' }] })).toEqual([
      `spec.roles[1].name: ${says("role 'a' already exists")}`,
    ]);
  });

  it.each(['a', 'A-b_C', '0'])('may be called %s', (name) => {
    expect(refused(role({ name }))).toEqual([]);
  });

  it.each(['', '-a', 'a_', 'a b', 'a:b'])('may not be called %j', (name) => {
    expect(refused(role({ name }))).toEqual([`spec.roles[0].name: ${says(`invalid role name '${name}'`)}`]);
  });

  it.each(
    [
      'p, proj:shop:dev, applications, get, shop/*, allow',
      'p,proj:shop:dev,logs,get,shop/a.b-c_d,deny',
      'p, proj:shop:dev, applications, action/apps/Deployment/restart, shop/team-a/*, allow',
      'p, proj:shop:dev, applications, delete/*/Pod/*/*, shop/a, allow',
      'p, proj:shop:dev, exec, *, shop/*, allow',
    ].map((policy) => [policy]),
  )('may say %s', (policy) => {
    expect(refused(role({ policies: [policy] }))).toEqual([]);
  });

  it.each([
    [
      'g, proj:shop:dev, applications, get, shop/*, allow',
      "must be of the form: 'p, sub, res, act, obj, eft'",
    ],
    ['p, proj:shop:dev, applications, get, shop/*', "must be of the form: 'p, sub, res, act, obj, eft'"],
    [
      'p, proj:other:dev, applications, get, shop/*, allow',
      "policy subject must be: 'proj:shop:dev', not 'proj:other:dev'",
    ],
    [
      'p, proj:shop:dev, projects, get, shop/*, allow',
      "project resource must be: 'applications', 'applicationsets', 'repositories', 'exec', 'logs' or 'clusters', not 'projects'",
    ],
    ['p, proj:shop:dev, applications, list, shop/*, allow', "invalid action 'list'"],
    [
      'p, proj:shop:dev, applications, get, *, allow',
      "object must be of form 'shop/*', 'shop[/<NAMESPACE>]/<APPNAME>' or 'shop/<APPNAME>', not '*'",
    ],
    [
      'p, proj:shop:dev, applications, get, shop/a/b/c, allow',
      "object must be of form 'shop/*', 'shop[/<NAMESPACE>]/<APPNAME>' or 'shop/<APPNAME>', not 'shop/a/b/c'",
    ],
    ['p, proj:shop:dev, applications, get, shop/*, maybe', "effect must be: 'allow' or 'deny'"],
  ])('may not say %s', (policy, message) => {
    expect(refused(role({ policies: [policy] }))).toEqual([
      `spec.roles[0].policies[0]: ${says(`invalid policy rule '${policy}': ${message}`)}`,
    ]);
  });

  it('say nothing twice', () => {
    const policy = 'p, proj:shop:dev, applications, get, shop/*, allow';
    expect(refused(role({ policies: [policy, policy] }))).toEqual([
      `spec.roles[0].policies[1]: ${says(`policy '${policy}' already exists for role 'dev'`)}`,
    ]);
  });

  it.each(['dev', 'acme:dev', '"a,b"', 'two words'])('may be given to the group %s', (group) => {
    expect(refused(role({ groups: [group] }))).toEqual([]);
  });

  it.each([
    ['a,b', "group 'a,b' must be quoted"],
    ['', "group '' is empty"],
    ['""', "group '' is empty"],
    ['a\nb', "group 'a\nb' contains invalid characters"],
    [' a', "group 'a' contains a leading space"],
    ['a ', "group 'a' contains a trailing space"],
  ])('may not be given to the group %j', (group, message) => {
    expect(refused(role({ groups: [group] }))).toEqual([`spec.roles[0].groups[0]: ${says(message)}`]);
  });

  it('are given to a group once', () => {
    expect(refused(role({ groups: ['a', 'a'] }))).toEqual([
      `spec.roles[0].groups[1]: ${says("group 'a' already exists for role 'dev'")}`,
    ]);
  });
});

describe('sync windows', () => {
  const window: SyncWindowSpec = {
    kind: 'allow',
    schedule: '0 8 * * 1-5',
    duration: '8h',
    applications: ['*'],
  };
  const refusedWindows = (...syncWindows: SyncWindowSpec[]) => refused({ syncWindows });

  it('are for applications, namespaces or clusters', () => {
    expect(refusedWindows(window)).toEqual([]);
    expect(refusedWindows({ ...window, applications: [], namespaces: ['a'] })).toEqual([]);
    expect(refusedWindows({ ...window, applications: undefined, clusters: ['a'] })).toEqual([]);
    expect(refusedWindows({ ...window, applications: [] })).toEqual([
      `spec.syncWindows[0]: ${says("window 'allow':'0 8 * * 1-5':'8h' requires one of application, cluster or namespace")}`,
    ]);
  });

  it('are different in more than description, manual sync and overrun', () => {
    const message = "sync window with kind 'allow', schedule '0 8 * * 1-5', and duration '8h' already exists";
    const twin = { ...window, description: 'again', manualSync: true, syncOverrun: true };
    expect(refusedWindows(window, twin)).toEqual([`spec.syncWindows[1]: ${says(message)}`]);
    for (const changes of [
      { kind: 'deny' },
      { duration: '9h' },
      { timeZone: 'Europe/Vienna' },
      { andOperator: true },
    ]) {
      expect(refusedWindows(window, { ...window, ...changes })).toEqual([]);
    }
  });

  it.each<[SyncWindowSpec, string]>([
    [{ kind: 'Allow' }, `kind: ${says("kind 'Allow' mismatch: can only be allow or deny")}`],
    [{ duration: '8' }, `duration: ${says("cannot parse duration '8'")}`],
    [{ duration: '' }, `duration: ${says("cannot parse duration ''")}`],
    [{ description: 'ä'.repeat(128) }, `description: ${says('description must not exceed 255 characters')}`],
    [
      { schedule: '0 8 * *' },
      'schedule: has 4 fields instead of 5; Argo CD says "cannot parse schedule \'0 8 * *\'"',
    ],
    [{ timeZone: 'Mars/Base' }, 'timeZone: is no time zone; Argo CD would take it as UTC in silence'],
    [
      { timeZone: 'europe/vienna' },
      'timeZone: is spelt Europe/Vienna; Argo CD would take it as UTC in silence',
    ],
  ])('are read by Argo CD, unlike %j', (changes, message) => {
    expect(refusedWindows({ ...window, ...changes })).toEqual([`spec.syncWindows[0].${message}`]);
  });

  it.each(['UTC', 'Local', 'Europe/Vienna', 'America/Argentina/Buenos_Aires'])(
    'know the time zone %s',
    (timeZone) => {
      expect(refusedWindows({ ...window, timeZone })).toEqual([]);
    },
  );
});

describe('service accounts of destinations', () => {
  const account = { server: 'https://a', namespace: 'b', defaultServiceAccount: 'deployer' };
  const refusedAccounts = (...changes: Partial<typeof account>[]) =>
    refused({ destinationServiceAccounts: changes.map((change) => ({ ...account, ...change })) });

  it('may have patterns, and an account of another namespace', () => {
    expect(
      refusedAccounts({ server: '*', namespace: '{a,b}-*', defaultServiceAccount: 'ns:deployer' }),
    ).toEqual([]);
  });

  it.each([
    [{ server: '!a' }, 'server', '!a'],
    [{ server: '[a' }, 'server', '[a'],
    [{ namespace: '!a' }, 'namespace', '!a'],
    [{ namespace: '[a' }, 'namespace', '[a'],
    [{ defaultServiceAccount: ' ' }, 'defaultServiceAccount', ' '],
    [{ defaultServiceAccount: 'a*' }, 'defaultServiceAccount', 'a*'],
    [{ defaultServiceAccount: 'a/b' }, 'defaultServiceAccount', 'a/b'],
  ])('may not be %j', (changes, field, value) => {
    expect(refusedAccounts(changes)).toEqual([
      `spec.destinationServiceAccounts[0].${field}: ${says(`${field} has an invalid format, '${value}'`)}`,
    ]);
  });

  it('are one for each destination', () => {
    expect(refusedAccounts({}, { namespace: 'c' })).toEqual([]);
    expect(refusedAccounts({}, { defaultServiceAccount: 'other' })).toEqual([
      `spec.destinationServiceAccounts[1]: ${says("destinationServiceAccount 'https://a/b' already added")}`,
    ]);
  });
});
