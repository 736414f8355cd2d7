import { chatGPTApps } from '../../../operator/src/kinds/chatgptapp';

function claimsOf(fields: Readonly<Record<string, unknown>>) {
  const object = { apiVersion: 'apps.makeaihq.com/v1alpha1', kind: 'ChatGPTApp', metadata: { name: 'a' } };
  return chatGPTApps.claims?.({ ...object, ...fields });
}

const spec = { host: 'fitness.example.com' };

describe('the claims of an app', () => {
  it('are its host', () => {
    expect(claimsOf({ spec })).toMatchObject([
      { id: 'host/fitness.example.com', field: 'spec.host', isHeld: false },
    ]);
  });

  it.each([
    ['https://fitness.example.com/mcp', true],
    ['https://fitness.example.com', true],
    ['https://fitness.example.com.evil.org/mcp', false],
    ['https://before.example.com/mcp', false],
  ])('are held where the status tells the URL %s: %s', (url, isHeld) => {
    expect(claimsOf({ spec, status: { url } })).toMatchObject([{ isHeld }]);
  });

  it.each([{}, { spec: null }, { spec: { host: '' } }, { spec: { host: 7 } }, { spec: [], status: 'x' }])(
    'are none of %j',
    (fields) => {
      expect(claimsOf(fields)).toEqual([]);
    },
  );
});
