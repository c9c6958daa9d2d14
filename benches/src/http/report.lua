-- What wrk has seen, on one line: requests, microseconds, the 99th percentile, failures.
function done(summary, latency, requests)
    local failed = summary.errors
    io.write(string.format("seen: %d %d %d %d\n",
        summary.requests, summary.duration, latency:percentile(99),
        failed.connect + failed.read + failed.write + failed.status + failed.timeout))
end
