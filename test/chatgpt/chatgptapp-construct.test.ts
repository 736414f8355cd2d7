import { ApiObject, JsonPatch } from 'cdk8s';
import { EnvValue, Namespaces, NetworkPolicyIpBlock, Pods } from 'cdk8s-plus-27';
import {
  ChatGptAppSpecDisruptionMinAvailable,
  ChatGptAppSpecExposureType,
  ChatGptAppSpecResourcesRequestsCpu,
} from '../../imports/apps.makeaihq.com';
import { ChatGPTAppConstruct } from '../../lib/chatgpt';
import { sampleApp } from '../sample-apps';
import { emptyChart, render, sampleCharts } from '../sample-charts';

const SPEC = {
  displayName: 'Fitness',
  description: 'Classes and bookings.',
  host: 'fitness.example.com',
  mcpServer: { image: 'ghcr.io/acme/fitness:1.4.2' },
};

function fitness(): ChatGPTAppConstruct {
  return new ChatGPTAppConstruct(emptyChart(), 'fitness', { spec: SPEC });
}

function json(object: ApiObject | undefined) {
  return object?.toJson();
}

describe('ChatGPTAppConstruct', () => {
  it.each(sampleCharts())('renders the sample app $name', ({ objects }) => {
    expect(objects).toMatchSnapshot();
  });

  it('renders typed props as it renders the same YAML', () => {
    const typed = emptyChart();
    new ChatGPTAppConstruct(typed, 'typed', {
      spec: {
        ...SPEC,
        resources: { requests: { cpu: ChatGptAppSpecResourcesRequestsCpu.fromString('250m') } },
        autoscaling: { maxReplicas: 4, targetCpuUtilizationPercentage: 50 },
        disruption: { minAvailable: ChatGptAppSpecDisruptionMinAvailable.fromString('50%') },
        exposure: { type: ChatGptAppSpecExposureType.INGRESS },
        pod: { sidecars: [{ name: 'sync', image: 'sync:1' }] },
      },
    });
    const plain = render({
      apiVersion: 'apps.makeaihq.com/v1alpha1',
      kind: 'ChatGPTApp',
      metadata: { name: 'typed' },
      spec: {
        ...SPEC,
        resources: { requests: { cpu: '250m' } },
        autoscaling: { maxReplicas: 4, targetCPUUtilizationPercentage: 50 },
        disruption: { minAvailable: '50%' },
        exposure: { type: 'Ingress' },
        pod: { sidecars: [{ name: 'sync', image: 'sync:1' }] },
      },
    });
    expect(typed.toJson()).toEqual(plain);
  });

  it('takes its name from the id and its namespace from the chart, unless the metadata say otherwise', () => {
    const chart = emptyChart('from-chart');
    const derived = new ChatGPTAppConstruct(chart, 'derived', { spec: SPEC });
    expect([derived.name, derived.namespace]).toEqual(['derived', 'from-chart']);
    const metadata = { name: 'given', namespace: 'own' };
    const given = new ChatGPTAppConstruct(chart, 'id', { metadata, spec: SPEC });
    expect(json(given.service)?.metadata).toMatchObject({ name: 'given-mcp', namespace: 'own' });
  });

  it('tells its URLs', () => {
    const app = fitness();
    expect(app.url).toBe('https://fitness.example.com/mcp');
    expect(app.endpoint).toBe('http://fitness-mcp.chatgpt-test.svc.cluster.local:8080/mcp');
  });

  it('renders no Secret, whatever the app', () => {
    const kinds = sampleCharts().flatMap(({ objects }) => objects.map(({ kind }) => kind));
    expect(kinds).not.toContain('Secret');
  });

  it('reports every error of a spec, with construct path, field, value, rule and fix', () => {
    const manifest = {
      ...sampleApp('hello'),
      spec: { displayname: 'x', description: '', mcpServer: { image: 'a b' } },
    };
    expect(() =>
      ChatGPTAppConstruct.fromManifest(emptyChart(), 'bad', manifest),
    ).toThrowErrorMatchingInlineSnapshot(`
"chart/bad: spec.displayname
  is no field of this API.
  Fix: did you mean displayName?
chart/bad: spec.displayName
  is required, but missing.
  Fix: add displayName (The name that people see in ChatGPT).
chart/bad: spec.description = ""
  is empty.
  Fix: give it a value, or remove the line.
chart/bad: spec.mcpServer.image = "a b"
  does not have the form of this field (The container image, [registry/]path[:tag][@digest]).
  Fix: write it as in "ghcr.io/acme/fitness:1.4.2"."
`);
  });

  it.each([undefined, null, 'text', 7, []])('refuses %p as a manifest', (manifest) => {
    expect(() => ChatGPTAppConstruct.fromManifest(emptyChart(), 'bad', manifest)).toThrow(
      /chart\/bad: .*apiVersion/,
    );
  });

  it('does not change the manifest that it is given', () => {
    const manifest = sampleApp('fitness');
    const before = structuredClone(manifest);
    ChatGPTAppConstruct.fromManifest(emptyChart(), 'fitness', manifest).addEnv('A', EnvValue.fromValue('b'));
    expect(manifest).toEqual(before);
  });

  it('gives warnings without stopping', () => {
    const app = ChatGPTAppConstruct.fromManifest(emptyChart(), 'salon', sampleApp('salon'));
    expect(app.warnings).toHaveLength(3);
    expect(app.warnings[0]).toContain('chart/salon: warning: spec.widgets[0].mimeType');
  });
});

describe('the verbs of ChatGPTAppConstruct', () => {
  it('addEnv adds a variable and rolls the pods', () => {
    const app = fitness();
    const before = json(app.deployment).spec.template.metadata.annotations;
    app.addEnv('LOG_LEVEL', EnvValue.fromValue('debug'));
    const { template } = json(app.deployment).spec;
    expect(template.spec.containers[0].env).toContainEqual({ name: 'LOG_LEVEL', value: 'debug' });
    expect(template.metadata.annotations).not.toEqual(before);
  });

  it.each(['PORT', '9A', 'A-B'])('addEnv refuses %s and changes nothing', (name) => {
    const app = fitness();
    const before = json(app.deployment);
    expect(() => app.addEnv(name, EnvValue.fromValue('x'))).toThrow(
      `chart/fitness: spec.mcpServer.env[0].name = "${name}"`,
    );
    expect(json(app.deployment)).toEqual(before);
  });

  it('addSidecar keeps newer fields and fills in what the restricted level asks', () => {
    const app = fitness();
    app.addSidecar({
      name: 'proxy',
      image: 'proxy:1',
      restartPolicy: 'Always',
      securityContext: { runAsUser: 7 },
    });
    expect(json(app.deployment).spec.template.spec.containers[1]).toEqual({
      name: 'proxy',
      image: 'proxy:1',
      restartPolicy: 'Always',
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 7,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'] },
      },
    });
    expect(() => app.addSidecar({ name: 'proxy', image: 'other:1' })).toThrow('has name "proxy" twice');
  });

  it('addVolume adds a volume and its mount', () => {
    const app = fitness();
    app.addVolume({ name: 'data', emptyDir: {} }, '/data');
    app.addVolume({ name: 'shared', emptyDir: {} });
    const { volumes, containers } = json(app.deployment).spec.template.spec;
    expect(volumes).toContainEqual({ name: 'data', emptyDir: {} });
    expect(volumes).toContainEqual({ name: 'shared', emptyDir: {} });
    expect(containers[0].volumeMounts).toContainEqual({ name: 'data', mountPath: '/data' });
    expect(() => app.addVolume({ name: 'tmp', emptyDir: {} })).toThrow(
      'is the name of a volume of the platform',
    );
  });

  it('addVolume adds nothing where the mount is refused', () => {
    const app = fitness();
    expect(() => app.addVolume({ name: 'data', emptyDir: {} }, '/tmp/data')).toThrow(
      'is mounted by the platform',
    );
    app.addVolume({ name: 'data', emptyDir: {} }, '/data');
    expect(json(app.deployment).spec.template.spec.volumes).toContainEqual({ name: 'data', emptyDir: {} });
  });

  it('allowFrom takes nothing away from an app behind an Ingress', () => {
    const chart = emptyChart();
    const spec = { ...SPEC, exposure: { type: ChatGptAppSpecExposureType.INGRESS } };
    const app = new ChatGPTAppConstruct(chart, 'fitness', { spec });
    const before = json(app.networkPolicy).spec.ingress[0].from;
    app.allowFrom(Pods.select(chart, 'pods', { labels: { app: 'client' } }));
    expect(json(app.networkPolicy).spec.ingress[0].from).toEqual([
      ...before,
      { podSelector: { matchLabels: { app: 'client' } } },
    ]);
  });

  it('allowFrom and allowTo take the peers of cdk8s-plus', () => {
    const chart = emptyChart();
    const app = new ChatGPTAppConstruct(chart, 'fitness', { spec: SPEC });
    app.allowFrom(
      Pods.select(chart, 'pods', { labels: { app: 'client' }, namespaces: Namespaces.all(chart, 'all') }),
    );
    app.allowTo(NetworkPolicyIpBlock.ipv4(chart, 'block', '10.0.0.0/8'), 5432);
    app.allowTo(Namespaces.select(chart, 'named', { names: ['databases'] }));
    const { ingress, egress } = json(app.networkPolicy).spec;
    expect(ingress[0].from).toContainEqual({
      namespaceSelector: {},
      podSelector: { matchLabels: { app: 'client' } },
    });
    expect(egress).toContainEqual({
      to: [{ ipBlock: { cidr: '10.0.0.0/8' } }],
      ports: [{ protocol: 'TCP', port: 5432 }],
    });
    expect(egress).toContainEqual({
      to: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'databases' } },
          podSelector: {},
        },
      ],
      ports: [{ protocol: 'TCP', port: 443 }],
    });
  });

  it.each([0, 65_536, 443.5, Number.NaN])('allowTo refuses port %d, and the app stays as it was', (port) => {
    const chart = emptyChart();
    const app = new ChatGPTAppConstruct(chart, 'fitness', { spec: SPEC });
    const before = json(app.networkPolicy);
    const peer = NetworkPolicyIpBlock.ipv4(chart, 'block', '10.0.0.0/8');
    expect(() => app.allowTo(peer, port)).toThrow(/fitness: port = .*\n {2}is no TCP port/);
    expect(json(app.networkPolicy)).toEqual(before);
    app.allowTo(peer, 1);
    app.allowTo(peer, 65_535);
  });

  it('lets any object be patched by ApiObject', () => {
    const app = fitness();
    ApiObject.of(app).addJsonPatch(JsonPatch.add('/spec/template/spec/hostUsers', false));
    app.service.addJsonPatch(JsonPatch.add('/spec/trafficDistribution', 'PreferClose'));
    expect(json(app.deployment).spec.template.spec.hostUsers).toBe(false);
    expect(json(app.service).spec.trafficDistribution).toBe('PreferClose');
  });
});
