-- Changes of single rows: each thread of wrk writes a row of its own, and names the ETag that its last change was answered with.
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("writer", threads)
end

function init(args)
  headers = { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. args[1] }
  tag, count = "*", 0
end

function request()
  count = count + 1
  headers["If-Match"] = tag
  return wrk.format("PATCH", wrk.path .. "('bench-" .. writer .. "')", headers, '{"summary":"change ' .. count .. ' by ' .. writer .. '"}')
end

function response(status, answered)
  tag = answered["ETag"]
end
