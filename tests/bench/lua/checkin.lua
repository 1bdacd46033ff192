-- Devices at the door: each thread scans tickets of its own, one after the other.
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("identity", threads)
end

function init(args)
  cookie, token = args[1], args[2]
  shown, scans, last = {}, 0, 0
  local number = 0
  for line in io.lines(args[3]) do
    number = number + 1
    if number % 8 == identity % 8 then shown[#shown + 1] = line end
  end
end

function request()
  scans = scans + 1
  local now = os.time() * 1000
  local fact = string.format(
    '{"id":"%08x-0000-4000-8000-%012x","shown":"%s","gate":"Nord","at":%d}',
    identity, scans, shown[(scans - 1) % #shown + 1], now)
  local body = string.format('{"device":"bench-%d","sent_at":%d,"since":%d,"facts":[%s]}', identity, now, last, fact)
  return wrk.format("POST", wrk.path,
    { ["Connection"] = "close", ["Cookie"] = cookie, ["X-CSRFToken"] = token, ["Content-Type"] = "application/json" }, body)
end

-- As the app does, each device remembers how much of the door's log it has heard.
function response(status, headers, body)
  if status ~= 200 or not string.find(body, '"verdict":"') then
    print("unexpected answer", status, string.sub(body, 1, 200))
    wrk.thread:stop()
    return
  elseif scans == 1 and not string.find(body, '"verdict":"admitted"') then
    print("the first ticket was not welcome", body)
  end
  last = tonumber(string.match(body, '"last":(%d+)')) or last
end

function done(summary, latency, requests)
  local e = summary.errors
  print(string.format("RESULT %d %d %.1f %d", summary.requests, summary.duration, latency:percentile(95),
    e.status + e.read + e.write + e.timeout + e.connect))
end
