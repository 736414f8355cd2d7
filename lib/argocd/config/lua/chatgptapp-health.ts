/**
 * Health of a ChatGPTApp: that of its conditions, as far as they are about the spec that is there now.
 * Argo CD itself answers for objects that are being deleted.
 */
export const CHATGPTAPP_HEALTH = `
local health = { status = "Progressing", message = "The operator has not seen this app yet" }
local status = obj.status
if status == nil or status.observedGeneration == nil then
  return health
end
local generation = obj.metadata.generation or 0
if status.observedGeneration < generation then
  health.message = "The operator has not seen the latest change yet"
  return health
end
local current = {}
for _, condition in ipairs(status.conditions or {}) do
  if (condition.observedGeneration or generation) >= generation then
    current[condition.type] = condition
  end
end
local function text(condition, otherwise)
  if condition == nil then return otherwise end
  return condition.message or condition.reason or otherwise
end
if current.Accepted ~= nil and current.Accepted.status == "False" then
  return { status = "Degraded", message = text(current.Accepted, "The spec is not accepted") }
end
local ready = current.Ready
if status.phase == "Degraded" then
  return { status = "Degraded", message = text(ready, "The app is degraded") }
end
if ready ~= nil and ready.status == "True" then
  return { status = "Healthy", message = text(ready, "The app is ready") }
end
health.message = text(ready, "The app is not ready yet")
return health
`;
