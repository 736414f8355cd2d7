import { ApiObject } from 'cdk8s';
import { PodMonitor, type PodMonitorProps } from '../../../lib/monitoring';
import { chart, findingsOf, manifestOf, SCRAPE, service, workload } from './monitor-fixture';

const { basicAuth: _, ...WITHOUT_LOGIN } = SCRAPE;

const EVERYTHING: Required<Omit<PodMonitorProps, 'workload' | 'basicAuth'>> = {
  ...WITHOUT_LOGIN,
  bearerToken: { name: 'token', key: 'token' },
  existing: { namespace: 'elsewhere', labels: { app: 'theirs' } },
  port: 'web',
  podTargetLabels: ['team'],
};

describe('a PodMonitor', () => {
  it('follows from a Deployment', () => {
    const own = chart();
    const monitor = new PodMonitor(own, 'monitor', { workload: workload(own) });
    expect(findingsOf(monitor)).toBe('');
    expect(manifestOf(monitor)).toMatchSnapshot();
  });

  it('has all the props', () => {
    const everything = new PodMonitor(chart(), 'monitor', EVERYTHING);
    expect(findingsOf(everything)).toBe('');
    expect(manifestOf(everything)).toMatchSnapshot();
  });

  it.each([
    ['StatefulSet', 'apps/v1'],
    ['DaemonSet', 'apps/v1'],
    ['Job', 'batch/v1'],
    ['CronJob', 'batch/v1'],
    ['Pod', 'v1'],
    ['Rollout', 'argoproj.io/v1alpha1'],
  ])('finds the pods of a %s', (kind, apiVersion) => {
    const own = chart();
    const monitor = new PodMonitor(own, 'monitor', {
      workload: workload(own, kind, apiVersion),
      port: 'metrics',
    });
    expect(findingsOf(monitor)).toBe('');
    expect(manifestOf(monitor)?.spec.selector).toEqual({ matchLabels: { app: 'worker' } });
  });

  it('refuses a port that no container has', () => {
    const own = chart();
    const monitor = new PodMonitor(own, 'monitor', { workload: workload(own), port: 'web' });
    expect(findingsOf(monitor)).toContain(
      'chart-shop/monitor: port = "web"\n  names no port of the pods of Deployment worker (ports: metrics).\n  Fix: use metrics',
    );
  });

  it('refuses the workload of another app, and pods without labels', () => {
    const own = chart();
    const foreign = new PodMonitor(own, 'foreign', { workload: workload(chart()) });
    expect(findingsOf(foreign)).toContain('workload = "Deployment worker"\n  is not emitted by this app');
    const spec = { containers: [{ name: 'a', ports: [{ name: 'metrics', containerPort: 1 }] }] };
    const pod = new ApiObject(own, 'pod', { apiVersion: 'v1', kind: 'Pod', spec });
    expect(findingsOf(new PodMonitor(own, 'bare', { workload: pod }))).toContain('has no labels');
  });

  it('refuses what has no pods, none, and two', () => {
    const own = chart();
    expect(() => new PodMonitor(own, 'a', { workload: service(own) })).toThrow(
      'workload = "Service"\n  describes no pods with containers',
    );
    expect(() => new PodMonitor(own, 'b', {})).toThrow('chart-shop/b: workload\n  is needed');
    const existing = { labels: { app: 'x' } };
    expect(() => new PodMonitor(own, 'c', { workload: workload(own), existing })).toThrow('not both');
  });
});
