// Takes the exact values of one call and holds them against the outputs.
#pragma once
#include <prep/judge.h>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace prep {

// Up to so many output elements all units are compared, and the exact values kept for the words about a
// mismatch.
inline constexpr Index kAllElements = Index{1} << 22;

struct OutputState {
  std::size_t buffer = 0;  // position among the buffers
  std::span<const std::byte> actual;
  Tolerance tolerance;
  Index compared = 0;
  std::vector<Index> wrong;         // in the order found
  std::vector<double> exact;        // NaN where nothing was expected; empty when only sampled
  double max_abs_err = 0;           // over finite errors
  double max_allowed = 0;           // the largest |out - exact| that would still have been right
  std::vector<std::string> detail;  // the first five mismatches in words
};

class OutputComparison final : public Expect {
 public:
  // `outputs` has the bytes of every buffer, null data for those that are no outputs.
  OutputComparison(const std::vector<Buffer>& buffers, std::vector<OutputState> outputs)
      : buffers_(buffers), outputs_(std::move(outputs)) {}

  void value(Name output, Index element, double exact, double magnitude) override;
  void integer(Name output, Index element, std::int64_t exact) override;

  const std::vector<OutputState>& outputs() const { return outputs_; }

 private:
  OutputState& state(Name output, Index element);
  void take(OutputState& state, Index element, double exact, const std::string& exact_text, bool right,
            double error, double allowed);
  const std::vector<Buffer>& buffers_;
  std::vector<OutputState> outputs_;
};

// Which units to compare: all where the outputs are small, else the first and last ones and random others.
std::vector<Index> choose_units(Index units, Index output_elements, std::uint64_t entropy);

// "y[3][17]" for element 20 of shape {4, 17}... in row-major coordinates.
std::string element_name(const Buffer& buffer, Index element);

}  // namespace prep
