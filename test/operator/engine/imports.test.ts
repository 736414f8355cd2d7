import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ENGINE = join(__dirname, '../../../operator/src/engine');

describe('the engine', () => {
  it('knows no cdk8s, no metrics and no log library, and nothing of the process around it', () => {
    const files = readdirSync(ENGINE, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    expect(files.length).toBeGreaterThan(5);
    const imports = files.flatMap((file) =>
      [...readFileSync(join(ENGINE, file), 'utf8').matchAll(/from '([^']+)'/g)].map(
        ([, from]) => `${file}: ${from}`,
      ),
    );
    const foreign = /: (cdk8s|constructs|prom-client|pino|.*\/(process|imports|lib\/(?!validation))\/)/;
    expect(imports.filter((line) => foreign.test(line))).toEqual([]);
  });
});
