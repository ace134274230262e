-- Changes of 5,000 rows at once: a delta payload in which every row is another than last time.
function init(args)
  headers = { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. args[1] }
  count = 0
end

function request()
  count = count + 1
  local rows = {}
  for i = 1, 5000 do
    rows[i] = '{"code":"bench-' .. i .. '","summary":"change ' .. count .. ' of report ' .. i .. '"}'
  end
  return wrk.format("PATCH", wrk.path, headers, '{"value":[' .. table.concat(rows, ",") .. "]}")
end
