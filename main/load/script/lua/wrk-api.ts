/**
 * wrk's Lua API as this project writes it, run in every state before the script. It gets what it needs of the
 * host as the arguments of the chunk, and gives back the functions that the host calls.
 *
 * The first part makes Lua 5.1 take what scripts written for wrk's LuaJIT use beyond it.
 */
export const wrkApi = String.raw`
local host = ...

-- As in LuaJIT: %s takes any value, load takes text, bit is there.
do
  local rawformat, rawload, tostring, type, select = string.format, load, tostring, type, select

  local function formatany(text, ...)
    local values, count = { ... }, select("#", ...)
    local i = 0
    for flags, kind in text:gmatch("%%([-+ #0]*%d*%.?%d*)(.)") do
      if kind ~= "%" then
        i = i + 1
        if kind == "s" and i <= count then values[i] = tostring(values[i]) end
      end
    end
    return rawformat(text, unpack(values, 1, count))
  end

  function string.format(text, ...)
    for i = 1, select("#", ...) do
      local kind = type((select(i, ...)))
      if kind ~= "string" and kind ~= "number" then return formatany(text, ...) end
    end
    return rawformat(text, ...)
  end

  function load(chunk, ...)
    if type(chunk) == "string" then return loadstring(chunk, ...) end
    return rawload(chunk, ...)
  end

  local bitwise = host.bitwise
  bit = {}
  for code, name in ipairs { "tobit", "bnot", "band", "bor", "bxor", "lshift", "rshift", "arshift", "rol", "ror", "bswap" } do
    bit[name] = function(...) return bitwise(code, ...) end
  end
  function bit.tohex(value, digits)
    local wanted = digits or 8
    local text = rawformat(wanted < 0 and "%08X" or "%08x", bitwise(1, value) % 4294967296)
    return text:sub(-math.min(math.abs(wanted), 8))
  end
  package.loaded.bit = bit
  -- A hook would take the place of the one that ends endless calls.
  debug.sethook = nil
end

wrk = {
  scheme = host.scheme,
  host = host.host,
  port = host.port,
  method = host.method,
  path = host.path,
  headers = host.headers,
  body = host.body,
  thread = nil,
}

-- Addresses: opaque values that print as ip:port.
local places = setmetatable({}, { __mode = "k" })

local function newaddress(ip, port)
  local address = newproxy(true)
  local text = (ip:find(":", 1, true) and "[" .. ip .. "]" or ip) .. ":" .. port
  getmetatable(address).__tostring = function() return text end
  getmetatable(address).__metatable = "address"
  places[address] = { ip, port }
  return address
end

local function placeof(address)
  local place = places[address]
  if place == nil then error("an address from wrk.lookup is expected, not " .. type(address), 3) end
  return place
end

function wrk.lookup(name, service)
  local found = {}
  for i, each in ipairs(host.lookup(name, service)) do found[i] = newaddress(each[1], each[2]) end
  return found
end
wrk.resolve = wrk.lookup

function wrk.connect(address)
  local place = placeof(address)
  return host.connect(place[1], place[2])
end

-- Lines of headers as last written, by name: most stay the same from request to request, and making text is what
-- costs. 'kept' bounds them for scripts that make up names.
local lines, values, kept = {}, {}, 0
local next, tostring = next, tostring

local function headerline(name, value)
  if values[name] == nil then
    kept = kept + 1
    if kept > 1000 then lines, values, kept = {}, {}, 0 end
  end
  local line = name .. ": " .. tostring(value) .. "\r\n"
  lines[name], values[name] = line, value
  return line
end

function wrk.format(method, path, headers, body)
  local wrk, lines, values = wrk, lines, values
  headers, body = headers or wrk.headers, body or wrk.body
  if headers.Host == nil then headers.Host = wrk.headers.Host end
  headers["Content-Length"] = body and #body
  -- One long concatenation makes no text in between; few requests have more headers.
  local a, b, c, d, rest, count = "", "", "", "", "", 0
  for name, value in next, headers do
    local line = values[name] == value and lines[name] or headerline(name, value)
    count = count + 1
    if count == 1 then a = line
    elseif count == 2 then b = line
    elseif count == 3 then c = line
    elseif count == 4 then d = line
    else rest = rest .. line end
  end
  return (method or wrk.method) .. " " .. (path or wrk.path) .. " HTTP/1.1\r\n"
    .. a .. b .. c .. d .. rest .. "\r\n" .. (body or "")
end

local prepared
local starting = false

function wrk.request()
  return prepared
end

-- A script's init may itself call wrk.init, as scripts for old versions do.
function wrk.init(args)
  if starting then return end
  starting = true
  if wrk.headers.Host == nil then
    local name = wrk.host
    if name:find(":", 1, true) then name = "[" .. name .. "]" end
    wrk.headers.Host = wrk.port and name .. ":" .. wrk.port or name
  end
  if type(init) == "function" then init(args) end
  prepared = wrk.format()
end

function wrk.setup(thread)
  if type(setup) == "function" then setup(thread) end
end

-- A thread as the script sees it. 'state' holds: addr, get, set, stop.
local function newthread(state)
  local thread = newproxy(true)
  local meta = getmetatable(thread)
  local methods = {
    get = function(_, name) return state.get(name) end,
    set = function(_, name, value) return state.set(name, value) end,
    stop = function() return state.stop() end,
  }
  function meta.__index(_, name)
    if name == "addr" then return state.addr end
    return methods[name]
  end
  function meta.__newindex(_, name, value)
    if name ~= "addr" then error("a thread has no field '" .. tostring(name) .. "' to set", 2) end
    placeof(value)
    state.addr = value
  end
  meta.__metatable = "thread"
  return thread
end

local function checktransfer(value, depth)
  local kind = type(value)
  if kind == "table" then
    if depth > 100 then error("cannot transfer a table that holds itself", 4) end
    for k, v in pairs(value) do
      checktransfer(k, depth + 1)
      checktransfer(v, depth + 1)
    end
  elseif kind ~= "nil" and kind ~= "boolean" and kind ~= "number" and kind ~= "string" then
    error("cannot transfer a " .. kind .. " to a thread", 4)
  end
  -- As through C: text ends at its first zero byte.
  if kind == "string" then return (value:match("^[^%z]*")) end
  return value
end

-- Numbers in ascending order and how often each occurred, as wrk's stats objects answer for them.
local function newstats(values, counts, total, min, max, mean, stdev)
  local stats = newproxy(true)
  local meta = getmetatable(stats)
  local fields = { min = min, max = max, mean = mean, stdev = stdev }
  function fields.percentile(_, p)
    local rank, seen = math.min(total, math.floor(p / 100 * total + 0.5 + 0.5)), 0
    for i = 1, #values do
      seen = seen + counts[i]
      if seen >= rank then return values[i] end
    end
    return 0
  end
  function meta.__index(_, name) return fields[name] end
  function meta.__len() return #values end
  function meta.__call(_, i) return values[i], counts[i] end
  meta.__metatable = "stats"
  return stats
end

local builtin = {}
for name in pairs(_G) do builtin[name] = true end

return {
  -- What this state has that another may get.
  globals = function()
    local found = {}
    for name, value in pairs(_G) do
      if not builtin[name] and type(name) == "string" then found[name] = value end
    end
    return found
  end,

  ownthread = function(ip, port, stop)
    wrk.thread = newthread {
      addr = newaddress(ip, port),
      get = function(name) return _G[name] end,
      set = function(name, value) _G[name] = checktransfer(value, 0) end,
      stop = stop,
    }
  end,

  -- A thread as the main state sees it: 'globals' are what it had; what is set is noted.
  otherthread = function(ip, port)
    local state = { addr = newaddress(ip, port), globals = {}, sets = {} }
    state.get = function(name) return state.globals[name] end
    state.set = function(name, value)
      value = checktransfer(value, 0)
      state.globals[name] = value
      state.sets[#state.sets + 1] = { name, value }
    end
    state.stop = function() end
    return { state = state, thread = newthread(state) }
  end,

  setup = function(other, globals)
    other.state.globals = globals
    wrk.setup(other.thread)
    local place = places[other.state.addr]
    return place[1], place[2], other.state.sets
  end,

  regain = function(other, globals) other.state.globals = globals end,

  init = function(args) wrk.init(args) end,

  set = function(name, value) _G[name] = value end,

  done = function(summary, latency, requests)
    if type(done) == "function" then done(summary, newstats(unpack(latency)), newstats(unpack(requests))) end
  end,
}
`;
