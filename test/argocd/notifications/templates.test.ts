import { parse } from 'yaml';
import { WebhookMethod } from '../../../lib/argocd';
import { data, make, own, refused } from './notifications-fixture';

describe('templates', () => {
  it('name webhooks that exist, with a method', () => {
    const request = { method: WebhookMethod.POST, path: '/a', body: '{}' };
    expect(refused(own({ webhook: { 'chatgpt-ops': request } }))).toEqual([]);
    expect(refused(own({ webhook: { 'chatgpt-op': request } }))).toEqual([
      expect.stringContaining('names no webhook (webhooks: chatgpt-ops)'),
    ]);
    const written = parse(data(own({ webhook: { 'chatgpt-ops': request } }))['template.own'] ?? '');
    expect(written.webhook['chatgpt-ops'].method).toBe('POST');
  });

  it('use values of context that are there', () => {
    expect(refused(own({ message: '{{ .context.argocdUrl }}' }))).toEqual([
      expect.stringContaining('is not in context.\n  Fix: give argocdUrl.'),
    ]);
    expect(refused({ ...own({ message: '{{ .context.argocdUrl }}' }), argocdUrl: 'https://a' })).toEqual([]);
  });

  it('put no raw values into JSON', () => {
    const attachments = '[{"title": "{{ .app.status.operationState.message }}"}]';
    expect(refused(own({ slack: { attachments } }))).toEqual([
      expect.stringContaining('templates.own.slack.attachments'),
    ]);
    const body = '{"message": {{ .app.status.operationState.message | toJson }}}';
    expect(refused(own({ webhook: { 'chatgpt-ops': { method: WebhookMethod.POST, body } } }))).toEqual([]);
    // not JSON
    const text = 'failed: {{ .app.status.operationState.message }}';
    expect(refused(own({ webhook: { 'chatgpt-ops': { method: WebhookMethod.POST, body: text } } }))).toEqual(
      [],
    );
  });

  it('that no trigger sends are doubtful, those of the catalogue not', () => {
    const { notifications } = make({ templates: [{ name: 'own', message: 'a' }] });
    expect(notifications.warnings).toEqual([
      expect.stringContaining('templates.own\n  is sent by no trigger'),
    ]);
  });

  it('say something', () => {
    expect(refused(own({}))).toEqual([expect.stringContaining('says nothing')]);
  });

  it('do not tell the message of the health', () => {
    expect(refused(own({ message: '{{ .app.status.health.message }}' }))).toEqual([
      expect.stringContaining('is deprecated, and always empty'),
    ]);
  });

  it('are warned of where they tell the revision of the comparison', () => {
    const { notifications } = make(own({ message: '{{ .app.status.sync.revision }}' }));
    expect(notifications.warnings).toEqual([
      expect.stringContaining('is empty for an Application of several sources'),
    ]);
  });
});

describe('triggers', () => {
  const trigger = (condition: { when?: string; send?: string[]; oncePer?: string }, name = 'on-own') =>
    make({
      triggers: [
        {
          name,
          conditions: [{ when: 'true', send: ['app-deployed'], oncePer: 'app.metadata.uid', ...condition }],
        },
      ],
    }).notifications;

  it('are lists of conditions', () => {
    expect(parse(data({})['trigger.on-sync-failed'] ?? '')).toEqual([
      expect.objectContaining({ send: ['app-sync-failed'] }),
    ]);
  });

  it('send templates that exist', () => {
    expect(trigger({ send: ['app-deploy'] }).node.validate()).toEqual([
      expect.stringContaining('names no template.\n  Fix: use app-deployed.'),
    ]);
    expect(trigger({ send: [] }).node.validate()).toEqual([expect.stringContaining('is empty')]);
  });

  it('are not asked for fields that a new Application lacks', () => {
    expect(trigger({ when: "app.status?.operationState.phase in ['Succeeded']" }).node.validate()).toEqual([
      expect.stringContaining('Fix: write app.status.operationState?.phase'),
    ]);
  });

  it('are warned of where they come again and again', () => {
    expect(trigger({ oncePer: undefined }).warnings).toEqual([
      expect.stringContaining('is missing, so it is told again'),
    ]);
    expect(trigger({}).warnings).toEqual([]);
  });

  it('have no dots in their names', () => {
    expect(trigger({}, 'on.own').node.validate()).toEqual([expect.stringContaining('has a dot')]);
  });

  it('have conditions', () => {
    expect(refused({ triggers: [{ name: 'on-own', conditions: [] }] })).toEqual([
      expect.stringContaining('has no condition'),
    ]);
  });
});
