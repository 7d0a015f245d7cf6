-- KEYS: whose failures count. ARGV: now (ms), how long an attempt may take (ms), free failures of each key.
-- Answers {go, failures of the first key}, {wait, ms}, or {busy, 0}: others are trying, whose outcome decides.
local now, lease = tonumber(ARGV[1]), tonumber(ARGV[2])
local states = {}
for i, key in ipairs(KEYS) do
    local found = redis.call('HMGET', key, 'failures', 'wait_until', 'trying', 'landed_by')
    local failures, trying = tonumber(found[1] or 0), tonumber(found[3] or 0)
    if tonumber(found[2] or 0) > now then
        return {'wait', tonumber(found[2]) - now}
    end
    if tonumber(found[4] or 0) <= now then
        trying = 0
    end
    states[i] = {failures, trying}
end
for i in ipairs(KEYS) do
    if states[i][2] > 0 and states[i][1] + states[i][2] >= tonumber(ARGV[2 + i]) then
        return {'busy', 0}
    end
end
for i, key in ipairs(KEYS) do
    redis.call('HSET', key, 'trying', states[i][2] + 1, 'landed_by', now + lease)
    if states[i][1] == 0 then
        redis.call('PEXPIRE', key, 2 * lease)
    end
end
return {'go', states[1][1]}
