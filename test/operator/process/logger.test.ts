import { createLogger, type LoggerOptions } from '../../../operator/src/process/logger';

function lines(options: LoggerOptions = {}) {
  const written: string[] = [];
  const log = createLogger({ ...options, output: { write: (line: string) => void written.push(line) } });
  return { log, written, parsed: () => written.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('createLogger', () => {
  it('writes the keys of controller-runtime', () => {
    const { log, parsed } = lines();
    const fields = { controller: 'chatgptapp', namespace: 'shop', name: 'fitness', reconcileID: 'r-1' };
    log.named('controller').named('chatgptapp').with(fields).info('applied', { kind: 'Service' });
    const [line = {}] = parsed();
    expect(line).toEqual({
      level: 'info',
      ts: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      logger: 'controller.chatgptapp',
      msg: 'applied',
      kind: 'Service',
      ...fields,
    });
  });

  it('writes an error with its causes and its stack', () => {
    const { log, parsed } = lines();
    log.error('no list', new Error('relist', { cause: new Error('refused') }), { resource: 'pods' });
    log.error('no list', 'a word');
    expect(parsed()).toMatchObject([
      {
        level: 'error',
        msg: 'no list',
        error: 'relist: refused',
        resource: 'pods',
        stacktrace: expect.stringContaining('logger.test'),
      },
      { error: 'a word' },
    ]);
  });

  it('writes each key once, the nearest value', () => {
    const { log, written } = lines();
    log.with({ name: 'a' }).with({ name: 'b' }).info('x', { name: 'c' });
    expect(written[0]?.match(/"name"/g)).toHaveLength(1);
    expect(written[0]).toContain('"name":"c"');
  });

  it.each<[LoggerOptions['level'], readonly string[]]>([
    [undefined, ['info', 'error']],
    ['debug', ['debug', 'info', 'error']],
    [2, ['debug', 'info', 'error']],
    ['error', ['error']],
  ])('at level %s writes %j', (level, expected) => {
    const { log, parsed } = lines({ level });
    log.debug('d');
    log.info('i');
    log.error('e', new Error('e'));
    expect(parsed().map((line) => line.level)).toEqual(expected);
  });

  it('writes lines for people', () => {
    const { log, written } = lines({ readable: true });
    log.named('lease').info('leads', { lease: 'a/b' });
    log.error('lost', new Error('no'));
    expect(written[0]).toMatch(/^\S+Z {2}INFO {3}lease {2}leads {2}{"lease":"a\/b"}\n$/);
    expect(written[1]).toMatch(/ERROR {2}lost {2}{"error":"no"}\nError: no\n {4}at /);
  });
});
