#include "sim/check/stream_order.h"

#include <algorithm>
#include <bitset>
#include <deque>
#include <vector>

#include "sim/check/detectors.h"
#include "sim/report/symbols.h"
#include "sim/runtime/allocations.h"
#include "sim/runtime/devices.h"
#include "sim/runtime/queue.h"

namespace prep::sim {

bool g_launches_overlap = false;
bool g_transfers_overlap = false;

namespace {

constexpr std::size_t kTransfersKept = 256, kTouchesKept = 4096;
constexpr std::uintptr_t kNear = 64;  // bytes: a loop of the host is one touch

struct Transfer {
  Box box;
  TransferUse use = TransferUse::reads;
  std::uint64_t stream = 0, sequence = 0;
  std::uintptr_t caller = 0;
};

// Host code that used memory while work was queued: all operations up to `sequence` may still have been
// running.
struct Touch_by_host {
  std::uintptr_t begin = 0, end = 0, pc = 0;
  bool writes = false;
  std::uint64_t sequence = 0;
};

struct Launched {
  std::uint64_t sequence = 0;
  unsigned launch = 0;
};

struct State {
  OperationOrder host;
  std::uint64_t streams = 0;
  const OrderedStream* stream = nullptr;  // of the running operation; null: none runs
  std::uint64_t sequence = 0;
  OperationOrder order;
  int depth = 0;
  std::map<std::uint64_t, std::deque<Launched>> launched;  // by stream
  LaunchPlace places[kLaunchNumbers];
  std::bitset<kLaunchNumbers> overlapping;
  std::deque<Transfer> transfers;
  std::vector<Touch_by_host> touches;
  std::vector<Transfer> overlapping_transfers;
  std::vector<Touch_by_host> early_touches;
};

State& state() {
  static auto* only = new State;
  return *only;
}

bool comes_before(const State& s, std::uint64_t stream, std::uint64_t sequence) {
  if (s.stream == nullptr || stream == s.stream->number) return true;
  const auto known = s.order.find(stream);
  return known != s.order.end() && sequence <= known->second;
}

bool meets(const Box& box, std::uintptr_t begin, std::uintptr_t end) {
  for (std::size_t row = 0; row < box.height; ++row) {
    const std::uintptr_t from = box.begin + row * box.pitch;
    if (begin < from + box.width && from < end) return true;
  }
  return false;
}

std::uintptr_t end_of(const Box& box) { return box.begin + (box.height - 1) * box.pitch + box.width; }

// What the running operation is not in order with.
void look_around(State& s) {
  s.overlapping.reset();
  g_launches_overlap = false;
  s.overlapping_transfers.clear();
  s.early_touches.clear();
  if (s.stream == nullptr) {
    g_transfers_overlap = false;
    return;
  }
  for (const auto& [stream, list] : s.launched) {
    for (auto it = list.rbegin(); it != list.rend() && !comes_before(s, stream, it->sequence); ++it) {
      s.overlapping.set(it->launch);
      g_launches_overlap = true;
    }
  }
  for (const Transfer& t : s.transfers)
    if (!comes_before(s, t.stream, t.sequence)) s.overlapping_transfers.push_back(t);
  for (const Touch_by_host& t : s.touches)
    if (t.sequence >= s.sequence) s.early_touches.push_back(t);
  g_transfers_overlap = !s.overlapping_transfers.empty() || !s.early_touches.empty();
}

RawFinding transfer_raw(const Box& box, TransferUse use, const void* caller) {
  RawFinding raw;
  raw.seen = Seen::stream_race;
  raw.here_party = use == TransferUse::frees ? Party::release : Party::transfer;
  raw.here = use == TransferUse::reads ? Touch::read : Touch::write;
  raw.pc = reinterpret_cast<std::uintptr_t>(caller) - image_base();
  raw.address = box.begin;
  return raw;
}

// A __device__ variable of a program with several devices: each has its own behind the one address.
bool is_one_of_several_images(std::uintptr_t address) {
  if (device_count() == 1) return false;
  const Allocation* const owner = find(address);
  return owner != nullptr && (owner->space == Space::variable || owner->space == Space::constant);
}

void meet_launches(State& s, const Box& box, TransferUse use, const void* caller) {
  const Allocation* allocation = find(box.begin);
  if (allocation == nullptr || allocation->freed || box.begin < allocation->base) return;
  const GlobalCell* const cells = shadow_of(*allocation);
  if (cells == nullptr) return;
  for (std::size_t row = 0; row < box.height; ++row) {
    const std::uintptr_t first = box.begin - allocation->base + row * box.pitch;
    for (std::uintptr_t word = first / 4; word <= (first + box.width - 1) / 4 && word * 4 < allocation->bytes;
         ++word) {
      const GlobalCell& cell = cells[word];
      const Access* other = nullptr;
      if (!cell.write.none() && s.overlapping.test(cell.write.launch())) other = &cell.write;
      for (const Access& reader : cell.read)
        if (other == nullptr && use != TransferUse::reads && !reader.none() &&
            s.overlapping.test(reader.launch()))
          other = &reader;
      if (other == nullptr) continue;
      RawFinding raw = transfer_raw(box, use, caller);
      raw.address = allocation->base + word * 4;
      raw.size = 4;
      raw.other = other == &cell.write ? Touch::write : Touch::read;
      raw.other_pc = other->pc();
      raw.other_block = other->block();
      raw.other_thread = other->thread();
      raw.other_launch = other->launch();
      note(raw);
      return;  // one word tells it
    }
  }
}

}  // namespace

void join(OperationOrder& order, const OperationOrder& other) {
  for (const auto& [stream, sequence] : other) order[stream] = std::max(order[stream], sequence);
}

void order_operation(OrderedStream& stream, std::uint64_t sequence, OperationOrder& order) {
  State& s = state();
  if (stream.number == 0) stream.number = ++s.streams;
  join(stream.queued, s.host);
  stream.queued[stream.number] = sequence;
  order = stream.queued;
}

void host_has_seen(const OperationOrder& order) {
  if (state().depth == 0) join(state().host, order);
}

void begin_operation(const OrderedStream& stream, std::uint64_t sequence, const OperationOrder& order) {
  State& s = state();
  ++s.depth;
  s.stream = &stream;
  s.sequence = sequence;
  s.order = order;
  look_around(s);
}

void end_operation() {
  State& s = state();
  --s.depth;
  s.stream = nullptr;
  look_around(s);
}

void check_transfer(const Box& box, TransferUse use, const void* caller) {
  State& s = state();
  if (s.stream == nullptr || box.width == 0 || box.height == 0) return;
  if (is_one_of_several_images(box.begin)) return;
  const bool writes = use != TransferUse::reads;
  for (const Transfer& t : s.overlapping_transfers) {
    if ((!writes && t.use == TransferUse::reads) || end_of(t.box) <= box.begin || end_of(box) <= t.box.begin)
      continue;
    bool meet = false;
    for (std::size_t row = 0; row < t.box.height && !meet; ++row) {
      const std::uintptr_t from = t.box.begin + row * t.box.pitch;
      meet = meets(box, from, from + t.box.width);
    }
    if (!meet) continue;
    RawFinding raw = transfer_raw(box, use, caller);
    raw.other_party = Party::transfer;
    raw.other = t.use == TransferUse::reads ? Touch::read : Touch::write;
    raw.other_pc = t.caller - image_base();
    note(raw);
  }
  for (const Touch_by_host& t : s.early_touches) {
    if ((!writes && !t.writes) || !meets(box, t.begin, t.end)) continue;
    RawFinding raw = transfer_raw(box, use, caller);
    raw.seen = Seen::host_race;
    raw.other_party = Party::host;
    raw.other = t.writes ? Touch::write : Touch::read;
    raw.other_pc = t.pc;
    note(raw);
  }
  if (g_launches_overlap) meet_launches(s, box, use, caller);
  if (use == TransferUse::frees) return;  // whoever comes later uses memory after its free
  s.transfers.push_back({box, use, s.stream->number, s.sequence, reinterpret_cast<std::uintptr_t>(caller)});
  if (s.transfers.size() > kTransfersKept) s.transfers.pop_front();
}

void check_host_order(std::uintptr_t address, std::size_t bytes, bool writes, std::uintptr_t pc) {
  State& s = state();
  if (s.depth != 0) return;
  if (queued_operations() == 0) {
    s.touches.clear();
    return;
  }
  const std::uint64_t sequence = newest_operation();
  for (auto it = s.touches.rbegin(); it != s.touches.rend() && it - s.touches.rbegin() < 16; ++it) {
    if (it->pc != pc || it->writes != writes || it->sequence != sequence) continue;
    if (address + kNear < it->begin || address > it->end + kNear) continue;
    it->begin = std::min(it->begin, address);
    it->end = std::max(it->end, address + bytes);
    return;
  }
  if (s.touches.size() < kTouchesKept) s.touches.push_back({address, address + bytes, pc, writes, sequence});
}

void begin_launch_order(unsigned launch, const LaunchPlace& place) {
  State& s = state();
  if (launch == 1) s.launched.clear();  // the numbers begin anew
  s.places[launch] = place;
  if (s.stream != nullptr) s.launched[s.stream->number].push_back({s.sequence, launch});
}

const LaunchPlace& place_of_launch(unsigned launch) { return state().places[launch % kLaunchNumbers]; }

bool overlaps(unsigned launch) { return state().overlapping.test(launch); }

void check_overlap(const Request& request) {
  const State& s = state();
  const std::uintptr_t begin = request.address, end = begin + request.size;
  const bool writes = request.touch != Touch::read;
  for (const Transfer& t : s.overlapping_transfers) {
    if ((!writes && t.use == TransferUse::reads) || !meets(t.box, begin, end)) continue;
    RawFinding raw = raw_of(request, Seen::stream_race);
    raw.other_party = Party::transfer;
    raw.other = t.use == TransferUse::reads ? Touch::read : Touch::write;
    raw.other_pc = t.caller - image_base();
    note(raw);
  }
  if (request.manner == Manner::volatile_access) return;  // as a host that polls does
  for (const Touch_by_host& t : s.early_touches) {
    if ((!writes && !t.writes) || end <= t.begin || t.end <= begin) continue;
    RawFinding raw = raw_of(request, Seen::host_race);
    raw.other_party = Party::host;
    raw.other = t.writes ? Touch::write : Touch::read;
    raw.other_pc = t.pc;
    note(raw);
  }
}

}  // namespace prep::sim
