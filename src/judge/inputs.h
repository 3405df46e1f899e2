// The values of every buffer of a case, one set beside the other: the judge's private copy.
#pragma once
#include <prep/judge.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "judge/frame.h"

namespace prep {

class Inputs {
 public:
  // Fills `sets` sets of different values; by_runner: of the custom buffers only. Throws std::logic_error
  // with a sentence where the kit contradicts itself: an unknown buffer, a script over its capacity, a fill
  // that does not suit its type.
  Inputs(const Judge& judge, const Params& params, std::vector<Buffer> buffers, std::uint64_t key, int sets,
         Filling filling = Filling::by_judge);
  // What one call of a row that is filled by the runner was given: pure fills by the call's key, custom
  // buffers of `set`. One set, number 0.
  Inputs of_call(std::uint64_t call_key, int set) const;

  const std::vector<Buffer>& buffers() const { return buffers_; }
  int sets() const { return static_cast<int>(values_.size()); }
  // The bytes of a buffer; a script's bytes in use. Empty for `out`.
  std::span<const std::byte> bytes(int set, std::size_t buffer) const {
    return values_.at(static_cast<std::size_t>(set)).at(buffer);
  }

 private:
  Inputs() = default;
  std::vector<Buffer> buffers_;
  std::vector<std::vector<std::vector<std::byte>>> values_;  // [set][buffer]
};

// Refuses what the frame cannot carry: too many buffers or parameters, long or doubled names, a negative
// extent.
void check_buffers(const std::vector<Buffer>& buffers, const Params& params);

// Position of a buffer by name; std::logic_error where there is none.
std::size_t find_buffer(const std::vector<Buffer>& buffers, Name name);

// Named access to spans of bytes that somebody else owns, one per buffer.
class DataView final : public Data {
 public:
  // `what` names the collection in errors: "input", "output".
  DataView(const std::vector<Buffer>& buffers, std::vector<std::span<const std::byte>> bytes,
           const char* what);
  static DataView of_set(const Inputs& inputs, int set);

  double at(Name buffer, Index element) const override;
  Reader records(Name buffer) const override;
  std::span<const std::byte> raw(Name buffer, std::size_t element) const override;

 private:
  std::size_t present(Name buffer) const;
  const std::vector<Buffer>& buffers_;
  std::vector<std::span<const std::byte>> bytes_;  // data() is null where this collection has no such buffer
  const char* what_;
};

}  // namespace prep
