export { AppPolicy } from './app-policy';
export { AppLimit, AppPolicyAction, type AppPolicyProps } from './app-policy-props';
