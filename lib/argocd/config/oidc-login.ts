import type { Finding } from '../../validation/finding';
import { nonEmpty, withoutUndefined } from '../../validation/plain-json';
import { errorAt } from '../../validation/refuse';
import { settingsYaml } from '../settings-yaml';

/**
 * Login by OpenID Connect.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/user-management/#existing-oidc-provider
 */
export interface OidcLogin {
  /** The provider's name, as shown on the button. */
  readonly name: string;
  /** The provider's URL. */
  readonly issuer: string;
  /** The client's id. */
  readonly clientId: string;
  /**
   * Where the client's secret is: `$key` of argocd-secret, or `$secret:key` of another Secret, which has the label
   * `app.kubernetes.io/part-of: argocd`. A secret itself is refused.
   * @default - none: a public client, which needs `pkce`
   */
  readonly clientSecret?: string;
  /**
   * The id of the client of the command line.
   * @default - the same as `clientId`
   */
  readonly cliClientId?: string;
  /**
   * Scopes to ask for.
   * @default - openid, profile, email, groups
   */
  readonly requestedScopes?: string[];
  /**
   * Claims of the ID token that have to be there.
   * @default - none
   */
  readonly essentialClaims?: string[];
  /**
   * Where to go after logging out.
   * @default - Argo CD's login page
   */
  readonly logoutUrl?: string;
  /**
   * Certificates to trust, as PEM.
   * @default - those of the system
   */
  readonly rootCa?: string;
  /**
   * Uses PKCE in the browser.
   * @default false
   */
  readonly pkce?: boolean;
}

/** `oidc.config`. */
export function oidcYaml(login: OidcLogin): string {
  const claims = (login.essentialClaims ?? []).map((claim) => [claim, { essential: true }]);
  return settingsYaml(
    withoutUndefined({
      name: login.name,
      issuer: login.issuer,
      clientID: login.clientId,
      clientSecret: login.clientSecret,
      cliClientID: login.cliClientId,
      requestedScopes: nonEmpty(login.requestedScopes),
      requestedIDTokenClaims: claims.length > 0 ? Object.fromEntries(claims) : undefined,
      logoutURL: login.logoutUrl,
      rootCA: login.rootCa,
      enablePKCEAuthentication: login.pkce || undefined,
    }),
  );
}

/** What is wrong with a login. */
export function oidcFindings(login: OidcLogin, url: string | undefined): Finding[] {
  const { issuer, clientId, clientSecret, requestedScopes } = login;
  const findings: Finding[] = [];
  if (url === undefined) {
    const rule = 'is needed, because the provider sends users back to it';
    findings.push(errorAt(['url'], undefined, rule, "give Argo CD's public URL"));
  }
  if (!/^https:\/\/[^\s?#@]+$/.test(issuer)) {
    findings.push(errorAt(['oidc', 'issuer'], issuer, 'is no https URL', 'write https://…'));
  }
  if (clientId.trim() === '') {
    findings.push(errorAt(['oidc', 'clientId'], clientId, 'is empty', 'write the id of the client'));
  }
  if (clientSecret !== undefined && !/^\$([-a-z0-9.]+:)?[-._A-Za-z0-9]+$/.test(clientSecret)) {
    const rule = 'is not a reference, and what is written here everybody can read';
    const fix =
      'put the secret into argocd-secret, and write $oidc.clientSecret, or $secret:key for another Secret';
    // the value is not shown, since it may be the secret
    findings.push(errorAt(['oidc', 'clientSecret'], undefined, rule, fix));
  }
  if (clientSecret === undefined && !login.pkce) {
    const fix = 'give clientSecret: $oidc.clientSecret, or pkce: true';
    findings.push(errorAt(['oidc', 'clientSecret'], undefined, 'is missing, and so is pkce', fix));
  }
  if (requestedScopes && !requestedScopes.includes('openid')) {
    const rule = 'lacks openid, without which there is no ID token';
    findings.push(errorAt(['oidc', 'requestedScopes'], requestedScopes, rule, 'add openid'));
  }
  return findings;
}
