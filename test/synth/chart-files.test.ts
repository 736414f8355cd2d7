import { ApiObject, App, Chart } from 'cdk8s';
import { chartFiles, HEADER } from '../../lib/synth/chart-files';

function chart(...objects: { apiVersion: string; kind: string; name: string }[]): Chart {
  const scope = new Chart(new App(), 'test');
  objects.forEach(({ apiVersion, kind, name }, index) => {
    new ApiObject(scope, `object-${index}`, { apiVersion, kind, metadata: { name } });
  });
  return scope;
}

const service = { apiVersion: 'v1', kind: 'Service', name: 'hello-mcp' };

it('gives each object a file named by its kind and name, below a header', () => {
  expect(chartFiles(chart(service), 'test/hello')).toEqual([
    {
      path: 'test/hello/service.hello-mcp.yaml',
      text: `${HEADER}\napiVersion: v1\nkind: Service\nmetadata:\n  name: hello-mcp\n`,
    },
  ]);
});

it('gives the same files in whichever order objects were added', () => {
  const other = { ...service, kind: 'ServiceAccount' };
  expect(chartFiles(chart(service, other), 'a')).toEqual(chartFiles(chart(other, service), 'a'));
});

it('refuses two objects of one kind and name, though of different API groups', () => {
  const twin = { ...service, apiVersion: 'serving.knative.dev/v1' };
  expect(() => chartFiles(chart(service, twin), 'a')).toThrow(
    'two objects want the file a/service.hello-mcp.yaml',
  );
});

it.each(['../../etc/passwd', 'a/b', '.hidden', 'system:node'])('refuses the name %s for a file', (name) => {
  expect(() => chartFiles(chart({ ...service, name }), 'a')).toThrow('cannot be a file name');
});
