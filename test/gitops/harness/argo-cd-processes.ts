import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiClient } from '../../cluster/harness/api-client';
import { accepted } from '../../cluster/harness/api-object';
import { builtTools } from '../../cluster/harness/built-tools';
import { Component, ComponentDied, type Program } from '../../cluster/harness/component';
import { freePorts } from '../../cluster/harness/free-ports';
import { waitFor } from '../../cluster/harness/wait-for';
import { Watchdog } from '../../cluster/harness/watchdog';
import { absentControllers } from './absent-controllers';
import { argoCdComponents, PORTS, redis } from './argo-cd-components';
import { baseObjects } from './base-objects';
import { gitopsTools } from './tools';
import { layOut } from './workplace';

const MOST_ATTEMPTS = 3;

/** The cluster that Argo CD shall work for. Its CRDs, Argo CD's among them, are installed. */
export interface ArgoCdHost {
  readonly api: ApiClient;
  readonly kubeconfig: string;
  readonly kwok: string;
}

/** A running Argo CD. */
export interface ArgoCdProcesses {
  /** The program, which is also the command line. */
  readonly binary: string;
  /** Logs, pids and caches; removed by `stop`. */
  readonly dir: string;
  /** An admin's, with the namespace of Argo CD as the current one. */
  readonly kubeconfig: string;
  /** Where tests keep their git repositories; goes with `dir`. */
  readonly repositories: string;
  /** Where /metrics of a component is, by its name. */
  readonly ports: Readonly<Record<string, number>>;
  /** Kills one component without a chance to say goodbye. */
  kill(name: string): Promise<void>;
  /** Starts a component again that was killed, and waits until it works. */
  restart(name: string): Promise<void>;
  /** Ends all processes and removes the folder. It also happens, by the watchdog, when this process dies. */
  stop(): Promise<void>;
}

/** Starts Argo CD on 127.0.0.1, and those controllers of other projects that our objects wait for (simulated). */
export async function startArgoCd(host: ArgoCdHost): Promise<ArgoCdProcesses> {
  const programs = await builtTools(gitopsTools);
  for (const object of baseObjects) accepted(await host.api.apply(object));
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOnce(programs, host);
    } catch (error) {
      if (!(error instanceof ComponentDied && error.portTaken) || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

async function startOnce(
  programs: { readonly argocd: string; readonly redis: string },
  host: ArgoCdHost,
): Promise<ArgoCdProcesses> {
  const dir = mkdtempSync(join(tmpdir(), 'cdk8s-chatgpt-apps-argocd-'));
  const watchdog = new Watchdog(dir);
  const running: Component[] = [];
  const stop = async () => {
    await Promise.all(running.map((component) => component.stop()));
    await watchdog.dismiss();
  };
  const start = (program: Program) => running.push(new Component(program, dir, watchdog));
  try {
    const workplace = layOut(dir, host.kubeconfig);
    const ports = await freePorts(PORTS);
    const components = argoCdComponents(programs.argocd, workplace, ports);
    start(redis(programs.redis, ports));
    start(absentControllers(host.kwok, host.kubeconfig));
    for (const component of components) start(component);
    for (const { name, health } of components) await untilHealthy(name, health, running);
    const repositories = join(dir, 'repositories');
    mkdirSync(repositories);
    return {
      ...{ binary: programs.argocd, dir, kubeconfig: workplace.kubeconfig, repositories, stop },
      ports: Object.fromEntries(components.map(({ name, health }) => [name, Number(new URL(health).port)])),
      kill: async (name) => {
        const index = running.findIndex((component) => component.name === name);
        await running.splice(index, 1)[0]?.kill();
      },
      restart: async (name) => {
        for (const component of components.filter((each) => each.name === name)) {
          start(component);
          await untilHealthy(name, component.health, running);
        }
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** They are shown where the health is told. */
async function untilHealthy(name: string, address: string, running: readonly Component[]): Promise<void> {
  await waitFor(
    `${name} answers at ${address}`,
    async () => {
      for (const component of running) component.assertAlive();
      const answer = await fetch(address).catch(() => undefined); // does not listen yet
      return answer?.ok ? true : undefined;
    },
    { deadline: 60 },
  );
}
