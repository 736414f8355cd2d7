import type { FieldPath } from '../../validation/field-path';
import type { Finding } from '../../validation/finding';
import { withoutUndefined } from '../../validation/plain-json';
import { errorAt } from '../../validation/refuse';
import type {
  EmailServiceProps,
  PagerDutyServiceProps,
  SlackServiceProps,
  TeamsServiceProps,
  WebhookServiceProps,
} from './service-props';

/** Ports on which a mail server is spoken to encrypted from the start, and in clear. */
const ENCRYPTED_PORT = 465;
const PLAIN_PORT = 587;

interface ServiceParts {
  readonly type: string;
  readonly name: string;
  readonly json: object;
  /** Fields that have to be references to argocd-notifications-secret. */
  readonly secrets: readonly (readonly [FieldPath, string | undefined])[];
  /** The only recipients that the service knows; undefined where it knows any, empty where it takes none. */
  readonly recipients?: readonly string[];
  readonly findings?: readonly Finding[];
}

/**
 * Where notifications go. Secrets are never written here: `$name` stands for the key `name` of the Secret
 * `argocd-notifications-secret`.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/notifications/services/overview/
 * @example
 * NotificationService.slack({ token: '$slack-token' });
 */
export class NotificationService {
  /** Slack. Recipients are channels: `slack:chatgpt-ops`. */
  public static slack(props: SlackServiceProps): NotificationService {
    const { name = 'slack', token, signingSecret, username, icon, channels, apiUrl } = props;
    const json = { token, signingSecret, username, icon, channels, apiURL: apiUrl };
    const secrets = [[['token'], token] as const, [['signingSecret'], signingSecret] as const];
    return new NotificationService({ type: 'slack', name, json, secrets });
  }

  /** Email by SMTP. Recipients are addresses: `email:ops@example.com`. */
  public static email(props: EmailServiceProps): NotificationService {
    const { name = 'email', host, from, username, password, html } = props;
    const port = props.port ?? (password === undefined ? PLAIN_PORT : ENCRYPTED_PORT);
    const json = { host, port, from, username, password, html };
    const secrets = [[['password'], password] as const];
    return new NotificationService({
      type: 'email',
      name,
      json,
      secrets,
      findings: emailFindings(props, port),
    });
  }

  /** An HTTP service. It is its own recipient: `chatgpt-ops`, and templates say what is sent to it. */
  public static webhook(name: string, props: WebhookServiceProps): NotificationService {
    const { url, headers = {}, username, password, retryMax } = props;
    const pairs = Object.entries(headers);
    const json = {
      url,
      headers: pairs.length > 0 ? pairs.map(([key, value]) => ({ name: key, value })) : undefined,
      basicAuth: password === undefined ? undefined : { username, password },
      retryMax,
    };
    const secrets = [
      [['password'], password] as const,
      ...pairs
        .filter(([key]) => isSecretHeader(key))
        .map(([key, value]) => [['headers', key], lastWord(value)] as const),
    ];
    const findings = webhookFindings(url);
    return new NotificationService({ type: 'webhook', name, json, secrets, recipients: [], findings });
  }

  /** PagerDuty, by its events API v2. Recipients are names of services: `pagerdutyv2:chatgpt`. */
  public static pagerDutyV2(props: PagerDutyServiceProps): NotificationService {
    const { name = 'pagerdutyv2', serviceKeys } = props;
    return new NotificationService({
      type: 'pagerdutyv2',
      name,
      json: { serviceKeys },
      secrets: Object.entries(serviceKeys).map(([key, value]) => [['serviceKeys', key], value] as const),
      recipients: Object.keys(serviceKeys),
    });
  }

  /** Microsoft Teams, by connectors, which Microsoft retires. Recipients are names of channels: `teams:ops`. */
  public static teams(props: TeamsServiceProps): NotificationService {
    return NotificationService.ofTeams('teams', props);
  }

  /** Microsoft Teams, by workflows. Recipients are names of channels: `teams-workflows:ops`. */
  public static teamsWorkflows(props: TeamsServiceProps): NotificationService {
    return NotificationService.ofTeams('teams-workflows', props);
  }

  private static ofTeams(
    type: string,
    { name = type, recipientUrls }: TeamsServiceProps,
  ): NotificationService {
    return new NotificationService({
      type,
      name,
      json: { recipientUrls },
      secrets: Object.entries(recipientUrls).map(([key, value]) => [['recipientUrls', key], value] as const),
      recipients: Object.keys(recipientUrls),
    });
  }

  /** The service's type, such as `slack`. */
  public readonly type: string;
  /** Its name, by which recipients and annotations call it. */
  public readonly name: string;

  private constructor(private readonly parts: ServiceParts) {
    this.type = parts.type;
    this.name = parts.name;
  }

  /**
   * The key in argocd-notifications-cm.
   * @internal
   */
  public _key(): string {
    return this.name === this.type ? `service.${this.type}` : `service.${this.type}.${this.name}`;
  }

  /** @internal */
  public _toJson(): object {
    return withoutUndefined(this.parts.json);
  }

  /**
   * The only recipients that it knows; undefined where it knows any, empty where it takes none.
   * @internal
   */
  public _recipients(): readonly string[] | undefined {
    return this.parts.recipients;
  }

  /** @internal */
  public _findings(path: FieldPath): Finding[] {
    return [
      ...this.parts.secrets.flatMap(([field, value]) => secretFindings([...path, ...field], value)),
      ...(this.parts.findings ?? []).map((finding) => ({ ...finding, path: [...path, ...finding.path] })),
    ];
  }
}

function secretFindings(path: FieldPath, value: string | undefined): Finding[] {
  if (value === undefined || /^\$[\w-]+$/.test(value)) return [];
  const isReference = value.startsWith('$');
  const rule = isReference
    ? 'has other characters than letters, digits, _ and - in the name'
    : 'is not a reference, and what is written here everybody can read';
  const fix =
    'put the secret into argocd-notifications-secret, and write $ and its key, such as $slack-token';
  // the value is not shown, since it may be the secret
  return [errorAt(path, isReference ? value : undefined, rule, fix)];
}

function isSecretHeader(name: string): boolean {
  return /authorization|token|secret|api-?key|cookie/i.test(name);
}

/** `Bearer $webhook-token` is a reference too. */
function lastWord(value: string): string {
  return value.split(' ').at(-1) ?? '';
}

function emailFindings({ port, password, username, from }: EmailServiceProps, used: number): Finding[] {
  const findings: Finding[] = [];
  if (!from.includes('@')) {
    findings.push(errorAt(['from'], from, 'is no address', 'write, for example, argocd@example.com'));
  }
  if ((username === undefined) !== (password === undefined)) {
    findings.push(
      errorAt(['username'], username, 'is needed with password, and only then', 'give both or none'),
    );
  }
  if (port === PLAIN_PORT && password !== undefined) {
    const rule = 'is a port that encrypts only if the server offers to, and a password may travel in clear';
    const fix = `use ${ENCRYPTED_PORT}, or leave it out`;
    findings.push({ severity: 'warning', path: ['port'], value: used, rule, fix });
  }
  return findings;
}

function webhookFindings(url: string): Finding[] {
  if (/^\$[\w-]+$/.test(url)) return [];
  if (!/^https?:\/\/[^\s@]+$/.test(url)) {
    return [
      errorAt(
        ['url'],
        url.replace(/\/\/[^/@]*@/, '//…@'),
        'is no URL',
        'write https://…, and no password in it',
      ),
    ];
  }
  return [];
}
