-- Add to the live stream what is not there yet. KEYS: the stream, the newest orders, the prefix of what was seen.
-- ARGV: seconds to remember, length of the stream, then seven for each entry: type, site, key, data, source id, order, trace.
local stream, newest, seen = KEYS[1], KEYS[2], KEYS[3]
local added = 0
for i = 3, #ARGV, 7 do
  local site, key, id, order = ARGV[i + 1], ARGV[i + 2], ARGV[i + 4], tonumber(ARGV[i + 5])
  local fresh = true
  if order > 0 then
    local field = site .. '/' .. key
    local known = redis.call('HGET', newest, field)
    fresh = not known or order > tonumber(known)
    if fresh then
      redis.call('HSET', newest, field, ARGV[i + 5])
    end
  end
  if fresh and id ~= '' then
    -- One set for each 65 s of the source's time: the first four of the id's six bytes of milliseconds.
    local bucket = string.format('%s:%02x%02x%02x%02x', seen, string.byte(id, 1, 4))
    fresh = redis.call('SADD', bucket, id) == 1
    if fresh then
      redis.call('EXPIRE', bucket, ARGV[1])
    end
  end
  if fresh then
    local fields = {'type', ARGV[i], 'site', site, 'key', key, 'data', ARGV[i + 3]}
    if ARGV[i + 6] ~= '' then
      fields[#fields + 1] = 'trace'
      fields[#fields + 1] = ARGV[i + 6]
    end
    redis.call('XADD', stream, 'MAXLEN', '~', ARGV[2], '*', unpack(fields))
    added = added + 1
  end
end
return added
