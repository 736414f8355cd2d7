import { Duration, Testing } from 'cdk8s';
import {
  ApplicationAction,
  ApplicationSource,
  ArgoApplication,
  ArgoProject,
  type ArgoProjectProps,
  Destination,
  PolicyEffect,
  ProjectAction,
  ProjectPolicy,
  SignatureMode,
  SyncWindow,
} from '../../lib/argocd';
import { emit, fleetChart, PRODUCTION, platformChart, REPOSITORY, shopProject, specOf } from './argo-fixture';

function spec(props: ArgoProjectProps, change?: (project: ArgoProject) => void): Record<string, unknown> {
  const chart = platformChart();
  const project = new ArgoProject(chart, 'shop', props);
  change?.(project);
  return specOf(chart, 'AppProject');
}

it('minimal', () => {
  const chart = platformChart();
  new ArgoProject(chart, 'shop');
  expect(Testing.synth(chart)).toMatchSnapshot();
});

it('all the properties', () => {
  const props: Required<ArgoProjectProps> = {
    metadata: { name: 'shops', labels: { team: 'shop' } },
    description: 'All shops.',
    sourceRepos: [REPOSITORY],
    destinations: [Destination.cluster('production', 'shop-*'), Destination.inCluster('!kube-system')],
    sourceNamespaces: ['team-*'],
    clusterResourceWhitelist: [{ group: '', kind: 'Namespace', name: 'shop-*' }],
    clusterResourceBlacklist: [{ group: 'policy', kind: '*' }],
    namespaceResourceWhitelist: [{ group: 'apps', kind: 'Deployment' }],
    namespaceResourceBlacklist: [{ group: '', kind: 'ResourceQuota' }],
    roles: [
      {
        name: 'developer',
        description: 'May look.',
        groups: ['shop-developers'],
        policies: [ProjectPolicy.applications([ApplicationAction.GET])],
      },
    ],
    syncWindows: [
      SyncWindow.allow({
        schedule: '0 8 * * 1-4',
        duration: Duration.hours(8),
        timeZone: 'Europe/Vienna',
        applications: ['shop-*'],
        namespaces: ['shop'],
        clusters: ['production'],
        manualSync: true,
        andOperator: true,
        syncOverrun: true,
        description: 'Working hours.',
      }),
    ],
    orphanedResources: { warn: true, ignore: [{ group: '', kind: 'ConfigMap', name: 'kube-root-ca.crt' }] },
    destinationServiceAccounts: [
      { server: PRODUCTION, namespace: 'shop-*', defaultServiceAccount: 'deployer' },
    ],
    permitOnlyProjectScopedClusters: true,
    sourceIntegrity: [{ repos: [REPOSITORY], keys: ['4AEE18F83AFDEB23'], mode: SignatureMode.STRICT }],
  };
  const chart = platformChart();
  new ArgoProject(chart, 'shop', props);
  expect(Testing.synth(chart)).toMatchSnapshot();
});

it('what is added later is as if it had been given at once', () => {
  const window = SyncWindow.deny({ schedule: '0 0 24 12 *', duration: Duration.days(3) });
  const role = { name: 'operator', policies: [ProjectPolicy.logs()] };
  const account = { server: '*', defaultServiceAccount: 'deployer' };
  const added = spec({}, (project) => {
    project.addSourceRepo(REPOSITORY);
    project.addDestination(Destination.inCluster('shop'));
    project.addRole(role);
    project.addSyncWindow(window);
    project.addDestinationServiceAccount(account);
    project.allowClusterKind('', 'Namespace', 'shop');
    project.allowNamespaceKind('apps', 'Deployment');
  });
  const given = spec({
    sourceRepos: [REPOSITORY],
    destinations: [Destination.inCluster('shop')],
    roles: [role],
    syncWindows: [window],
    destinationServiceAccounts: [account],
    clusterResourceWhitelist: [{ group: '', kind: 'Namespace', name: 'shop' }],
    namespaceResourceWhitelist: [{ group: 'apps', kind: 'Deployment' }],
  });
  expect(added).toEqual(given);
  // whom a window does not name it means all
  expect(added.syncWindows).toEqual([
    { kind: 'deny', schedule: '0 0 24 12 *', duration: '72h', applications: ['*'] },
  ]);
});

describe('a role', () => {
  const policies = (...given: ProjectPolicy[]) => {
    const { roles } = spec({ roles: [{ name: 'dev', policies: given }] }) as {
      roles: { policies: string[] }[];
    };
    return roles[0]?.policies;
  };

  it('has a line for each action', () => {
    expect(policies(ProjectPolicy.applications([ApplicationAction.GET, ApplicationAction.SYNC]))).toEqual([
      'p, proj:shop:dev, applications, get, shop/*, allow',
      'p, proj:shop:dev, applications, sync, shop/*, allow',
    ]);
  });

  it('may do all that Argo CD knows, and nothing that it would refuse', () => {
    const { GET, CREATE, UPDATE, DELETE, SYNC, OVERRIDE, ALL } = ApplicationAction;
    const some = ProjectPolicy.applications([
      GET,
      CREATE,
      UPDATE,
      DELETE,
      SYNC,
      OVERRIDE,
      ALL,
      ApplicationAction.run('apps', 'Deployment', 'restart'),
      ApplicationAction.run(),
      ApplicationAction.updateResource('apps', 'Deployment'),
      ApplicationAction.deleteResource('', 'Pod', '*', '*'),
    ]);
    const every = Object.values(ProjectAction);
    const lines = policies(
      some,
      ProjectPolicy.applicationSets(every, { name: 'a*' }),
      ProjectPolicy.repositories(every),
      ProjectPolicy.clusters(every),
      ProjectPolicy.logs({ namespace: 'team-a', name: 'b' }),
      ProjectPolicy.exec({ effect: PolicyEffect.DENY }),
    );
    expect(lines).toMatchSnapshot();
  });

  it('without an action, or with a comma in one, is refused', () => {
    expect(() => ProjectPolicy.applications([])).toThrow('holds no action');
    expect(() => ApplicationAction.run('apps', 'a, b')).toThrow('has a comma or a space');
  });
});

describe('a sync window that Argo CD could not read is refused at once', () => {
  const window = { schedule: '0 8 * * *', duration: Duration.hours(1) };

  it.each([
    [{ schedule: '0 8 * *' }, 'SyncWindow.allow: schedule = "0 8 * *"\n  has 4 fields instead of 5.'],
    [{ schedule: 'TZ=UTC 0 8 * * *' }, 'names a time zone'],
    [{ duration: Duration.millis(999) }, 'is shorter than a second'],
    [
      { timeZone: 'Vienna' },
      'timeZone = "Vienna"\n  is no time zone; Argo CD would take it as UTC in silence.',
    ],
    [{ description: 'a'.repeat(256) }, 'is longer than 255 bytes'],
  ])('%#', (changes, reason) => {
    expect(() => SyncWindow.allow({ ...window, ...changes })).toThrow(reason);
  });
});

describe('kinds that own the cluster', () => {
  it.each([
    ['', 'Namespace'],
    ['rbac.authorization.k8s.io', 'ClusterRole'],
    ['rbac.authorization.k8s.io', '*'],
  ])('%s/%s is refused without a name, and allowed with one', (group, kind) => {
    const project = new ArgoProject(platformChart(), 'shop');
    expect(() => project.allowClusterKind(group, kind)).toThrow(
      'without a name would let applications take over the cluster',
    );
    project.allowClusterKind(group, kind, '*');
    const clusterResourceWhitelist = [{ group, kind }];
    expect(() => spec({ clusterResourceWhitelist })).toThrow('would let applications take over the cluster');
  });
});

describe('allowEmitted', () => {
  function project(
    fill: (deliver: (id: string, namespace?: string) => ReturnType<typeof fleetChart>) => void,
  ) {
    const platform = platformChart();
    const shop = shopProject(platform);
    fill((id, namespace) => {
      const chart = fleetChart(id, namespace);
      ArgoApplication.deliver(platform, id, {
        project: shop,
        destination: Destination.server(PRODUCTION),
        repoUrl: REPOSITORY,
        chart,
      });
      return chart;
    });
    return platform;
  }

  it('allows the kinds of all applications, each once, and objects of the cluster by name', () => {
    const platform = project((deliver) => {
      const shop = deliver('shop');
      emit(shop, 'apps/v1', 'Deployment', 'shop');
      emit(shop, 'v1', 'Namespace', 'chatgpt-production');
      emit(shop, 'cert-manager.io/v1', 'ClusterIssuer', 'ca');
      emit(deliver('cart'), 'monitoring.coreos.com/v1', 'ServiceMonitor', 'cart');
    });
    const { clusterResourceWhitelist, namespaceResourceWhitelist } = specOf(platform, 'AppProject');
    expect(clusterResourceWhitelist).toEqual([
      { group: '', kind: 'Namespace', name: 'chatgpt-production' },
      { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'ca' },
    ]);
    expect(namespaceResourceWhitelist).toEqual([
      { group: '', kind: 'ConfigMap' },
      { group: 'apps', kind: 'Deployment' },
      { group: 'monitoring.coreos.com', kind: 'ServiceMonitor' },
    ]);
  });

  it('sees what is added after it was called', () => {
    let late: ReturnType<typeof fleetChart> | undefined;
    const platform = project((deliver) => {
      late = deliver('shop');
    });
    if (late) emit(late, 'batch/v1', 'Job', 'late');
    expect(specOf(platform, 'AppProject').namespaceResourceWhitelist).toEqual([
      { group: '', kind: 'ConfigMap' },
      { group: 'batch', kind: 'Job' },
    ]);
  });

  it('allows no kind at all where there is no application: an empty list would allow every one', () => {
    const platform = project(() => undefined);
    const { namespaceResourceWhitelist, namespaceResourceBlacklist } = specOf(platform, 'AppProject');
    expect([namespaceResourceWhitelist, namespaceResourceBlacklist]).toEqual([
      undefined,
      [{ group: '*', kind: '*' }],
    ]);
  });

  it('leaves RBAC out, which is then told of the application that has it', () => {
    const platform = project((deliver) => {
      const shop = deliver('shop');
      emit(shop, 'rbac.authorization.k8s.io/v1', 'RoleBinding', 'shop');
      emit(shop, 'rbac.authorization.k8s.io/v1', 'ClusterRole', 'shop');
    });
    const error = () => Testing.synth(platform);
    expect(error).toThrow(
      'platform/shop:\n' +
        '  delivers rbac.authorization.k8s.io/RoleBinding, and will be refused by Argo CD: "resource rbac.authorization.k8s.io:RoleBinding is not permitted in project shop-project".\n' +
        "  Fix: allow it by allowNamespaceKind('rbac.authorization.k8s.io', 'RoleBinding'), or deliver it in another project.",
    );
    expect(error).toThrow("allowClusterKind('rbac.authorization.k8s.io', 'ClusterRole', 'shop')");
  });

  it('cannot know the kinds of a foreign source, and says so until some are allowed', () => {
    const build = (allow: boolean) => {
      const platform = platformChart();
      const shop = shopProject(platform);
      if (allow) shop.allowNamespaceKind('*', '*');
      new ArgoApplication(platform, 'chart', {
        project: shop,
        destination: Destination.server(PRODUCTION, 'chatgpt-production'),
        source: ApplicationSource.helmGit({ repoUrl: REPOSITORY, path: 'charts/a' }),
      });
      return () => Testing.synth(platform);
    };
    expect(build(false)).toThrow('would forbid all kinds of platform/chart, which has a foreign source');
    expect(build(true)).not.toThrow();
  });
});

it('all that is wrong is told at once, when the app is synthesized', () => {
  const chart = platformChart();
  const project = new ArgoProject(chart, 'shop', {
    sourceRepos: [REPOSITORY, REPOSITORY],
    destinations: [Destination.inCluster('!*')],
  });
  project.addRole({ name: '-', policies: [] });
  const synth = () => Testing.synth(chart);
  expect(synth).toThrow("source repository 'https://github.com/acme/deployments' already added");
  expect(synth).toThrow("namespace has an invalid format, '!*'");
  expect(synth).toThrow(
    'AppProject shop: spec.roles[0].name = "-"\n  is refused by Argo CD: "invalid role name \'-\'"',
  );
});
