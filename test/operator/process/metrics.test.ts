import { RateLimiter } from '../../../operator/src/engine/queue/rate-limiter';
import { WorkQueue } from '../../../operator/src/engine/queue/work-queue';
import { Metrics, metricCatalogue } from '../../../operator/src/process/metrics';
import { FakeClock, settle } from '../fake-clock';

/** The samples of a scrape: `name{labels}` to value. */
async function samples(metrics: Metrics): Promise<Map<string, number>> {
  const { text } = await metrics.scrape();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').pop())]));
}

describe('Metrics', () => {
  it('tells depth by priority, waits, work and retries of a queue', async () => {
    const metrics = new Metrics();
    const clock = new FakeClock();
    const queue = new WorkQueue({ clock, rateLimiter: new RateLimiter(), observer: metrics.queue('app') });
    for (const key of ['a', 'b', 'c']) queue.add(key, { priority: 'low' });
    queue.add('b');
    const before = await samples(metrics);
    const of = 'name="app",controller="app"';
    expect(before.get(`workqueue_depth{${of},priority="0"}`)).toBe(1);
    expect(before.get(`workqueue_depth{${of},priority="-100"}`)).toBe(2);
    let fail: (error: Error) => void = () => undefined;
    queue.workers(1, () => new Promise((_, reject) => (fail = reject)));
    await clock.advance(4000);
    const during = await samples(metrics);
    expect(during.get(`workqueue_depth{${of},priority="0"}`)).toBe(0);
    expect(during.get(`workqueue_unfinished_work_seconds{${of}}`)).toBe(4);
    expect(during.get(`workqueue_longest_running_processor_seconds{${of}}`)).toBe(4);
    fail(new Error('no'));
    await settle();
    const after = await samples(metrics);
    expect(after.get(`workqueue_adds_total{${of}}`)).toBe(3);
    expect(after.get(`workqueue_retries_total{${of}}`)).toBe(1);
    expect(after.get(`workqueue_work_duration_seconds_sum{${of}}`)).toBe(4);
    expect(after.get(`workqueue_queue_duration_seconds_count{${of}}`)).toBe(2);
  });

  it('tells who leads', async () => {
    const metrics = new Metrics();
    const lease = metrics.lease('operator');
    lease.leading(false);
    expect((await samples(metrics)).get('leader_election_master_status{name="operator"}')).toBe(0);
    lease.leading(true);
    lease.slowPath();
    const told = await samples(metrics);
    expect(told.get('leader_election_master_status{name="operator"}')).toBe(1);
    expect(told.get('leader_election_slowpath_total{name="operator"}')).toBe(1);
  });

  it('tells of requests', async () => {
    const metrics = new Metrics();
    const host = '10.0.0.1:443';
    metrics.transport.requested({
      method: 'PATCH',
      code: 200,
      host,
      seconds: 0.2,
      requestBytes: 700,
      responseBytes: 900,
    });
    metrics.transport.requested({ method: 'GET', code: '<error>', host, seconds: 30 });
    metrics.transport.retried({ method: 'GET', host });
    const told = await samples(metrics);
    expect(told.get(`rest_client_requests_total{code="200",method="PATCH",host="${host}"}`)).toBe(1);
    expect(told.get(`rest_client_requests_total{code="<error>",method="GET",host="${host}"}`)).toBe(1);
    expect(told.get(`rest_client_request_duration_seconds_sum{verb="PATCH",host="${host}"}`)).toBe(0.2);
    expect(told.get(`rest_client_request_size_bytes_sum{verb="PATCH",host="${host}"}`)).toBe(700);
    expect(told.get(`rest_client_response_size_bytes_sum{verb="PATCH",host="${host}"}`)).toBe(900);
    expect(told.has(`rest_client_response_size_bytes_sum{verb="GET",host="${host}"}`)).toBe(false);
    expect(told.get(`rest_client_request_retries_total{verb="GET",host="${host}"}`)).toBe(1);
  });

  it('tells of reconciliations, with zeros before the first', async () => {
    const metrics = new Metrics();
    const controller = metrics.reconciles('chatgptapp', 4);
    const of = 'controller="chatgptapp"';
    const before = await samples(metrics);
    expect(before.get(`controller_runtime_reconcile_total{${of},result="error"}`)).toBe(0);
    expect(before.get(`controller_runtime_max_concurrent_reconciles{${of}}`)).toBe(4);
    for (let start = 0; start < 4; start++) controller.started();
    controller.finished({ result: 'success', seconds: 0.01 });
    controller.finished({ result: 'error', seconds: 0.02, terminal: true });
    controller.finished({ result: 'error', seconds: 0.03, panic: true });
    const after = await samples(metrics);
    expect(after.get(`controller_runtime_active_workers{${of}}`)).toBe(1);
    expect(after.get(`controller_runtime_reconcile_total{${of},result="error"}`)).toBe(2);
    expect(after.get(`controller_runtime_reconcile_errors_total{${of}}`)).toBe(2);
    expect(after.get(`controller_runtime_terminal_reconcile_errors_total{${of}}`)).toBe(1);
    expect(after.get(`controller_runtime_reconcile_panics_total{${of}}`)).toBe(1);
    expect(after.get(`controller_runtime_reconcile_time_seconds_bucket{le="0.005",${of}}`)).toBe(0);
    expect(after.get(`controller_runtime_reconcile_time_seconds_bucket{le="60",${of}}`)).toBe(3);
  });

  it('counts apps by phase as they are at the scrape, and forgets those that went', async () => {
    const metrics = new Metrics();
    let apps = [
      { phase: 'Ready', namespace: 'a' },
      { phase: 'Ready', namespace: 'a' },
      { phase: 'Failed', namespace: 'b' },
    ];
    metrics.countApps(() => apps);
    const before = await samples(metrics);
    expect(before.get('chatgpt_apps{phase="Ready",namespace="a"}')).toBe(2);
    expect(before.get('chatgpt_apps{phase="Failed",namespace="b"}')).toBe(1);
    apps = apps.slice(0, 1);
    const after = await samples(metrics);
    expect(after.get('chatgpt_apps{phase="Ready",namespace="a"}')).toBe(1);
    expect(after.has('chatgpt_apps{phase="Failed",namespace="b"}')).toBe(false);
  });

  it('tells of apps, applies, fights, reflectors and certificates', async () => {
    const metrics = new Metrics();
    metrics.appReconciled('success', 0.3);
    metrics.applied('Deployment', 'changed');
    metrics.countFieldFights(() => 2);
    const reflector = metrics.reflector('deployments.apps', () => ({ objects: 7, secondsSinceContact: 1.5 }));
    reflector.listed('success');
    reflector.watched('error');
    reflector.received();
    metrics.certificates.read();
    metrics.certificates.failed();
    const told = await samples(metrics);
    expect(told.get('chatgpt_app_reconcile_total{status="success"}')).toBe(1);
    expect(told.get('chatgpt_app_reconcile_duration_seconds_sum{status="success"}')).toBe(0.3);
    expect(told.get('chatgpt_operator_applies_total{kind="Deployment",result="changed"}')).toBe(1);
    expect(told.get('chatgpt_operator_field_fights')).toBe(2);
    expect(told.get('chatgpt_operator_reflector_objects{resource="deployments.apps"}')).toBe(7);
    expect(told.get('chatgpt_operator_reflector_last_contact_seconds{resource="deployments.apps"}')).toBe(
      1.5,
    );
    expect(
      told.get('chatgpt_operator_reflector_lists_total{resource="deployments.apps",result="success"}'),
    ).toBe(1);
    expect(
      told.get('chatgpt_operator_reflector_watches_total{resource="deployments.apps",result="error"}'),
    ).toBe(1);
    expect(told.get('chatgpt_operator_reflector_events_total{resource="deployments.apps"}')).toBe(1);
    expect(told.get('certwatcher_read_certificate_total')).toBe(1);
    expect(told.get('certwatcher_read_certificate_errors_total')).toBe(1);
  });

  it('tells of the process and of the lag of the event loop', async () => {
    const told = await samples(new Metrics());
    for (const name of [
      'process_cpu_seconds_total',
      'process_resident_memory_bytes',
      'nodejs_eventloop_lag_p99_seconds',
    ])
      expect(told.has(name)).toBe(true);
  });
});

describe('metricCatalogue', () => {
  const catalogue = metricCatalogue();

  it('names every metric of a scrape with type, help and labels', async () => {
    const { text } = await new Metrics().scrape();
    const told = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)]
      .map(([, name, type]) => `${name} ${type}`)
      .sort();
    expect(catalogue.map(({ name, type }) => `${name} ${type}`).sort()).toEqual(told);
    expect(catalogue.find(({ name }) => name === 'chatgpt_apps')).toEqual({
      name: 'chatgpt_apps',
      type: 'gauge',
      help: 'ChatGPTApps by phase and namespace.',
      labels: ['phase', 'namespace'],
    });
    expect(catalogue.find(({ name }) => name === 'nodejs_gc_duration_seconds')?.labels).toEqual(['kind']);
    expect(catalogue.filter(({ help }) => help === '')).toEqual([]);
  });

  it('keeps _total for counters', () => {
    const wrong = catalogue
      .filter(({ name, type }) => name.endsWith('_total') !== (type === 'counter'))
      .map(({ name }) => name)
      // gauges of prom-client itself
      .filter((name) => !/^nodejs_active_\w+_total$/.test(name));
    expect(wrong).toEqual([]);
  });

  it('has the names and labels of controller-runtime', () => {
    const known = new Map(catalogue.map(({ name, labels }) => [name, labels.join()]));
    const expected = {
      controller_runtime_reconcile_total: 'controller,result',
      controller_runtime_reconcile_errors_total: 'controller',
      controller_runtime_terminal_reconcile_errors_total: 'controller',
      controller_runtime_reconcile_panics_total: 'controller',
      controller_runtime_reconcile_time_seconds: 'controller',
      controller_runtime_max_concurrent_reconciles: 'controller',
      controller_runtime_active_workers: 'controller',
      workqueue_depth: 'name,controller,priority',
      workqueue_adds_total: 'name,controller',
      workqueue_queue_duration_seconds: 'name,controller',
      workqueue_work_duration_seconds: 'name,controller',
      workqueue_unfinished_work_seconds: 'name,controller',
      workqueue_longest_running_processor_seconds: 'name,controller',
      workqueue_retries_total: 'name,controller',
      rest_client_requests_total: 'code,method,host',
      leader_election_master_status: 'name',
    };
    for (const [name, labels] of Object.entries(expected))
      expect([name, known.get(name)]).toEqual([name, labels]);
  });
});
