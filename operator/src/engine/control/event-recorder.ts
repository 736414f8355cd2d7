import type { KubeObject } from '../kubernetes/kube-object';
import type { Transport } from '../kubernetes/transport';
import type { Log } from '../log';

/** Something that happened to an object, for people. */
export interface Occurrence {
  readonly type: 'Normal' | 'Warning';
  /** One word, such as `FieldFight`. */
  readonly reason: string;
  /** What was tried. */
  readonly action: string;
  readonly note: string;
}

/** Bytes of the longest note that the API takes. @see https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/ */
const LONGEST_NOTE = 1024;

/** Writes events of events.k8s.io/v1. An event that cannot be written is logged, and stops nothing. */
export class EventRecorder {
  private count = 0;

  /**
   * @param controller such as `apps.makeaihq.com/chatgpt-operator`.
   * @param instance this process.
   */
  constructor(
    private readonly transport: Transport,
    private readonly controller: string,
    private readonly instance: string,
    private readonly log: Log,
  ) {}

  async record(about: KubeObject, { type, reason, action, note }: Occurrence): Promise<void> {
    const { name, namespace = 'default', uid } = about.metadata;
    const time = new Date();
    const body = {
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: { name: `${name}.${time.getTime().toString(16)}${(this.count++).toString(16)}`, namespace },
      eventTime: time.toISOString().replace('Z', '000Z'),
      reportingController: this.controller,
      reportingInstance: this.instance,
      regarding: { apiVersion: about.apiVersion, kind: about.kind, name, namespace, uid },
      ...{ type, reason, action, note: beginningOf(note, LONGEST_NOTE) },
    };
    const path = `/apis/events.k8s.io/v1/namespaces/${namespace}/events`;
    try {
      await this.transport.send({ method: 'POST', path, body });
    } catch (error) {
      this.log.error('cannot write an event', error, { reason, note });
    }
  }
}

/** The whole characters of a text that so many bytes have room for. */
function beginningOf(text: string, size: number): string {
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(size));
  return text.slice(0, read);
}
