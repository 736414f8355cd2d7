import { ApiObject, App, Chart } from 'cdk8s';
import type { INetworkPolicyPeer } from 'cdk8s-plus-27';
import type { CoreObject } from './workload';

/** A cdk8s-plus peer as NetworkPolicyPeers; a policy of cdk8s-plus that is never written does the conversion. */
export function networkPolicyPeers(peer: INetworkPolicyPeer): CoreObject[] {
  // whoever has a peer has loaded it; the others start faster without
  const { NetworkPolicy } = require('cdk8s-plus-27') as typeof import('cdk8s-plus-27');
  const policy = new NetworkPolicy(new Chart(new App(), 'scratch'), 'peers');
  policy.addIngressRule(peer);
  return ApiObject.of(policy).toJson().spec.ingress[0].from;
}
