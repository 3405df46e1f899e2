// ex_18. The judge never computes a quotient: it puts blocks on an empty SM, warp by warp, until one more
// does not fit, and what had no place for it is what binds. tests/exercises/occupancy_test.cpp holds it to
// NVIDIA's cuda_occupancy.h.
#include <prep/judge.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "occupancy.h"

namespace {

using namespace prep;

constexpr int kDeviceFields = 12, kKernelFields = 4, kMany = 1 << 14;

// ---- The model: one SM that is filled.

class Multiprocessor {
 public:
  Multiprocessor(const oc_device& device, const oc_kernel& kernel)
      : device_(device),
        kernel_(kernel),
        free_warps_(device.warps_per_sm),
        free_shared_(device.shared_per_sm),
        free_registers_(static_cast<std::size_t>(device.sub_partitions),
                        device.registers_per_sm / device.sub_partitions) {
    while (warps_ * oc_warp < kernel.threads) ++warps_;
    while (of_warp_ < kernel.registers * oc_warp) of_warp_ += device.register_unit;
    while (shared_ < kernel.static_shared + kernel.dynamic_shared + device.shared_reserved)
      shared_ += device.shared_unit;
  }

  int warps() const { return warps_; }
  int registers_of_warp() const { return of_warp_; }
  int shared_of_block() const { return shared_; }

  // What has no place for one more block.
  unsigned full() const {
    return (warps_full() ? OC_WARPS : 0u) | (registers_full() ? OC_REGISTERS : 0u) |
           (shared_full() ? OC_SHARED : 0u) | (blocks_ >= device_.blocks_per_sm ? OC_BLOCKS : 0u);
  }

  // Only the named factors are used up: the others stay as they are.
  void add_block(unsigned factors) {
    ++blocks_;
    if (factors & OC_WARPS) free_warps_ -= warps_;
    if (factors & OC_SHARED) free_shared_ -= shared_;
    for (int w = 0; w < warps_ && (factors & OC_REGISTERS) != 0; ++w)
      *std::max_element(free_registers_.begin(), free_registers_.end()) -= of_warp_;
  }

 private:
  bool warps_full() const { return kernel_.threads > device_.threads_per_block || free_warps_ < warps_; }
  bool shared_full() const {
    return shared_ > device_.shared_per_block + device_.shared_reserved || free_shared_ < shared_;
  }
  bool registers_full() const {
    if (of_warp_ == 0) return false;
    const int rows = (warps_ + device_.sub_partitions - 1) / device_.sub_partitions;
    if (kernel_.registers > device_.registers_per_thread ||
        of_warp_ * rows * device_.sub_partitions > device_.registers_per_block)
      return true;
    int places = 0;
    for (const int free : free_registers_) places += free / of_warp_;
    return places < warps_;
  }

  const oc_device& device_;
  const oc_kernel& kernel_;
  int warps_ = 0, of_warp_ = 0, shared_ = 0, blocks_ = 0;
  int free_warps_, free_shared_;
  std::vector<int> free_registers_;  // by sub-partition
};

struct Answer {
  int blocks = 0;
  unsigned limits = 0;
};

Answer occupancy_of(const oc_device& device, const oc_kernel& kernel) {
  Multiprocessor sm(device, kernel);
  Answer answer;
  for (; (answer.limits = sm.full()) == 0; ++answer.blocks)
    sm.add_block(OC_WARPS | OC_REGISTERS | OC_SHARED | OC_BLOCKS);
  return answer;
}

// How many blocks one factor alone would allow; kMany where it is no limit.
int alone(const oc_device& device, const oc_kernel& kernel, unsigned factor) {
  if (factor == OC_BLOCKS) return device.blocks_per_sm;
  Multiprocessor sm(device, kernel);
  int blocks = 0;
  for (; (sm.full() & factor) == 0 && blocks < kMany; ++blocks) sm.add_block(factor);
  return blocks;
}

// ---- Devices and launches.

struct NamedDevice {
  const char* name;
  oc_device device;
};

// CUDA C++ Programming Guide, "Technical Specifications per Compute Capability"; units, blocks and
// sub-partitions: cuda_occupancy.h.
constexpr int kKiB = 1024;
constexpr std::array<NamedDevice, 9> kDevices{{
    {"cc 9.0", {1024, 64, 32, 65536, 65536, 255, 256, 4, 228 * kKiB, 227 * kKiB, kKiB, 128}},
    {"cc 6.1", {1024, 64, 32, 65536, 65536, 255, 256, 4, 96 * kKiB, 48 * kKiB, 0, 256}},
    {"cc 7.0", {1024, 64, 32, 65536, 65536, 255, 256, 4, 96 * kKiB, 96 * kKiB, 0, 256}},
    {"cc 7.5", {1024, 32, 16, 65536, 65536, 255, 256, 4, 64 * kKiB, 64 * kKiB, 0, 256}},
    {"cc 8.0", {1024, 64, 32, 65536, 65536, 255, 256, 4, 164 * kKiB, 163 * kKiB, kKiB, 128}},
    {"cc 8.6", {1024, 48, 16, 65536, 65536, 255, 256, 4, 100 * kKiB, 99 * kKiB, kKiB, 128}},
    {"cc 8.9", {1024, 48, 24, 65536, 65536, 255, 256, 4, 100 * kKiB, 99 * kKiB, kKiB, 128}},
    {"cc 10.0", {1024, 64, 32, 65536, 65536, 255, 256, 4, 228 * kKiB, 227 * kKiB, kKiB, 128}},
    {"cc 12.0", {1024, 48, 24, 65536, 65536, 255, 256, 4, 100 * kKiB, 99 * kKiB, kKiB, 128}},
}};
constexpr Index kInvented = 7;  // devices of no maker, behind the real ones

oc_device invented_device(Rng& rng) {
  const auto pick = [&](std::initializer_list<int> of) {
    return of.begin()[rng.below(static_cast<Index>(of.size()))];
  };
  oc_device d{};
  d.threads_per_block = pick({256, 512, 1024, 1536});
  d.warps_per_sm = pick({24, 36, 48, 64, 80});
  d.blocks_per_sm = pick({6, 16, 24, 32, 40});
  d.registers_per_sm = pick({32768, 49152, 65536, 131072});
  d.registers_per_block = d.registers_per_sm / pick({1, 1, 2});
  d.registers_per_thread = pick({127, 255});
  d.register_unit = pick({64, 128, 256, 512});
  d.sub_partitions = pick({1, 2, 4});
  d.shared_per_sm = pick({48, 64, 100, 164, 228}) * kKiB;
  d.shared_reserved = pick({0, 512, 1024, 2048});
  d.shared_per_block = d.shared_per_sm - pick({0, 1, 1, 17}) * d.shared_reserved;
  d.shared_unit = pick({128, 256, 1024});
  return d;
}

// The edges on cc 9.0: threads, registers, static, dynamic.
constexpr std::array<oc_kernel, 32> kEdges{{
    {96, 40, 0, 0},          {32, 96, 0, 0},
    {1024, 65, 0, 0},        {256, 32, 0, 56 * kKiB},
    {256, 32, 0, 57 * kKiB}, {33, 32, 0, 0},
    {64, 32, 0, 0},          {256, 32, 0, 227 * kKiB},
    {1025, 32, 0, 0},        {1024, 64, 0, 0},
    {1024, 32, 0, 0},        {256, 33, 0, 0},
    {512, 32, 48 * kKiB, 0}, {1, 1, 0, 0},
    {31, 255, 0, 0},         {32, 0, 0, 0},
    {32, 16, 0, 0},          {64, 0, 0, 227 * kKiB},
    {256, 32, 1, 0},         {256, 32, 0, 227 * kKiB + 1},
    {128, 255, 0, 0},        {800, 80, 0, 0},
    {768, 80, 0, 0},         {1025, 200, 48 * kKiB, 200 * kKiB},
    {256, 256, 0, 0},        {256, 64, 128, 0},
    {256, 64, 129, 28416},   {192, 40, 16 * kKiB, 16 * kKiB},
    {192, 64, 0, 0},         {192, 100, 0, 0},
    {65, 128, 0, 6272},      {1024, 32, 48 * kKiB, 66 * kKiB},
}};

oc_kernel random_kernel(const oc_device& d, Rng& rng) {
  oc_kernel k{};
  switch (rng.below(4)) {
    case 0:
      k.threads = static_cast<int>(rng.between(1, d.threads_per_block + 70));
      break;
    case 1:
      k.threads = static_cast<int>(32 * rng.between(1, 8) + rng.between(-1, 1));
      break;
    default:
      k.threads = static_cast<int>(32 * rng.between(1, d.threads_per_block / 32));
  }
  k.registers = static_cast<int>(rng.below(16) == 0 ? rng.between(0, d.registers_per_thread + 4)
                                                    : rng.between(16, rng.below(2) == 0 ? 64 : 255));
  int shared = 0;
  switch (rng.below(6)) {
    case 0:
    case 1:
      break;
    case 2:  // at the edge where one block less fits
      shared = d.shared_per_sm / static_cast<int>(rng.between(1, 12)) - d.shared_reserved +
               static_cast<int>(rng.between(-1, 1)) * static_cast<int>(rng.below(d.shared_unit + 2));
      break;
    case 3:
      shared = d.shared_per_block + static_cast<int>(rng.between(-2, 2));
      break;
    case 4:
      shared = kKiB * static_cast<int>(rng.below(d.shared_per_sm / kKiB / 2));
      break;
    default:
      shared = static_cast<int>(rng.below(d.shared_per_sm / 4));
  }
  shared = std::max(shared, 0);
  k.static_shared = static_cast<int>(rng.below(std::min(shared, 48 * kKiB) + 1));
  k.dynamic_shared = shared - k.static_shared;
  return k;
}

// ---- Words.

const std::array<std::pair<unsigned, const char*>, 4> kFactors{
    {{OC_WARPS, "warps"}, {OC_REGISTERS, "registers"}, {OC_SHARED, "shared"}, {OC_BLOCKS, "blocks"}}};

std::string words_of(unsigned limits) {
  std::string words;
  for (const auto& [factor, name] : kFactors)
    if (limits & factor) words += (words.empty() ? "" : " + ") + std::string(name);
  if (limits >= 16) words += (words.empty() ? "" : " + ") + std::string("unknown bits");
  return words.empty() ? "none" : words;
}

template <class... Values>
std::string format(const char* form, Values... values) {
  std::array<char, 400> text{};
  std::snprintf(text.data(), text.size(), form, values...);
  return text.data();
}

// The arithmetic of one factor, as one would write it on paper.
std::string sum_of(const oc_device& d, const oc_kernel& k, unsigned factor) {
  const Multiprocessor sm(d, k);
  const int count = alone(d, k, factor);
  if (factor == OC_WARPS) {
    if (count == 0 && k.threads > d.threads_per_block)
      return format("%d threads are more than a block may have (%d)", k.threads, d.threads_per_block);
    return format("warps: %d per block, %d / %d = %d", sm.warps(), d.warps_per_sm, sm.warps(), count);
  }
  if (factor == OC_REGISTERS) {
    if (k.registers > d.registers_per_thread)
      return format("registers: %d are more than a thread may have (%d)", k.registers,
                    d.registers_per_thread);
    const int g = sm.registers_of_warp(), part = d.registers_per_sm / d.sub_partitions;
    if (count == 0)
      return format(
          "registers: %d per warp, with %d warps per block the launch is refused (a block may have %d)", g,
          sm.warps(), d.registers_per_block);
    return format("registers: %d per warp, %d x (%d / %d) = %d warps, / %d per block = %d", g,
                  d.sub_partitions, part, g, part / g * d.sub_partitions, sm.warps(), count);
  }
  if (factor == OC_SHARED) {
    if (count == 0)
      return format("shared: %d bytes are more than a block may ask for (%d)",
                    k.static_shared + k.dynamic_shared, d.shared_per_block);
    return format("shared: %d + %d reserved, rounded up to %d: %d / %d = %d",
                  k.static_shared + k.dynamic_shared, d.shared_reserved, sm.shared_of_block(),
                  d.shared_per_sm, sm.shared_of_block(), count);
  }
  return format("blocks: at most %d", d.blocks_per_sm);
}

std::string sums_of(const oc_device& d, const oc_kernel& k, unsigned limits) {
  std::string text;
  for (const auto& [factor, name] : kFactors)
    if (limits & factor) text += (text.empty() ? "" : "; ") + sum_of(d, k, factor);
  return text;
}

std::string launch_words(Index launch, const std::string& device, const oc_kernel& k) {
  return format(
      "launch %lld on %s (%d threads, %d registers, %d + %d bytes shared): ", static_cast<long long>(launch),
      device.c_str(), k.threads, k.registers, k.static_shared, k.dynamic_shared);
}

std::string device_words(Index which, const oc_device& d) {
  if (which < static_cast<Index>(kDevices.size())) return kDevices[static_cast<std::size_t>(which)].name;
  return format(
      "an invented device with %d warps, %d blocks, %d x %d registers in units of %d, %d KiB shared in "
      "units of %d",
      d.warps_per_sm, d.blocks_per_sm, d.sub_partitions, d.registers_per_sm / d.sub_partitions,
      d.register_unit, d.shared_per_sm / kKiB, d.shared_unit);
}

// ---- The judge.

enum class Kind { edges, hopper, real, invented };

template <class Struct>
Struct row_of(std::span<const std::int32_t> fields, Index row) {
  std::array<std::int32_t, sizeof(Struct) / 4> values;
  std::copy_n(fields.begin() + row * static_cast<Index>(values.size()), values.size(), values.begin());
  return std::bit_cast<Struct>(values);
}

template <class Struct>
void put_row(std::span<std::int32_t> fields, Index row, const Struct& value) {
  const auto values = std::bit_cast<std::array<std::int32_t, sizeof(Struct) / 4>>(value);
  std::copy(values.begin(), values.end(), fields.begin() + row * static_cast<Index>(values.size()));
}

struct OccupancyJudge : Judge {
  static constexpr Index kRows = static_cast<Index>(kDevices.size()) + kInvented;

  std::vector<Buffer> buffers(const Params& p) const override {
    const Index n = p.i("launches");
    return {{"device", Type::i32, {kRows, kDeviceFields}, Role::in, Fill::custom(), Space::host},
            {"kernel", Type::i32, {n, kKernelFields}, Role::in, Fill::custom(), Space::host},
            {"which", Type::i32, {n}, Role::in, Fill::custom(), Space::host},
            {"blocks", Type::i32, {n}, Role::out, {}, Space::host},
            {"limits", Type::u32, {n}, Role::out, {}, Space::host}};
  }

  void fill(const Params& p, Rng& rng, Filler& to) const override {
    const auto devices = to.get<std::int32_t>("device"), kernels = to.get<std::int32_t>("kernel"),
               which = to.get<std::int32_t>("which");
    const Index real = static_cast<Index>(kDevices.size());
    for (Index d = 0; d < kRows; ++d)
      put_row(devices, d, d < real ? kDevices[static_cast<std::size_t>(d)].device : invented_device(rng));
    const Kind kind = static_cast<Kind>(p.i("kind"));
    for (Index i = 0; i < p.i("launches"); ++i) {
      const bool edge = kind == Kind::edges && i < static_cast<Index>(kEdges.size());
      const Index device = kind == Kind::real       ? rng.below(real)
                           : kind == Kind::invented ? real + rng.below(kInvented)
                                                    : 0;
      which[static_cast<std::size_t>(i)] = static_cast<std::int32_t>(device);
      put_row(kernels, i,
              edge ? kEdges[static_cast<std::size_t>(i)]
                   : random_kernel(row_of<oc_device>(devices, device), rng));
    }
  }

  void check(const Params& p, const Data& in, const Data& out, Report& report) const override {
    const auto devices = in.get<std::int32_t>("device"), kernels = in.get<std::int32_t>("kernel"),
               which = in.get<std::int32_t>("which"), blocks = out.get<std::int32_t>("blocks");
    const auto limits = out.get<std::uint32_t>("limits");
    int failures = 0;
    for (std::size_t i = 0; i < blocks.size() && failures < 3; ++i) {
      const oc_device device = row_of<oc_device>(devices, which[i]);
      const oc_kernel kernel = row_of<oc_kernel>(kernels, static_cast<Index>(i));
      const Answer want = occupancy_of(device, kernel);
      if (blocks[i] == want.blocks && limits[i] == want.limits) continue;
      ++failures;
      const std::string launch = launch_words(static_cast<Index>(i), device_words(which[i], device), kernel);
      const std::string sums = sums_of(device, kernel, want.limits);
      if (blocks[i] != want.blocks)
        report.fail(launch + format("%d blocks, %d expected (%s)", blocks[i], want.blocks, sums.c_str()));
      else
        report.fail(launch + format("%d blocks is right, limited by %s, expected %s (%s)", blocks[i],
                                    words_of(limits[i]).c_str(), words_of(want.limits).c_str(),
                                    sums.c_str()));
    }
    (void)p;
  }

  // Reads a kernel and writes an answer; about 40 integer operations, six of them divisions.
  Work work(const Params& p) const override {
    const double n = static_cast<double>(p.i("launches"));
    return {20 * n, 8 * n, 40 * n, Type::i32, WorkClock::wall};
  }
};

}  // namespace

PREP_JUDGE(OccupancyJudge)
