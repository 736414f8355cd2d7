import { planFleet } from '../../lib/fleet/fleet-plan';
import { appYaml, documents, environmentYaml, plan, specOf } from './fleet-fixture';

const one = (app: string, environment: string) =>
  plan({ apps: { 'a.yaml': app }, environments: { 'e.yaml': environment } });

describe('layers', () => {
  it('merges defaults < app < entry of the environment', () => {
    const planned = one(
      appYaml('hello', 'transport: { maxBodyBytes: 2048 }\nshutdown: { drainSeconds: 20 }'),
      environmentYaml(
        'test',
        `defaults:
  transport: { maxBodyBytes: 1024, stateless: true }
  shutdown: { preStopSeconds: 1, drainSeconds: 10 }
apps:
  hello:
    spec: { shutdown: { drainSeconds: 30 } }`,
      ),
    );
    expect(planned.messages).toEqual([]);
    expect(specOf(planned, 'test', 'hello')).toMatchObject({
      transport: { maxBodyBytes: 2048, stateless: true },
      shutdown: { preStopSeconds: 1, drainSeconds: 30 },
    });
  });

  it('lets an app remove a default by null', () => {
    const defaults = environmentYaml('test', 'defaults: { pod: { priorityClassName: high } }');
    const planned = one(appYaml('hello', 'pod: { priorityClassName: null }'), defaults);
    expect(specOf(planned, 'test', 'hello').pod).toEqual({});
  });

  it('gives an app with replicas no autoscaling of the environment, and the other way round', () => {
    const scaled = environmentYaml('test', 'defaults: { autoscaling: { maxReplicas: 9 } }');
    expect(specOf(one(appYaml('hello', 'replicas: 1'), scaled), 'test', 'hello')).not.toHaveProperty(
      'autoscaling',
    );
    const fixed = environmentYaml('test', 'defaults: { replicas: 3 }');
    const planned = one(appYaml('hello', 'autoscaling: { maxReplicas: 9 }'), fixed);
    expect(planned.messages).toEqual([]);
    expect(specOf(planned, 'test', 'hello')).not.toHaveProperty('replicas');
  });

  it('leaves an app out where it is not enabled', () => {
    const planned = one(appYaml('hello'), environmentYaml('test', 'apps: { hello: { enabled: false } }'));
    expect(planned.messages).toEqual([]);
    expect(planned.apps).toEqual(['hello']);
    expect(planned.environments[0]?.apps).toEqual([]);
  });

  it("replaces the app's own namespace, and says so once", () => {
    const app = appYaml('hello').replace('name: hello', 'name: hello\n  namespace: mine');
    const environments = { 'a.yaml': environmentYaml('a'), 'b.yaml': environmentYaml('b') };
    const planned = plan({ apps: { 'hello.yaml': app }, environments });
    expect(planned.environments.map(({ apps }) => apps[0]?.manifest.metadata)).toEqual([
      { name: 'hello', namespace: 'chatgpt-a' },
      { name: 'hello', namespace: 'chatgpt-b' },
    ]);
    expect(planned.messages).toHaveLength(1);
    expect(planned.messages[0]).toContain('fleet/apps/hello.yaml:5:14: warning: metadata.namespace = "mine"');
  });
});

describe('hosts', () => {
  const pattern = environmentYaml('test', "hostPattern: '{app}.example.com'");

  it('gives every exposed app without a host the one of the pattern', () => {
    expect(specOf(one(appYaml('hello'), pattern), 'test', 'hello').host).toBe('hello.example.com');
    expect(specOf(one(appYaml('hello', 'host: own.example.org'), pattern), 'test', 'hello').host).toBe(
      'own.example.org',
    );
  });

  it('gives none to an app that is not exposed, or that wants none', () => {
    const hidden = appYaml('hello', 'exposure: { type: None }');
    expect(specOf(one(hidden, pattern), 'test', 'hello')).not.toHaveProperty('host');
    expect(specOf(one(appYaml('hello', 'host: null'), pattern), 'test', 'hello')).not.toHaveProperty('host');
  });

  it('keeps the host that an app names although it is not exposed', () => {
    const routedElsewhere = appYaml('hello', 'exposure: { type: None }\nhost: own.example.org');
    expect(specOf(one(routedElsewhere, pattern), 'test', 'hello').host).toBe('own.example.org');
  });

  it('refuses two apps with one host in one environment, naming both', () => {
    const apps = {
      'a.yaml': appYaml('a', 'host: same.example.com'),
      'b.yaml': appYaml('b', 'host: same.example.com'),
    };
    const { messages } = plan({ apps, environments: { 'test.yaml': environmentYaml('test') } });
    expect(messages).toEqual([
      `fleet/apps/b.yaml:9:9: b in test: spec.host = "same.example.com"
  is the host of app a too, from fleet/apps/a.yaml:9:9.
  Fix: give each app of an environment its own host.`,
    ]);
  });

  it('sees a host that the pattern gives and another app names', () => {
    const apps = { 'a.yaml': appYaml('a'), 'b.yaml': appYaml('b', 'host: a.example.com') };
    const { messages } = plan({ apps, environments: { 'test.yaml': pattern } });
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('from fleet/environments/test.yaml:8:16');
  });

  const same = { 'a.yaml': appYaml('a', 'host: same.example.com') };

  it('allows one host in environments of two clusters', () => {
    const other = environmentYaml('q').replace('https://kubernetes.default.svc', 'eu-2');
    const environments = { 'p.yaml': environmentYaml('p'), 'q.yaml': other };
    expect(plan({ apps: same, environments }).messages).toEqual([]);
  });

  it.each(['https://kubernetes.default.svc', 'in-cluster'])(
    'warns of one host in two environments of a cluster: %s',
    (cluster) => {
      const other = environmentYaml('q').replace('https://kubernetes.default.svc', cluster);
      const environments = { 'p.yaml': environmentYaml('p'), 'q.yaml': other };
      expect(plan({ apps: same, environments }).messages).toEqual([
        `fleet/apps/a.yaml:9:9: a in q: warning: spec.host = "same.example.com"
  is on the same cluster the host of app a in p too, from fleet/apps/a.yaml:9:9.
  Fix: give the environments of a cluster hosts of their own, such as {app}.staging.example.com.`,
      ]);
    },
  );
});

describe('places of errors', () => {
  it.each([
    ['the app', appYaml('hello', 'replicas: -1'), environmentYaml('test'), 'fleet/apps/a.yaml:9:13'],
    [
      'defaults',
      appYaml('hello'),
      environmentYaml('test', 'defaults:\n  replicas: -1'),
      'fleet/environments/e.yaml:9:15',
    ],
    [
      'the entry',
      appYaml('hello', 'replicas: 1'),
      environmentYaml('test', 'apps:\n  hello:\n    spec: { replicas: -1 }'),
      'fleet/environments/e.yaml:10:25',
    ],
    [
      'the host pattern',
      appYaml('hello'),
      environmentYaml('test', "hostPattern: '{app}..example.com'"),
      'fleet/environments/e.yaml:8:16',
    ],
    [
      'a variable of the environment',
      appYaml('hello'),
      environmentYaml('test', "variables:\n  1ST: 'x'"),
      'fleet/environments/e.yaml:9:10',
    ],
    [
      'a variable of the entry',
      appYaml('hello'),
      environmentYaml('test', "apps:\n  hello:\n    variables:\n      PORT: '1'"),
      'fleet/environments/e.yaml:11:15',
    ],
  ])('names %s', (_, app, environment, place) => {
    const { messages } = one(app, environment);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(`${place}: hello in test: spec.`);
  });

  it('prints once what several apps and environments have in common', () => {
    const environments = { 'p.yaml': environmentYaml('p'), 'q.yaml': environmentYaml('q') };
    const apps = { 'a.yaml': appYaml('a', 'replicas: -1') };
    const [message, ...more] = plan({ apps, environments }).messages;
    expect(more).toEqual([]);
    expect(message).toContain('fleet/apps/a.yaml:9:13: a in every environment: spec.replicas = -1');
  });

  it('counts apps where they are many', () => {
    const apps = Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`${name}.yaml`, appYaml(name)]));
    const { messages } = plan({
      apps,
      environments: { 'e.yaml': environmentYaml('e', 'defaults: { replicas: -1 }') },
    });
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('4 apps in e');
  });
});

describe('files', () => {
  it('refuses a name that two files give, naming both', () => {
    const apps = { 'a.yaml': appYaml('hello'), 'b.yaml': appYaml('hello') };
    const { messages } = plan({ apps, environments: { 'test.yaml': environmentYaml('test') } });
    expect(messages).toEqual([
      `fleet/apps/b.yaml:4:9: metadata.name = "hello"
  is the name of another app too, in fleet/apps/a.yaml:4:9.
  Fix: rename or remove one of the two.`,
    ]);
  });

  it('refuses two environments of one name, and two in one namespace of one cluster', () => {
    const same = { 'a.yaml': environmentYaml('test'), 'b.yaml': environmentYaml('test') };
    const apps = { 'a.yaml': appYaml('hello') };
    expect(plan({ apps, environments: same }).messages.join()).toContain(
      'is the name of another environment too',
    );
    const overlapping = environmentYaml('other').replace('chatgpt-other', 'chatgpt-test');
    const { messages } = plan({
      apps,
      environments: { 'a.yaml': environmentYaml('test'), 'b.yaml': overlapping },
    });
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('is on the same cluster the namespace of environment');
  });

  it('refuses another kind, and says where an environment belongs', () => {
    const { messages } = one(appYaml('hello').replace('ChatGPTApp', 'ChatGTPApp'), environmentYaml('test'));
    expect(messages[0]).toContain('fleet/apps/a.yaml:2:7: kind = "ChatGTPApp"');
    const misplaced = one(environmentYaml('x'), environmentYaml('test'));
    expect(misplaced.messages[0]).toContain('Fix: move the file to the folder environments/.');
  });

  it('refuses an app without a name, and one whose name is too long', () => {
    const unnamed = one(
      appYaml('hello').replace('  name: hello\n', '  labels: {}\n'),
      environmentYaml('test'),
    );
    expect(unnamed.messages[0]).toContain('metadata.name\n  is required, but missing.');
    const long = one(appYaml('a'.repeat(53)), environmentYaml('test'));
    expect(long.messages[0]).toContain('is longer than 52 characters');
  });

  it('reports an unknown field of a patch even where its value is null', () => {
    const typo = environmentYaml('test', 'apps: { hello: { spec: { pod: { runtimClassName: null } } } }');
    const { messages } = one(appYaml('hello'), typo);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('Fix: did you mean runtimeClassName?');
  });

  it('suggests the app that an entry means, but not while apps cannot be read', () => {
    const typo = environmentYaml('test', 'apps: { helo: { enabled: false } }');
    const { messages } = one(appYaml('hello'), typo);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('spec.apps.helo\n  names no app of the fleet.\n  Fix: did you mean hello?');
    const incomplete = planFleet({
      apps: documents('a.yaml', appYaml('hello')),
      environments: documents('e.yaml', typo),
      appsAreIncomplete: true,
    });
    expect(incomplete.findings).toEqual([]);
  });

  it.each([
    ['namespace: Production', 'does not have the form of this field'],
    ['hostPattern: apps.example.com', 'write it as in "{app}.apps.example.com"'],
    ['naemspace: x', 'did you mean namespace?'],
    ['apps: [hello]', 'must be a mapping, but is a list'],
    ['apps: { hello: }', 'must be a mapping, but is null'],
    ['apps: { hello: { enabled: "no" } }', 'must be a boolean, but is a string'],
    ['variables: { MAX: 1000 }', 'write the value in quotes: "1000"'],
    ['defaults: none', 'must be a mapping, but is a string'],
  ])('refuses an environment with %s', (line, message) => {
    const { messages } = one(
      appYaml('hello'),
      environmentYaml('test', line).replace(/(namespace: chatgpt-test)\n {2}namespace/, 'namespace'),
    );
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain('fleet/environments/e.yaml:');
    expect(messages[0]).toContain(message);
  });

  it('checks apps although an unrelated part of an environment is wrong', () => {
    const { messages } = one(
      appYaml('hello', 'replicas: -1'),
      environmentYaml('test', 'variables: { MAX: 1 }'),
    );
    expect(messages).toHaveLength(2);
  });
});
