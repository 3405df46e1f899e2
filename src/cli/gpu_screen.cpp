#include "cli/gpu_screen.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "grade/gpu_words.h"
#include "term/text.h"

namespace prep {
namespace {

constexpr std::size_t kKernelsShown = 4, kIndent = 13;
constexpr int kBar = 20;

std::string micros(double us) {
  if (us >= 1e4) return fmt::format("{:.2f} ms", us / 1e3);
  return fmt::format("{:.1f} us", us);
}

// "█████████░░░░░░░░░░░": what is full is the share.
std::string bar(const Look& look, double share) {
  const int full = std::clamp(static_cast<int>(std::lround(share * kBar)), 0, kBar);
  std::string text;
  for (int i = 0; i < kBar; ++i) text += i < full ? "█" : "░";
  return paint(look, Ink::cyan, text);
}

std::string line(const Look& look, const std::string& words) {
  return wrapped(words, static_cast<std::size_t>(look.width), std::string(kIndent, ' '),
                 std::string(kIndent + 2, ' '));
}

std::string against(const char* whom, double us, double ratio, const std::string& word) {
  return fmt::format("{} {} ({:.2f}x, {})", whom, micros(us), ratio, word);
}

}  // namespace

std::string gpu_row_text(const Look& look, const MeasureRow& row) {
  std::string text =
      wrapped(fmt::format("{}: {} [{} .. {}], {} samples", row.name, micros(row.median_us),
                          micros(row.min_us), micros(row.q3_us), row.samples),
              static_cast<std::size_t>(look.width),
              " " + paint(look, Ink::cyan, "·") + " " + pad("speed", 10), std::string(kIndent, ' '));
  text +=
      std::string(kIndent, ' ') + bar(look, row.of_ceiling.value_or(0)) +
      fmt::format(" {:.0f} % of {}\n", std::round(row.of_ceiling.value_or(0) * 100), micros(row.floor_us));
  text += line(look, row.limit);
  std::string others;
  if (row.baseline_us) others = against("solution", *row.baseline_us, row.of_baseline, row.versus_baseline);
  if (row.library_us)
    others += (others.empty() ? "" : "; ") +
              against("library", *row.library_us, row.of_library.value_or(0), row.versus_library);
  if (!others.empty()) text += line(look, others);
  if (!row.note.empty()) text += line(look, row.note);
  return text;
}

std::string kernels_text(const Look& look, const std::vector<KernelFacts>& kernels) {
  std::string text;
  for (std::size_t i = 0; i < std::min(kernels.size(), kKernelsShown); ++i) {
    const std::string name = kernels[i].name.substr(0, kernels[i].name.find('('));
    text += wrapped((name.empty() ? "" : name + ": ") + kernel_words(kernels[i]),
                    static_cast<std::size_t>(look.width),
                    " " + paint(look, Ink::cyan, "·") + " " + pad(i == 0 ? "kernels" : "", 10),
                    std::string(kIndent, ' '));
  }
  if (kernels.size() > kKernelsShown)
    text += line(look, fmt::format("and {} more", kernels.size() - kKernelsShown));
  return text;
}

}  // namespace prep
