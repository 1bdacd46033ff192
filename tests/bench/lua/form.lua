-- One visitor after another per thread: fetch the form, send it with its tokens and cookie, forget the cookie.
local counter = 0
local threads = 0
local cookie, token, once
local sending = false

function setup(thread)
  threads = threads + 1
  thread:set("identity", threads)
end

function init(args)
  fields = args[1] or ""
  run = args[2] or "0"
end

local function escape(text)
  return (text:gsub("[^%w%-_%.~]", function(c) return string.format("%%%02X", string.byte(c)) end))
end

function request()
  if not sending then
    return wrk.format("GET", wrk.path)
  end
  counter = counter + 1
  local email = string.format("person.%s.%d.%d@example.org", run, identity, counter)
  local body = "csrf_token=" .. escape(token or "") .. "&once_key=" .. escape(once or "") ..
    "&name=Erika+Beispiel&email=" .. escape(email) .. fields
  return wrk.format("POST", wrk.path,
    { ["Connection"] = "close", ["Cookie"] = cookie, ["Content-Type"] = "application/x-www-form-urlencoded" }, body)
end

function response(status, headers, body)
  if not sending then
    token = string.match(body, 'name="csrf_token"[^>]-value="([^"]+)"')
    once = string.match(body, 'name="once_key"[^>]-value="([^"]+)"')
    local set = headers["Set-Cookie"] or ""
    cookie = string.match(set, "^([^;]+)")
  elseif status ~= 303 then
    unexpected = (unexpected or 0) + 1
    if unexpected < 3 then print("unexpected answer", status) end
  end
  sending = not sending
end

function done(summary, latency, requests)
  local e = summary.errors
  print(string.format("RESULT %d %d %.1f %d", summary.requests, summary.duration, latency:percentile(95),
    e.status + e.read + e.write + e.timeout + e.connect))
end
