/** Minutes in which as many requests came, of which as many were bad. */
export interface Traffic {
  readonly minutes: number;
  readonly requests: number;
  readonly bad: number;
}

/** How long traffic lasts. */
export function lasting(traffic: readonly Traffic[]): number {
  return traffic.reduce((sum, { minutes }) => sum + minutes, 0);
}

/** How many times as fast as it may an error budget burnt in the minutes before `at`: counted, request by request. */
export function burnRate(traffic: readonly Traffic[], objective: number, window: number, at: number): number {
  const { requests, bad } = countedIn(traffic, at - window, at);
  return bad / requests / (1 - objective / 100);
}

/** All requests between two minutes, and the bad ones. */
export function countedIn(traffic: readonly Traffic[], from: number, to: number): Omit<Traffic, 'minutes'> {
  let [begin, requests, bad] = [0, 0, 0];
  for (const phase of traffic) {
    const minutes = Math.max(0, Math.min(to, begin + phase.minutes) - Math.max(from, begin));
    requests += minutes * phase.requests;
    bad += minutes * phase.bad;
    begin += phase.minutes;
  }
  return { requests, bad };
}

/** A counter of one kind of requests, a sample each minute, as promtool writes series. */
export function counterOf(traffic: readonly Traffic[], count: (phase: Traffic) => number): string {
  let sum = 0;
  const parts = traffic.map((phase) => {
    const rise = count(phase);
    const part = `${sum + rise}+${rise}x${phase.minutes - 1}`;
    sum += rise * phase.minutes;
    return part;
  });
  return ['0', ...parts].join(' ');
}
