import fc from 'fast-check';
import { DiscoveryRole, ScrapeConfig, type ScrapeConfigProps } from '../../../lib/monitoring';
import { chart, findingsOf, manifestOf, SCRAPE } from './monitor-fixture';

const { basicAuth: _, ...WITHOUT_LOGIN } = SCRAPE;

const EVERYTHING: Required<Omit<ScrapeConfigProps, 'basicAuth'>> = {
  ...WITHOUT_LOGIN,
  bearerToken: { name: 'token', key: 'token' },
  staticTargets: [{ targets: ['a.example.com:9100', '[::1]:9100'], labels: { tier: 'db' } }],
  kubernetes: [
    { role: DiscoveryRole.NODE },
    { role: DiscoveryRole.POD, namespaces: ['shop'], labelSelector: 'app=web,tier!=test' },
  ],
  jobName: 'machines',
};

function findings(props: ScrapeConfigProps): string {
  return findingsOf(new ScrapeConfig(chart(), 'config', props));
}

describe('a ScrapeConfig', () => {
  it('names targets', () => {
    const config = new ScrapeConfig(chart(), 'config', { staticTargets: [{ targets: ['a:9100'] }] });
    expect(findingsOf(config)).toBe('');
    expect(manifestOf(config)).toMatchSnapshot();
    expect([config.job, config.honorLabels]).toEqual(['config', false]);
  });

  it('has all the props', () => {
    const everything = new ScrapeConfig(chart(), 'config', EVERYTHING);
    expect(findingsOf(everything)).toBe('');
    expect(manifestOf(everything)).toMatchSnapshot();
  });

  it.each<[string, ScrapeConfigProps, string]>([
    ['nothing to scrape', {}, 'staticTargets\n  is missing'],
    [
      'targets that are none',
      { staticTargets: [{ targets: [] }] },
      'staticTargets[0].targets = []\n  is empty',
    ],
    [
      'a URL',
      { staticTargets: [{ targets: ['http://a:1'] }] },
      'targets[0] = "http://a:1"\n  is no host and port',
    ],
    ['a credential', { staticTargets: [{ targets: ['me:secret@a:1'] }] }, 'is no host and port'],
    ['a port that is none', { staticTargets: [{ targets: ['a:65536'] }] }, 'is no host and port'],
    ['a label that is none', { staticTargets: [{ targets: ['a:1'], labels: { 'a-b': '' } }] }, 'labels.a-b'],
    [
      'namespaces of nodes',
      { kubernetes: [{ role: DiscoveryRole.NODE, namespaces: ['a'] }] },
      'kubernetes[0].namespaces',
    ],
    [
      'an empty selector',
      { kubernetes: [{ role: DiscoveryRole.POD, labelSelector: ' ' }] },
      'labelSelector = " "',
    ],
  ])('refuses %s', (_, props, message) => {
    expect(findings(props)).toContain(message);
  });

  it('refuses a role that there is not, as JavaScript may give', () => {
    const { kubernetes } = JSON.parse('{"kubernetes": [{"role": "pods"}]}');
    expect(findings({ kubernetes })).toContain('kubernetes[0].role = "pods"\n  is no role');
  });

  it('takes every host with a port', () => {
    fc.assert(
      fc.property(fc.domain(), fc.integer({ min: 1, max: 65535 }), (host, port) => {
        expect(findings({ staticTargets: [{ targets: [`${host}:${port}`] }] })).toBe('');
      }),
    );
  });
});
