import { luaList } from './lua-text';

/** Which conditions tell the health of a kind. */
export interface HealthConditions {
  /** Types that all have to be `True` for an object to be healthy. */
  readonly healthy: string[];
  /**
   * Types of which one that is `True` means that the object is degraded.
   * @default - none
   */
  readonly degraded?: string[];
  /**
   * Reasons that mean that the object is degraded where a condition of `healthy` is `False` with one of them.
   * @default - none: until it is healthy, an object is progressing
   */
  readonly degradedReasons?: string[];
}

/** Health of objects with conditions. What was said about an older generation is not heard. */
export function conditionsHealth({ healthy, degraded = [], degradedReasons = [] }: HealthConditions): string {
  return `
local required = ${luaList(healthy)}
local failures = ${luaList(degraded)}
local finalReasons = ${luaList(degradedReasons)}
local status = obj.status or {}
local generation = obj.metadata.generation or 0
local function isCurrent(seen) return seen == nil or seen >= generation end
if status.conditions == nil or not isCurrent(status.observedGeneration) then
  return { status = "Progressing", message = "The latest change has not been seen yet" }
end
local current = {}
for _, condition in ipairs(status.conditions) do
  if isCurrent(condition.observedGeneration) then current[condition.type] = condition end
end
local function text(condition) return condition.message or condition.reason or condition.type end
for _, name in ipairs(failures) do
  local condition = current[name]
  if condition ~= nil and condition.status == "True" then
    return { status = "Degraded", message = text(condition) }
  end
end
local message = ""
for _, name in ipairs(required) do
  local condition = current[name]
  if condition == nil then return { status = "Progressing", message = "No condition " .. name .. " yet" } end
  message = text(condition)
  if condition.status ~= "True" then
    for _, reason in ipairs(finalReasons) do
      if condition.status == "False" and condition.reason == reason then
        return { status = "Degraded", message = message }
      end
    end
    return { status = "Progressing", message = message }
  end
end
return { status = "Healthy", message = message }
`;
}
