import { App, Chart, Testing } from 'cdk8s';
import { ArgoCDMonitors } from '../../../../lib';
import type { ApiObject } from '../../../cluster/harness/api-object';
import { argoCdNamespace } from '../../../gitops/harness/base-objects';
import { scrapedWorkload } from './scraped-workload';

/** A part of Argo CD: its process here, and the Service by which an installation of it is scraped. */
export interface ArgoCdPart {
  readonly process: string;
  readonly service: string;
}

/** The parts that have metrics. The Services have the names of Argo CD's own manifests. */
export const ARGO_CD_PARTS: readonly ArgoCdPart[] = [
  { process: 'argocd-application-controller', service: 'argocd-metrics' },
  { process: 'argocd-repo-server', service: 'argocd-repo-server' },
  { process: 'argocd-applicationset-controller', service: 'argocd-applicationset-controller' },
  { process: 'argocd-notifications', service: 'argocd-notifications-controller-metrics' },
];

/** A simulated pod that stands for the process, and the Service as Argo CD's own manifests have it. */
export function argoCdObjects({ process, service }: ArgoCdPart): ApiObject[] {
  return scrapedWorkload({ namespace: argoCdNamespace, workload: process, service });
}

/** What scrapes them. */
export function argoCdMonitors(): ApiObject[] {
  const chart = new Chart(new App(), 'argocd', { namespace: argoCdNamespace });
  // the tier has no API server of Argo CD
  new ArgoCDMonitors(chart, 'argocd', { without: ['argocd-server-metrics'] });
  return Testing.synth(chart) as ApiObject[];
}
