#include "sim/check/written.h"

#include <sys/mman.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <mutex>

#include "sim/check/hooks.h"
#include "sim/runtime/arena.h"

namespace prep::sim {
namespace {

constexpr std::uint8_t kWhole = 15;

struct Words {
  std::uint8_t* words = nullptr;
  std::size_t count = 0;
  std::uint64_t serial = 0;
};

struct Table {
  std::mutex mutex;
  std::map<std::uintptr_t, Words> by_base;
};

Table& table() {
  static auto* only = new Table;
  return *only;
}

std::uint8_t* map_lazily(std::size_t bytes) {
  void* memory =
      mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return memory == MAP_FAILED ? nullptr : static_cast<std::uint8_t*>(memory);
}

// Blocks may write bytes of one word at the same time.
void add(std::uint8_t& word, unsigned bytes) {
  if ((word & bytes) == bytes) return;
  if (bytes == kWhole)
    __atomic_store_n(&word, kWhole, __ATOMIC_RELAXED);
  else
    __atomic_fetch_or(&word, static_cast<std::uint8_t>(bytes), __ATOMIC_RELAXED);
}

// The part of [begin, begin + bytes) in `a`, as an offset and a size.
bool clip(const Allocation& a, std::uintptr_t begin, std::size_t bytes, std::uintptr_t& offset,
          std::size_t& size) {
  if (begin < a.base || begin - a.base >= a.bytes) return false;
  offset = begin - a.base;
  size = std::min(bytes, a.bytes - offset);
  return true;
}

void fill(std::uint8_t* words, std::uintptr_t offset, std::size_t bytes) {
  const std::uintptr_t first = (offset + 3) / 4, last = (offset + bytes) / 4;
  if (last > first) std::memset(words + first, kWhole, last - first);
  if (offset % 4 != 0 || first > last)
    each_word(offset, std::min<std::size_t>(bytes, 4 - offset % 4),
              [&](auto i, unsigned b) { add(words[i], b); });
  if ((offset + bytes) % 4 != 0 && last >= first)
    each_word(last * 4, (offset + bytes) % 4, [&](auto i, unsigned b) { add(words[i], b); });
}

}  // namespace

bool holds_poison(const Request& request) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(request.address);
  return std::all_of(bytes, bytes + request.size, [](unsigned char b) { return b == kPoison; });
}

std::uint8_t* written_words(const Allocation& allocation) {
  if (allocation.space != Space::device && allocation.space != Space::managed) return nullptr;
  Table& t = table();
  const std::lock_guard lock(t.mutex);
  Words& known = t.by_base[allocation.base];
  if (known.serial == allocation.serial) return known.words;
  if (known.words != nullptr) munmap(known.words, known.count);
  known = {nullptr, allocation.bytes / 4 + 1, allocation.serial};
  known.words = map_lazily(known.count);
  return known.words;
}

void check_written(const Known& known, const Request& request) {
  const std::uintptr_t offset = request.address - known.begin;
  bool any = false;
  each_word(offset, request.size, [&](std::uintptr_t index, unsigned bytes) {
    std::uint8_t& word = known.written[index];
    any = any || (word & bytes) != 0;
    if (request.touch != Touch::read) add(word, bytes);
  });
  // Padding is often unwritten, so a wide access counts only when nothing in it was written.
  if (!any && request.touch != Touch::write && holds_poison(request))
    note(raw_of(request, Seen::global_uninitialised));
}

void note_device_filled(std::uintptr_t begin, std::size_t bytes) {
  const Allocation* allocation = find(begin);
  std::uintptr_t offset = 0;
  std::size_t size = 0;
  if (allocation == nullptr || allocation->freed || !clip(*allocation, begin, bytes, offset, size)) return;
  if (std::uint8_t* words = written_words(*allocation)) fill(words, offset, size);
}

void note_device_copied(std::uintptr_t to, std::uintptr_t from, std::size_t bytes) {
  const Allocation* source = find(from);
  const Allocation* target = find(to);
  std::uintptr_t offset = 0, source_offset = 0;
  std::size_t size = 0, source_size = 0;
  if (target == nullptr || !clip(*target, to, bytes, offset, size)) return;
  std::uint8_t* const words = written_words(*target);
  if (words == nullptr) return;
  std::uint8_t* const from_words = source == nullptr ? nullptr : written_words(*source);
  // Copies that do not go by whole words count as written: rather miss a read than invent one.
  if (from_words == nullptr || !clip(*source, from, size, source_offset, source_size) || offset % 4 != 0 ||
      source_offset % 4 != 0 || source_size < size) {
    return fill(words, offset, size);
  }
  std::memmove(words + offset / 4, from_words + source_offset / 4, size / 4);
  if (size % 4 != 0) add(words[(offset + size) / 4], (1u << size % 4) - 1);
}

}  // namespace prep::sim
