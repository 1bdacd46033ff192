-- Prints what the harness reads: answers, microseconds, 95th percentile in microseconds, refused answers.
function done(summary, latency, requests)
  local e = summary.errors
  print(string.format("RESULT %d %d %.1f %d", summary.requests, summary.duration, latency:percentile(95),
    e.status + e.read + e.write + e.timeout + e.connect))
end
