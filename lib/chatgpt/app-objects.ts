import { ApiObject, type ApiObjectMetadata, Lazy } from 'cdk8s';
import type { Construct } from 'constructs';
import type { App } from './app';
import { appFiles } from './app-files';
import { certificateSpec, httpRouteSpec, ingressAnnotations, ingressSpec } from './exposure';
import { networkPolicySpec } from './network';
import { autoscalerSpec, disruptionBudgetSpec } from './scaling';
import { serviceMonitorSpec, serviceSpec } from './service';
import { widgetConfigMapName, widgetTemplates } from './widget';
import { appConfigMapName, type CoreObject, deploymentSpec } from './workload';

/** Emits the objects of one app into its construct. An object that the app does not ask for is undefined. */
export class AppObjects {
  /**
   * @param app what the app is at construction; it decides which objects there are.
   * @param current what the app has become by synthesis; it fills those that the construct's verbs change.
   */
  constructor(
    private readonly scope: Construct,
    private readonly app: App,
    private readonly current: () => App,
  ) {}

  serviceAccount(): ApiObject | undefined {
    if (this.app.spec.pod?.serviceAccountName) return undefined;
    return this.emit('ServiceAccount', { apiVersion: 'v1', automountServiceAccountToken: false });
  }

  appConfig(): ApiObject {
    const metadata = { name: appConfigMapName(this.app) };
    return this.emit('ConfigMap', { apiVersion: 'v1', metadata, data: appFiles(this.app) }, 'AppConfig');
  }

  /** One ConfigMap for each inline widget: together they may be larger than one ConfigMap. */
  widgetTemplates(): ApiObject[] {
    return this.app.widgets.flatMap((widget) => {
      const data = widgetTemplates([widget]);
      if (Object.keys(data).length === 0) return [];
      const metadata = { name: widgetConfigMapName(this.app.objectName, widget) };
      return [this.emit('ConfigMap', { apiVersion: 'v1', metadata, data }, `Widget-${widget.name}`)];
    });
  }

  deployment(): ApiObject {
    return this.emit('Deployment', { apiVersion: 'apps/v1', spec: this.lazily(deploymentSpec) });
  }

  networkPolicy(): ApiObject {
    const spec = this.lazily(networkPolicySpec);
    return this.emit('NetworkPolicy', { apiVersion: 'networking.k8s.io/v1', spec });
  }

  service(): ApiObject {
    return this.emit('Service', { apiVersion: 'v1', spec: serviceSpec(this.app) });
  }

  autoscaler(): ApiObject | undefined {
    const { autoscaling } = this.app.spec;
    const spec = autoscaling && autoscalerSpec(this.app, autoscaling);
    return spec && this.emit('HorizontalPodAutoscaler', { apiVersion: 'autoscaling/v2', spec });
  }

  disruptionBudget(): ApiObject | undefined {
    const spec = disruptionBudgetSpec(this.app);
    return spec && this.emit('PodDisruptionBudget', { apiVersion: 'policy/v1', spec });
  }

  route(): ApiObject | undefined {
    const { exposure, spec } = this.app;
    if (spec.host === undefined || exposure === 'None') return undefined;
    if (exposure === 'Gateway') {
      const apiVersion = 'gateway.networking.k8s.io/v1';
      return this.emit('HTTPRoute', { apiVersion, spec: httpRouteSpec(this.app, spec.host) });
    }
    const annotations = ingressAnnotations(this.app);
    return this.emit('Ingress', {
      apiVersion: 'networking.k8s.io/v1',
      metadata: Object.keys(annotations).length > 0 ? { annotations } : {},
      spec: ingressSpec(this.app, spec.host),
    });
  }

  certificate(): ApiObject | undefined {
    const { host } = this.app.spec;
    const spec = host === undefined ? undefined : certificateSpec(this.app, host);
    return spec && this.emit('Certificate', { apiVersion: 'cert-manager.io/v1', spec });
  }

  serviceMonitor(): ApiObject | undefined {
    if (!this.app.monitoring.enabled) return undefined;
    const spec = serviceMonitorSpec(this.app);
    return this.emit('ServiceMonitor', { apiVersion: 'monitoring.coreos.com/v1', spec });
  }

  private lazily(render: (app: App) => CoreObject): unknown {
    return Lazy.any({ produce: () => render(this.current()) });
  }

  private emit(kind: string, { metadata, ...body }: Manifest, id: string = kind): ApiObject {
    const { objectName: name, namespace, labels } = this.app;
    return new ApiObject(this.scope, id, {
      kind,
      ...body,
      metadata: { name, namespace, labels, ...metadata },
    });
  }
}

interface Manifest {
  readonly apiVersion: string;
  readonly metadata?: ApiObjectMetadata;
  readonly [field: string]: unknown;
}
