// What a kit's judge.cpp is written against. A judge defines inputs, knows the exact answer (fp64, integers,
// properties) and the tolerance; libprep_judge does the rest (filling, comparing, poison, guards, patterns in
// words). It runs in its own trusted process; the learner's code never shares memory with it but for two
// memfds.
//
//   struct SoftmaxJudge : prep::Judge { ... };
//   PREP_JUDGE(SoftmaxJudge)
#pragma once
#include <prep/records.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace prep {

using Index = std::int64_t;
using Name = std::string_view;

// records: a script or trace (records.h); its shape is {capacity in bytes}, its role in or out.
enum class Type : std::uint8_t { u8, i8, u16, i32, u32, i64, u64, f16, bf16, f32, f64, records };
std::size_t size_of(Type type);  // bytes of one element; records: 1

// in: hashed before and after, must not change. out: poisoned (0xFF bytes) and guarded before every call.
// inout: filled like an input, guarded, compared like an output.
enum class Role : std::uint8_t { in, out, inout };
enum class Space : std::uint8_t { device, pinned, host };  // host kits: all are host
enum class WorkClock : std::uint8_t { device, wall };

// How an `in` or `inout` buffer gets its values. All but custom are pure functions of (seed, set, buffer,
// index), see judge/fill.h. Values are rounded to the buffer's type; a uniform value stays below `high` even
// then.
struct Fill {
  enum class Kind : std::uint8_t { uniform, normal, integers, permutation, custom } kind = Kind::custom;
  double a = 0, b = 0;
  // [low, high)
  static Fill uniform(double low, double high) { return {Kind::uniform, low, high}; }
  // Within six sigma.
  static Fill normal(double mean, double sigma) { return {Kind::normal, mean, sigma}; }
  // low..high, both included.
  static Fill integers(double low, double high) { return {Kind::integers, low, high}; }
  // Of 0..elements-1.
  static Fill permutation() { return {Kind::permutation, 0, 0}; }
  // Judge::fill writes it.
  static Fill custom() { return {}; }
};

struct Buffer {
  std::string name;
  Type type = Type::f32;
  std::vector<Index> shape;  // row-major; any extent may be 0
  Role role = Role::in;
  Fill fill;
  Space space = Space::device;
  int gpu = 0;
  Index elements() const;  // product of shape
};

// The parameters of one case after its draws: {"n": 1025, "rows": 3}. Throws std::out_of_range with the name.
class Params {
 public:
  Index i(Name name) const;
  double f(Name name) const;
  bool has(Name name) const;
  void set(Name name, double value);
  const std::map<std::string, double, std::less<>>& all() const { return values_; }

 private:
  std::map<std::string, double, std::less<>> values_;
};

// Counter-based random numbers, reproducible on every machine (no std:: distributions).
class Rng {
 public:
  explicit Rng(std::uint64_t key) : key_(key) {}
  std::uint64_t next();
  double uniform();  // [0, 1)
  double uniform(double low, double high);
  double normal();
  Index below(Index n);                  // 0..n-1, n > 0
  Index between(Index low, Index high);  // both included

 private:
  std::uint64_t key_, counter_ = 0;
};

// Where Judge::fill writes custom buffers and scripts.
class Filler {
 public:
  virtual ~Filler() = default;
  template <class T>
  std::span<T> get(Name buffer) {
    const std::span<std::byte> bytes = raw(buffer, sizeof(T));
    return {reinterpret_cast<T*>(bytes.data()), bytes.size() / sizeof(T)};
  }
  virtual Writer script(Name buffer) = 0;  // records buffers
  virtual std::span<std::byte> raw(
      Name buffer, std::size_t element) = 0;  // checks the element size; throws std::logic_error
};

// Read access to the inputs (as made) or the outputs (as found after the call).
class Data {
 public:
  virtual ~Data() = default;
  template <class T>
  std::span<const T> get(Name buffer) const {
    const std::span<const std::byte> bytes = raw(buffer, sizeof(T));
    return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
  }
  virtual double at(Name buffer, Index element) const = 0;  // any numeric type, widened (f16, bf16 too)
  virtual Reader records(Name buffer) const = 0;
  virtual std::span<const std::byte> raw(Name buffer, std::size_t element) const = 0;
};

// Receives the exact values of one unit. An element not set is not compared.
class Expect {
 public:
  virtual ~Expect() = default;
  // magnitude: sum|terms| of the value, what a relative tolerance is taken of; negative = |value|.
  virtual void value(Name output, Index element, double exact, double magnitude = -1) = 0;
  virtual void integer(Name output, Index element, std::int64_t exact) = 0;  // compared exactly
};

// |out - exact| <= abs + rel * magnitude, tested as !(diff <= tol); NaN and infinities must match by class.
// An exact value that overflows the output's type is an infinity there. {} is exact: equal to the exact value
// rounded to the output's type.
struct Tolerance {
  double abs = 0, rel = 0;
};

// Findings of Judge::check. The first few are shown; any failure is `wrong_answer`.
class Report {
 public:
  virtual ~Report() = default;
  virtual void fail(const std::string& sentence) = 0;
  virtual bool failed() const = 0;
};

struct Work {
  double read_bytes = 0, write_bytes = 0, flops = 0;
  Type math = Type::f32;
  WorkClock clock = WorkClock::device;
};

class Judge {
 public:
  virtual ~Judge() = default;
  virtual std::vector<Buffer> buffers(const Params&) const = 0;
  virtual bool legal(const Params&) const { return true; }  // an illegal draw is drawn again
  virtual void fill(const Params&, Rng&, Filler&) const {}  // custom buffers and scripts only
  virtual Index units(const Params&) const { return 0; }    // independent output groups
  virtual void expected(const Params&, [[maybe_unused]] const Data& in, [[maybe_unused]] Index unit,
                        Expect&) const {}
  virtual Tolerance tolerance(const Params&, [[maybe_unused]] Name output) const { return {}; }
  // Properties; the whole judgement where units() is 0.
  virtual void check(const Params&, [[maybe_unused]] const Data& in, [[maybe_unused]] const Data& out,
                     Report&) const {}
  virtual Work work(const Params&) const = 0;
};

std::unique_ptr<Judge> make_judge();  // defined by PREP_JUDGE
#define PREP_JUDGE(KitJudge) \
  std::unique_ptr<::prep::Judge> prep::make_judge() { return std::make_unique<KitJudge>(); }

// Machine epsilons for derived tolerances: c * eps * depth * sum|terms|.
inline constexpr double kEps32 = 5.9604644775390625e-08;  // 2^-24, unit roundoff of fp32
inline constexpr double kEps16 = 4.8828125e-04;           // 2^-11, fp16
inline constexpr double kEpsBf16 = 3.90625e-03;           // 2^-8, bf16

}  // namespace prep
