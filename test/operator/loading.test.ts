// most of what cdk8s-plus is takes a fifth of a second to load, and only operators and peers need it
it('loads the library without cdk8s-plus', () => {
  jest.doMock('cdk8s-plus-27', () => {
    throw new Error('cdk8s-plus is loaded');
  });
  jest.isolateModules(() => {
    expect(Object.keys(require('../../lib'))).toContain('OperatorConstruct');
  });
});
