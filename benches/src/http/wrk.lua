-- Read after a line that sets `connections` and `at_once`.

if at_once > 1 then
    local batch

    function init()
        batch = string.rep(wrk.format(), at_once)
    end

    function request()
        return batch
    end
end

-- The latency that one in a hundred exceeds, as it was measured. wrk has added to its measurements:
-- where one is n times the average interval, n - 1 more, each an interval shorter. From the longest
-- on, that can be undone. (With many requests at once the additions alone would fill the table.)
local function percentile_99(summary, latency)
    local interval = math.floor(summary.duration / math.floor(summary.requests / connections))
    local added, beyond = {}, 0
    for i = #latency, 1, -1 do
        local value, count = latency(i)
        count = count - (added[value] or 0)
        beyond = beyond + count
        if beyond * 100 >= summary.requests / at_once then
            return value
        end
        if count > 0 then
            for shorter = value - interval, interval + 1, -interval do
                added[shorter] = (added[shorter] or 0) + count
            end
        end
    end
    return 0
end

-- One line: requests, microseconds, the 99th percentile in microseconds, failures.
function done(summary, latency)
    local errors = summary.errors
    io.write(string.format("seen: %d %d %d %d\n",
        summary.requests, summary.duration, percentile_99(summary, latency),
        errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
