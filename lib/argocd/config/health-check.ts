import { refuse } from '../../validation/refuse';
import { applicationHealth } from './lua/application-health';
import { CHATGPTAPP_HEALTH } from './lua/chatgptapp-health';
import { conditionsHealth, type HealthConditions } from './lua/conditions-health';
import {
  CLUSTER_EXTENSION_HEALTH,
  CLUSTER_SERVICE_VERSION_HEALTH,
  K8SGPT_HEALTH,
} from './lua/operator-health';

/** How the health of Applications is told. */
export interface ApplicationHealthOptions {
  /**
   * Names of Applications that never become Synced, because something in the cluster changes what they deliver. For
   * these a successful sync of the compared revision is enough; without it they would hold back later waves for ever.
   * `*` means all, and then a wave does not wait for objects that are missing.
   * @default - none
   */
  readonly acceptOutOfSync?: string[];
}

/** How a script is run. */
export interface LuaHealthOptions {
  /**
   * Lets the script use Lua's standard libraries, such as `string`.
   * @default false
   */
  readonly useOpenLibs?: boolean;
}

/**
 * Tells Argo CD how healthy an object of some kind is. Waves, progressive syncs and notifications rely on it.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/health/
 * @example
 * HealthCheck.byConditions('example.com', 'Database', { healthy: ['Ready'], degraded: ['Failed'] });
 */
export class HealthCheck {
  /** The checks that every ArgoConfig has. */
  public static defaults(): HealthCheck[] {
    return [
      HealthCheck.application(),
      HealthCheck.chatGPTApp(),
      HealthCheck.k8sGPT(),
      HealthCheck.clusterExtension(),
      HealthCheck.clusterServiceVersion(),
    ];
  }

  /** ChatGPTApps, by their conditions and phase, as far as these are about the latest spec. */
  public static chatGPTApp(): HealthCheck {
    return new HealthCheck('apps.makeaihq.com', 'ChatGPTApp', CHATGPTAPP_HEALTH);
  }

  /**
   * Applications, so that waves of an app of apps wait: healthy only when all is synced, and the status is about the
   * spec that is there now.
   */
  public static application(options: ApplicationHealthOptions = {}): HealthCheck {
    const { acceptOutOfSync = [] } = options;
    return new HealthCheck('argoproj.io', 'Application', applicationHealth(acceptOutOfSync));
  }

  /** K8sGPTs: healthy when their operator has taken them, which is all that they show. */
  public static k8sGPT(): HealthCheck {
    return new HealthCheck('core.k8sgpt.ai', 'K8sGPT', K8SGPT_HEALTH);
  }

  /** ClusterExtensions of OLM v1. */
  public static clusterExtension(): HealthCheck {
    return new HealthCheck('olm.operatorframework.io', 'ClusterExtension', CLUSTER_EXTENSION_HEALTH);
  }

  /** ClusterServiceVersions of OLM v0. */
  public static clusterServiceVersion(): HealthCheck {
    return new HealthCheck('operators.coreos.com', 'ClusterServiceVersion', CLUSTER_SERVICE_VERSION_HEALTH);
  }

  /** A kind with conditions. What its controller said about an older generation does not count. */
  public static byConditions(group: string, kind: string, conditions: HealthConditions): HealthCheck {
    if (conditions.healthy.length === 0) {
      const fix = 'name the condition that is True when an object is well, such as Ready';
      refuse('HealthCheck.byConditions', 'healthy', conditions.healthy, 'is empty', fix);
    }
    return new HealthCheck(group, kind, conditionsHealth(conditions));
  }

  /**
   * A kind by a script of your own, in Lua 5.1. The object is in `obj`; the script returns a table with `status`
   * (`Healthy`, `Progressing`, `Degraded`, `Suspended`) and `message`.
   */
  public static lua(
    group: string,
    kind: string,
    script: string,
    options: LuaHealthOptions = {},
  ): HealthCheck {
    return new HealthCheck(group, kind, script, options.useOpenLibs);
  }

  private constructor(
    /** API group; empty for the core group. */
    public readonly group: string,
    /** The kind. */
    public readonly kind: string,
    /** The script, in Lua. */
    public readonly script: string,
    /** Whether it may use Lua's standard libraries. */
    public readonly useOpenLibs: boolean = false,
    /** Why it replaces the check that Argo CD has for the kind; undefined where it does not. */
    public readonly forcedBecause?: string,
  ) {}

  /**
   * The same check, in place of the one that Argo CD has.
   *
   * @param reason why that one will not do; it is written beside the script.
   */
  public forced(reason: string): HealthCheck {
    const text = reason.trim();
    if (text === '' || /[\r\n]/.test(text)) {
      const fix = "say in one line what is wrong with Argo CD's own check";
      refuse('HealthCheck.forced', 'reason', reason, 'is not one line', fix);
    }
    return new HealthCheck(this.group, this.kind, this.script, this.useOpenLibs, text);
  }

  /** @internal */
  public _toLua(): string {
    const script = `${this.script.trim()}\n`;
    return this.forcedBecause === undefined
      ? script
      : `-- in place of Argo CD's own check: ${this.forcedBecause}\n${script}`;
  }
}
