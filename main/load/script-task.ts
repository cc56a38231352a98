import type { LoadPlan } from '../../proto/load';
import { requestFields } from './request';
import type { ScriptTask } from './script/types';
import type { Endpoint } from './transport';

/** What a plan's script is started with; null for a plan without one. */
export function scriptTask(
  plan: LoadPlan,
  userAgent: string,
  endpoints: readonly Endpoint[],
): ScriptTask | null {
  const { script } = plan;
  if (script === null) return null;
  return {
    script,
    target: {
      url: plan.url,
      method: plan.method,
      headers: requestFields(plan, userAgent).filter(
        ([name]) => !['host', 'content-length'].includes(name.toLowerCase()),
      ),
      body: Buffer.from(plan.body, plan.bodyEncoding).toString('latin1'),
    },
    addresses: endpoints,
    confirmedHost: plan.confirmedHost,
  };
}
