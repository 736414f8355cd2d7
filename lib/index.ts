export * from '../imports/apps.makeaihq.com';
export * from './chatgpt';
