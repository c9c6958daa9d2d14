-- Many requests at once: the first argument says how many.
local batch

function init(arguments)
    local requests = {}
    for i = 1, tonumber(arguments[1]) do
        requests[i] = wrk.format()
    end
    batch = table.concat(requests)
end

function request()
    return batch
end
