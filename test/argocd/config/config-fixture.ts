import { Testing } from 'cdk8s';
import { ArgoConfig, type ArgoConfigProps } from '../../../lib/argocd';
import type { KubernetesObject } from '../../dist-objects';
import { platformChart } from '../argo-fixture';

export function objects(props?: ArgoConfigProps): KubernetesObject[] {
  const chart = platformChart();
  new ArgoConfig(chart, 'config', props);
  return Testing.synth(chart) as KubernetesObject[];
}

/** The entries of one of the ConfigMaps. */
export function data(name: string, props?: ArgoConfigProps): Record<string, string> {
  const found = objects(props).find(({ metadata }) => metadata.name === name);
  return (found as unknown as { data: Record<string, string> })?.data;
}

/** The message, or an empty text where nothing is refused. */
export function refused(props: ArgoConfigProps): string {
  try {
    objects(props);
    return '';
  } catch (cause) {
    return (cause as Error).message;
  }
}

export const LOGIN = {
  name: 'Okta',
  issuer: 'https://acme.okta.com',
  clientId: 'argocd',
  clientSecret: '$oidc.clientSecret',
};
export const URL = 'https://argocd.example.com';
