/** A ClusterServiceVersion of OLM v0 tells how far it is by one word. */
export const CLUSTER_SERVICE_VERSION_HEALTH = `
local status = obj.status
if status == nil or status.phase == nil or status.phase == "" then
  return { status = "Progressing", message = "OLM has not seen it yet" }
end
local verdicts = { Succeeded = "Healthy", Failed = "Degraded" }
return { status = verdicts[status.phase] or "Progressing", message = status.message or status.phase }
`;

/**
 * A ClusterExtension of OLM v1. One that retries may still succeed, so it is not degraded; one that is blocked waits
 * for a person.
 */
export const CLUSTER_EXTENSION_HEALTH = `
local generation = obj.metadata.generation or 0
local current = {}
for _, condition in ipairs((obj.status or {}).conditions or {}) do
  if (condition.observedGeneration or generation) >= generation then
    current[condition.type] = condition
  end
end
local installed, progress = current.Installed, current.Progressing
if installed == nil or progress == nil then
  return { status = "Progressing", message = "OLM has not seen the latest change yet" }
end
if progress.status == "False" and progress.reason == "Blocked" then
  return { status = "Degraded", message = progress.message or "Blocked" }
end
if installed.status == "True" and progress.reason ~= "Retrying" then
  return { status = "Healthy", message = installed.message or "Installed" }
end
return { status = "Progressing", message = progress.message or progress.reason or "Installing" }
`;

/**
 * The operator of K8sGPT writes no status. All that shows that it has taken a K8sGPT is its finalizer; whether the
 * analysis runs is told by the Deployment that it makes.
 */
export const K8SGPT_HEALTH = `
for _, finalizer in ipairs(obj.metadata.finalizers or {}) do
  if finalizer == "k8sgpt.ai/finalizer" then
    return { status = "Healthy", message = "Taken by the operator" }
  end
end
return { status = "Progressing", message = "The operator has not seen it yet" }
`;
