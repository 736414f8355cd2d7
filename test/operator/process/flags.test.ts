import fc from 'fast-check';
import { FLAGS } from '../../../operator/src/process/flag-table';
import { FlagError, helpText, parseFlags } from '../../../operator/src/process/flags';

function problemsOf(args: readonly string[], env = {}): readonly string[] {
  try {
    parseFlags(args, env);
  } catch (error) {
    if (error instanceof FlagError) return error.problems;
    throw error;
  }
  return [];
}

describe('parseFlags', () => {
  it('gives the defaults of controller-runtime', () => {
    expect(parseFlags([])).toEqual({
      leaderElect: false,
      leaderElectNamespace: '',
      leaderElectId: 'chatgpt-operator.apps.makeaihq.com',
      metricsBindAddress: ':8080',
      metricsSecure: false,
      metricsCertDir: '',
      healthProbeBindAddress: ':8081',
      hookBindAddress: ':8082',
      webhookBindAddress: '0',
      webhookCertDir: '',
      webhookSecretName: '',
      webhookServiceName: '',
      webhookConfigurationName: '',
      watchNamespaces: [],
      maxConcurrentReconciles: 4,
      syncPeriod: 36_000_000,
      fieldManager: 'chatgptapp-operator',
      fieldFightTruce: 60_000,
      gracefulShutdownTimeout: 30_000,
      kubeconfig: '',
      zapLogLevel: 'info',
      zapDevel: false,
      help: false,
      version: false,
    });
  });

  it.each<[string, readonly string[]]>([
    ['two dashes and =', ['--max-concurrent-reconciles=8', '--leader-elect=true']],
    ['one dash and a space', ['-max-concurrent-reconciles', '8', '-leader-elect']],
    [
      'the last of two',
      ['--max-concurrent-reconciles=2', '--max-concurrent-reconciles', '8', '--leader-elect=T'],
    ],
  ])('reads %s', (_, args) => {
    expect(parseFlags(args)).toMatchObject({ maxConcurrentReconciles: 8, leaderElect: true });
  });

  it('switches off what the environment switches on', () => {
    const env = { LEADER_ELECT: 'true', WATCH_NAMESPACES: 'a, b,a', ZAP_LOG_LEVEL: '', HELP: 'true' };
    expect(parseFlags([], env)).toMatchObject({
      leaderElect: true,
      watchNamespaces: ['a', 'b'],
      help: false,
    });
    expect(parseFlags(['--leader-elect=false'], env).leaderElect).toBe(false);
    expect(parseFlags(['--watch-namespaces='], env).watchNamespaces).toEqual([]);
  });

  it('reads each flag from the environment by the same rule', () => {
    const env = {
      METRICS_BIND_ADDRESS: '[::1]:9090',
      SYNC_PERIOD: '90m',
      ZAP_LOG_LEVEL: '3',
      GRACEFUL_SHUTDOWN_TIMEOUT: '1.5s',
    };
    expect(parseFlags([], env)).toMatchObject({
      metricsBindAddress: '[::1]:9090',
      syncPeriod: 5_400_000,
      zapLogLevel: 3,
      gracefulShutdownTimeout: 1500,
    });
  });

  it('leaves KUBECONFIG alone, which may name several files', () => {
    expect(parseFlags([], { KUBECONFIG: '/tmp/one:/tmp/two' }).kubeconfig).toBe('');
    expect(parseFlags(['--kubeconfig=/tmp/one:two']).kubeconfig).toBe('/tmp/one:two');
  });

  it('logs from debug on for those who develop, unless they name a level', () => {
    expect(parseFlags(['--zap-devel']).zapLogLevel).toBe('debug');
    expect(parseFlags(['--zap-devel', '--zap-log-level=error']).zapLogLevel).toBe('error');
  });

  it.each<[string, readonly string[], Record<string, string>, string]>([
    [
      'an unknown flag',
      ['--leader-election'],
      {},
      '--leader-election is no flag of this program. Fix: use --leader-elect.',
    ],
    ['a word', ['run'], {}, '"run" is no flag. Fix: leave it out, or see --help.'],
    ['words after the end of flags', ['--', 'x'], {}, '"x" is no flag. Fix: leave it out, or see --help.'],
    [
      'a flag without its value',
      ['--sync-period'],
      {},
      '--sync-period must be a duration of at least 0 with a unit (ms, s, m, h), and has no value. Fix: --sync-period=30s.',
    ],
    [
      'a value out of its kind',
      ['--max-concurrent-reconciles=0'],
      {},
      '--max-concurrent-reconciles = "0" must be a whole number from 1 to 9999. Fix: --max-concurrent-reconciles=4, for example.',
    ],
    [
      'a variable out of its kind',
      [],
      { ZAP_LOG_LEVEL: 'warn' },
      'ZAP_LOG_LEVEL = "warn" must be debug, info, error, or a whole number from 1 to 99 (the higher, the more is told). Fix: ZAP_LOG_LEVEL=info, for example.',
    ],
    [
      'a name that is none of a namespace',
      ['--watch-namespaces=a,B'],
      {},
      '--watch-namespaces = "a,B" must be names of namespaces (a-z, 0-9, "-"; 63 at most) with commas between. Fix: --watch-namespaces=team-a,team-b, for example.',
    ],
    [
      'secure metrics without a certificate',
      ['--metrics-secure'],
      {},
      '--metrics-secure = true needs a certificate. Fix: name its folder by --metrics-cert-dir.',
    ],
    [
      'webhooks with two certificates',
      ['--webhook-bind-address=:9443', '--webhook-cert-dir=/certs', '--webhook-secret-name=tls'],
      {},
      '--webhook-cert-dir and --webhook-secret-name are two certificates. Fix: leave one of them out.',
    ],
    [
      'a certificate of its own for nobody knows which Service',
      ['--webhook-bind-address=:9443', '--webhook-secret-name=tls', '--webhook-configuration-name=hooks'],
      {},
      '--webhook-secret-name needs --webhook-service-name. Fix: name it.',
    ],
    [
      'webhooks without a certificate',
      ['--webhook-bind-address=:9443'],
      {},
      '--webhook-bind-address = ":9443" needs a certificate. Fix: name its folder by --webhook-cert-dir, or a Secret to keep one in by --webhook-secret-name.',
    ],
  ])('refuses %s', (_, args, env, problem) => {
    expect(problemsOf(args, env)).toEqual([problem]);
  });

  it('tells all that is wrong, and the exit code of Go', () => {
    const args = ['--sync-period=1', '--webhook-bind-address=8080', '--nothing'];
    expect(problemsOf(args)).toHaveLength(3);
    expect(new FlagError([]).exitCode).toBe(2);
  });

  it('helps although something is wrong', () => {
    expect(parseFlags(['--nothing', '--help']).help).toBe(true);
    expect(parseFlags(['-h']).help).toBe(true);
    expect(parseFlags(['-version']).version).toBe(true);
  });

  it('gives values or a FlagError, whatever is typed', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom(...Object.keys(FLAGS).map((name) => `--${name}`)),
      fc.constantFrom('--', '-', '---help', '--=', '-=x'),
    );
    fc.assert(fc.property(fc.array(word, { maxLength: 6 }), (args) => void problemsOf(args)));
  });
});

describe('helpText', () => {
  it('shows every flag with its default and its variable', () => {
    const text = helpText('chatgpt-operator run');
    expect(text).toMatch(/^Usage: chatgpt-operator run \[flags\]/);
    for (const name of Object.keys(FLAGS)) expect(text).toContain(`  --${name}`);
    expect(text).toContain('--sync-period <duration>\n');
    expect(text).toContain('(default 10h)\n      Environment: SYNC_PERIOD');
    expect(text).not.toContain('Environment: HELP');
  });
});
