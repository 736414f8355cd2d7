import { lazyExports } from '../../scripts/lazy-exports';

const INDEX = "export * from './shapes';\nexport * from '../colours';\n";
const PARTS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  './shapes': { Circle: 'a circle', Square: 'a square' },
  '../colours': { Red: 'red' },
};

/** Runs the module, and tells what it exports and which parts it has loaded. */
function run(index: string) {
  const loaded: string[] = [];
  const load = (part: string) => {
    loaded.push(part);
    return PARTS[part];
  };
  const exported: Record<string, unknown> = {};
  const text = lazyExports(index, (part) => Object.keys(PARTS[part] ?? {}));
  new Function('exports', 'module', 'require', text)(exported, {}, load);
  return { exported, loaded };
}

describe('an index of lazy exports', () => {
  it('exports what its parts export, and says that it was an ES module', () => {
    const { exported } = run(INDEX);
    expect({ ...exported }).toEqual({ Circle: 'a circle', Square: 'a square', Red: 'red' });
    expect(exported.__esModule).toBe(true);
  });

  it('loads a part when something of it is used', () => {
    const { exported, loaded } = run(INDEX);
    expect(loaded).toEqual([]);
    expect(exported.Red).toBe('red');
    expect(loaded).toEqual(['../colours']);
  });

  it('refuses a line that it does not understand', () => {
    expect(() => run(`${INDEX}export { Circle as Round } from './shapes';\n`)).toThrow(
      "export { Circle as Round } from './shapes';: is not understood. Fix: write export * from '…';",
    );
  });
});
