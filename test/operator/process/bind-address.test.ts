import { parseBindAddress } from '../../../operator/src/process/bind-address';

describe('parseBindAddress', () => {
  it.each<[string, unknown]>([
    ['0', 'off'],
    [':8080', { host: undefined, port: 8080 }],
    ['127.0.0.1:0', { host: '127.0.0.1', port: 0 }],
    ['[::1]:8080', { host: '::1', port: 8080 }],
    ['localhost:65535', { host: 'localhost', port: 65535 }],
  ])('reads %j', (text, address) => {
    expect(parseBindAddress(text)).toEqual(address);
  });

  it.each(['', '8080', ':', ':65536', '::1:8080', '[::1]', 'http://a:80', ':80a', ':-1', 'a b:80'])(
    'knows no %j',
    (text) => {
      expect(parseBindAddress(text)).toBeUndefined();
    },
  );
});
