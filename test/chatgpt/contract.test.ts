import { checkChatGPTApp } from '../../lib/chatgpt/check-chatgptapp';
import { formatFieldPath } from '../../lib/validation/field-path';
import { CONTRACT_VERDICTS } from '../contract-verdicts';

// the cluster tier asks a real API server the same (test/cluster/verdict/contract.test.ts)
describe('the verdicts of the API contract', () => {
  it.each(CONTRACT_VERDICTS.filter(({ refused }) => refused === undefined))('accepts $title', ({ app }) => {
    expect(checkChatGPTApp(app).errors).toEqual([]);
  });

  it.each(CONTRACT_VERDICTS.filter(({ refused }) => refused !== undefined))(
    'refuses $title',
    ({ app, refused }) => {
      const fields = checkChatGPTApp(app).errors.map(({ path }) => formatFieldPath(path));
      expect(fields).toContain(refused?.replace("['ephemeral-storage']", '.ephemeral-storage'));
    },
  );
});
