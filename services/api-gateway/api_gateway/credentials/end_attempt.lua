-- KEYS: as begun. ARGV: now (ms), outcome, then for each key its memory (s) and the waits (s) after 0, 1, 2 … failures.
-- Answers the failures of the first key. Success forgets the failures of the first key only.
local now, outcome = tonumber(ARGV[1]), ARGV[2]
local first = 0
for i, key in ipairs(KEYS) do
    local memory, waits = tonumber(ARGV[1 + 2 * i]), {}
    for wait in string.gmatch(ARGV[2 + 2 * i], '%d+') do
        waits[#waits + 1] = tonumber(wait)
    end
    local found = redis.call('HMGET', key, 'failures', 'trying')
    local failures, trying = tonumber(found[1] or 0), tonumber(found[2] or 0)
    redis.call('HSET', key, 'trying', math.max(0, trying - 1))
    if outcome == 'failed' then
        failures = failures + 1
        local wait = waits[math.min(failures + 1, #waits)]
        redis.call('HSET', key, 'failures', failures, 'wait_until', now + 1000 * wait)
        redis.call('EXPIRE', key, memory)
    elseif outcome == 'succeeded' and i == 1 then
        failures = 0
        redis.call('HDEL', key, 'failures', 'wait_until')
    end
    if failures == 0 then
        redis.call('EXPIRE', key, 60)
    end
    if i == 1 then
        first = failures
    end
end
return first
