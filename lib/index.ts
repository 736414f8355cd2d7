export * from '../imports/apps.makeaihq.com';
export * from './argocd';
export * from './chatgpt';
export * from './monitoring';
export * from './operator';
export * from './operator/policy';
export * from './synth/fleet-app';
