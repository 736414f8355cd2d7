import { luaList } from './lua-text';

/**
 * Health of an Application, for waves that wait for it. Its own word is not enough: `status.health` may be about an
 * older spec, and does not count objects that are missing. So it is healthy only when what was compared is the spec that
 * is there now, nothing is being synced, and everything is synced.
 *
 * @param accepted names of Applications that are always OutOfSync, and for which a successful sync is enough.
 */
export function applicationHealth(accepted: readonly string[]): string {
  return `
local acceptedOutOfSync = ${luaList(accepted)}
${COMPARISON}
local function wait(message) return { status = "Progressing", message = message } end
local function fail(message) return { status = "Degraded", message = message } end

local spec, status = obj.spec, obj.status
if status == nil or status.health == nil or status.sync == nil or status.sync.comparedTo == nil then
  return wait("Not compared yet")
end
local done = status.operationState
if obj.operation ~= nil or (done ~= nil and (done.phase == "Running" or done.phase == "Terminating")) then
  return wait("A sync is running")
end
${HYDRATION}
local compared = status.sync.comparedTo
local isCurrent = same(compared.source, source) and same(compared.sources, spec.sources)
if not isCurrent or not same(compared.destination, spec.destination) then
  return wait("The status is about an older spec")
end
${OUTCOME}
return { status = status.health.status, message = status.health.message or "" }
`;
}

/** Argo CD leaves out what is empty when it writes a status, so what is empty equals what is absent. */
const COMPARISON = `
local function isEmpty(value)
  if value == nil or value == "" or value == false or value == 0 then return true end
  if type(value) ~= "table" then return false end
  for _, field in pairs(value) do
    if not isEmpty(field) then return false end
  end
  return true
end
local function same(one, other)
  if type(one) ~= "table" or type(other) ~= "table" then
    return one == other or (isEmpty(one) and isEmpty(other))
  end
  for key, field in pairs(one) do
    if not same(field, other[key]) then return false end
  end
  for key, field in pairs(other) do
    if one[key] == nil and not isEmpty(field) then return false end
  end
  return true
end
local function includes(list, name)
  for _, each in ipairs(list) do
    if each == name or each == "*" then return true end
  end
  return false
end`;

/** What is compared with a hydrated Application is the branch that it syncs from. */
const HYDRATION = `
local source = spec.source
local hydrator = spec.sourceHydrator
if hydrator ~= nil then
  local from = hydrator.syncSource
  source = { repoURL = from.repoURL or hydrator.drySource.repoURL, path = from.path, targetRevision = from.targetBranch }
  local step = (status.sourceHydrator or {}).currentOperation
  if step == nil or step.phase == "Hydrating" then return wait("Not hydrated yet") end
  if step.phase == "Failed" then return fail(step.message or "The hydration failed") end
  if not same(step.sourceHydrator, hydrator) then return wait("The hydration is of an older spec") end
end`;

/** A failed sync counts as long as it is that of the revision that is compared. */
const OUTCOME = `
local result = (done or {}).syncResult
local isOfRevision = result == nil
  or (same(result.revision, status.sync.revision) and same(result.revisions, status.sync.revisions))
if done ~= nil and (done.phase == "Failed" or done.phase == "Error") and isOfRevision then
  return fail(done.message or "The last sync failed")
end
if status.sync.status ~= "Synced" then
  local isAccepted = includes(acceptedOutOfSync, obj.metadata.name)
    and done ~= nil and done.phase == "Succeeded" and result ~= nil and isOfRevision
  if not isAccepted then return wait("Is " .. tostring(status.sync.status)) end
end
if status.health.status == nil or status.health.status == "" then return wait("No health yet") end`;
